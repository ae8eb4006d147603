import { Link } from 'wouter';
import { useTenant } from '../../../caller/caller.tsx';
import type { DispatchLineFragment } from '../../../generated/graphql.ts';
import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { type Column, Table } from '../../../ui/show/table.tsx';
import { DateTime, Money, PhoneNumber } from '../../../ui/show/values.tsx';
import { NO_COUNTRY } from '../record/country.ts';
import { recordPath } from '../record/record-path.ts';
import { billedTone, deliveryTone, stateTone } from '../record/tones.ts';
import type { Row } from './live-rows.ts';

const text = dispatchesText.list;

/** The records of one page. */
export function RecordTable({ rows }: { readonly rows: readonly Row[] }) {
  return <Table label={text.label} columns={COLUMNS} items={rows} idOf={({ record }) => record.id} />;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'when', title: text.when, show: (row) => <When row={row} /> },
  {
    id: 'recipient',
    title: text.recipient,
    show: ({ record }) => (
      <>
        <PhoneNumber number={record.recipient} /> {record.country === NO_COUNTRY ? null : record.country}
      </>
    ),
  },
  { id: 'channel', title: text.channel, show: ({ record }) => dispatchTerms.channel[record.channel] },
  {
    id: 'state',
    title: text.state,
    show: ({ record }) => <Badge tone={stateTone(record.state)}>{dispatchTerms.state[record.state]}</Badge>,
  },
  {
    id: 'delivery',
    title: text.delivery,
    show: ({ record }) => (
      <Badge tone={deliveryTone(record.delivery)}>
        {dispatchTerms.delivery[record.delivery]}
        {record.deliveryCode === null ? '' : ` · ${record.deliveryCode}`}
      </Badge>
    ),
  },
  {
    id: 'billed',
    title: text.billed,
    show: ({ record }) => (
      <Badge tone={billedTone(record.billedAccount)}>{dispatchTerms.billed[record.billedAccount]}</Badge>
    ),
  },
  { id: 'charge', title: text.charge, end: true, show: ({ record }) => <Amount record={record} /> },
  { id: 'rule', title: text.rule, show: ({ record }) => dispatchTerms.rule[record.rule] },
  {
    id: 'from',
    title: text.from,
    show: ({ record }) =>
      record.originatingNumber === null ? text.none : <PhoneNumber number={record.originatingNumber} />,
  },
];

function When({ row: { record, mark } }: { readonly row: Row }) {
  const { tenantId } = useTenant();
  return (
    <>
      <Link href={recordPath(tenantId, record.id)}>
        <DateTime at={record.createdAt} />
      </Link>{' '}
      {mark === null ? null : <Badge tone="info">{mark === 'new' ? text.fresh : text.changed}</Badge>}
    </>
  );
}

function Amount({ record }: { readonly record: DispatchLineFragment }) {
  const { charge, billedAccount } = record;
  if (charge !== null) return <Money amount={charge.amount} currency={charge.currency} />;
  return billedAccount === 'NONE' ? text.noCharge : text.chargeUnknown;
}
