import { and, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { requestKey as keyTable } from '../database/tables.ts';
import type { RequestKey } from '../kernel/scope.ts';

/** The number of keys that one transaction forgets. */
const FORGOTTEN_AT_ONCE = 10_000;

/**
 * Claims the key for the transaction: true if it was free. While another transaction holds it, it waits for its end, since only
 * that tells whether the key is free.
 */
export async function claimKey(tx: Transaction, { key, requestHash }: RequestKey): Promise<boolean> {
  const claimed = await tx.sql
    .insert(keyTable)
    .values({ tenantId: tx.tenant, key, requestHash, createdAt: await tx.now })
    .onConflictDoNothing()
    .returning({ key: keyTable.key });
  return claimed.length > 0;
}

/** Keeps with a claimed key to what its request led. */
export async function keepOutcome(tx: Transaction, { key }: RequestKey, outcome: unknown): Promise<void> {
  await tx.sql
    .update(keyTable)
    .set({ outcome })
    .where(and(eq(keyTable.tenantId, tx.tenant), eq(keyTable.key, key)));
}

/** A key that was claimed, with the hash of its request and to what that led. */
export async function findKey(
  tx: Transaction,
  { key }: RequestKey,
): Promise<{ readonly requestHash: Buffer; readonly outcome: unknown } | undefined> {
  const [known] = await tx.sql
    .select({ requestHash: keyTable.requestHash, outcome: keyTable.outcome })
    .from(keyTable)
    .where(and(eq(keyTable.tenantId, tx.tenant), eq(keyTable.key, key)));
  return known;
}

/** Forgets keys of all tenants that were claimed more than so many days ago, the oldest first. Gives how many. */
export async function forgetKeys(tx: Transaction, days: number): Promise<number> {
  const ofAge = tx.sql
    .select({ tenantId: keyTable.tenantId, key: keyTable.key })
    .from(keyTable)
    .where(lt(keyTable.createdAt, sql`clock_timestamp() - make_interval(days => ${days})`))
    .orderBy(keyTable.createdAt)
    .limit(FORGOTTEN_AT_ONCE);
  const gone = await tx.sql
    .delete(keyTable)
    .where(sql`(${keyTable.tenantId}, ${keyTable.key}) in ${ofAge}`)
    .returning({ key: keyTable.key });
  return gone.length;
}
