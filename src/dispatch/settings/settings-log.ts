import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Database } from '../../database/client.ts';
import { sendingPolicyColumn, settingsColumn } from '../../database/row-columns.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import type { NewEntry } from '../../ledger/entries/entry-kinds.ts';
import { latestPlatformStates } from '../../ledger/entries/entry-store.ts';
import { storedSettings } from '../record/stored-settings.ts';
import type { DispatchPlatform } from './platform.ts';

/**
 * Notes in the platform's log the rate card, the settings of D6 and D9 and the sending limits that this node starts with, where they are
 * not those noted last (A1).
 */
export async function recordPlatform(
  database: Database,
  { settings, rateCard, sendingLimits }: DispatchPlatform,
): Promise<void> {
  const card = {
    version: rateCard.version,
    currency: rateCard.currency,
    prices: rateCard.prices.map((price) => ({ ...price })),
  };
  await database.system(async (tx) => {
    await makeTenant(tx);
    await tx.prepared(LOCK, []);
    const latest = await latestPlatformStates(tx, [
      'RATE_CARD_PUBLISHED',
      'DISPATCH_SETTINGS_CHANGED',
      'SENDING_LIMITS_CHANGED',
    ]);
    const former = settingsColumn.safeParse(latest.get('DISPATCH_SETTINGS_CHANGED'));
    const formerLimits = limitsColumn.safeParse(latest.get('SENDING_LIMITS_CHANGED'));
    const entries: NewEntry[] = [
      { kind: 'RATE_CARD_PUBLISHED', object: `rate-card/${rateCard.version}`, before: null, after: card },
      {
        kind: 'DISPATCH_SETTINGS_CHANGED',
        object: 'dispatch-settings',
        before: former.data ?? null,
        after: storedSettings(settings),
      },
      {
        kind: 'SENDING_LIMITS_CHANGED',
        object: 'sending-limits',
        before: formerLimits.data ?? null,
        after: sendingLimits,
      },
    ];
    const changed = entries.filter(
      ({ kind, after }) => canonicalize(latest.get(kind)) !== canonicalize(after),
    );
    await append(tx, systemScope(PLATFORM_TENANT, 'platform-settings', 'start'), changed);
  });
}

/** As entries hold them. */
const limitsColumn = z.object({ defaults: sendingPolicyColumn, bounds: sendingPolicyColumn });

/** Two nodes that start together note it one after the other. */
const LOCK = { name: 'platform-log-lock', text: 'select pg_advisory_xact_lock(7251904413)' };
