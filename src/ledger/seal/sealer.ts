import type { Database, Transaction } from '../../database/client.ts';
import { UnknownCommitError } from '../../database/connection/commit-outcome.ts';
import { isDatabaseUnavailable } from '../../database/connection/outages.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { type LedgerHead, lockHeads, readEpoch, writeHeads } from '../tree/head-store.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';
import { EMPTY_TREE, extendTree } from '../tree/merkle-rules.ts';
import { signedHead } from '../tree/signed-head.ts';
import { DamagedLogsError, type HeldLogCount, HeldLogs } from './damaged-logs.ts';
import type { HeadMemory } from './head-memory.ts';
import { hostRound } from './host-round.ts';
import { insertRound } from './host-round-store.ts';
import { checkpointOf, findLost, refuseOtherHistories, settlePending } from './one-history.ts';
import {
  electSealer,
  insertLeaves,
  insertNodes,
  type PlacedLeaf,
  type PlacedNode,
  type QueuedEntry,
  queuedTenants,
  type TakenFrom,
  takeQueued,
} from './seal-store.ts';

/** The number of entries that one transaction seals at most. */
const BATCH = 4_096;

/** The dependencies of sealing. */
export interface SealerDeps {
  readonly database: Database;
  readonly keys: LedgerKeys;
  /** The checkpoints that this node has signed. */
  readonly memory: HeadMemory;
}

/** Seals what is queued. */
export interface Sealer {
  /**
   * Seals what is queued, until nothing is left or another process is at it: each entry becomes the next leaf of its
   * tenant's tree, and each tree's new root is signed. Gives the number of entries sealed. Another process that tries at the same
   * time gives up at once, and the unique places forbid a fork whatever happens (A3). A log that cannot be gone on with
   * keeps no other from being sealed: it is tried again later and later, and each time that it fails the round rejects with
   * `DamagedLogsError`, once all others are sealed.
   */
  seal(): Promise<number>;
  /** The number of logs that this node leaves alone at present. */
  heldLogs(): HeldLogCount;
}

/** A sealer that knows of no damage yet. */
export function createSealer(deps: SealerDeps): Sealer {
  const held = new HeldLogs();
  let isCompared = false;
  return {
    heldLogs: () => held.count(),
    async seal() {
      const failed = new Map<TenantId, unknown>();
      if (!isCompared) {
        for (const [tenant, error] of await findLost(deps)) failed.set(tenant, error);
        isCompared = true;
      }
      for (const [tenant, error] of failed) held.hold(tenant, error);
      const run = { ...deps, held, failed };
      let sealed = await sealAllBut(run);
      for (const tenant of held.due()) {
        // It has no entries of its own: it is tried with the next ones of others.
        if (tenant === HOST_LOG) continue;
        const some = await trySeal(run, tenant);
        const error = failed.get(tenant) ?? (some === 0 ? held.lossOf(tenant) : undefined);
        if (error === undefined) held.release(tenant);
        else held.hold(tenant, error);
        sealed += some ?? 0;
      }
      if (failed.size > 0) throw new DamagedLogsError(failed);
      return sealed;
    },
  };
}

/** One call of `seal`: the logs that are left alone, and why those of this call failed. */
interface SealRun extends SealerDeps {
  readonly held: HeldLogs;
  readonly failed: Map<TenantId, unknown>;
}

/** True if an error is none of a log's, but keeps all from being sealed. */
function isOfAll(error: unknown): boolean {
  return isDatabaseUnavailable(error) || error instanceof UnusableFileError;
}

/** Seals all logs but those that are held, together; and log by log where that fails. */
async function sealAllBut(run: SealRun): Promise<number> {
  const { database, held, failed } = run;
  let sealed = 0;
  for (;;) {
    const batch = await sealRound(run, { only: null, without: held.all() }).catch(async (error: unknown) => {
      if (isOfAll(error)) throw error;
      let each = 0;
      for (const tenant of await database.system(queuedTenants)) {
        if (held.has(tenant)) continue;
        const some = await trySeal(run, tenant);
        if (some === undefined) held.hold(tenant, failed.get(tenant));
        each += some ?? 0;
      }
      return each;
    });
    sealed += batch;
    if (batch < BATCH) return sealed;
  }
}

/** Seals one batch of one log; `undefined` where that failed for a reason of its own. */
async function trySeal(run: SealRun, tenant: TenantId): Promise<number | undefined> {
  try {
    return await sealRound(run, { only: tenant, without: [] });
  } catch (error) {
    if (isOfAll(error)) throw error;
    run.failed.set(tenant, error);
    return undefined;
  }
}

/** Seals one batch as a round of the host log (A7); without one as long as it is the host log that cannot be gone on with. */
async function sealRound(run: SealRun, from: TakenFrom): Promise<number> {
  const { held, failed } = run;
  if (held.isLeftAlone(HOST_LOG)) return sealBatch(run, from, false);
  try {
    const sealed = await sealBatch(run, from, true);
    if (sealed > 0) held.release(HOST_LOG);
    return sealed;
  } catch (error) {
    if (isOfAll(error) || error instanceof UnknownCommitError) throw error;
    const sealed = await sealBatch(run, from, false);
    if (sealed === 0) return 0;
    failed.set(HOST_LOG, error);
    held.hold(HOST_LOG, error);
    return sealed;
  }
}

async function sealBatch(deps: SealerDeps, from: TakenFrom, withHostLog: boolean): Promise<number> {
  const { database, memory } = deps;
  let isKept = false;
  try {
    const sealed = await database.system(async (tx) => {
      if (!(await electSealer(tx))) return 0;
      const queued = await takeQueued(tx, BATCH, from);
      if (queued.length === 0) return 0;
      await memory.refresh();
      await settlePending(tx, memory);
      isKept = true;
      await sealEntries(tx, deps, queued, withHostLog);
      return queued.length;
    });
    if (isKept) await memory.settle(true);
    return sealed;
  } catch (error) {
    // What was proved to be rolled back nobody has seen.
    if (isKept && !(error instanceof UnknownCommitError) && memory.pending() !== undefined)
      await memory.settle(false);
    throw error;
  }
}

/** Adds these entries to their tenants' trees, in the order given. For who has been elected to seal. */
async function sealEntries(
  tx: Transaction,
  { keys, memory }: SealerDeps,
  queued: readonly QueuedEntry[],
  withHostLog: boolean,
): Promise<void> {
  const byTenant = new Map<TenantId, QueuedEntry[]>();
  for (const entry of queued) {
    const own = byTenant.get(entry.tenant);
    if (own === undefined) byTenant.set(entry.tenant, [entry]);
    else own.push(entry);
  }
  const epoch = await readEpoch(tx);
  const heads = await lockHeads(tx, [...byTenant.keys(), HOST_LOG], epoch);
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
    moved.push(signedHead({ ...head, tenant, epoch, tree }, keys));
  }
  const now = await tx.now;
  const host = withHostLog ? hostRound({ epoch, head: heads.get(HOST_LOG), moved }, keys, now) : undefined;
  if (host !== undefined) {
    leaves.push(host.leaf);
    nodes.push(...host.nodes);
    moved.push(host.head);
  }
  const before = moved.map((head) => ({ ...head, tree: heads.get(head.tenant)?.tree ?? EMPTY_TREE }));
  await refuseOtherHistories(tx, memory, epoch, before);
  const [transaction] = await Promise.all([
    writeHeads(tx, moved, now),
    insertLeaves(tx, epoch, leaves, now),
    insertNodes(tx, epoch, nodes),
    host && insertRound(tx, epoch, host),
  ]);
  await memory.keep({ transaction, heads: moved.map(checkpointOf) });
}
