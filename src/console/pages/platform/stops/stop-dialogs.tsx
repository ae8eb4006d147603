import { type ReactNode, useState } from 'react';
import { useChange } from '../../../data/change.ts';
import { useCache } from '../../../data/read.ts';
import { Failed, type Problem, Refusal } from '../../../data/shown.tsx';
import {
  PlatformPauseDocument,
  PlatformPausesDocument,
  PlatformResumeDocument,
  PlatformTenantPausesDocument,
} from '../../../generated/graphql.ts';
import { platformText } from '../../../text/en/platform.ts';
import { Button } from '../../../ui/form/button.tsx';
import { TextField } from '../../../ui/form/text-field.tsx';
import { Dialog } from '../../../ui/layout/dialog.tsx';
import { Stack } from '../../../ui/layout/section.tsx';

const { stops: text } = platformText;

/** A stop by what it covers. */
export interface Stop {
  /** Null for all tenants. */
  readonly tenant: string | null;
  /** Null for all countries. */
  readonly country: string | null;
}

function coverageOf({ tenant, country }: Stop) {
  return { tenantId: tenant, everyTenant: tenant === null, country };
}

/** Stops sending, for the tenant or for all. */
export function PauseDialog(props: { readonly tenant: string | null; readonly onClose: () => void }) {
  const { tenant, onClose } = props;
  const cache = useCache();
  const [typed, setTyped] = useState({ country: '', reason: '' });
  const pause = useChange(PlatformPauseDocument);
  const answer = pause.data?.pauseSending ?? null;
  const submit = async () => {
    const country = typed.country === '' ? null : typed.country.toUpperCase();
    const input = { ...coverageOf({ tenant, country }), reason: typed.reason };
    const { pauseSending } = await pause.mutateAsync({ input });
    if (pauseSending?.__typename !== 'PauseSendingPayload') return;
    await cache.refresh(tenant === null ? PlatformPausesDocument : PlatformTenantPausesDocument);
    onClose();
  };
  return (
    <StopDialog
      title={tenant === null ? text.stopAll : text.stopFor(tenant)}
      lead={text.stopLead}
      action={text.stop}
      change={pause}
      problem={answer === null || answer.__typename === 'PauseSendingPayload' ? null : answer}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={text.countryOptional}
        description={text.countryAdvice}
        value={typed.country}
        maxLength={2}
        onChange={(country) => setTyped({ ...typed, country })}
      />
      <TextField
        label={text.reason}
        description={text.reasonAdvice}
        value={typed.reason}
        maxLength={500}
        onChange={(reason) => setTyped({ ...typed, reason })}
        required
      />
    </StopDialog>
  );
}

/** Ends a stop. */
export function ResumeDialog(props: { readonly stop: Stop; readonly onClose: () => void }) {
  const { stop, onClose } = props;
  const cache = useCache();
  const [reason, setReason] = useState('');
  const resume = useChange(PlatformResumeDocument);
  const answer = resume.data?.resumeSending ?? null;
  const submit = async () => {
    const { resumeSending } = await resume.mutateAsync({ input: { ...coverageOf(stop), reason } });
    if (resumeSending?.__typename !== 'ResumeSendingPayload') return;
    await cache.refresh(stop.tenant === null ? PlatformPausesDocument : PlatformTenantPausesDocument);
    onClose();
  };
  return (
    <StopDialog
      title={text.resumeOf(stop.country)}
      lead={text.resumeLead}
      action={text.resume}
      change={resume}
      problem={answer === null || answer.__typename === 'ResumeSendingPayload' ? null : answer}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={text.reason} value={reason} maxLength={500} onChange={setReason} required />
    </StopDialog>
  );
}

function StopDialog(props: {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly change: { readonly isPending: boolean; readonly error: Error | null };
  readonly problem: Problem | null;
  readonly onSubmit: () => Promise<void>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, lead, action, change, problem, onSubmit, onClose, children } = props;
  return (
    <Dialog
      title={title}
      isOpen
      asks
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{text.cancel}</Button>
          <Button kind="primary" busy={change.isPending} onPress={() => void onSubmit().catch(() => {})}>
            {action}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{lead}</p>
        {children}
        {problem === null ? null : <Refusal problem={problem} />}
        {change.error === null ? null : <Failed error={change.error} title={text.failed} />}
      </Stack>
    </Dialog>
  );
}
