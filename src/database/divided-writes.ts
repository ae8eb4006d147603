import { createPresence } from '../kernel/shares/presence.ts';
import { createShare } from '../kernel/shares/share.ts';
import type { ShareLimits } from '../kernel/shares/share-rules.ts';
import type { Database } from './client.ts';
import { NoTransactionError } from './connection/outages.ts';

/**
 * The same database, of whose connections no tenant has more for its changes than these limits give it (X5): the pool alone
 * serves the first to come.
 *
 * @param timeoutMs how long a change waits for its turn; after that it is rejected as when no connection can be had
 */
export function dividedWrites(database: Database, places: ShareLimits, timeoutMs: number): Database {
  const { write } = database;
  const presence = createPresence();
  const share = createShare(places, presence);
  return {
    ...database,
    async write(tenant, work, limits) {
      presence.note(tenant);
      const left = Math.min(timeoutMs, limits?.leftMs() ?? timeoutMs);
      const place = await share.take({ owner: tenant }, { timeoutMs: left });
      if (place === undefined) {
        throw limits?.end() ?? new NoTransactionError(new Error('all connections are taken'));
      }
      try {
        return await write(tenant, work, limits);
      } finally {
        place.release();
      }
    },
  };
}
