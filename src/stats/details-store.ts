import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { failureRollupRow } from '../database/rows.ts';
import type { Stretch } from './hour-rules.ts';
import { countsOf, type DispatchLatency, LATENCIES, LATENCY_STEPS } from './latency-rules.ts';
import { DISPATCH_TABLES, FAILURE_TABLES } from './rollup-store.ts';
import { filtered } from './selection-store.ts';
import type { FailureCount } from './stats.ts';
import type { StatsPlan } from './stats-rules.ts';

/** The number of ways of failing that an answer tells, the most frequent ones. */
export const MAX_FAILURES = 200;

const { stage, originator, code } = failureRollupRow.shape;
const failureRow = z
  .object({ stage, originator, code, failures: z.int() })
  .transform((read): FailureCount => ({ ...read, code: read.code === 0 ? null : read.code }));

/** The failures of the dispatches of the range. The plan must be one that tells failures. */
export async function readFailures(
  tx: Transaction,
  plan: StatsPlan,
  stretches: readonly Stretch[],
): Promise<readonly FailureCount[]> {
  const parts = stretches.map(
    ({ by, from, to }) => sql`
    select stage, originator, code, failures from ${sql.raw(FAILURE_TABLES[by])}
     where bucket >= ${from} and bucket < ${to} and ${filtered(tx, plan, [])}`,
  );
  const { rows } = await tx.sql.execute(sql`
    select stage, originator, code, sum(failures)::float8 as failures
      from (${sql.join(parts, sql` union all `)}) as counted
     group by stage, originator, code
    having sum(failures) <> 0
     order by sum(failures) desc, stage, originator, code
     limit ${MAX_FAILURES}`);
  return rows.map((read) => failureRow.parse(read));
}

const COUNTERS = LATENCIES.flatMap((latency) => LATENCY_STEPS[latency]).map(({ column }) => column);
const SUMS = COUNTERS.map((column) => `coalesce(sum(${column}), 0)::float8 as ${column}`).join(', ');
const latencyRow = z.record(z.string(), z.int());

/** The times that the dispatches of the range took. The plan must be one of dimensions that latency is kept by. */
export async function readLatency(
  tx: Transaction,
  plan: StatsPlan,
  stretches: readonly Stretch[],
): Promise<DispatchLatency> {
  const parts = stretches.map(
    ({ by, from, to }) => sql`
    select ${sql.raw(COUNTERS.join(', '))} from ${sql.raw(DISPATCH_TABLES[by])}
     where bucket >= ${from} and bucket < ${to} and ${filtered(tx, plan, [])}`,
  );
  const { rows } = await tx.sql.execute(sql`
    select ${sql.raw(SUMS)} from (${sql.join(parts, sql` union all `)}) as counted`);
  const sums = latencyRow.parse(rows[0]);
  return {
    toAcceptance: countsOf('ACCEPTED', ({ column }) => sums[column] ?? 0),
    toDelivery: countsOf('DELIVERED', ({ column }) => sums[column] ?? 0),
  };
}
