import { and, asc, eq, lt, sql } from 'drizzle-orm';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn } from '../../database/row-columns.ts';
import { guardRefusal } from '../../database/tables.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { Guard } from '../../kernel/vocabulary/guards.ts';

/** One request that a guard refused, or would have if it were enforced. */
export interface GuardRefusal {
  readonly guard: Guard;
  readonly observed: boolean;
}

/** The number of lanes: with as many connections nobody waits for another. */
const LANES = 8;

const COUNT: PreparedStatement = {
  name: 'guard-refusals-count',
  text: `insert into guard_refusal as r (tenant_id, hour, guard, observed, lane, refusals)
         select $1, date_trunc('hour', $2::timestamptz, 'UTC'), guard, observed, $3, count(*)
           from unnest($4::text[], $5::boolean[]) as refused (guard, observed)
          group by guard, observed order by guard, observed
         on conflict (tenant_id, hour, guard, observed, lane) do update set refusals = r.refusals + excluded.refusals`,
};

/** Counts refusals in the hour of the transaction. */
export async function countRefusals(tx: Transaction, refusals: readonly GuardRefusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await tx.prepared(COUNT, [
    tx.tenant,
    await tx.now,
    tx.lane % LANES,
    refusals.map(({ guard }) => guard),
    refusals.map(({ observed }) => observed),
  ]);
}

/** The count of an hour. */
export interface HourOfRefusals extends GuardRefusal {
  readonly hour: Date;
  readonly refusals: number;
}

/** Some tenants with an hour that is over and not noted in full. Runs as the system. */
export async function tenantsToNote(tx: Transaction, limit: number): Promise<readonly TenantId[]> {
  const { tenantId, hour, noted, refusals } = guardRefusal;
  const found = await tx.sql
    .selectDistinct({ tenantId })
    .from(guardRefusal)
    .where(and(sql`${noted} < ${refusals}`, lt(hour, OVER)))
    .limit(limit);
  return found.map((one) => tenantIdColumn.parse(one.tenantId));
}

/** An hour is over once what began in it has ended too; what comes later still is noted by itself. */
const OVER = sql`date_trunc('hour', clock_timestamp() - interval '2 minutes', 'UTC')`;

/** Marks the refusals of all hours that are over as noted, and gives those that were not. */
export async function noteRefusals(tx: Transaction): Promise<readonly HourOfRefusals[]> {
  const { tenantId, hour, guard, observed, noted, refusals } = guardRefusal;
  const isToNote = and(eq(tenantId, tx.tenant), sql`${noted} < ${refusals}`, lt(hour, OVER));
  const rows = await tx.sql
    .select({ hour, guard, observed, refusals: sql<number>`${refusals} - ${noted}`.mapWith(Number) })
    .from(guardRefusal)
    .where(isToNote)
    .orderBy(asc(hour), asc(guard), asc(observed), asc(guardRefusal.lane))
    .for('update');
  await tx.sql
    .update(guardRefusal)
    .set({ noted: sql`${refusals}` })
    .where(isToNote);
  return rows;
}
