import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useChange } from '../../data/change.ts';
import { Failed, Refusal } from '../../data/shown.tsx';
import {
  type TwilioCredentialKind,
  VerifyAccountDocument,
  type VerifyAccountMutation,
} from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Button } from '../../ui/form/button.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Row, Stack } from '../../ui/layout/section.tsx';
import styles from './account.module.css';
import { keySidFault, secretFault, sidFault, type Verification } from './account-state.ts';

type Refused = Exclude<
  VerifyAccountMutation['verifyTwilioAccount'],
  null | { __typename: 'VerifyTwilioAccountPayload' }
>;

const KINDS = (['AUTH_TOKEN', 'API_KEY'] as const).map((id) => ({
  id,
  label: accountText.credentials.kinds[id],
}));

/** The credentials as they are typed, without the secret, which is kept nowhere. */
export interface TypedCredentials {
  readonly sid: string;
  readonly kind: TwilioCredentialKind;
  readonly keySid: string;
}

/** SID and auth token or API key. The secret leaves the page with the press on Verify, whatever comes of it. */
export function Credentials(props: {
  readonly typed: TypedCredentials;
  readonly onTyped: (typed: Partial<TypedCredentials>) => void;
  /** The token of this very account is rotated: its SID is not to be changed. */
  readonly fixedSid?: boolean;
  readonly onBegun: (verification: Verification) => void;
  readonly onCancel?: () => void;
}) {
  const { typed, onTyped, fixedSid = false, onBegun, onCancel } = props;
  const entry = useVerify(typed, onBegun);
  const { faults, refused, submit, error, isBusy } = entry;
  return (
    <form
      className={styles.narrow}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <TextField
          label={accountText.credentials.sid}
          description={accountText.credentials.sidDetail}
          code
          value={typed.sid}
          onChange={(sid) => onTyped({ sid })}
          disabled={fixedSid}
          error={faults.sid}
        />
        <SecretFields typed={typed} onTyped={onTyped} entry={entry} />
        {refused === null ? null : <Refusal problem={refused} />}
        {error === null ? null : <Failed error={error} />}
        <Row>
          <Button kind="primary" type="submit" busy={isBusy}>
            {accountText.credentials.verify}
          </Button>
          {onCancel === undefined ? null : (
            <Button onPress={onCancel}>{accountText.credentials.cancel}</Button>
          )}
        </Row>
      </Stack>
    </form>
  );
}

/** The auth token, or a key with its secret. */
function SecretFields(props: {
  readonly typed: TypedCredentials;
  readonly onTyped: (typed: Partial<TypedCredentials>) => void;
  readonly entry: ReturnType<typeof useVerify>;
}) {
  const { typed, onTyped, entry } = props;
  const { kind, keySid } = typed;
  const { secret, setSecret, faults } = entry;
  return (
    <>
      <RadioGroup
        label={accountText.credentials.kind}
        options={KINDS}
        value={kind}
        onChange={(next) => {
          // The secret of the one is none of the other.
          setSecret('');
          onTyped({ kind: next });
        }}
      />
      {kind === 'AUTH_TOKEN' ? null : (
        <TextField
          label={accountText.credentials.keySid}
          description={accountText.credentials.keySidDetail}
          code
          value={keySid}
          onChange={(next) => onTyped({ keySid: next })}
          error={faults.keySid}
        />
      )}
      <TextField
        label={kind === 'AUTH_TOKEN' ? accountText.credentials.token : accountText.credentials.secret}
        description={accountText.credentials.tokenDetail}
        type="password"
        autoComplete="new-password"
        value={secret}
        onChange={setSecret}
        error={faults.secret}
      />
    </>
  );
}

function useVerify({ sid, kind, keySid }: TypedCredentials, onBegun: (verification: Verification) => void) {
  const { tenantId } = useTenant();
  const [secret, setSecret] = useState('');
  const [judged, setJudged] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { mutateAsync, reset, error, isPending } = useChange(VerifyAccountDocument);
  const isKey = kind === 'API_KEY';
  const faults = {
    sid: sidFault(sid),
    keySid: isKey ? keySidFault(keySid) : null,
    secret: secretFault(kind, secret),
  };
  const submit = async () => {
    setRefused(null);
    setJudged(true);
    if (Object.values(faults).some((fault) => fault !== null)) return;
    const sent = secret.trim();
    const credential = isKey ? { apiKey: { sid: keySid.trim(), secret: sent } } : { authToken: sent };
    const input = { accountSid: sid.trim(), credential, tenantId };
    setSecret('');
    setJudged(false);
    const answer = await mutateAsync({ input }).catch(() => null);
    // What was sent is not kept anywhere; an error stays to be read.
    if (answer !== null) reset();
    const result = answer?.verifyTwilioAccount ?? null;
    if (result === null) return;
    if (result.__typename === 'VerifyTwilioAccountPayload') onBegun(result.verification);
    else setRefused(result);
  };
  const shown = judged ? faults : { sid: null, keySid: null, secret: null };
  return { secret, setSecret, faults: shown, refused, submit, error, isBusy: isPending };
}
