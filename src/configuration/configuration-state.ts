import { readWarnings } from '../account/warning-store.ts';
import type { Transaction } from '../database/client.ts';
import { lockTenant } from '../database/tenant-lock.ts';
import type { ConfigurationState } from './configuration.ts';
import { readDraft } from './draft-store.ts';
import { readLiveConfiguration } from './version-store.ts';

/** Locks the tenant and reads what its verbs decide on; nobody else changes it until the transaction ends. */
export async function lockConfigurationState(tx: Transaction): Promise<ConfigurationState> {
  const [, live, draft, warnings, now] = await Promise.all([
    lockTenant(tx),
    readLiveConfiguration(tx),
    readDraft(tx),
    readWarnings(tx),
    tx.now,
  ]);
  const hasExpired = draft !== null && draft.expiresAt <= now;
  return { live, draft: hasExpired ? null : draft, expired: hasExpired ? draft : null, warnings };
}
