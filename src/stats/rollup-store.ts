import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../database/client.ts';
import { DELIVERY_STATES } from '../kernel/vocabulary/dispatch.ts';
import { hourChanges, lateChanges, type RollupLength } from './hour-rules.ts';
import { LATENCIES, LATENCY_STEPS } from './latency-rules.ts';
import type {
  ChargeRollupRow,
  CountryRollupRow,
  DeliveryCounts,
  DispatchRollupRow,
  FailureRollupRow,
  RollupChange,
} from './rollup-row.ts';
import { sumOfChanges } from './rollup-rules.ts';

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

/** The table of one kind of counts by each length. */
type Tables = Readonly<Record<RollupLength, string>>;

/** Dispatches by how they were decided. */
export const DISPATCH_TABLES: Tables = { QUARTER: 'dispatch_rollup', HOUR: 'dispatch_hour_rollup' };
/** The same by country. */
export const COUNTRY_TABLES: Tables = {
  QUARTER: 'dispatch_country_rollup',
  HOUR: 'dispatch_country_hour_rollup',
};
/** Their charges. */
export const CHARGE_TABLES: Tables = {
  QUARTER: 'dispatch_charge_rollup',
  HOUR: 'dispatch_charge_hour_rollup',
};

/** Their failures. */
export const FAILURE_TABLES: Tables = {
  QUARTER: 'dispatch_failure_rollup',
  HOUR: 'dispatch_failure_hour_rollup',
};

interface Rollup<C> {
  readonly columns: readonly Column<C>[];
  /** Adds changes to the counts. */
  readonly add: Readonly<Record<RollupLength, PreparedStatement>>;
  /** Sums the quarter-hours of a stretch of time up to hours. */
  readonly sumUp: PreparedStatement;
}

function rollup<C>(tables: Tables, key: readonly Column<C>[], counters: readonly Column<C>[]): Rollup<C> {
  return {
    columns: [...key, ...counters],
    add: { QUARTER: addition(tables.QUARTER, key, counters), HOUR: addition(tables.HOUR, key, counters) },
    sumUp: sumUp(tables, key, counters),
  };
}

const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name).join(', ');

/** Rows are locked in the order of their keys, so that two writers wait for each other one way round only. */
function addition<C>(table: string, key: readonly Column<C>[], counters: readonly Column<C>[]) {
  const columns = [...key, ...counters];
  const arrays = columns.map(({ type }, at) => `$${at + 2}::${type}[]`).join(', ');
  const additions = counters.map(({ name }) => `${name} = rollup.${name} + excluded.${name}`).join(', ');
  return {
    name: `count-${table}`,
    text: `insert into ${table} as rollup (lane, ${names(columns)})
           select $1::smallint, ${names(columns)} from unnest(${arrays}) as change (${names(columns)})
            order by ${names(key)}
           on conflict (${names(key)}, lane) do update set ${additions}`,
  };
}

function sumUp<C>(tables: Tables, key: readonly Column<C>[], counters: readonly Column<C>[]) {
  const values = key.map(({ name }) => (name === 'bucket' ? `date_trunc('hour', bucket, 'UTC')` : name));
  const sums = counters.map(({ name }) => `sum(${name})`);
  return {
    name: `sum-up-${tables.HOUR}`,
    text: `insert into ${tables.HOUR} (lane, ${names(key)}, ${names(counters)})
           select 0, ${[...values, ...sums].join(', ')} from ${tables.QUARTER} where bucket >= $1 and bucket < $2
            group by ${values.join(', ')}`,
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
  { name: 'account_sid', type: 'text', of: ({ accountSid }) => accountSid },
];
const DECISION: readonly Column<Counting>[] = [
  { name: 'state', type: 'text', of: ({ state }) => state },
  { name: 'trigger', type: 'text', of: ({ trigger }) => trigger ?? '' },
  { name: 'rule', type: 'text', of: ({ rule }) => rule },
  { name: 'fell_back', type: 'boolean', of: ({ fellBack }) => fellBack },
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
  DISPATCH_TABLES,
  [...TENANT_AND_BUCKET, ...CHANNEL_AND_ACCOUNT, ...DECISION],
  [
    ...DISPATCHES,
    ...LATENCIES.flatMap((latency) => LATENCY_STEPS[latency]).map(
      ({ column }): Column<DispatchRollupRow> => ({
        name: column,
        type: 'integer',
        of: ({ latencies }) => latencies[column] ?? 0,
      }),
    ),
  ],
);

const CHARGE_ROLLUP = rollup<ChargeRollupRow>(
  CHARGE_TABLES,
  [
    ...TENANT_AND_BUCKET,
    ...CHANNEL_AND_ACCOUNT,
    { name: 'country', type: 'text', of: ({ country }) => country },
    { name: 'currency', type: 'text', of: ({ currency }) => currency },
  ],
  [
    { name: 'charged', type: 'integer', of: ({ charged }) => charged },
    { name: 'amount', type: 'numeric', of: ({ amount }) => amount },
  ],
);

const COUNTRY_ROLLUP = rollup<CountryRollupRow>(
  COUNTRY_TABLES,
  [
    ...TENANT_AND_BUCKET,
    { name: 'country', type: 'text', of: ({ country }) => country },
    ...CHANNEL_AND_ACCOUNT,
    ...DECISION,
  ],
  DISPATCHES,
);

const FAILURE_ROLLUP = rollup<FailureRollupRow>(
  FAILURE_TABLES,
  [
    ...TENANT_AND_BUCKET,
    ...CHANNEL_AND_ACCOUNT,
    { name: 'stage', type: 'text', of: ({ stage }) => stage },
    { name: 'originator', type: 'text', of: ({ originator }) => originator },
    { name: 'code', type: 'integer', of: ({ code }) => code },
  ],
  [{ name: 'failures', type: 'integer', of: ({ failures }) => failures }],
);

/**
 * Brings the rollups up to date with changes of records, in the transaction that changes the records, with one statement
 * for each rollup that is concerned; they leave together. Call it once in a transaction, with the changes of all its
 * records, after the last record is locked: then no two transactions can wait for each other in a circle.
 */
export async function writeRollups(tx: Transaction, changes: readonly RollupChange[]): Promise<void> {
  const late = lateChanges(changes, await tx.now);
  await Promise.all([add(tx, 'QUARTER', changes), late.length > 0 ? addLate(tx, late) : undefined]);
}

/** Hours are not summed up meanwhile, so that they either have the changes already or get them now. */
async function addLate(tx: Transaction, late: readonly RollupChange[]): Promise<void> {
  const [, until] = await Promise.all([tx.prepared(KEEP_PROGRESS, []), readHoursUntil(tx)]);
  await add(tx, 'HOUR', hourChanges(late, until));
}

async function add(tx: Transaction, by: RollupLength, changes: readonly RollupChange[]): Promise<void> {
  const dispatches: DispatchRollupRow[] = [];
  const charges: ChargeRollupRow[] = [];
  const countries: CountryRollupRow[] = [];
  const failures: FailureRollupRow[] = [];
  for (const change of sumOfChanges(changes)) {
    if (change.kind === 'DISPATCH') dispatches.push(change);
    else if (change.kind === 'CHARGE') charges.push(change);
    else if (change.kind === 'COUNTRY') countries.push(change);
    else failures.push(change);
  }
  await Promise.all([
    addTo(tx, DISPATCH_ROLLUP, by, dispatches),
    addTo(tx, CHARGE_ROLLUP, by, charges),
    addTo(tx, COUNTRY_ROLLUP, by, countries),
    addTo(tx, FAILURE_ROLLUP, by, failures),
  ]);
}

async function addTo<C>(
  tx: Transaction,
  { add: statements, columns }: Rollup<C>,
  by: RollupLength,
  changes: readonly C[],
) {
  if (changes.length === 0) return;
  await tx.prepared(statements[by], [tx.lane, ...columns.map(({ of }) => changes.map(of))]);
}

/** Any number hold the shared lock; who sums hours up holds it alone. */
const KEEP_PROGRESS = {
  name: 'rollup-keep-progress',
  text: 'select pg_advisory_xact_lock_shared(7251904415)',
};
const LOCK_PROGRESS = { name: 'rollup-lock-progress', text: 'select pg_advisory_xact_lock(7251904415)' };
const READ_PROGRESS = { name: 'rollup-read-progress', text: 'select hours_until from rollup_progress' };
const MOVE_ON = { name: 'rollup-move-on', text: 'update rollup_progress set hours_until = $1' };

const progressRow = z.object({ hours_until: z.date() });

/** The end of rollups by the hour: they have every hour before this instant, and none after it. */
export async function readHoursUntil(tx: Transaction): Promise<Date> {
  const [row] = await tx.prepared(READ_PROGRESS, []);
  return progressRow.parse(row).hours_until;
}

/** Lets nobody else sum hours up, nor change hours that may have been, until the transaction ends. */
export async function lockProgress(tx: Transaction): Promise<void> {
  await tx.prepared(LOCK_PROGRESS, []);
}

/** Sums up the hours between two instants, from where rollups by the hour end. Runs as the system, which has locked the progress. */
export async function sumUpHours(tx: Transaction, from: Date, to: Date): Promise<void> {
  await Promise.all([
    ...[DISPATCH_ROLLUP, CHARGE_ROLLUP, COUNTRY_ROLLUP, FAILURE_ROLLUP].map(({ sumUp }) =>
      tx.prepared(sumUp, [from, to]),
    ),
    tx.prepared(MOVE_ON, [to]),
  ]);
}
