import { useState } from 'react';
import { useTenant } from '../../app/caller.tsx';
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
  const { tenantId } = useTenant();
  const [token, setToken] = useState('');
  const [judged, setJudged] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const verify = useChange(VerifyAccountDocument);
  const faults = judged ? { sid: sidFault(sid), token: tokenFault(token) } : { sid: null, token: null };

  const submit = async () => {
    setRefused(null);
    if (sidFault(sid) !== null || tokenFault(token) !== null) {
      setJudged(true);
      return;
    }
    const input = { accountSid: sid.trim(), authToken: token.trim(), tenantId };
    setToken('');
    setJudged(false);
    const answer = await verify.mutateAsync({ input }).catch(() => null);
    const result = answer?.verifyTwilioAccount ?? null;
    // What was sent is not kept anywhere; an error stays to be read.
    if (answer !== null) verify.reset();
    if (result === null) return;
    if (result.__typename === 'VerifyTwilioAccountPayload') onBegun(result.verification);
    else setRefused(result);
  };

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
        {verify.error === null ? null : <Failed error={verify.error} />}
        <Row>
          <Button kind="primary" type="submit" busy={verify.isPending}>
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
