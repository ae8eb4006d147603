import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useChange } from '../../data/change.ts';
import { Failed, Refusal } from '../../data/shown.tsx';
import { VerifyAccountDocument, type VerifyAccountMutation } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Button } from '../../ui/form/button.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Row, Stack } from '../../ui/layout/section.tsx';
import styles from './account.module.css';
import { keySidFault, sidFault, tokenFault, type Verification } from './account-state.ts';

type Refused = Exclude<
  VerifyAccountMutation['verifyTwilioAccount'],
  null | { __typename: 'VerifyTwilioAccountPayload' }
>;

const KINDS = (['AUTH_TOKEN', 'API_KEY'] as const).map((id) => ({
  id,
  label: accountText.credentials.kinds[id],
}));

/** SID and auth token or API key. The secret leaves the page with the press on Verify, whatever comes of it. */
export function Credentials(props: {
  readonly sid: string;
  readonly onSid: (sid: string) => void;
  /** The token of this very account is rotated: its SID is not to be changed. */
  readonly fixedSid?: boolean;
  readonly onBegun: (verification: Verification) => void;
  readonly onCancel?: () => void;
}) {
  const { sid, onSid, fixedSid = false, onBegun, onCancel } = props;
  const entry = useVerify(sid, onBegun);
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
          value={sid}
          onChange={onSid}
          disabled={fixedSid}
          error={faults.sid}
        />
        <SecretFields entry={entry} />
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
function SecretFields({ entry }: { readonly entry: ReturnType<typeof useVerify> }) {
  const { kind, setKind, keySid, setKeySid, token, setToken, faults } = entry;
  return (
    <>
      <RadioGroup label={accountText.credentials.kind} options={KINDS} value={kind} onChange={setKind} />
      {kind === 'AUTH_TOKEN' ? null : (
        <TextField
          label={accountText.credentials.keySid}
          description={accountText.credentials.keySidDetail}
          code
          value={keySid}
          onChange={setKeySid}
          error={faults.keySid}
        />
      )}
      <TextField
        label={kind === 'AUTH_TOKEN' ? accountText.credentials.token : accountText.credentials.secret}
        description={accountText.credentials.tokenDetail}
        type="password"
        autoComplete="new-password"
        value={token}
        onChange={setToken}
        error={faults.token}
      />
    </>
  );
}

function useVerify(sid: string, onBegun: (verification: Verification) => void) {
  const { tenantId } = useTenant();
  const [kind, setKind] = useState<keyof typeof accountText.credentials.kinds>('AUTH_TOKEN');
  const [keySid, setKeySid] = useState('');
  const [token, setToken] = useState('');
  const [judged, setJudged] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { mutateAsync, reset, error, isPending } = useChange(VerifyAccountDocument);
  const isKey = kind === 'API_KEY';
  const faults = { sid: sidFault(sid), token: tokenFault(token), keySid: isKey ? keySidFault(keySid) : null };
  const submit = async () => {
    setRefused(null);
    setJudged(true);
    if (faults.sid !== null || faults.token !== null || faults.keySid !== null) return;
    const secret = token.trim();
    const credential = isKey ? { apiKey: { sid: keySid.trim(), secret } } : { authToken: secret };
    const input = { accountSid: sid.trim(), credential, tenantId };
    setToken('');
    setJudged(false);
    const answer = await mutateAsync({ input }).catch(() => null);
    // What was sent is not kept anywhere; an error stays to be read.
    if (answer !== null) reset();
    const result = answer?.verifyTwilioAccount ?? null;
    if (result === null) return;
    if (result.__typename === 'VerifyTwilioAccountPayload') onBegun(result.verification);
    else setRefused(result);
  };
  const shown = judged ? faults : { sid: null, token: null, keySid: null };
  return {
    kind,
    setKind,
    keySid,
    setKeySid,
    token,
    setToken,
    faults: shown,
    refused,
    submit,
    error,
    isBusy: isPending,
  };
}
