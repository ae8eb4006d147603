import type { Transaction } from '../database/client.ts';
import { type ChargeRow, readCharges } from './charge-store.ts';
import { sumOfCharges } from './decimal-rules.ts';
import { readFailures, readLatency } from './details-store.ts';
import { stretchesOf } from './hour-rules.ts';
import type { DispatchLatency } from './latency-rules.ts';
import { readHoursUntil } from './rollup-store.ts';
import type {
  ChargeTotal,
  DetailQuery,
  DispatchStats,
  FailureCount,
  GroupValues,
  StatsBucket,
  StatsGroup,
  StatsQuery,
} from './stats.ts';
import {
  FAILURES_KEPT_BY,
  LATENCY_KEPT_BY,
  MAX_ROWS,
  planDetails,
  planStats,
  ratesOf,
  recordsNotKept,
  rowsOf,
  type StatsPlan,
  sumOfCounts,
  tooManyRows,
} from './stats-rules.ts';
import { areRecordsKept, type BucketRow, readBucketRows } from './stats-store.ts';

/**
 * Statistics of the dispatches of the transaction's tenant, exact as of the transaction's snapshot: it must be one of a
 * unit of reads. A dispatch counts in the bucket of its creation, always, also while it is open.
 *
 * @throws Refusal `VALUES_CONFLICT` for what is not kept, `VALUE_OUT_OF_RANGE` for a range or too many rows,
 *   `VALUE_MALFORMED` for a time zone
 *
 * @param maxRows how many rows the answer may have
 */
export async function dispatchStats(
  tx: Transaction,
  query: StatsQuery,
  maxRows = MAX_ROWS,
): Promise<DispatchStats> {
  const plan = planStats(query, 'TENANT', maxRows);
  if (plan.source === 'RECORDS' && !(await areRecordsKept(tx, plan))) throw recordsNotKept();
  return answer(tx, plan);
}

/**
 * Statistics of the dispatches of all tenants, by hour, day or month. Runs in a unit of reads of the platform, which alone may
 * read across tenants (X1). Otherwise as `dispatchStats`.
 */
export async function platformDispatchStats(
  tx: Transaction,
  query: StatsQuery,
  maxRows = MAX_ROWS,
): Promise<DispatchStats> {
  return answer(tx, planStats(query, 'ALL_TENANTS', maxRows));
}

/**
 * The failures of the dispatches of the transaction's tenant that were created in a range, the most frequent first, at most
 * `MAX_FAILURES`. One dispatch can fail more than once: on both accounts, and in its delivery.
 *
 * @throws Refusal `VALUES_CONFLICT` for a filter by what is not kept, `VALUE_OUT_OF_RANGE` for a range
 */
export async function dispatchFailures(
  tx: Transaction,
  query: DetailQuery,
): Promise<readonly FailureCount[]> {
  const plan = planDetails(query, FAILURES_KEPT_BY);
  return readFailures(tx, plan, stretchesOf(plan, await readHoursUntil(tx)));
}

/** The times that the dispatches of the transaction's tenant took that were created in a range. Throws as `dispatchFailures`. */
export async function dispatchLatency(tx: Transaction, query: DetailQuery): Promise<DispatchLatency> {
  const plan = planDetails(query, LATENCY_KEPT_BY);
  return readLatency(tx, plan, stretchesOf(plan, await readHoursUntil(tx)));
}

async function answer(tx: Transaction, plan: StatsPlan): Promise<DispatchStats> {
  const stretches = plan.source === 'RECORDS' ? [] : stretchesOf(plan, await readHoursUntil(tx));
  const [rows, charged] = await Promise.all([
    readBucketRows(tx, plan, stretches),
    plan.chargesUnavailableFor.length === 0 ? readCharges(tx, plan, stretches) : null,
  ]);
  const buckets = bucketsOf(plan, rows, charged);
  if (rows.length > plan.maxRows || rowsOf(buckets) > plan.maxRows) throw tooManyRows();
  const totals = sumOfCounts(buckets.map(({ counts }) => counts));
  return {
    buckets,
    totals,
    rates: ratesOf(totals),
    charges: charged === null ? null : sumOfCharges(charged.map(({ charge }) => charge)),
    chargesUnavailableFor: plan.chargesUnavailableFor,
  };
}

function bucketsOf(
  plan: StatsPlan,
  rows: readonly BucketRow[],
  charged: readonly ChargeRow[] | null,
): readonly StatsBucket[] {
  const counts = byBucket(plan, rows);
  const costs = byBucket(plan, charged ?? []);
  return plan.starts.map((start, index) => {
    const inside = counts[index] ?? [];
    const cost = costs[index] ?? [];
    return {
      start,
      end: plan.starts[index + 1] ?? plan.to,
      counts: sumOfCounts(inside.map((row) => row.counts)),

      charges: charged === null ? null : sumOfCharges(cost.map(({ charge }) => charge)),
      groups: plan.groupBy.length === 0 ? [] : groupsOf(inside, keepsGroupCharges(plan) ? cost : null),
    };
  });
}

function byBucket<R extends { readonly bucket: number }>(plan: StatsPlan, rows: readonly R[]) {
  const found = plan.starts.map((): R[] => []);
  for (const row of rows) found[row.bucket]?.push(row);
  return found;
}

function keepsGroupCharges(plan: StatsPlan): boolean {
  return plan.chargesUnavailableFor.length === 0 && plan.groupChargesUnavailableFor.length === 0;
}

function groupsOf(rows: readonly BucketRow[], costs: readonly ChargeRow[] | null): readonly StatsGroup[] {
  const keyOf = (values: GroupValues) => JSON.stringify(Object.values(values));
  const charges = new Map<string, ChargeTotal[]>();
  for (const { values, charge } of costs ?? []) {
    const key = keyOf(values);
    const known = charges.get(key);
    if (known === undefined) charges.set(key, [charge]);
    else known.push(charge);
  }
  return rows.map(({ values, counts }) => {
    const own = charges.get(keyOf(values)) ?? [];
    return { values, counts, charges: costs === null ? null : own };
  });
}
