import type { Transaction } from '../database/client.ts';
import { rewrapToken } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';
import { rewriteCredential, staleCredentials } from './credential-store.ts';

/**
 * Wraps up to `limit` sealed tokens of any tenant by the ring's current master key. Tokens themselves are not sealed again.
 * Gives how many it rewrapped. Runs as the system.
 */
export async function rewrapTokens(tx: Transaction, keyRing: KeyRing, limit: number): Promise<number> {
  const stale = await staleCredentials(tx, keyRing.current.id, limit);
  for (const { binding, sealed } of stale) {
    await rewriteCredential(tx, binding, rewrapToken(keyRing, binding, sealed));
  }
  return stale.length;
}
