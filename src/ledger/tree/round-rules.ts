import {
  EMPTY_TREE,
  extendTree,
  inclusionClaim,
  inclusionPlan,
  joined,
  leafHash,
  rootOf,
  sha256,
} from './merkle-rules.ts';

/**
 * The rounds of sealing, as the host log has them (A7): each is one leaf, the root over the heads that it moved on. In it a
 * log goes by a blinded name, which shows nothing of tenants, and which anyone who has the opening can compute.
 */

/** A head, and the secret by which its log's name can be told. */
export interface OpenedHead {
  readonly opening: Uint8Array;
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** The blinded name of a log: SHA-256 over its opening and its origin. */
function blindedName({ opening, origin }: Pick<OpenedHead, 'opening' | 'origin'>): Buffer {
  return sha256(Buffer.concat([opening, Buffer.from(origin)]));
}

/** The leaf hash of a head in its round: over a checkpoint's three lines, with the blinded name for the origin. */
export function roundLeafHash(head: OpenedHead): Buffer {
  const name = blindedName(head).toString('base64');
  return leafHash(Buffer.from(`${name}\n${head.size}\n${head.root.toString('base64')}\n`));
}

/** A round: its root, which is the host log's entry, and its leaf hashes in their order. */
export interface Round<Head> {
  readonly root: Buffer;
  readonly leafHashes: readonly Buffer[];
  /** The heads in the order of their blinded names, which is that of the leaves. */
  readonly heads: readonly Head[];
}

/** The round of these heads, in whatever order they are given. */
export function roundOf<Head extends OpenedHead>(heads: readonly Head[]): Round<Head> {
  const inOrder = heads
    .map((head) => ({ head, name: blindedName(head) }))
    .sort((a, b) => Buffer.compare(a.name, b.name))
    .map(({ head }) => head);
  const leafHashes = inOrder.map(roundLeafHash);
  return { root: rootOf(extendTree(EMPTY_TREE, leafHashes).tree), leafHashes, heads: inOrder };
}

/** The inclusion proof of a leaf of a tree that is at hand as a whole. Throws outside the tree. */
export function inclusionWithin(leafHashes: readonly Buffer[], leafIndex: number): readonly Buffer[] {
  const { completed } = extendTree(EMPTY_TREE, leafHashes);
  const inner = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return inclusionPlan(leafIndex, leafHashes.length).map((range) =>
    joined(
      range.flatMap(
        ({ level, index }) => (level === 0 ? leafHashes[index] : inner.get(`${level}/${index}`)) ?? [],
      ),
    ),
  );
}

/** The root of a round that the proof of a head leads to; `undefined` for a proof that no round has. */
export function rootInRound(position: number, leaf: Buffer, proof: readonly Buffer[]): Buffer | undefined {
  return inclusionClaim(position, leaf, proof)?.root;
}
