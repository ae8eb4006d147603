import type { Database, Transaction } from '../database/client.ts';
import { isDatabaseUnavailable } from '../database/outages.ts';
import type { TenantId } from '../kernel/ids.ts';
import { type LedgerHead, lockHeads, readEpoch, writeHeads } from './head-store.ts';
import type { LedgerKeys } from './ledger-keys.ts';
import { EMPTY_TREE, extendTree } from './merkle-rules.ts';
import {
  electSealer,
  insertLeaves,
  insertNodes,
  type PlacedLeaf,
  type PlacedNode,
  type QueuedEntry,
  queuedTenants,
  takeQueued,
} from './seal-store.ts';
import { signedHead } from './signed-head.ts';

/** How many entries one transaction seals at most. */
const BATCH = 4_096;

/** What sealing is done with. */
export interface SealerParts {
  readonly database: Database;
  readonly keys: LedgerKeys;
}

/** Logs that cannot be gone on with, since what is kept of them contradicts itself; all others are sealed. */
class DamagedLogsError extends AggregateError {
  override readonly name = 'DamagedLogsError';

  constructor(damaged: ReadonlyMap<TenantId, unknown>) {
    super(
      [...damaged.values()],
      `the logs of ${[...damaged.keys()].join(', ')} cannot be sealed: see npm run audit:check`,
    );
  }
}

/**
 * Seals what is queued, until nothing is left or another process is at it: each entry becomes the next leaf of its
 * tenant's tree, and each tree's new root is signed. Gives the number of entries sealed. Whoever else tries at the same
 * time gives up at once, and the unique places forbid a fork whatever happens (A3). Rejects with `DamagedLogsError` when
 * there are logs that cannot be sealed, once all others are.
 */
export async function seal(parts: SealerParts): Promise<number> {
  let sealed = 0;
  for (;;) {
    const batch = await sealBatch(parts, null).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      return sealEach(parts);
    });
    sealed += batch;
    if (batch < BATCH) return sealed;
  }
}

/** Seals one batch, of one tenant or of all. */
function sealBatch({ database, keys }: SealerParts, tenant: TenantId | null): Promise<number> {
  return database.system(async (tx) => {
    if (!(await electSealer(tx))) return 0;
    const queued = await takeQueued(tx, BATCH, tenant);
    if (queued.length > 0) await sealEntries(tx, keys, queued);
    return queued.length;
  });
}

/** Seals log by log, so that one that is damaged does not keep the others from being sealed. */
async function sealEach(parts: SealerParts): Promise<number> {
  const damaged = new Map<TenantId, unknown>();
  let sealed = 0;
  for (const tenant of await parts.database.system(queuedTenants)) {
    sealed += await sealBatch(parts, tenant).catch((error: unknown) => {
      if (isDatabaseUnavailable(error)) throw error;
      damaged.set(tenant, error);
      return 0;
    });
  }
  if (damaged.size > 0) throw new DamagedLogsError(damaged);
  return sealed;
}

/** Adds these entries to their tenants' trees, in the order given. For who has been elected to seal. */
async function sealEntries(tx: Transaction, keys: LedgerKeys, queued: readonly QueuedEntry[]): Promise<void> {
  const byTenant = new Map<TenantId, QueuedEntry[]>();
  for (const entry of queued) {
    const own = byTenant.get(entry.tenant);
    if (own === undefined) byTenant.set(entry.tenant, [entry]);
    else own.push(entry);
  }
  const epoch = await readEpoch(tx);
  const heads = await lockHeads(tx, [...byTenant.keys()], epoch);
  const leaves: PlacedLeaf[] = [];
  const nodes: PlacedNode[] = [];
  const moved: Omit<LedgerHead, 'sealedAt'>[] = [];
  for (const [tenant, entries] of byTenant) {
    const head = heads.get(tenant);
    const before = head?.tree ?? EMPTY_TREE;
    const { tree, completed } = extendTree(
      before,
      entries.map(({ leafHash }) => leafHash),
    );
    for (const [index, entry] of entries.entries()) leaves.push({ ...entry, leafIndex: before.size + index });
    for (const node of completed) nodes.push({ ...node, tenant });
    moved.push(signedHead({ tenant, epoch, origin: head?.origin, tree }, keys));
  }
  const now = await tx.now;
  await Promise.all([
    insertLeaves(tx, epoch, leaves, now),
    insertNodes(tx, epoch, nodes),
    writeHeads(tx, moved, now),
  ]);
}
