import canonicalize from 'canonicalize';
import { originOf, signCheckpoint } from '../../../../src/ledger/tree/checkpoint.ts';
import {
  consistencyPlan,
  EMPTY_TREE,
  extendTree,
  inclusionPlan,
  joined,
  leafHash,
  type ProofPlan,
  rootOf,
} from '../../../../src/ledger/tree/merkle-rules.ts';
import { type SignerKey, signerKey } from '../../../../src/ledger/tree/signed-note.ts';
import { checkpointLine, proofLine } from '../../../../src/ledger/verify/export-lines.ts';
import type { EntryProof } from '../../../../src/ledger/verify/proved-entry.ts';
import { ACME } from '../sealed-log.ts';

const KEY_BYTES = 32;

/** A seed that counts up from a byte, as docs/audit-format.md has the one from 0. */
export function countedSeed(from: number): Uint8Array {
  return Uint8Array.from({ length: KEY_BYTES }, (_, index) => from + index);
}

export function countedKey(name: string, from: number): SignerKey {
  return signerKey(name, countedSeed(from));
}

export const HOST_KEY = countedKey('log.example', 0);
/** Of the same name, and in no key file of the examples. */
export const OTHER_KEY = countedKey('log.example', 32);
export const WITNESS_KEY = countedKey('witness.example', 64);
export const OTHER_HOST_KEY = countedKey('other.example', 96);

/** What distinguishes an entry of the examples from others. */
export interface EntryContent {
  readonly kind: string;
  readonly object: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly actor?: Readonly<Record<string, unknown>>;
  readonly tenant?: string;
  readonly v?: 1 | 2;
}

const PERSON = { kind: 'PERSON', subject: 'ann', displayName: 'Ann Weiß', authenticatedBy: 'mfa' };
export const SERVICE = {
  kind: 'SERVICE',
  subject: 'shop',
  displayName: 'Shop',
  authenticatedBy: 'client_credentials',
};
export const SYSTEM = {
  kind: 'SYSTEM',
  subject: 'refresh',
  displayName: 'Originator',
  authenticatedBy: 'internal',
};

const BEGUN = Date.UTC(2026, 4, 1, 10);

/** The id of an entry that was recorded so many seconds after the first. */
export function idOf(seconds: number): string {
  const time = (BEGUN + seconds * 1_000).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(seconds + 1).toString(16).padStart(12, '0')}`;
}

/** The text of an entry that was recorded so many seconds after the first. */
export function entryText(seconds: number, content: EntryContent): string {
  const { kind, object, before, after, actor = PERSON, tenant = ACME, v = 1 } = content;
  const at = new Date(BEGUN + seconds * 1_000).toISOString();
  const requestId = `r-${seconds + 1}`;
  const text = canonicalize({
    ...{ v, id: idOf(seconds), tenant, at, kind, object, actor, requestId, before, after },
  });
  if (text === undefined) throw new Error('an entry has a canonical form');
  return text;
}

/** A log of the examples, with the lines that its exports are of. */
export interface ExampleLog {
  readonly entries: readonly string[];
  note(size?: number, key?: SignerKey): string;
  root(size: number): Buffer;
  /** The proof that the whole log begins with so many of its entries. */
  consistencyProof(size: number): readonly Buffer[];
  proof(leafIndex: number): readonly Buffer[];
  proofLine(leafIndex: number): string;
  /** The proof of an entry, as documents about it have it. */
  entryProof(leafIndex: number): EntryProof;
  /** The last line of its exports. */
  readonly end: string;
}

export function exampleLog(entries: readonly string[], epoch = 1, host = HOST_KEY.name): ExampleLog {
  const leaves = entries.map((text) => leafHash(Buffer.from(text)));
  const { completed } = extendTree(EMPTY_TREE, leaves);
  const nodes = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (const [index, leaf] of leaves.entries()) nodes.set(`0/${index}`, leaf);
  const hashesOf = (plan: ProofPlan) =>
    plan.map((range) =>
      joined(
        range.flatMap(({ level, index }) => {
          const node = nodes.get(`${level}/${index}`);
          return node === undefined ? [] : [node];
        }),
      ),
    );
  const proof = (leafIndex: number) => hashesOf(inclusionPlan(leafIndex, leaves.length));
  const root = (size: number) => rootOf(extendTree(EMPTY_TREE, leaves.slice(0, size)).tree);
  const note = (size = leaves.length, key = HOST_KEY) =>
    signCheckpoint({ origin: originOf(host, ACME, epoch), size, root: root(size) }, key);
  return {
    entries,
    note,
    root,
    consistencyProof: (size) => hashesOf(consistencyPlan(size, leaves.length)),
    proof,
    proofLine: (leafIndex) => proofLine(leafIndex, proof(leafIndex)),
    entryProof: (leafIndex) => ({
      ...{ entry: entries[leafIndex] ?? '', epoch, leafIndex },
      inclusionProof: proof(leafIndex).map((hash) => hash.toString('base64')),
      checkpoint: note(),
    }),
    end: checkpointLine(note()),
  };
}

/** Lines as a file has them. */
export function fileOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
