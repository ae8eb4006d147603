import { useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useChange } from '../../data/change.ts';
import { Failed, Refusal } from '../../data/shown.tsx';
import { DiscardAccountDraftDocument } from '../../generated/graphql.ts';
import { accountText } from '../../text/en/account.ts';
import { Badge } from '../../ui/feedback/badge.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Button } from '../../ui/form/button.tsx';
import { RadioGroup } from '../../ui/form/radio-group.tsx';
import { Row, Section, Stack } from '../../ui/layout/section.tsx';
import { DateTime } from '../../ui/show/values.tsx';
import styles from './account.module.css';
import {
  type Configuration,
  type Draft,
  isRunning,
  type Tenant,
  type Verification,
} from './account-state.ts';
import { nameOf } from './approval/change-row.ts';
import { Credentials } from './credentials.tsx';
import { AccountFacts, consentFact } from './summary.tsx';
import type { useAccountForm } from './use-account-form.ts';
import { VerificationFailed, VerificationProgress } from './verification-progress.tsx';

const texts = accountText.account;

/** The choice of the account that sends, and how a custom one is verified. */
export function AccountSection(props: {
  readonly live: Configuration;
  readonly draft: Draft | null;
  readonly verification: Tenant['latestVerification'];
  readonly form: ReturnType<typeof useAccountForm>;
  readonly onVerification: (verification: Verification) => void;
  readonly onDiscarded: () => void;
}) {
  const { live, draft, form, verification } = props;
  return (
    <Section title={texts.title}>
      <RadioGroup
        label={texts.choice}
        framed
        options={[
          { id: 'default', label: texts.default, detail: texts.defaultDetail },
          { id: 'custom', label: texts.custom, detail: texts.customDetail },
        ]}
        value={form.use}
        onChange={form.setUse}
      />
      {form.removes ? <Notice tone="warning" title={texts.remove.hint} /> : null}
      {form.use === 'default' ? null : verification !== null && isRunning(verification) ? (
        <VerificationProgress verification={verification} onChange={props.onVerification} />
      ) : (
        <Stack>
          {verification !== null && isLast(verification, live, draft) ? (
            <VerificationFailed verification={verification} />
          ) : null}
          {draft === null ? null : <DraftAccount draft={draft} onDiscarded={props.onDiscarded} />}
          {live.account === null || draft !== null ? null : <LiveAccount live={live} />}
          <Verifying {...props} />
        </Stack>
      )}
    </Section>
  );
}

/** True if nothing has come after a verification that failed. */
function isLast(verification: Verification, live: Configuration, draft: Draft | null): boolean {
  const later = [live.inForceFrom, draft?.createdAt].some(
    (at) => at !== null && at !== undefined && Date.parse(at) > Date.parse(verification.createdAt),
  );
  return verification.status === 'FAILED' && !later;
}

function Verifying({ live, draft, form, onVerification }: Parameters<typeof AccountSection>[0]) {
  const hasAccount = live.account !== null || draft !== null;
  const shown = form.form ?? (hasAccount ? null : 'first');
  if (shown === null)
    return (
      <Row>
        {live.account === null || draft !== null ? null : (
          <Button onPress={() => form.setForm('rotate')}>{texts.rotate[live.account.credentialKind]}</Button>
        )}
        <Button onPress={() => form.setForm('change')}>
          {draft === null ? texts.change : texts.verifyAgain}
        </Button>
      </Row>
    );
  return (
    <Stack>
      {shown === 'first' ? null : (
        <p className={styles.quiet}>{shown === 'rotate' ? texts.rotateLead : texts.changeLead}</p>
      )}
      <Credentials
        typed={form.credentials}
        onTyped={form.setCredentials}
        fixedSid={shown === 'rotate'}
        onBegun={onVerification}
        onCancel={hasAccount ? () => form.setForm(null) : undefined}
      />
    </Stack>
  );
}

function LiveAccount({ live }: { readonly live: Configuration }) {
  if (live.account === null) return null;
  return (
    <Stack>
      <div>
        <Badge tone="good">{texts.live}</Badge>
      </div>
      <AccountFacts account={live.account} more={[consentFact(live)]} />
    </Stack>
  );
}

function DraftAccount({ draft, onDiscarded }: { readonly draft: Draft; readonly onDiscarded: () => void }) {
  const { tenantId } = useTenant();
  const discard = useChange(DiscardAccountDraftDocument);
  const [refused, setRefused] = useState<{ readonly message: string } | null>(null);
  const press = async () => {
    const { id, revision } = draft;
    const answer = await discard
      .mutateAsync({ input: { tenantId, draft: { id, revision } } })
      .catch(() => null);
    const result = answer?.discardDraft ?? null;
    if (result === null) return;
    if (result.__typename === 'DiscardDraftPayload') onDiscarded();
    else setRefused('message' in result ? result : null);
  };
  return (
    <Stack>
      <Row>
        <Badge tone="info">{texts.draft}</Badge>
        <span className={styles.quiet}>{texts.draftBy(nameOf(draft.changedBy))}</span>
      </Row>
      <AccountFacts
        account={draft.account}
        more={[[texts.expires, <DateTime key="expires" at={draft.expiresAt} />]]}
      />
      {refused === null ? null : <Refusal problem={refused} />}
      {discard.error === null ? null : <Failed error={discard.error} />}
      <div>
        <Button small busy={discard.isPending} onPress={() => void press()}>
          {texts.discard}
        </Button>
      </div>
    </Stack>
  );
}
