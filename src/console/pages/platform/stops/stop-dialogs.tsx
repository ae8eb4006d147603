import { useState } from 'react';
import { useChange } from '../../../data/change.ts';
import { ChangeDialog } from '../../../data/change-dialog.tsx';
import { outcomeOf } from '../../../data/outcome-of.ts';
import {
  PlatformPauseDocument,
  PlatformPausesDocument,
  PlatformResumeDocument,
  PlatformTenantPausesDocument,
} from '../../../generated/graphql.ts';
import { platformText } from '../../../text/en/platform.ts';
import { TextField } from '../../../ui/form/text-field.tsx';

const { stops: text } = platformText;

/** The lists that a stop or its end changes. */
const STANDING = [PlatformPausesDocument, PlatformTenantPausesDocument];

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
  const [typed, setTyped] = useState({ country: '', reason: '' });
  const pause = useChange(PlatformPauseDocument, STANDING);
  const { problem } = outcomeOf(pause.data?.pauseSending, 'PauseSendingPayload');
  const submit = async () => {
    const country = typed.country === '' ? null : typed.country.toUpperCase();
    const input = { ...coverageOf({ tenant, country }), reason: typed.reason };
    const { pauseSending } = await pause.mutateAsync({ input });
    if (pauseSending?.__typename === 'PauseSendingPayload') onClose();
  };
  return (
    <ChangeDialog
      title={tenant === null ? text.stopAll : text.stopFor(tenant)}
      lead={text.stopLead}
      action={text.stop}
      change={pause}
      problem={problem}
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
    </ChangeDialog>
  );
}

/** Ends a stop. */
export function ResumeDialog(props: { readonly stop: Stop; readonly onClose: () => void }) {
  const { stop, onClose } = props;
  const [reason, setReason] = useState('');
  const resume = useChange(PlatformResumeDocument, STANDING);
  const { problem } = outcomeOf(resume.data?.resumeSending, 'ResumeSendingPayload');
  const submit = async () => {
    const { resumeSending } = await resume.mutateAsync({ input: { ...coverageOf(stop), reason } });
    if (resumeSending?.__typename === 'ResumeSendingPayload') onClose();
  };
  return (
    <ChangeDialog
      title={text.resumeOf(stop.country)}
      lead={text.resumeLead}
      action={text.resume}
      change={resume}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={text.reason} value={reason} maxLength={500} onChange={setReason} required />
    </ChangeDialog>
  );
}
