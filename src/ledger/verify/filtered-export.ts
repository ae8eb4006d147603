import { endsWith, entryEnding, examineEntry } from '../entries/entry-form.ts';
import { inclusionClaim, leafHash, type TreeHead } from '../tree/merkle-rules.ts';
import { PROOF_LINE_START, readProofLine } from './export-lines.ts';
import { type Doubt, doubt } from './verdict.ts';

/** A bound on the tree's size that the proof of a line sets. */
interface SizeBound {
  readonly size: number;
  readonly line: number;
}

/**
 * The entries of a filtered export, each with its proof. The tree that the proofs are for is known only at the end, so
 * what is remembered meanwhile is what they all claim: one root, and the sizes that fit every one of them. That is the
 * same as checking each against the checkpoint, without holding any.
 */
export class FilteredExport {
  #entry: { readonly leaf: Buffer; readonly line: number } | undefined;
  #entries = 0;
  #ending: Buffer | undefined;
  #lastIndex = -1;
  #root: { readonly hash: Buffer; readonly line: number } | undefined;
  /** The first line whose proof leads to another root than those before it. */
  #otherRoot: number | undefined;
  #least: SizeBound = { size: 0, line: 0 };
  #most: SizeBound = { size: Number.POSITIVE_INFINITY, line: 0 };
  #fault: Doubt | undefined;

  /** The number of entries that were followed by a proof. */
  get entries(): number {
    return this.#entries;
  }

  /** True if the next line has to be an entry, and not the proof of the one before it. */
  get expectsEntry(): boolean {
    return this.#entry === undefined;
  }

  /** Goes on with this line: entries and their proofs by turns. All are of the tenant that the first one says. */
  take(bytes: Buffer, start: number, end: number, line: number): void {
    if (this.#fault !== undefined) return;
    if (this.#entry === undefined) this.#takeEntry(bytes.subarray(start, end), line);
    else this.#takeProof(bytes.subarray(start, end), this.#entry);
  }

  #takeEntry(bytes: Buffer, line: number): void {
    if (startsWith(bytes, PROOF_LINE_START)) {
      this.#fault = doubt('NOT_AN_EXPORT', `Line ${line} is a proof without an entry before it.`, line);
      return;
    }
    if (this.#ending === undefined) {
      const examined = examineEntry(bytes, null);
      if ('fault' in examined) {
        this.#fault = doubt('NOT_AN_EXPORT', `The entry on line ${line} ${examined.fault}.`, line);
        return;
      }
      this.#ending = entryEnding(examined.entry.tenant);
    }
    if (!endsWith(bytes, 0, bytes.length, this.#ending)) {
      this.#fault = doubt('OTHER_TENANT', `Line ${line} is not an entry of the same log as line 1.`, line);
      return;
    }
    this.#entry = { leaf: leafHash(bytes), line };
  }

  #takeProof(bytes: Buffer, { leaf, line }: { readonly leaf: Buffer; readonly line: number }): void {
    this.#entry = undefined;
    const proof = readProofLine(bytes);
    const claim = proof && inclusionClaim(proof.leafIndex, leaf, proof.hashes);
    if (proof === undefined || claim === undefined) {
      const text = `The entry on line ${line} is not followed by a well-formed proof.`;
      this.#fault = doubt('ENTRY_UNPROVEN', text, line);
      return;
    }
    if (proof.leafIndex <= this.#lastIndex) {
      const text = `The entry on line ${line} is out of order, or appears twice.`;
      this.#fault = doubt('ENTRY_UNPROVEN', text, line);
      return;
    }
    this.#lastIndex = proof.leafIndex;
    this.#entries += 1;
    this.#root ??= { hash: claim.root, line };
    if (!claim.root.equals(this.#root.hash)) this.#otherRoot ??= line;
    if (claim.leastSize > this.#least.size) this.#least = { size: claim.leastSize, line };
    if (claim.mostSize < this.#most.size) this.#most = { size: claim.mostSize, line };
  }

  /** The doubts about the lines as such. */
  fault(): Doubt | undefined {
    if (this.#fault !== undefined || this.#entry === undefined) return this.#fault;
    return doubt('ENTRY_UNPROVEN', `The entry on line ${this.#entry.line} has no proof.`, this.#entry.line);
  }

  /** The line of the first entry whose proof does not lead to this tree, `undefined` when all do. */
  unprovenIn({ size, root }: TreeHead): number | undefined {
    const lines = [
      this.#root?.hash.equals(root) === false ? this.#root.line : this.#otherRoot,
      this.#least.size > size ? this.#least.line : undefined,
      this.#most.size < size ? this.#most.line : undefined,
    ].filter((line) => line !== undefined);
    return lines.length === 0 ? undefined : Math.min(...lines);
  }
}

/** True if bytes begin with these. */
export function startsWith(bytes: Buffer, start: Buffer, from = 0): boolean {
  return (
    bytes.length >= from + start.length &&
    bytes.compare(start, 0, start.length, from, from + start.length) === 0
  );
}
