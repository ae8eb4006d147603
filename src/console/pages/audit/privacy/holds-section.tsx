import { useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { useRead } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { AuditLegalHoldsDocument, type AuditLegalHoldsQuery } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { Section } from '../../../ui/layout/section.tsx';
import { type Column, Table } from '../../../ui/show/table.tsx';
import { DateTime } from '../../../ui/show/values.tsx';
import { whoOf } from '../log/who.ts';
import { PlaceHold, ReleaseHold } from './hold-dialogs.tsx';

const { privacy: text, log } = auditText;

type Hold = NonNullable<NonNullable<AuditLegalHoldsQuery['tenant']>['legalHolds']>[number];

/** The legal holds that stand. */
export function HoldsSection() {
  const { tenantId } = useTenant();
  const read = useRead(AuditLegalHoldsDocument, { tenantId });
  const [isPlacing, setPlacing] = useState(false);
  const [releasing, setReleasing] = useState<Hold | null>(null);
  return (
    <Section
      title={text.holds}
      lead={text.holdsLead}
      actions={<Button onPress={() => setPlacing(true)}>{text.place}</Button>}
    >
      <Shown of={read}>
        {({ tenant }) => {
          const holds = tenant?.legalHolds ?? [];
          return holds.length === 0 ? (
            <EmptyState title={text.noHold}>{text.noHoldAdvice}</EmptyState>
          ) : (
            <Table label={text.holds} columns={columns(setReleasing)} items={holds} idOf={({ id }) => id} />
          );
        }}
      </Shown>
      {isPlacing ? <PlaceHold onClose={() => setPlacing(false)} /> : null}
      {releasing === null ? null : (
        <ReleaseHold id={releasing.id} reference={releasing.reference} onClose={() => setReleasing(null)} />
      )}
    </Section>
  );
}

function columns(onRelease: (hold: Hold) => void): readonly Column<Hold>[] {
  return [
    { id: 'reference', title: text.reference, show: ({ reference }) => reference },
    { id: 'covers', title: text.covers, show: ({ subject }) => subject ?? text.everybody },
    { id: 'from', title: log.from, show: ({ from }) => (from ? <DateTime at={from} /> : null) },
    { id: 'to', title: log.to, show: ({ to }) => (to ? <DateTime at={to} /> : null) },
    { id: 'reason', title: text.reason, show: ({ reason }) => reason },
    { id: 'by', title: text.placedBy, show: ({ placedBy }) => whoOf(placedBy) },
    { id: 'time', title: log.time, show: ({ placedAt }) => <DateTime at={placedAt} /> },
    {
      id: 'release',
      title: text.release,
      show: (hold) => (
        <Button small label={text.releaseOf(hold.reference)} onPress={() => onRelease(hold)}>
          {text.release}
        </Button>
      ),
    },
  ];
}
