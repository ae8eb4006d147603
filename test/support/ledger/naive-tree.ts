import { createHash } from 'node:crypto';

/**
 * The Merkle tree of RFC 9162, section 2.1, word for word and without any cleverness: every hash is computed again from
 * the entries, by the recursive definitions. What the program computes is compared with it.
 */
export type Entries = readonly Buffer[];

function sha256(...parts: readonly Buffer[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

/** k of the RFC: the largest power of two smaller than n. */
function splitOf(n: number): number {
  return 2 ** Math.ceil(Math.log2(n) - 1);
}

/** MTH(D[n]), section 2.1.1. */
export function naiveRoot(entries: Entries): Buffer {
  const [only] = entries;
  if (only === undefined) return sha256();
  if (entries.length === 1) return sha256(Buffer.of(0), only);
  const k = splitOf(entries.length);
  return sha256(Buffer.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

/** PATH(m, D[n]), section 2.1.3.1. */
export function naiveInclusion(m: number, entries: Entries): Buffer[] {
  if (entries.length === 1) return [];
  const k = splitOf(entries.length);
  return m < k
    ? [...naiveInclusion(m, entries.slice(0, k)), naiveRoot(entries.slice(k))]
    : [...naiveInclusion(m - k, entries.slice(k)), naiveRoot(entries.slice(0, k))];
}

/** PROOF(m, D[n]), section 2.1.4.1. */
export function naiveConsistency(m: number, entries: Entries): Buffer[] {
  return subProof(m, entries, true);
}

function subProof(m: number, entries: Entries, complete: boolean): Buffer[] {
  if (m === entries.length) return complete ? [] : [naiveRoot(entries)];
  const k = splitOf(entries.length);
  return m <= k
    ? [...subProof(m, entries.slice(0, k), complete), naiveRoot(entries.slice(k))]
    : [...subProof(m - k, entries.slice(k), false), naiveRoot(entries.slice(0, k))];
}
