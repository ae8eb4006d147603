import { HOST_LOG } from '../../kernel/brand.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { originOf, signCheckpoint } from './checkpoint.ts';
import type { LedgerHead } from './head-store.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import { type Frontier, rootOf } from './merkle-rules.ts';

/**
 * The head of a log that has come to this tree, with its signed checkpoint. A log keeps the origin that it began its
 * epoch with, whatever the host is called since; without one it begins.
 */
export function signedHead(
  log: {
    readonly tenant: TenantId;
    readonly epoch: number;
    readonly origin?: string | undefined;
    readonly opening?: Buffer | null | undefined;
    readonly tree: Frontier;
  },
  keys: LedgerKeys,
): Omit<LedgerHead, 'sealedAt'> {
  const { tenant, epoch, tree } = log;
  const origin = log.origin ?? originOf(keys.host, tenant, epoch);
  const note = signCheckpoint({ origin, size: tree.size, root: rootOf(tree) }, keys.signerOf(origin));
  // Kept, since the key that it follows from may be another one by the next time.
  const opening = tenant === HOST_LOG ? null : (log.opening ?? keys.openingOf(origin));
  return { tenant, epoch, origin, tree, note, opening };
}
