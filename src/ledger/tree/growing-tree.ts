import { sha256Binary } from './cryptography.ts';
import { HASH_BYTES, LEAF_PREFIX, NODE_PREFIX, rootOf } from './merkle-rules.ts';

/** Room for the entries that there are; it grows with a longer one. */
const USUAL_ENTRY_BYTES = 4_096;

/** The places of the children in the bytes that a node is hashed from, behind its prefix. */
const LEFT = 1;
const RIGHT = LEFT + HASH_BYTES;

/**
 * A tree that only grows and keeps only its frontier, in memory set aside once: what verifying an export of any size
 * takes. The same as `extendTree`, without an object per node.
 */
export class GrowingTree {
  #size = 0;
  /**
   * For each level, the bytes of the node above the subtrees of that level, filled as they become known: every digest is
   * written once. Where a level's subtree is in the frontier, it is the left child.
   */
  readonly #nodes: Uint8Array[] = [];
  #leaf = Buffer.alloc(1 + USUAL_ENTRY_BYTES, LEAF_PREFIX);

  /** The number of leaves that it has. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds the leaf of the entry whose bytes lie from `start` to before `end`. The byte before them has another value meanwhile,
   * where there is one.
   */
  add(bytes: Buffer, start: number, end: number): void {
    const before = bytes[start - 1];
    if (before === undefined) {
      this.#place(sha256Binary(this.#leafOf(bytes, start, end)));
      return;
    }
    // To copy an entry behind its prefix would take a quarter of the time that it takes to hash it, a Buffer a tenth.
    bytes[start - 1] = LEAF_PREFIX;
    const leaf = new Uint8Array(bytes.buffer, bytes.byteOffset + start - 1, 1 + end - start);
    this.#place(sha256Binary(leaf));
    bytes[start - 1] = before;
  }

  #leafOf(bytes: Buffer, start: number, end: number): Buffer {
    const length = 1 + end - start;
    if (length > this.#leaf.length) this.#leaf = Buffer.alloc(2 * length, LEAF_PREFIX);
    bytes.copy(this.#leaf, 1, start, end);
    return this.#leaf.subarray(0, length);
  }

  #place(leaf: string): void {
    let digest = leaf;
    let level = 0;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const node = this.#nodeAbove(level);
      writeDigest(digest, node, RIGHT);
      digest = sha256Binary(node);
      level += 1;
    }
    writeDigest(digest, this.#nodeAbove(level), LEFT);
    this.#size += 1;
  }

  #nodeAbove(level: number): Uint8Array {
    const node = this.#nodes[level] ?? new Uint8Array(1 + 2 * HASH_BYTES).fill(NODE_PREFIX);
    this.#nodes[level] = node;
    return node;
  }

  /** The root hash of all leaves so far. */
  root(): Buffer {
    const hashes = this.#nodes
      .filter((_, level) => Math.floor(this.#size / 2 ** level) % 2 === 1)
      .map((node) => Buffer.from(node.subarray(LEFT, RIGHT)));
    return rootOf({ size: this.#size, hashes: hashes.reverse() });
  }
}

/** A string of one character per byte is the quickest form in which a digest can be had. */
function writeDigest(digest: string, bytes: Uint8Array, at: number): void {
  for (let index = 0; index < HASH_BYTES; index += 1) bytes[at + index] = digest.charCodeAt(index);
}
