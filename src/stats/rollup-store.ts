import type { PreparedStatement, Transaction } from '../database/client.ts';
import { DELIVERY_STATES } from '../kernel/vocabulary/dispatch.ts';
import {
  type ChargeRollupRow,
  type CountryRollupRow,
  type DeliveryCounts,
  type DispatchRollupRow,
  type RollupChange,
  sumOfChanges,
} from './rollup-rules.ts';

/** The column that counts the dispatches at a delivery status. */
export function deliveryColumn(status: (typeof DELIVERY_STATES)[number]): string {
  return `delivery_${status.toLowerCase()}`;
}

/** A column, its type, and where a change has its value. */
interface Column<C> {
  readonly name: string;
  readonly type: 'text' | 'timestamptz' | 'integer' | 'numeric' | 'boolean';
  readonly of: (change: C) => string | number | boolean | Date;
}

interface Rollup<C> {
  readonly statement: PreparedStatement;
  readonly columns: readonly Column<C>[];
}

/** Rows are locked in the order of their keys, so that two writers wait for each other one way round only. */
function rollup<C>(table: string, key: readonly Column<C>[], counters: readonly Column<C>[]): Rollup<C> {
  const columns = [...key, ...counters];
  const names = (of: readonly Column<C>[]) => of.map(({ name }) => name).join(', ');
  const arrays = columns.map(({ type }, at) => `$${at + 2}::${type}[]`).join(', ');
  const additions = counters.map(({ name }) => `${name} = rollup.${name} + excluded.${name}`).join(', ');
  return {
    columns,
    statement: {
      name: `count-${table}`,
      text: `insert into ${table} as rollup (lane, ${names(columns)})
             select $1::smallint, ${names(columns)} from unnest(${arrays}) as change (${names(columns)})
              order by ${names(key)}
             on conflict (${names(key)}, lane) do update set ${additions}`,
    },
  };
}

type Counting = DispatchRollupRow | CountryRollupRow;

const TENANT_AND_BUCKET: readonly Column<RollupChange>[] = [
  { name: 'tenant_id', type: 'text', of: ({ tenant }) => tenant },
  { name: 'bucket', type: 'timestamptz', of: ({ bucket }) => bucket },
];
const CHANNEL_AND_ACCOUNT: readonly Column<RollupChange>[] = [
  { name: 'channel', type: 'text', of: ({ channel }) => channel },
  { name: 'billed_account', type: 'text', of: ({ billed }) => billed },
];
const DISPATCHES: readonly Column<Counting>[] = [
  { name: 'dispatches', type: 'integer', of: ({ deliveries }) => total(deliveries) },
  ...DELIVERY_STATES.map(
    (status): Column<Counting> => ({
      name: deliveryColumn(status),
      type: 'integer',
      of: ({ deliveries }) => deliveries[status] ?? 0,
    }),
  ),
];

function total(deliveries: DeliveryCounts): number {
  return Object.values(deliveries).reduce((sum, count) => sum + count, 0);
}

const DISPATCH_ROLLUP = rollup<DispatchRollupRow>(
  'dispatch_cell',
  [
    ...TENANT_AND_BUCKET,
    ...CHANNEL_AND_ACCOUNT,
    { name: 'state', type: 'text', of: ({ state }) => state },
    { name: 'trigger', type: 'text', of: ({ trigger }) => trigger ?? '' },
    { name: 'rule', type: 'text', of: ({ rule }) => rule },
    { name: 'fell_back', type: 'boolean', of: ({ fellBack }) => fellBack },
  ],
  DISPATCHES,
);

const CHARGE_ROLLUP = rollup<ChargeRollupRow>(
  'dispatch_charge_cell',
  [
    ...TENANT_AND_BUCKET,
    ...CHANNEL_AND_ACCOUNT,
    { name: 'currency', type: 'text', of: ({ currency }) => currency },
  ],
  [
    { name: 'charged', type: 'integer', of: ({ charged }) => charged },
    { name: 'amount', type: 'numeric', of: ({ amount }) => amount },
  ],
);

const COUNTRY_ROLLUP = rollup<CountryRollupRow>(
  'dispatch_country_cell',
  [
    ...TENANT_AND_BUCKET,
    { name: 'country', type: 'text', of: ({ country }) => country },
    ...CHANNEL_AND_ACCOUNT,
  ],
  DISPATCHES,
);

/**
 * Brings the rollups up to date with changes of records, in the transaction that changes the records, with one statement
 * for each rollup that is concerned; they leave together. Call it once in a transaction, with the changes of all its
 * records, after the last record is locked: then no two transactions can wait for each other in a circle.
 */
export async function writeRollups(tx: Transaction, changes: readonly RollupChange[]): Promise<void> {
  const byKind: { dispatch: DispatchRollupRow[]; charge: ChargeRollupRow[]; country: CountryRollupRow[] } = {
    dispatch: [],
    charge: [],
    country: [],
  };
  for (const change of sumOfChanges(changes)) {
    if (change.kind === 'DISPATCH') byKind.dispatch.push(change);
    else if (change.kind === 'CHARGE') byKind.charge.push(change);
    else byKind.country.push(change);
  }
  await Promise.all([
    count(tx, DISPATCH_ROLLUP, byKind.dispatch),
    count(tx, CHARGE_ROLLUP, byKind.charge),
    count(tx, COUNTRY_ROLLUP, byKind.country),
  ]);
}

async function count<C>(tx: Transaction, { statement, columns }: Rollup<C>, changes: readonly C[]) {
  if (changes.length === 0) return;
  await tx.prepared(statement, [tx.lane, ...columns.map(({ of }) => changes.map(of))]);
}
