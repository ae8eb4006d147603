import type { Database } from '../database/client.ts';
import { makeTenant } from '../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../kernel/ids.ts';
import { systemScope } from '../kernel/scope.ts';
import { append } from '../ledger/append.ts';
import { rewrapToken } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { rewriteCredential, staleCredentials } from './credential-store.ts';

/** How many credentials one transaction rewraps. */
const BATCH = 200;

/**
 * Wraps every sealed token by the ring's current master key, so that older keys can be taken out of the ring. Tokens
 * themselves are not sealed anew. Gives how many it rewrapped; safe to run again after it was cut short.
 */
export async function rotateMasterKeys(database: Database, keyRing: KeyRing): Promise<number> {
  let rewrapped = 0;
  for (;;) {
    const done = await database.system(async (tx) => {
      const stale = await staleCredentials(tx, keyRing.current.id, BATCH);
      for (const { binding, sealed } of stale) {
        await rewriteCredential(tx, binding, rewrapToken(keyRing, binding, sealed));
      }
      return stale.length;
    });
    rewrapped += done;
    if (done < BATCH) break;
  }
  if (rewrapped > 0) await record(database, keyRing.current.id, rewrapped);
  return rewrapped;
}

async function record(database: Database, masterKeyId: string, credentials: number): Promise<void> {
  await database.system(async (tx) => {
    await makeTenant(tx);
    await append(tx, systemScope(PLATFORM_TENANT, 'key-rotation', 'keys:rotate'), [
      {
        kind: 'MASTER_KEYS_ROTATED',
        object: `master-key/${masterKeyId}`,
        before: null,
        after: { masterKeyId, credentials },
      },
    ]);
  });
}
