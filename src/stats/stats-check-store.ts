import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { DELIVERY_STATES } from '../kernel/vocabulary/dispatch.ts';
import { HOUR_MS, hourOf } from './hour-rules.ts';
import {
  CHARGE_TABLES,
  COUNTRY_TABLES,
  DISPATCH_TABLES,
  deliveryColumn,
  FAILURE_TABLES,
  readHoursUntil,
} from './rollup-store.ts';

/** One place where a rollup does not say what the records say. */
export interface StatsDifference {
  readonly rollup: string;
  /** The place: tenant, quarter-hour and so on, by column. */
  readonly place: Readonly<Record<string, string>>;
  /** The counters that differ, by column, as the rollup has them. */
  readonly kept: Readonly<Record<string, string>>;
  /** The same, counted from the records. */
  readonly counted: Readonly<Record<string, string>>;
}

/** Both ends of a stretch of time; `to` is outside. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/** The definition of a rollup in SQL, independent of the rollup rules. */
interface Recount {
  readonly rollup: string;
  /** The columns of a place and how a counted row has them. */
  readonly place: Readonly<Record<string, string>>;
  readonly counters: Readonly<Record<string, string>>;
  /** The rows of a range that are counted. */
  readonly counted: (range: TimeRange) => SQL;
}

const PLACE = {
  tenant_id: 'tenant_id',
  bucket: `date_bin('15 minutes', created_at, timestamptz 'epoch')`,
  channel: 'channel',
  billed_account: 'billed_account',
  account_sid: 'account_sid',
};
const DECISION = { state: 'state', trigger: `coalesce(trigger, '')`, rule: 'rule', fell_back: 'fell_back' };
const DISPATCHES = {
  dispatches: 'count(*)',
  ...Object.fromEntries(
    DELIVERY_STATES.map((status) => [
      deliveryColumn(status),
      `count(*) filter (where delivery = '${status}')`,
    ]),
  ),
};

const LATENCIES = Object.fromEntries([
  ...steps('accepted', 'accepted_at', [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000]),
  ...steps('delivered', 'delivered_at', [1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000]),
]);

function steps(name: string, at: string, edges: readonly number[]): [string, string][] {
  const ms = `extract(epoch from ${at} - created_at) * 1000`;
  return [...edges, Number.POSITIVE_INFINITY].map((edge, index) => [
    `${name}_${edge === Number.POSITIVE_INFINITY ? 'later' : `in_${edge}`}`,
    `count(*) filter (where ${ms} > ${edges[index - 1] ?? `'-infinity'`} and ${ms} <= ${
      edge === Number.POSITIVE_INFINITY ? `'infinity'` : edge
    })`,
  ]);
}

/** The attempts of a record `r`. */
const ATTEMPTS = `dispatch_attempt a
    where a.tenant_id = r.tenant_id and a.dispatch_id = r.id
      and a.id >= originator_first_uuid(r.created_at - interval '24 hours')
      and a.id < originator_first_uuid(r.created_at + interval '24 hours')`;

/** The settled records that were created in the range, with what is known of the attempt that is billed. */
function records({ from, to }: TimeRange, which = 'true'): SQL {
  return sql`(select r.*, coalesce(billed.account_sid, '') as account_sid, billed.settled_at as accepted_at
                from dispatch_record r left join lateral (
                  select account_sid, settled_at from ${sql.raw(ATTEMPTS)} and a.originator = r.billed_account
                   order by ordinal limit 1) billed on true
               where r.state <> 'PENDING' and ${sql.raw(which)} and r.created_at >= ${from} and r.created_at < ${to}
                 and r.id >= originator_first_uuid(${from}::timestamptz - interval '1 day')
                 and r.id < originator_first_uuid(${to}::timestamptz + interval '1 day')) as record`;
}

/** The attempts and deliveries that failed of the same records. */
function failures(range: TimeRange): SQL {
  return sql`(select record.*, failed.* from ${records(range)} cross join lateral (
                select 'API' as stage, a.originator, a.code from ${sql.raw(ATTEMPTS.replaceAll('r.', 'record.'))}
                   and a.outcome <> 'ACCEPTED' and a.fault is distinct from 'TIME_SPENT'
                 union all
                select 'DELIVERY', billed_account, delivery_code
                 where billed_account in ('CUSTOM', 'DEFAULT')
                   and delivery in ('UNDELIVERED', 'FAILED', 'BUSY', 'NO_ANSWER', 'CANCELED')) failed) as failure`;
}

const RECOUNTS: readonly Recount[] = [
  {
    rollup: 'dispatch_rollup',
    place: { ...PLACE, ...DECISION },
    counters: { ...DISPATCHES, ...LATENCIES },
    counted: (range) => records(range),
  },
  {
    rollup: 'dispatch_country_rollup',
    place: { ...PLACE, ...DECISION, country: 'country' },
    counters: DISPATCHES,
    counted: (range) => records(range),
  },
  {
    rollup: 'dispatch_charge_rollup',
    place: { ...PLACE, country: 'country', currency: 'charge_currency' },
    counters: { charged: 'count(*)', amount: 'sum(charge_amount)' },
    counted: (range) => records(range, 'charge_amount is not null'),
  },
  {
    rollup: 'dispatch_failure_rollup',
    place: {
      ...PLACE,
      stage: 'stage',
      originator: 'originator',
      code: 'case when code between 1 and 99999 then code else 0 end',
    },
    counters: { failures: 'count(*)' },
    counted: failures,
  },
];

/** Each hour that was summed up is the sum of its quarter-hours. */
const SUMS: readonly Recount[] = [DISPATCH_TABLES, COUNTRY_TABLES, CHARGE_TABLES, FAILURE_TABLES].flatMap(
  (tables) =>
    RECOUNTS.filter(({ rollup }) => rollup === tables.QUARTER).map(({ place, counters }) => ({
      rollup: tables.HOUR,
      place: {
        ...Object.fromEntries(Object.keys(place).map((name) => [name, name])),
        bucket: `date_bin('1 hour', bucket, timestamptz 'epoch')`,
      },
      counters: Object.fromEntries(Object.keys(counters).map((name) => [name, `sum(${name})`])),
      counted: ({ from, to }: TimeRange) =>
        sql`${sql.raw(tables.QUARTER)} where bucket >= ${from} and bucket < ${to}`,
    })),
);

const texts = z.record(z.string(), z.string());
const differenceRow = z.object({ place: texts, kept: texts, counted: texts });

/**
 * The differences between the rollups of all tenants and the records created in the range, at most `limit` places of each rollup.
 * Each rollup and its records are read in one statement and so at one instant.
 */
export async function findDifferences(
  tx: Transaction,
  range: TimeRange,
  limit: number,
): Promise<readonly StatsDifference[]> {
  return findAll(tx, RECOUNTS, range, limit);
}

/**
 * The differences between the rollups by the hour of all tenants and those by the quarter-hour, over the whole hours of the
 * range that were summed up; otherwise as `findDifferences`.
 */
export async function findHourDifferences(
  tx: Transaction,
  range: TimeRange,
  limit: number,
): Promise<readonly StatsDifference[]> {
  const until = await readHoursUntil(tx);
  const [from, to] = [hourOf(new Date(range.from.getTime() + HOUR_MS - 1)), hourOf(range.to)];
  const end = to < until ? to : until;
  return from < end ? findAll(tx, SUMS, { from, to: end }, limit) : [];
}

async function findAll(
  tx: Transaction,
  recounts: readonly Recount[],
  range: TimeRange,
  limit: number,
): Promise<readonly StatsDifference[]> {
  const found: StatsDifference[] = [];
  for (const recount of recounts) {
    const { rows } = await tx.sql.execute(differences(recount, range, limit));
    found.push(...rows.map((row) => ({ rollup: recount.rollup, ...differenceRow.parse(row) })));
  }
  return found;
}

function differences({ rollup, place, counters, counted }: Recount, range: TimeRange, limit: number): SQL {
  const { from, to } = range;
  const columns = Object.keys(place).join(', ');
  const places = Object.keys(place).map((_, index) => index + 1);
  const of = (sums: Readonly<Record<string, string>>) =>
    Object.entries(sums).map(([name, sum]) => `coalesce(${sum}, 0)::numeric as ${name}`);
  const kept = Object.keys(counters).map((name) => [name, `sum(${name})`]);
  const pairs = (side: string) =>
    Object.keys(counters).map((name) => `'${name}', coalesce(${side}.${name}, 0)::text`);
  const differ = Object.keys(counters).map(
    (name) => `coalesce(kept.${name}, 0) <> coalesce(counted.${name}, 0)`,
  );
  const named = Object.keys(place).map((name) => `'${name}', ${name}::text`);
  return sql`
    with kept as (
      select ${sql.raw(columns)}, ${sql.raw(of(Object.fromEntries(kept)).join(', '))}
        from ${sql.raw(rollup)} where bucket >= ${from} and bucket < ${to}
       group by ${sql.raw(columns)}
    ), counted as (
      select ${sql.raw(
        Object.entries(place)
          .map(([name, value]) => `${value} as ${name}`)
          .join(', '),
      )},
             ${sql.raw(of(counters).join(', '))}
        from ${counted(range)}
       group by ${sql.raw(places.join(', '))}
    )
    select jsonb_build_object(${sql.raw(named.join(', '))}) as place,
           jsonb_build_object(${sql.raw(pairs('kept').join(', '))}) as kept,
           jsonb_build_object(${sql.raw(pairs('counted').join(', '))}) as counted
      from kept full join counted using (${sql.raw(columns)})
     where ${sql.raw(differ.join(' or '))}
     order by ${sql.raw(columns)}
     limit ${limit}`;
}

const monthRow = z.object({ month: z.string() });

/** The months (UTC, as `2026-07`) of which there are records, or could be. */
export async function listRecordMonths(tx: Transaction): Promise<readonly string[]> {
  const { rows } = await tx.sql.execute(sql`
    select replace(substr(child.relname, length('dispatch_record_') + 1), '_', '-') as month
      from pg_inherits join pg_class child on child.oid = inhrelid
     where inhparent = 'public.dispatch_record'::regclass and child.relname ~ '^dispatch_record_\\d{4}_\\d{2}$'
     order by month`);
  return rows.map((row) => monthRow.parse(row).month);
}

/** The number of records that were created in the range, by all tenants. */
export async function countRecords(tx: Transaction, { from, to }: TimeRange): Promise<number> {
  const { rows } = await tx.sql.execute(sql`
    select count(*)::float8 as records from dispatch_record
     where id >= originator_first_uuid(${from}) and id < originator_first_uuid(${to})`);
  return z.object({ records: z.int() }).parse(rows[0]).records;
}
