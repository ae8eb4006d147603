import { sha256Binary } from './cryptography.ts';

/**
 * The Merkle tree of RFC 9162, section 2.1, as a log grows it: leaves are only ever added, so every perfect subtree
 * (one of 2^level leaves, beginning at a multiple of that) is final once it is full. A tree of any size is described by
 * the perfect subtrees that its size has in binary: its frontier.
 */

/** Length of a hash in bytes: SHA-256. */
export const HASH_BYTES = 32;

/** The prefixes of the bytes of leaves and nodes, so that neither can pass for the other (RFC 9162, section 2.1.1). */
export const LEAF_PREFIX = 0;
export const NODE_PREFIX = 1;

/** The leaf hash of an entry's bytes: SHA-256 over a zero byte and them (RFC 9162, section 2.1.1). */
export function leafHash(entry: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.of(LEAF_PREFIX), entry]));
}

/** Nodes are hashed in one place, since to make a buffer for each takes longer than to hash it. */
const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);

/**
 * The hash of an interior node: SHA-256 over a one byte and both children, two hashes (RFC 9162, section 2.1.1).
 *
 * @internal
 */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES) throw new RangeError('not two hashes');
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return sha256(NODE);
}

/** The root of the empty tree: SHA-256 over nothing. */
const EMPTY_ROOT = sha256(Buffer.alloc(0));

/** SHA-256 of bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  return Buffer.from(sha256Binary(bytes), 'binary');
}

/** The place of a perfect subtree: `index` counts the subtrees of its level, which have 2^level leaves each. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/** A perfect subtree with its hash. */
export interface TreeNode extends NodePlace {
  readonly hash: Buffer;
}

/** A tree as far as it takes to go on with it: its size and the roots of its perfect subtrees, the largest first. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

/** The tree without leaves. */
export const EMPTY_TREE: Frontier = { size: 0, hashes: [] };

/** The tree with these leaves added, and the perfect subtrees of level 1 and above that they completed. */
export function extendTree(
  tree: Frontier,
  leaves: Iterable<Buffer>,
): { readonly tree: Frontier; readonly completed: readonly TreeNode[] } {
  const hashes = [...tree.hashes];
  const completed: TreeNode[] = [];
  let { size } = tree;
  for (const leaf of leaves) {
    let hash = leaf;
    // Each one bit at the low end of the old size is a subtree that this leaf makes a pair with, and completes.
    for (let level = 0, rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const left = hashes.pop();
      if (left === undefined) throw new RangeError('a frontier does not fit its size');
      hash = nodeHash(left, hash);
      level += 1;
      completed.push({ level, index: (rest - 1) / 2, hash });
    }
    hashes.push(hash);
    size += 1;
  }
  return { tree: { size, hashes }, completed };
}

/** The root hash of a tree. */
export function rootOf({ hashes }: Frontier): Buffer {
  return hashes.length === 0 ? EMPTY_ROOT : joined(hashes);
}

/** The hash over neighbouring perfect subtrees, given from left to right, the larger ones left. Throws without any. */
export function joined(subtrees: readonly Buffer[]): Buffer {
  const last = subtrees.at(-1);
  if (last === undefined) throw new RangeError('a range without leaves has no hash');
  return subtrees.slice(0, -1).reduceRight<Buffer>((right, left) => nodeHash(left, right), last);
}

/**
 * The plan of a proof: for each of its hashes the perfect subtrees, from left to right, that join to it. There are
 * O(log n) of them in all.
 */
export type ProofPlan = readonly (readonly NodePlace[])[];

/** The inclusion proof of the leaf in the tree of that size (RFC 9162, section 2.1.3.1). Throws outside the tree. */
export function inclusionPlan(leafIndex: number, size: number): ProofPlan {
  if (!isWithin(leafIndex, 0, size - 1)) throw new RangeError(`no leaf ${leafIndex} in a tree of ${size}`);
  const plan: (readonly NodePlace[])[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (leafIndex < middle) {
      plan.unshift(subtreesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(subtreesOf(start, middle));
      start = middle;
    }
  }
  return plan;
}

/** The consistency proof from the smaller to the larger tree (RFC 9162, section 2.1.4.1). Throws when there is none. */
export function consistencyPlan(from: number, to: number): ProofPlan {
  if (!isWithin(from, 1, to)) throw new RangeError(`no consistency proof from ${from} to ${to}`);
  const plan: (readonly NodePlace[])[] = [];
  let [start, end] = [0, to];
  while (end !== from) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      plan.unshift(subtreesOf(middle, end));
      end = middle;
    } else {
      plan.unshift(subtreesOf(start, middle));
      start = middle;
    }
  }
  // The older tree itself is known to the caller, so its root is left out where it is one of the subtrees.
  if (start > 0) plan.unshift(subtreesOf(start, end));
  return plan;
}

/** The places of the roots of a tree's perfect subtrees, the largest first. */
export function frontierPlan(size: number): readonly NodePlace[] {
  return subtreesOf(0, size);
}

/** The perfect subtrees that together hold the leaves from `start` to before `end`, from left to right. */
function subtreesOf(start: number, end: number): readonly NodePlace[] {
  const places: NodePlace[] = [];
  let at = start;
  while (at < end) {
    let [level, width] = [0, 1];
    while (at % (width * 2) === 0 && at + width * 2 <= end) {
      level += 1;
      width *= 2;
    }
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** The largest power of two below a size of 2 or more. */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

/** The claim of an inclusion proof, whatever the tree: its root, and how many leaves it has. */
export interface InclusionClaim {
  readonly root: Buffer;
  /** A leaf at that index has a proof of that length in the trees from `leastSize` to `mostSize` and in no other. */
  readonly leastSize: number;
  readonly mostSize: number;
}

/** More hashes than this no proof has in a tree whose size is a safe integer. */
const LONGEST_PROOF = 53;

/**
 * The claim of the inclusion proof of a leaf (RFC 9162, section 2.1.3.2). Up to some level the subtree that holds the
 * leaf is not the last of its level and has a sibling to either side; from there on it is the last, and has siblings to
 * its left only, wherever its number is odd. Index and length of the proof leave no choice of that level, and so none of
 * the root. `undefined` for a proof that no tree has.
 */
export function inclusionClaim(
  leafIndex: number,
  leaf: Buffer,
  proof: readonly Buffer[],
): InclusionClaim | undefined {
  if (!isWithin(leafIndex, 0, Number.MAX_SAFE_INTEGER - 1) || proof.length > LONGEST_PROOF) return undefined;
  let [node, siblingsAsLast, level] = [leafIndex, onesOf(leafIndex), 0];
  let root = leaf;
  for (const sibling of proof) {
    if (level + siblingsAsLast >= proof.length) break;
    root = node % 2 === 1 ? nodeHash(sibling, root) : nodeHash(root, sibling);
    siblingsAsLast -= node % 2;
    node = half(node);
    level += 1;
  }
  if (level + siblingsAsLast !== proof.length) return undefined;
  const width = 2 ** level;
  const start = node * width;
  for (const sibling of proof.slice(level)) root = nodeHash(sibling, root);
  return { root, leastSize: start + half(width) + 1, mostSize: start + width };
}

/**
 * The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2): the leaf lies in the tree exactly when this is
 * its root. `undefined` for a proof of another length than such a leaf's.
 */
export function rootFromInclusion(
  leafIndex: number,
  size: number,
  leaf: Buffer,
  proof: readonly Buffer[],
): Buffer | undefined {
  const claim = inclusionClaim(leafIndex, leaf, proof);
  return claim !== undefined && isWithin(size, claim.leastSize, claim.mostSize) ? claim.root : undefined;
}

/** A tree as a checkpoint names it. */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** True if the proof shows that the later tree begins with all of the earlier one (RFC 9162, section 2.1.4.2). */
export function isConsistent(earlier: TreeHead, later: TreeHead, proof: readonly Buffer[]): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return proof.length === 0 && earlier.root.equals(later.root);
  if (earlier.size === 0) return proof.length === 0 && earlier.root.equals(EMPTY_ROOT);
  const path = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [node, lastNode] = [earlier.size - 1, later.size - 1];
  while (node % 2 === 1) [node, lastNode] = [half(node), half(lastNode)];
  let [from, to] = [first, first];
  for (const sibling of rest) {
    if (lastNode === 0) return false;
    if (node % 2 === 1 || node === lastNode) {
      from = nodeHash(sibling, from);
      to = nodeHash(sibling, to);
      while (node % 2 === 0 && node > 0) [node, lastNode] = [half(node), half(lastNode)];
    } else {
      to = nodeHash(to, sibling);
    }
    [node, lastNode] = [half(node), half(lastNode)];
  }
  return lastNode === 0 && from.equals(earlier.root) && to.equals(later.root);
}

/** Halving by division: a size may be beyond 32 bits, where shifting ends. */
function half(value: number): number {
  return Math.floor(value / 2);
}

/** The number of ones that a number has in binary. */
function onesOf(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest = half(rest)) ones += rest % 2;
  return ones;
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && rest % 2 === 0) rest /= 2;
  return rest === 1;
}
