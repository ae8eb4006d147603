import type { Database } from '../database/client.ts';
import { rewrapToken } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { rewriteCredential, staleCredentials } from './credential-store.ts';

/** How many credentials one transaction rewraps. */
const BATCH = 200;

/**
 * Wraps every sealed token by the ring's current master key. Tokens themselves are not sealed anew. Gives how many it
 * rewrapped; safe to run again after it was cut short.
 */
export async function rewrapTokens(database: Database, keyRing: KeyRing): Promise<number> {
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
    if (done < BATCH) return rewrapped;
  }
}
