import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import type { Stretch } from './hour-rules.ts';
import { CHARGE_TABLES } from './rollup-store.ts';
import { COLUMNS, filtered, groupColumns, groupValues, recordsCreatedIn } from './selection-store.ts';
import type { ChargeTotal, GroupValues } from './stats.ts';
import type { StatsPlan } from './stats-rules.ts';

/** More in one group are of more groups than an answer may have. */
const MAX_CURRENCIES = 10;

/** The cost of the dispatches of one group in one bucket, in one currency. */
export interface ChargeRow {
  /** The place of the bucket in the plan. */
  readonly bucket: number;
  readonly values: GroupValues;
  readonly charge: ChargeTotal;
}

const chargeRow = z
  .object({ ...groupColumns, slot: z.int(), currency: z.string(), charged: z.int(), amount: z.string() })
  .transform(
    (read): ChargeRow => ({
      bucket: read.slot - 1,
      values: groupValues(read),
      charge: { currency: read.currency, charged: read.charged, amount: read.amount },
    }),
  );

/**
 * The cost of the dispatches of each group in each bucket; of each bucket alone where charges are not kept by what the plan
 * groups by. The plan must be one whose charges are kept.
 */
export async function readCharges(
  tx: Transaction,
  plan: StatsPlan,
  stretches: readonly Stretch[],
): Promise<readonly ChargeRow[]> {
  const grouped = plan.groupBy.map((dimension) => sql.raw(`, ${COLUMNS[dimension]}`));
  const groups = sql.join(plan.groupChargesUnavailableFor.length === 0 ? grouped : []);
  const charged = sql`r.state <> 'PENDING' and r.charge_amount is not null`;
  const fromRecords = sql`
    select created_at as at${groups}, charge_currency as currency, 1 as charged, charge_amount as amount
      from ${recordsCreatedIn(plan, charged, ', r.charge_amount, r.charge_currency')} as record
     where ${filtered(tx, plan, [])}`;
  const fromRollups = stretches.map(
    ({ by, from, to }) => sql`
    select bucket as at${groups}, currency, charged, amount from ${sql.raw(CHARGE_TABLES[by])}
     where bucket >= ${from} and bucket < ${to} and ${filtered(tx, plan, [])}`,
  );
  const counted = plan.source === 'RECORDS' ? fromRecords : sql.join(fromRollups, sql` union all `);
  const { rows } = await tx.sql.execute(sql`
    select width_bucket(at, ${sql.param(plan.starts)}::timestamptz[]) as slot${groups}, currency,
           sum(charged)::float8 as charged, trim_scale(sum(amount))::text as amount
      from (${counted}) as charged
     group by slot${groups}, currency
    having sum(charged) <> 0
     order by slot${groups}, currency
     limit ${MAX_CURRENCIES * (plan.maxRows + 1)}`);
  return rows.map((read) => chargeRow.parse(read));
}
