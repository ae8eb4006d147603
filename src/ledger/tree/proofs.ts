import type { Transaction } from '../../database/client.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { readCheckpoint } from './checkpoint.ts';
import { type LedgerHead, readHead } from './head-store.ts';
import {
  consistencyPlan,
  inclusionPlan,
  joined,
  leafHash,
  type ProofPlan,
  rootFromInclusion,
} from './merkle-rules.ts';
import { findSeals, findSubtrees, placeKey } from './proof-store.ts';

/** A proof that an entry is in a log: everything it takes to check it, beside the entry and the key. */
export interface InclusionProof {
  readonly entryId: Uuid;
  readonly epoch: number;
  readonly leafIndex: number;
  readonly treeSize: number;
  /** The hashes from the leaf's sibling up to the root's child. */
  readonly hashes: readonly Buffer[];
  /** The signed checkpoint that the proof leads to. */
  readonly checkpoint: string;
}

/** The proof that the tenant's entry is in its log, as of the newest checkpoint; `undefined` while it is not sealed. */
export async function proveInclusion(tx: Transaction, entryId: Uuid): Promise<InclusionProof | undefined> {
  const [seal] = await findSeals(tx, [entryId]);
  if (seal === undefined) return undefined;
  const head = await readHead(tx, seal.epoch);
  if (head === undefined) throw new Error('a sealed entry has no checkpoint');
  const [hashes] = await readProofs(tx, head.epoch, [inclusionPlan(seal.leafIndex, head.tree.size)]);
  return {
    entryId,
    epoch: head.epoch,
    leafIndex: seal.leafIndex,
    treeSize: head.tree.size,
    hashes: hashes ?? [],
    checkpoint: head.note,
  };
}

/** True if the proof leads from these bytes to its checkpoint: they are the entry that was sealed. */
export function provesBytes(
  { leafIndex, treeSize, hashes, checkpoint }: InclusionProof,
  bytes: Buffer,
): boolean {
  const root = rootFromInclusion(leafIndex, treeSize, leafHash(bytes), hashes);
  const signed = readCheckpoint(checkpoint);
  return root !== undefined && signed?.size === treeSize && signed.root.equals(root);
}

/** A proof that a later tree of a log begins with all of an earlier one. */
export interface ConsistencyProof {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly Buffer[];
}

/**
 * The proof that the log's tree of `to` entries begins with its tree of `from`. Throws a RangeError unless
 * 0 < from <= to <= the size of the head.
 */
export async function proveConsistency(
  tx: Transaction,
  head: LedgerHead,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ConsistencyProof> {
  if (to > head.tree.size) throw new RangeError(`the log has ${head.tree.size} entries`);
  const [hashes] = await readProofs(tx, head.epoch, [consistencyPlan(from, to)]);
  return { epoch: head.epoch, from, to, hashes: hashes ?? [] };
}

/** The hashes of several proofs over one tree, read in one statement. Throws when the tree has a gap. */
export async function readProofs(
  tx: Transaction,
  epoch: number,
  plans: readonly ProofPlan[],
  tenant = tx.tenant,
): Promise<readonly (readonly Buffer[])[]> {
  const wanted = new Map(plans.flat(2).map((place) => [placeKey(place), place]));
  const found = await findSubtrees(tx, epoch, [...wanted.values()], tenant);
  return plans.map((plan) =>
    plan.map((range) =>
      joined(
        range.map((place) => {
          const hash = found.get(placeKey(place));
          if (hash === undefined) throw new Error(`the tree lacks its subtree ${placeKey(place)}`);
          return hash;
        }),
      ),
    ),
  );
}
