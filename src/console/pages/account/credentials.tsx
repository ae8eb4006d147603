import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useChange } from '../../data/change.ts';
import { Failed, Refusal } from '../../data/shown.tsx';
import { VerifyAccountDocument, type VerifyAccountMutation } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Button } from '../../ui/form/button.tsx';
import { TextField } from '../../ui/form/text-field.tsx';
import { Row, Stack } from '../../ui/layout/section.tsx';
import styles from './account.module.css';
import { sidFault, tokenFault, type Verification } from './account-state.ts';

type Refused = Exclude<
  VerifyAccountMutation['verifyTwilioAccount'],
  null | { __typename: 'VerifyTwilioAccountPayload' }
>;

/** SID and auth token. The token leaves the page with the press on Verify, whatever comes of it. */
export function Credentials(props: {
  readonly sid: string;
  readonly onSid: (sid: string) => void;
  /** The token of this very account is rotated: its SID is not to be changed. */
  readonly fixedSid?: boolean;
  readonly onBegun: (verification: Verification) => void;
  readonly onCancel?: () => void;
}) {
  const { sid, onSid, fixedSid = false, onBegun, onCancel } = props;
  const { token, setToken, faults, refused, submit, error, isBusy } = useVerify(sid, onBegun);
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
        <TextField
          label={accountText.credentials.token}
          description={accountText.credentials.tokenDetail}
          type="password"
          autoComplete="new-password"
          value={token}
          onChange={setToken}
          error={faults.token}
        />
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

function useVerify(sid: string, onBegun: (verification: Verification) => void) {
  const { tenantId } = useTenant();
  const [token, setToken] = useState('');
  const [judged, setJudged] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const { mutateAsync, reset, error, isPending } = useChange(VerifyAccountDocument);
  const faults = { sid: sidFault(sid), token: tokenFault(token) };
  const submit = async () => {
    setRefused(null);
    setJudged(true);
    if (faults.sid !== null || faults.token !== null) return;
    const input = { accountSid: sid.trim(), authToken: token.trim(), tenantId };
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
  const shown = judged ? faults : { sid: null, token: null };
  return { token, setToken, faults: shown, refused, submit, error, isBusy: isPending };
}
