import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useChange } from '../../../data/change.ts';
import { ChangeDialog } from '../../../data/change-dialog.tsx';
import { outcomeOf } from '../../../data/outcome-of.ts';
import { useCache } from '../../../data/read.ts';
import {
  AuditLegalHoldsDocument,
  AuditPlaceHoldDocument,
  AuditReleaseHoldDocument,
} from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { TextField } from '../../../ui/form/text-field.tsx';
import { instantIn } from '../log/log-filter.ts';

const { privacy: text, log } = auditText;

/** Places a legal hold. */
export function PlaceHold({ onClose }: { readonly onClose: () => void }) {
  const { tenantId } = useTenant();
  const cache = useCache();
  const [typed, setTyped] = useState({ subject: '', from: '', to: '', reason: '', reference: '' });
  const place = useChange(AuditPlaceHoldDocument);
  const { problem } = outcomeOf(place.data?.placeLegalHold, 'PlaceLegalHoldPayload');
  const submit = async () => {
    const { subject, from, to, reason, reference } = typed;
    const span = { from: instantIn(from) ?? null, to: instantIn(to) ?? null };
    const input = { tenantId, subject: subject || null, ...span, reason, reference };
    const { placeLegalHold: answer } = await place.mutateAsync({ input });
    if (answer?.__typename !== 'PlaceLegalHoldPayload') return;
    await cache.refresh(AuditLegalHoldsDocument);
    onClose();
  };
  const field = (name: keyof typeof typed, label: string, type?: 'datetime-local') => (
    <TextField
      label={label}
      type={type ?? 'text'}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      description={name === 'reason' ? text.reasonAdvice : undefined}
      required={name === 'reason' || name === 'reference'}
    />
  );
  return (
    <ChangeDialog
      title={text.place}
      lead={text.holdsLead}
      action={text.place}
      change={place}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      {field('subject', text.subjectOptional)}
      {field('from', log.from, 'datetime-local')}
      {field('to', log.to, 'datetime-local')}
      {field('reason', text.reason)}
      {field('reference', text.reference)}
    </ChangeDialog>
  );
}

/** Releases a legal hold. */
export function ReleaseHold(props: {
  readonly id: string;
  readonly reference: string;
  readonly onClose: () => void;
}) {
  const { id, reference, onClose } = props;
  const { tenantId } = useTenant();
  const cache = useCache();
  const [reason, setReason] = useState('');
  const release = useChange(AuditReleaseHoldDocument);
  const { problem } = outcomeOf(release.data?.releaseLegalHold, 'ReleaseLegalHoldPayload');
  const submit = async () => {
    const { releaseLegalHold: answer } = await release.mutateAsync({ input: { tenantId, id, reason } });
    if (answer?.__typename !== 'ReleaseLegalHoldPayload') return;
    await cache.refresh(AuditLegalHoldsDocument);
    onClose();
  };
  return (
    <ChangeDialog
      title={text.releaseOf(reference)}
      lead={text.releaseLead}
      action={text.release}
      change={release}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={text.reason} value={reason} onChange={setReason} required />
    </ChangeDialog>
  );
}
