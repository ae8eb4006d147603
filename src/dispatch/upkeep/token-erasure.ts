import {
  eraseCredential,
  type RetiredCredential,
  retiredCredentials,
} from '../../account/credential-store.ts';
import type { Database } from '../../database/client.ts';
import { forEachTenant } from '../../tenant/tenant-round.ts';
import { credentialInUse } from '../follow-up/follow-up-store.ts';

/** The time that a replaced token is kept at most, in milliseconds (S10). */
const KEPT_MS = 24 * 60 * 60_000;
/** The number that is looked at in one round. */
const BATCH = 500;

/**
 * Erases replaced tokens of which nothing that was sent with them is awaited any more, and those that would be kept for
 * too long before the next round, `everyMs` later (S10). Gives how many.
 */
export async function eraseRetiredTokens(database: Database, everyMs: number): Promise<number> {
  const keptMs = Math.max(0, KEPT_MS - 2 * everyMs);
  const retired = await database.system((tx) => retiredCredentials(tx, keptMs, BATCH));
  let erased = 0;
  await forEachTenant(retired, async (credential) => {
    if (await eraseUnused(database, credential)) erased += 1;
  });
  return erased;
}

function eraseUnused(database: Database, { tenant, id, isOver }: RetiredCredential): Promise<boolean> {
  return database.write(tenant, async (tx) => {
    if (!isOver && (await credentialInUse(tx, id))) return false;
    await eraseCredential(tx, id);
    return true;
  });
}
