import type { Database, Transaction } from '../../database/client.ts';
import { UnknownCommitError } from '../../database/connection/commit-outcome.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { parseLogOwner, type TenantId } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { canonicalEntry } from '../entries/canonical-entry.ts';
import {
  type Checkpoint,
  openCheckpoint,
  parseOrigin,
  readCheckpoint,
  signCheckpoint,
} from '../tree/checkpoint.ts';
import { newestHeads, readEpoch, readHead, writeHeads } from '../tree/head-store.ts';
import type { LedgerKeys } from '../tree/ledger-keys.ts';
import { EMPTY_TREE, extendTree, isConsistent } from '../tree/merkle-rules.ts';
import { proveConsistency } from '../tree/proofs.ts';
import { signedHead } from '../tree/signed-head.ts';
import { insertEntries, insertEpoch, logsStartedWith } from './epoch-store.ts';
import type { HeadMemory, SignedBatch } from './head-memory.ts';
import { hostRound } from './host-round.ts';
import { insertRound } from './host-round-store.ts';
import { checkpointOf, settlePending } from './one-history.ts';
import { awaitSealer, insertLeaves } from './seal-store.ts';

/** A checkpoint that cannot be built on; the message is for the operator. */
export class UnfitCheckpointError extends Error {
  override readonly name = 'UnfitCheckpointError';
}

/** A checkpoint whose signature was checked, with what its origin says. */
export interface KnownCheckpoint extends Checkpoint {
  readonly tenant: TenantId;
  readonly epoch: number;
  readonly note: string;
}

/** A log that goes on in a new epoch. */
export interface ContinuedLog {
  readonly tenant: TenantId;
  /** The checkpoint that the first entry of the new epoch names: the latest that is known of the log. */
  readonly last: KnownCheckpoint;
  /** The latest that the database holds; `null` when it holds nothing of the log. */
  readonly stored: KnownCheckpoint | null;
}

/** The plan or the result of starting an epoch. */
export interface EpochStart {
  readonly epoch: number;
  /** By tenant. */
  readonly logs: readonly ContinuedLog[];
}

/** The dependencies of starting an epoch. */
export interface EpochDeps {
  readonly database: Database;
  readonly keys: LedgerKeys;
  /** The checkpoints that this machine has signed: as good as checkpoints that were kept. */
  readonly memory: HeadMemory;
}

/**
 * The plan of `startEpoch`.
 *
 * @throws UnfitCheckpointError as `startEpoch`
 */
export async function planEpoch(deps: EpochDeps, given: readonly string[]): Promise<EpochStart> {
  const last = await settleLast(deps);
  const known = await openGiven(deps, given);
  return deps.database.system(
    async (tx) => (await startedBy(tx, deps, known, last)) ?? plan(tx, deps, known),
  );
}

/**
 * Starts a new epoch, after the database was restored from a backup: every log goes on in a tree of its own, whose first
 * entry names the last checkpoint that is known of it (A3), whether the database holds it or the operator kept it
 * elsewhere (`given`, signed notes). No epoch gets the number of one that is known, so that no origin ever names two logs.
 * Entries that are still queued are sealed after that. An epoch that an earlier run of this machine has started without
 * being told so is given instead of another one (D15).
 *
 * @throws UnfitCheckpointError when a checkpoint is not ours, or not of the log that the database holds
 */
export async function startEpoch(deps: EpochDeps, given: readonly string[]): Promise<EpochStart> {
  try {
    return await startOnce(deps, given);
  } catch (error) {
    if (!(error instanceof UnknownCommitError)) throw error;
    return startOnce(deps, given);
  }
}

async function startOnce(deps: EpochDeps, given: readonly string[]): Promise<EpochStart> {
  const { database, memory } = deps;
  const last = await settleLast(deps);
  const known = await openGiven(deps, given);
  const start = await database.system(async (tx) => {
    await awaitSealer(tx);
    const started = await startedBy(tx, deps, known, last);
    if (started !== undefined) return started;
    const planned = await plan(tx, deps, known);
    await write(tx, deps, planned);
    return planned;
  });
  if (memory.pending() !== undefined) await memory.settle(true);
  return start;
}

/** The batch that this machine signed last, if it was not known what became of it; now it is, as its transaction is over. */
async function settleLast({ database, memory }: EpochDeps): Promise<SignedBatch | undefined> {
  await memory.refresh();
  const last = memory.pending();
  if (last !== undefined) {
    await database.system(async (tx) => {
      await awaitSealer(tx);
      await settlePending(tx, memory);
    });
  }
  return last;
}

/** The present epoch, where it is this batch that has started it and nothing was sealed in it since. */
async function startedBy(
  tx: Transaction,
  deps: EpochDeps,
  given: readonly KnownCheckpoint[],
  batch: SignedBatch | undefined,
): Promise<EpochStart | undefined> {
  const heads = batch?.heads.filter(({ origin }) => parseOrigin(origin)?.tenant !== HOST_LOG) ?? [];
  if (heads.length === 0) return undefined;
  const epoch = await readEpoch(tx);
  const logs = await logsStartedWith(
    tx,
    epoch,
    heads.map(({ root }) => root),
  );
  if (logs !== heads.length) return undefined;
  const earlier = given.filter((checkpoint) => checkpoint.epoch < epoch);
  return { ...(await plan(tx, deps, earlier, epoch)), epoch };
}

async function plan(
  tx: Transaction,
  { keys }: EpochDeps,
  given: readonly KnownCheckpoint[],
  before: number | null = null,
): Promise<EpochStart> {
  const heads = await newestHeads(tx, before);
  const stored = new Map(heads.map(({ tenant, note }) => [tenant, open(note, keys, `stored of ${tenant}`)]));
  const latest = new Map(stored);
  for (const checkpoint of given) {
    const other = latest.get(checkpoint.tenant);
    if (other === undefined || isLater(checkpoint, other)) latest.set(checkpoint.tenant, checkpoint);
    else if (isFork(checkpoint, other)) throw forked(checkpoint);
  }
  const known = [await readEpoch(tx), ...[...latest.values()].map(({ epoch }) => epoch)];
  return {
    epoch: Math.max(...known) + 1,
    logs: [...latest]
      .filter(([tenant]) => tenant !== HOST_LOG)
      .map(([tenant, last]) => ({ tenant, last, stored: stored.get(tenant) ?? null }))
      .sort((a, b) => (a.tenant < b.tenant ? -1 : 1)),
  };
}

async function write(
  tx: Transaction,
  { keys, memory }: EpochDeps,
  { epoch, logs }: EpochStart,
): Promise<void> {
  const now = await tx.now;
  const entries = logs.map(({ tenant, last }) => ({
    tenant,
    ...canonicalEntry(systemScope(tenant, 'ledger-epoch', `epoch/${epoch}`), now, {
      kind: 'LEDGER_EPOCH_STARTED',
      object: `epoch/${epoch}`,
      before: { epoch: last.epoch, checkpoint: last.note },
      after: { epoch },
    }),
  }));
  const leaves = entries.map(({ tenant, id, leafHash }) => ({
    tenant,
    entryId: id,
    leafHash,
    leafIndex: 0,
  }));
  const started = leaves.map(({ tenant, leafHash }) =>
    signedHead({ tenant, epoch, tree: extendTree(EMPTY_TREE, [leafHash]).tree }, keys),
  );
  const host =
    started.length === 0 ? undefined : hostRound({ epoch, head: undefined, moved: started }, keys, now);
  const heads = host === undefined ? started : [...started, host.head];
  await insertEpoch(tx, epoch, now);
  await insertEntries(tx, entries);
  await insertLeaves(tx, epoch, host === undefined ? leaves : [...leaves, host.leaf], now);
  if (host !== undefined) await insertRound(tx, epoch, host);
  const transaction = await writeHeads(tx, heads, now);
  await memory.keep({ transaction, heads: heads.map(checkpointOf) });
}

/**
 * The given checkpoints and those that this machine remembers, each signed by us and, as far as the database still has
 * their entries, of the very log that it holds. What is sealed does not change, so this needs no lock.
 */
async function openGiven(
  { database, keys, memory }: EpochDeps,
  given: readonly string[],
): Promise<readonly KnownCheckpoint[]> {
  const remembered = memory
    .all()
    .map((head) => open(signCheckpoint(head, keys.signerOf(head.origin)), keys, 'remembered by this node'));
  const opened = [
    ...remembered,
    ...given.map((note, index) => open(note, keys, `given as number ${index + 1}`)),
  ];
  for (const checkpoint of opened) {
    const unit = database.read(checkpoint.tenant);
    try {
      if (!(await unit.run((tx) => fitsStored(tx, checkpoint)))) throw forked(checkpoint);
    } finally {
      await unit.close();
    }
  }
  return opened;
}

async function fitsStored(tx: Transaction, given: KnownCheckpoint): Promise<boolean> {
  const head = await readHead(tx, given.epoch);
  const stored = head && readCheckpoint(head.note);
  if (head === undefined || stored === undefined || head.tree.size < given.size) return true;
  const { hashes } = await proveConsistency(tx, head, { from: given.size, to: head.tree.size });
  return isConsistent(given, stored, hashes);
}

function open(note: string, keys: LedgerKeys, which: string): KnownCheckpoint {
  const origin = readCheckpoint(note)?.origin ?? '';
  const opened = openCheckpoint(note, keys.verifiersOf(origin));
  if (!opened.ok) throw new UnfitCheckpointError(`The checkpoint ${which} ${WHY_NOT[opened.reason]}.`);
  const named = parseOrigin(opened.checkpoint.origin);
  const tenant = named && parseLogOwner(named.tenant);
  if (named === undefined || tenant === undefined)
    throw new UnfitCheckpointError(
      `The checkpoint ${which} does not belong to a log of Originator: ${origin}.`,
    );
  return { ...opened.checkpoint, tenant, epoch: named.epoch, note };
}

const WHY_NOT = {
  MALFORMED: 'is malformed: it must be the signed note exactly as published, to the last newline',
  UNKNOWN_KEY:
    'was signed with a key that is not configured; put the public keys of former keys into LEDGER_PAST_KEYS',
  BAD_SIGNATURE: 'does not have the signature of the key that it names: it was altered',
  FOREIGN_ORIGIN: 'belongs to the log of another host',
} as const;

function isLater(one: KnownCheckpoint, other: KnownCheckpoint): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.size > other.size);
}

function isFork(one: KnownCheckpoint, other: KnownCheckpoint): boolean {
  return one.epoch === other.epoch && one.size === other.size && !one.root.equals(other.root);
}

function forked({ origin, size }: KnownCheckpoint): UnfitCheckpointError {
  return new UnfitCheckpointError(
    `The log ${origin} in the database does not match the given checkpoint of ${size} entries: ` +
      'a server continued it after the restore, or it was altered. Restore the backup again and start the epoch ' +
      'before any server.',
  );
}
