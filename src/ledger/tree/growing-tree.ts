import { hash } from 'node:crypto';
import { HASH_BYTES, LEAF_PREFIX, NODE_PREFIX, rootOf } from './merkle-rules.ts';

/** A tree whose size is a safe integer has no more perfect subtrees than this. */
const MOST_SUBTREES = 53;
/** Room for the entries that there are; it grows with a longer one. */
const USUAL_ENTRY_BYTES = 4_096;

/**
 * A tree that only grows and keeps only its frontier, in memory set aside once: what verifying an export of any size
 * takes. The same as `extendTree`, without an object per node.
 */
export class GrowingTree {
  #size = 0;
  #subtrees = 0;
  /** The roots of the perfect subtrees, the largest first. */
  readonly #hashes = Buffer.alloc(MOST_SUBTREES * HASH_BYTES);
  readonly #node = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);
  #leaf = Buffer.alloc(1 + USUAL_ENTRY_BYTES, LEAF_PREFIX);

  /** The number of leaves that it has. */
  get size(): number {
    return this.#size;
  }

  /** Adds the leaf of the entry whose bytes lie from `start` to before `end`. */
  add(bytes: Buffer, start: number, end: number): void {
    const length = 1 + end - start;
    if (length > this.#leaf.length) this.#leaf = Buffer.alloc(2 * length, LEAF_PREFIX);
    bytes.copy(this.#leaf, 1, start, end);
    // A string of one character per byte is the quickest form in which a digest can be had.
    this.#place(hash('sha256', this.#leaf.subarray(0, length), 'binary'));
  }

  #place(leaf: string): void {
    let digest = leaf;
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      this.#subtrees -= 1;
      const left = this.#subtrees * HASH_BYTES;
      this.#hashes.copy(this.#node, 1, left, left + HASH_BYTES);
      this.#node.write(digest, 1 + HASH_BYTES, 'binary');
      digest = hash('sha256', this.#node, 'binary');
    }
    this.#hashes.write(digest, this.#subtrees * HASH_BYTES, 'binary');
    this.#subtrees += 1;
    this.#size += 1;
  }

  /** The root hash of all leaves so far. */
  root(): Buffer {
    const hashes = Array.from({ length: this.#subtrees }, (_, index) =>
      this.#hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
    );
    // A single leaf is its own root, and must not change when the tree goes on.
    return Buffer.from(rootOf({ size: this.#size, hashes }));
  }
}
