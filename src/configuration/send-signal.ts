import { warningEntries, warningsAfterSend } from '../account/warning-rules.ts';
import { writeWarnings } from '../account/warning-store.ts';
import type { Transaction } from '../database/client.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import type { Outage } from '../kernel/vocabulary/account.ts';
import { append } from '../ledger/entries/append.ts';
import { lockConfigurationState } from './configuration-state.ts';

/**
 * Raises or clears the warnings of the live account by what a send with its token came to, each once per outage with
 * its audit entry (S11). A send with a token that is no longer live says nothing about the live account.
 */
export async function noteSendSignal(
  tx: Transaction,
  scope: RequestScope,
  { credentialId, signal }: { readonly credentialId: Uuid; readonly signal: Outage | 'FINE' },
): Promise<void> {
  const { live, warnings } = await lockConfigurationState(tx);
  if (live.account?.credentialId !== credentialId) return;
  const standing = warningsAfterSend(warnings, signal, await tx.now);
  const entries = warningEntries(warnings, standing);
  if (entries.length === 0) return;
  await writeWarnings(tx, standing);
  await append(tx, scope, entries);
}
