import canonicalize from 'canonicalize';
import type { Database } from '../../database/client.ts';
import { settingsColumn } from '../../database/row-columns.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { latestPlatformStates } from '../../ledger/entries/entry-store.ts';
import { storedSettings } from '../record/stored-settings.ts';
import type { DispatchPlatform } from './platform.ts';

/**
 * Notes in the platform's log the rate card and the settings of D6 and D9 that this node starts with, where they are
 * not those noted last (A1).
 */
export async function recordPlatform(
  database: Database,
  { settings, rateCard }: DispatchPlatform,
): Promise<void> {
  const card = {
    version: rateCard.version,
    currency: rateCard.currency,
    prices: rateCard.prices.map((price) => ({ ...price })),
  };
  await database.system(async (tx) => {
    await makeTenant(tx);
    await tx.prepared(LOCK, []);
    const latest = await latestPlatformStates(tx, ['RATE_CARD_PUBLISHED', 'DISPATCH_SETTINGS_CHANGED']);
    const former = settingsColumn.safeParse(latest.get('DISPATCH_SETTINGS_CHANGED'));
    const entries: NewEntry[] = [
      { kind: 'RATE_CARD_PUBLISHED', object: `rate-card/${rateCard.version}`, before: null, after: card },
      {
        kind: 'DISPATCH_SETTINGS_CHANGED',
        object: 'dispatch-settings',
        before: former.data ?? null,
        after: storedSettings(settings),
      },
    ];
    const changed = entries.filter(
      ({ kind, after }) => canonicalize(latest.get(kind)) !== canonicalize(after),
    );
    await append(tx, systemScope(PLATFORM_TENANT, 'platform-settings', 'start'), changed);
  });
}

/** Two nodes that start together note it one after the other. */
const LOCK = { name: 'platform-log-lock', text: 'select pg_advisory_xact_lock(7251904413)' };
