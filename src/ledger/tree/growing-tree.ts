import { sha256Binary } from './cryptography.ts';
import { HASH_BYTES, LEAF_PREFIX, NODE_PREFIX, rootOf } from './merkle-rules.ts';

/** Room for the entries that there are; it grows with a longer one. */
const USUAL_ENTRY_BYTES = 4_096;

/**
 * A tree that only grows and keeps only its frontier, in memory set aside once: what verifying an export of any size
 * takes. The same as `extendTree`, without an object per node.
 */
export class GrowingTree {
  #size = 0;
  /**
   * The roots of the perfect subtrees, the largest first. A string of one character per byte is the quickest form in which a
   * digest can be had.
   */
  readonly #subtrees: string[] = [];
  readonly #node = Buffer.alloc(1 + 2 * HASH_BYTES, NODE_PREFIX);
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
    // To copy an entry behind its prefix would take a quarter of the time that it takes to hash it.
    bytes[start - 1] = LEAF_PREFIX;
    this.#place(sha256Binary(bytes.subarray(start - 1, end)));
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
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      this.#node.write(`${this.#subtrees.pop() ?? ''}${digest}`, 1, 'binary');
      digest = sha256Binary(this.#node);
    }
    this.#subtrees.push(digest);
    this.#size += 1;
  }

  /** The root hash of all leaves so far. */
  root(): Buffer {
    return rootOf({
      size: this.#size,
      hashes: this.#subtrees.map((digest) => Buffer.from(digest, 'binary')),
    });
  }
}
