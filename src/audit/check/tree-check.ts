import type { Database } from '../../database/client.ts';
import { HOST_LOG } from '../../kernel/brand.ts';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import {
  type Checkpoint,
  openCheckpoint,
  parseOrigin,
  readCheckpoint,
} from '../../ledger/tree/checkpoint.ts';
import type { LedgerKeys } from '../../ledger/tree/ledger-keys.ts';
import { EMPTY_TREE, extendTree, type Frontier, rootOf } from '../../ledger/tree/merkle-rules.ts';
import { placeKey } from '../../ledger/tree/proof-store.ts';
import { roundLeafHash } from '../../ledger/tree/round-rules.ts';
import type { Differences } from './audit-difference.ts';
import { pageRounds, roundsWithin } from './round-check-store.ts';
import {
  firstBody,
  nextLog,
  nodesEndingWithin,
  pageLeaves,
  type StoredLeaf,
  type StoredLog,
} from './tree-check-store.ts';

/** The number of leaves that are read at once. */
const LEAVES_PER_PAGE = 4_096;
/** The least number that the column holds. */
const BEFORE_ANY_EPOCH = -(2 ** 31);

/** The database and keys of a check, and the list of differences found. */
export interface CheckDeps {
  readonly database: Database;
  readonly keys: LedgerKeys;
  readonly differences: Differences;
}

/**
 * Recomputes the tenant's tree in every epoch from its leaves, a page at a time, and compares it with what is stored of it
 * and with what was signed (A3). Gives how many logs and leaves that were.
 */
export async function checkTrees(
  deps: CheckDeps,
  tenant: string,
): Promise<{ readonly logs: number; readonly leaves: number }> {
  let [logs, leaves] = [0, 0];
  let before: Checkpoint | undefined;
  let epoch = BEFORE_ANY_EPOCH;
  for (;;) {
    const after = epoch;
    const log = await deps.database.system((tx) => nextLog(tx, tenant, after));
    if (log === undefined) return { logs, leaves };
    const check = new TreeCheck(deps, tenant, log);
    leaves += await check.run(before);
    logs += 1;
    before = (log.head && readCheckpoint(log.head.note)) ?? before;
    epoch = log.epoch;
  }
}

/** A leaf as it is stored, of the host log with whether its heads fit it. */
type CheckedLeaf = StoredLeaf & { readonly isRound?: boolean };

/** One log in one epoch. */
class TreeCheck {
  readonly #deps: CheckDeps;
  readonly #tenant: string;
  readonly #log: StoredLog;
  readonly #isHostLog: boolean;
  #tree: Frontier = EMPTY_TREE;
  /** True if every leaf so far stands where it should, without which there is no tree to compare. */
  #isWhole = true;

  constructor(deps: CheckDeps, tenant: string, log: StoredLog) {
    this.#deps = deps;
    this.#tenant = tenant;
    this.#log = log;
    this.#isHostLog = tenant === HOST_LOG;
  }

  async run(before: Checkpoint | undefined): Promise<number> {
    const { head, isKnown, leavesBeyond, nodesBeyond, roundsBeyond } = this.#log;
    if (!isKnown) this.#tell('belongs to an epoch that was never started');
    if (head === null) this.#tell('has leaves or nodes but no head');
    if (leavesBeyond > 0) this.#tell(`has ${leavesBeyond} leaves beyond its head: it was rolled back`);
    if (nodesBeyond > 0) this.#tell(`has ${nodesBeyond} nodes that do not belong to its tree`);
    if (roundsBeyond > 0) this.#tell(`has ${roundsBeyond} rounds of the host log at sizes that it never had`);
    if (head === null) return 0;
    const leaves = await this.#readLeaves(head.size);
    if (leaves !== head.size) this.#tell(`has ${leaves} leaves, but its head says ${head.size}`);
    const signed = this.#openNote(head);
    if (signed !== undefined) this.#compareSigned(signed, head);
    if (this.#isWhole && leaves === head.size && !Buffer.concat(this.#tree.hashes).equals(head.frontier))
      this.#tell('has a head whose frontier does not match its leaves');
    if (before !== undefined && !this.#isHostLog) await this.#checkStart(before);
    return leaves;
  }

  #tell(what: string, at = ''): void {
    this.#deps.differences.add(this.#tenant, `${at}the log of epoch ${this.#log.epoch}`, what);
  }

  async #readLeaves(size: number): Promise<number> {
    const log = { tenant: this.#tenant, epoch: this.#log.epoch, size };
    let [count, last] = [0, -1];
    for (;;) {
      // Whatever lies before the first place is found by the first page.
      const after = count === 0 ? Number.MIN_SAFE_INTEGER : last;
      const page = await this.#deps.database.system(
        async (tx): Promise<readonly CheckedLeaf[]> =>
          this.#isHostLog
            ? await pageRounds(tx, log, after, LEAVES_PER_PAGE)
            : await pageLeaves(tx, log, after, LEAVES_PER_PAGE),
      );
      for (const leaf of page) {
        this.#checkLeaf(leaf, last + 1);
        last = leaf.leafIndex;
      }
      if (this.#isWhole && page.length > 0) await this.#extend(page);
      count += page.length;
      if (page.length < LEAVES_PER_PAGE) return count;
    }
  }

  #checkLeaf(leaf: CheckedLeaf, expected: number): void {
    const { leafIndex, entryId, leafHash, entryHash, isRound = true } = leaf;
    if (!isRound) this.#tell('is a round whose heads do not lead to its root', `leaf ${leafIndex} of `);
    if (leafIndex !== expected && this.#isWhole) {
      this.#isWhole = false;
      this.#tell(
        `is in the place of leaf ${expected}; from here on the tree cannot be recomputed`,
        `leaf ${leafIndex} of `,
      );
    }
    if (entryHash === null)
      this.#tell(`seals entry ${entryId}, which does not exist`, `leaf ${leafIndex} of `);
    else if (!entryHash.equals(leafHash))
      this.#tell(`has a hash that differs from its entry ${entryId}`, `leaf ${leafIndex} of `);
  }

  async #extend(page: readonly StoredLeaf[]): Promise<void> {
    const from = this.#tree.size;
    await this.#checkRounds(page);
    const { tree, completed } = extendTree(
      this.#tree,
      page.map(({ leafHash }) => leafHash),
    );
    this.#tree = tree;
    const log = { tenant: this.#tenant, epoch: this.#log.epoch };
    const stored = await this.#deps.database.system((tx) => nodesEndingWithin(tx, log, from, tree.size));
    const byPlace = new Map(stored.map((node) => [placeKey(node), node.hash]));
    for (const node of completed) {
      const found = byPlace.get(placeKey(node));
      if (found?.equals(node.hash) === true) continue;
      const what = found === undefined ? 'is missing' : 'has a hash that does not match its leaves';
      this.#tell(what, `node ${node.index} of level ${node.level} of `);
    }
  }

  /** Compares what the host log says of this log, at each size that it came to within a page, with its leaves (A7). */
  async #checkRounds(page: readonly StoredLeaf[]): Promise<void> {
    const { head, epoch } = this.#log;
    if (head === null || this.#isHostLog) return;
    const from = this.#tree.size;
    const log = { tenant: this.#tenant, epoch };
    const rounds = await this.#deps.database.system((tx) => roundsWithin(tx, log, from, from + page.length));
    let tree = this.#tree;
    for (const { round, size, opening, hash } of rounds) {
      const leaves = page.slice(tree.size - from, size - from).map(({ leafHash }) => leafHash);
      tree = extendTree(tree, leaves).tree;
      const opened = opening && { opening, origin: head.origin, size, root: rootOf(tree) };
      if (!opened || hash === null || !roundLeafHash(opened).equals(hash))
        this.#tell(`differs at ${size} entries from what round ${round} of the host log holds of it`);
    }
  }

  #openNote({ origin, note }: { readonly origin: string; readonly note: string }): Checkpoint | undefined {
    const opened = openCheckpoint(note, this.#deps.keys.verifiersOf(origin));
    if (opened.ok) return opened.checkpoint;
    this.#tell(`has a checkpoint that ${UNSIGNED[opened.reason]}`);
    return undefined;
  }

  #compareSigned(signed: Checkpoint, head: { readonly origin: string; readonly size: number }): void {
    const named = parseOrigin(signed.origin);
    if (named?.tenant !== this.#tenant || named.epoch !== this.#log.epoch || signed.origin !== head.origin)
      this.#tell(`has the checkpoint of another log, ${signed.origin}`);
    if (signed.size !== head.size)
      this.#tell(`has a checkpoint of ${signed.size} entries, but its head says ${head.size}`);
    else if (this.#isWhole && this.#tree.size === signed.size && !rootOf(this.#tree).equals(signed.root))
      this.#tell('has a root that differs from its signed checkpoint: sealed entries were changed');
  }

  /** An epoch of a log that there was before begins with what that had come to. */
  async #checkStart(before: Checkpoint): Promise<void> {
    const body = await this.#deps.database.system((tx) => firstBody(tx, this.#tenant, this.#log.epoch));
    const note = namedNote(body);
    if (note === undefined) {
      this.#tell(`does not begin with an entry that names the last checkpoint of ${before.origin}`);
      return;
    }
    const origin = readCheckpoint(note)?.origin ?? '';
    const opened = openCheckpoint(note, this.#deps.keys.verifiersOf(origin));
    if (!opened.ok) this.#tell(`begins with an entry whose checkpoint ${UNSIGNED[opened.reason]}`);
    else if (!goesOnFrom(opened.checkpoint, before))
      this.#tell(
        `begins with an entry that names ${describe(opened.checkpoint)} rather than ${describe(before)}`,
      );
  }
}

const UNSIGNED = {
  MALFORMED: 'is malformed',
  UNKNOWN_KEY: 'is signed by none of the configured keys (LEDGER_KEY, LEDGER_PAST_KEYS)',
  BAD_SIGNATURE: 'has an invalid signature',
  FOREIGN_ORIGIN: 'names a host other than that of the key that signed it',
} as const;

function namedNote(body: string | undefined): string | undefined {
  const entry = body === undefined ? undefined : jsonValue(body);
  if (typeof entry !== 'object' || entry === null) return undefined;
  if (!('kind' in entry) || entry.kind !== 'LEDGER_EPOCH_STARTED' || !('before' in entry)) return undefined;
  const { before } = entry;
  if (typeof before !== 'object' || before === null || !('checkpoint' in before)) return undefined;
  return typeof before.checkpoint === 'string' ? before.checkpoint : undefined;
}

/** A checkpoint that was kept elsewhere may be later than what a backup holds, never earlier. */
function goesOnFrom(named: Checkpoint, before: Checkpoint): boolean {
  const [one, other] = [parseOrigin(named.origin), parseOrigin(before.origin)];
  if (one === undefined || other === undefined || one.tenant !== other.tenant) return false;
  if (one.epoch !== other.epoch) return one.epoch > other.epoch;
  return named.size > before.size || (named.size === before.size && named.root.equals(before.root));
}

function describe({ origin, size }: Checkpoint): string {
  return `${origin} of ${size} entries`;
}
