import { useState } from 'react';
import { useCaller, useTenant } from '../../../caller/caller.tsx';
import { useReadPages } from '../../../data/read.ts';
import { Shown } from '../../../data/shown.tsx';
import { AuditConsentsDocument, type ConsentFragment } from '../../../generated/graphql.ts';
import { auditText } from '../../../text/en/audit.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { Button } from '../../../ui/form/button.tsx';
import { FilterBar, useFilters } from '../../../ui/form/filter-bar.tsx';
import { Stack } from '../../../ui/layout/section.tsx';
import { Pager } from '../../../ui/show/pager.tsx';
import { type Column, Table } from '../../../ui/show/table.tsx';
import { Code, DateTime } from '../../../ui/show/values.tsx';
import { AppliedField } from '../evidence/applied-field.tsx';
import { whoOf } from '../log/who.ts';
import { Receipt, ReceiptCheck } from './receipt.tsx';
import { Validity } from './validity.tsx';

const { consents: text, log } = auditText;
const PAGE_SIZE = 25;

/** The consents of the tenant, whether there was a valid one at a time, and their receipts. */
export function ConsentsPart() {
  const { may } = useCaller();
  const [chosen, setChosen] = useState<ConsentFragment | null>(null);
  const onReceipt = may('AUDIT_READ') ? setChosen : null;
  return (
    <div>
      <Validity />
      <Stack>
        <div />
        <ConsentList onReceipt={onReceipt} />
      </Stack>
      <ReceiptCheck />
      {chosen === null ? null : <Receipt key={chosen.id} consent={chosen} onClose={() => setChosen(null)} />}
    </div>
  );
}

function ConsentList({ onReceipt }: { readonly onReceipt: ((consent: ConsentFragment) => void) | null }) {
  const { tenantId } = useTenant();
  const filters = useFilters(['sid']);
  const accountSid = filters.get('sid') || null;
  const pages = useReadPages(
    AuditConsentsDocument,
    { tenantId, filter: { accountSid }, first: PAGE_SIZE },
    (result) => result.tenant?.consents,
  );
  return (
    <Stack>
      <FilterBar label={text.filters} filters={filters}>
        <AppliedField label={text.sid} value={filters.get('sid')} onApply={(sid) => filters.set({ sid })} />
      </FilterBar>
      <Shown of={pages}>
        {(data) => {
          const consents = data.pages.flatMap(
            (page) => page.tenant?.consents?.edges.map(({ node }) => node) ?? [],
          );
          if (consents.length === 0) return <EmptyState title={text.empty}>{text.emptyAdvice}</EmptyState>;
          return (
            <>
              <Table label={text.label} columns={columns(onReceipt)} items={consents} idOf={({ id }) => id} />
              <Pager shown={consents.length} of={pages} />
            </>
          );
        }}
      </Shown>
    </Stack>
  );
}

function columns(onReceipt: ((consent: ConsentFragment) => void) | null): readonly Column<ConsentFragment>[] {
  const plain: readonly Column<ConsentFragment>[] = [
    { id: 'time', title: log.time, show: ({ recordedAt }) => <DateTime at={recordedAt} /> },
    { id: 'kind', title: log.kind, show: ({ kind }) => text.kinds[kind] },
    { id: 'status', title: text.status, show: ({ status }) => <Status status={status ?? null} /> },
    { id: 'account', title: text.account, show: ({ accountSid }) => <Code>{accountSid}</Code> },
    {
      id: 'text',
      title: text.text,
      show: ({ document: { version, locale } }) => text.version(version, locale),
    },
    { id: 'who', title: log.who, show: ({ actor }) => whoOf(actor) },
  ];
  if (onReceipt === null) return plain;
  const show = (consent: ConsentFragment) =>
    consent.kind === 'GIVEN' ? (
      <Button small label={text.receiptOf(consent.recordedAt)} onPress={() => onReceipt(consent)}>
        {text.receipt}
      </Button>
    ) : null;
  return [...plain, { id: 'receipt', title: text.receipt, show }];
}

function Status({ status }: { readonly status: string | null }) {
  if (status === null) return null;
  return <Badge tone={status === 'VALID' ? 'good' : 'neutral'}>{text.statuses[status] ?? status}</Badge>;
}
