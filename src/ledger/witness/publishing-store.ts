import { and, eq, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import { ledgerPublished } from '../../database/tables.ts';

/**
 * Takes the lease of publishing in an epoch, or the node's own one again; false where another node has it. Runs as the
 * system.
 */
export async function claimPublishing(
  tx: Transaction,
  epoch: number,
  { leaseUntil, own }: { readonly leaseUntil: Date; readonly own: Date },
): Promise<boolean> {
  const isFree = lte(ledgerPublished.leaseUntil, await tx.now);
  const isOwn = eq(ledgerPublished.leaseUntil, own);
  const claimed = await tx.sql
    .insert(ledgerPublished)
    .values({ epoch, leaseUntil })
    .onConflictDoUpdate({
      target: ledgerPublished.epoch,
      set: { leaseUntil },
      setWhere: sql`${isFree} or ${isOwn}`,
    })
    .returning({ epoch: ledgerPublished.epoch });
  return claimed.length > 0;
}

/** A checkpoint of the host log that witnesses were asked about. */
export interface NewlyPublished {
  readonly epoch: number;
  readonly size: number;
  readonly note: string;
  /** When enough witnesses had signed it; null where they have not. */
  readonly witnessedAt: Date | null;
}

/** Publishes a checkpoint, unless a larger one is, and gives the lease back. Runs as the system. */
export async function publish(
  tx: Transaction,
  { epoch, size, note, witnessedAt }: NewlyPublished,
): Promise<void> {
  const witnessed = witnessedAt === null ? {} : { witnessedNote: note, witnessedAt };
  await tx.sql
    .update(ledgerPublished)
    .set({ note, size, leaseUntil: sql`now()`, ...witnessed })
    .where(and(eq(ledgerPublished.epoch, epoch), lte(ledgerPublished.size, size)));
}
