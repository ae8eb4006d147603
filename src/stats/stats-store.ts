import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { DELIVERY_STATES, type DeliveryStatus } from '../kernel/vocabulary/dispatch.ts';
import type { Stretch } from './hour-rules.ts';
import { COUNTRY_TABLES, DISPATCH_TABLES, deliveryColumn } from './rollup-store.ts';
import { COLUMNS, filtered, groupColumns, groupValues, recordsCreatedIn } from './selection-store.ts';
import type { DispatchCounts, GroupValues } from './stats.ts';
import type { StatsPlan } from './stats-rules.ts';

const row = z
  .object({
    ...groupColumns,
    slot: z.int(),
    dispatches: z.int(),
    open: z.int(),
    to_custom: z.int(),
    to_default: z.int(),
    with_custom: z.int(),
    triggered: z.int(),
    fallbacks: z.int(),
    undecided: z.int(),
  })
  .transform((read): BucketRow => {
    const { with_custom: withCustomAccount, triggered, fallbacks: fellBack } = read;
    return {
      bucket: read.slot - 1,
      values: groupValues(read),
      counts: {
        dispatches: read.dispatches,
        open: read.open,
        billedToCustom: read.to_custom,
        billedToDefault: read.to_default,
        fallback: read.undecided === 0 ? { withCustomAccount, triggered, fellBack } : null,
      },
    };
  });

/** The dispatches of one bucket that have the same values. */
export interface BucketRow {
  /** The place of the bucket in the plan. */
  readonly bucket: number;
  readonly values: GroupValues;
  readonly counts: DispatchCounts;
}

/**
 * The counts of each group in each bucket, in the order of the buckets, without what there is none of; one row more than an
 * answer may have when there are too many.
 */
export async function readBucketRows(
  tx: Transaction,
  plan: StatsPlan,
  stretches: readonly Stretch[],
): Promise<readonly BucketRow[]> {
  const grouped = plan.groupBy.map((dimension) => sql.raw(`, ${COLUMNS[dimension]}`));
  const groups = sql.join(grouped);
  const sums = SUMMED.map((name) => sql.raw(`, sum(${name})::float8 as ${name}`));
  const { rows } = await tx.sql.execute(sql`
    select width_bucket(at, ${sql.param(plan.starts)}::timestamptz[]) as slot${groups}${sql.join(sums)}
      from (${source(tx, plan, stretches, groups)}) as counted
     group by slot${groups}
    having sum(dispatches) <> 0
     order by slot${groups}
     limit ${plan.maxRows + 1}`);
  return rows.map((read) => row.parse(read));
}

function source(tx: Transaction, plan: StatsPlan, stretches: readonly Stretch[], groups: SQL): SQL {
  if (plan.source === 'RECORDS') return countedRecords(tx, plan, groups, sql`true`);
  // They have an index of their own, which is as small as they are few.
  const pending = sql`r.state = 'PENDING'`;
  const parts = [
    ...stretches.map((stretch) => countedRollups(tx, plan, stretch, groups)),
    countedRecords(tx, plan, groups, pending),
  ];
  return sql.join(parts, sql` union all `);
}

/** The measures of settled dispatches, named as in rollups; pending ones are counted separately. */
interface Measure {
  readonly name: string;
  readonly where: string;
  /** The column that it goes by. */
  readonly by: 'billed_account' | 'trigger' | 'rule' | 'fell_back';
}

const MEASURES: readonly Measure[] = [
  { name: 'to_custom', where: `billed_account = 'CUSTOM'`, by: 'billed_account' },
  { name: 'to_default', where: `billed_account = 'DEFAULT'`, by: 'billed_account' },
  { name: 'with_custom', where: `rule not in ('NO_CUSTOM_ACCOUNT', '')`, by: 'rule' },
  // By country, those of months whose records were gone before rules were counted beside it.
  { name: 'undecided', where: `rule = ''`, by: 'rule' },
  { name: 'triggered', where: `trigger <> ''`, by: 'trigger' },
  { name: 'fallbacks', where: 'fell_back', by: 'fell_back' },
];

const SUMMED = ['dispatches', 'open', ...MEASURES.map(({ name }) => name)];

/** The rollup of each hour or quarter-hour, lanes summed, before they are put into buckets. */
function countedRollups(tx: Transaction, plan: StatsPlan, stretch: Stretch, groups: SQL): SQL {
  const { delivery } = plan.filter;
  const statuses = DELIVERY_STATES.filter((status) => delivery?.includes(status) ?? true);
  const byDelivery = plan.groupBy.includes('DELIVERY');
  const count = byDelivery ? 'counted' : delivery === undefined ? 'dispatches' : sumOfColumns(statuses);
  const sums = MEASURES.map(
    ({ name, where }) => `coalesce(sum(${count}) filter (where ${where}), 0) as ${name}`,
  );
  const rollup = sql`${sql.raw((plan.source === 'COUNTRY_ROLLUP' ? COUNTRY_TABLES : DISPATCH_TABLES)[stretch.by])}
    where bucket >= ${stretch.from} and bucket < ${stretch.to} and ${filtered(tx, plan, ['DELIVERY'])}`;
  return sql`select bucket as at${groups}, sum(${sql.raw(count)}) as dispatches, 0 as open, ${sql.raw(sums.join(', '))}
               from ${byDelivery ? unfolded(plan, rollup, statuses) : rollup}
              group by bucket${groups}`;
}

/**
 * The counters of a rollup as one row each. Rollup rows are summed first, as far as groups and measures allow it: there are many
 * of them, and many counters on each.
 */
function unfolded(plan: StatsPlan, rollup: SQL, statuses: readonly DeliveryStatus[]): SQL {
  const grouped = plan.groupBy.filter((dimension) => dimension !== 'DELIVERY').map((one) => COLUMNS[one]);
  const columns = new Set([...grouped, ...MEASURES.map(({ by }) => by)]);
  const starts = sql`${sql.param(plan.starts)}::timestamptz[]`;
  const sums = statuses.map(deliveryColumn).map((column) => `, sum(${column}) as ${column}`);
  return sql`(select (${starts})[width_bucket(bucket, ${starts})] as bucket, ${sql.raw([...columns].join(', '))}
                     ${sql.raw(sums.join(''))}
                from ${rollup} group by 1, ${sql.raw([...columns].join(', '))}) as folded
             cross join lateral ${sql.raw(rowsOfColumns(statuses))} where counted <> 0`;
}

function sumOfColumns(statuses: readonly DeliveryStatus[]): string {
  return `(${['0', ...statuses.map(deliveryColumn)].join(' + ')})`;
}

/** The counters of a rollup row as one row each; a row that counts nothing when none is wanted. */
function rowsOfColumns(statuses: readonly DeliveryStatus[]): string {
  const rows = statuses.map((status) => `('${status}', ${deliveryColumn(status)})`);
  return `(values ${rows.length === 0 ? '(null, 0)' : rows.join(', ')}) as status (delivery, counted)`;
}

function countedRecords(tx: Transaction, plan: StatsPlan, groups: SQL, which: SQL): SQL {
  const sums = MEASURES.map(
    ({ name, where }) => `count(*) filter (where state <> 'PENDING' and ${where}) as ${name}`,
  );
  return sql`select date_trunc('minute', created_at) as at${groups}, count(*) as dispatches,
                    count(*) filter (where state = 'PENDING') as open, ${sql.raw(sums.join(', '))}
               from ${recordsCreatedIn(plan, which)} as record
              where ${filtered(tx, plan, [])}
              group by at${groups}`;
}

/**
 * True if all records of the range are there. Months of them may have been dropped; then their rollups remain, while a
 * month of which there is neither had no dispatches.
 */
export async function areRecordsKept(tx: Transaction, { from, to }: StatsPlan): Promise<boolean> {
  const { rows } = await tx.sql.execute(sql`
    select 1 from generate_series(date_trunc('month', ${from}::timestamptz at time zone 'UTC'),
                                  ${to}::timestamptz at time zone 'UTC', interval '1 month') as month
     where to_regclass('public.dispatch_record' || to_char(month, '_YYYY_MM')) is null
       and exists (select from dispatch_rollup where tenant_id = ${tx.tenant}
                      and bucket > ${from}::timestamptz - interval '15 minutes' and bucket < ${to}
                      and bucket >= month at time zone 'UTC'
                      and bucket < (month + interval '1 month') at time zone 'UTC')`);
  return rows.length === 0;
}
