import { randomBytes } from 'node:crypto';
import { parseAccountSid, parseTenantId, type TenantId } from '../../../src/kernel/ids.ts';
import { parsePhoneNumber } from '../../../src/kernel/phone-number.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { type CanonicalEntry, canonicalEntry } from '../../../src/ledger/entries/canonical-entry.ts';
import type { NewEntry } from '../../../src/ledger/entries/entry-kinds.ts';
import { originOf, signCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import {
  EMPTY_TREE,
  extendTree,
  inclusionPlan,
  joined,
  leafHash,
  rootOf,
} from '../../../src/ledger/tree/merkle-rules.ts';
import { type SignerKey, signerKey } from '../../../src/ledger/tree/signed-note.ts';
import { checkpointLine, proofLine } from '../../../src/ledger/verify/export-lines.ts';

export const HOST = 'log.example';

/** A signing key of the host that nobody else has. */
export function newSigner(host = HOST): SignerKey {
  return signerKey(host, randomBytes(32));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a value of this kit is not what it should be');
  return value;
}

export const ACME = must(parseTenantId('acme'));
export const SID = must(parseAccountSid(`AC${'0123456789abcdef'.repeat(2)}`));
const NUMBER = must(parsePhoneNumber('+4915112345678'));

/** Names as people have them, and as nobody should: each is stored unchanged. */
const NAMES = ['Ann Smith', 'Jürgen Weiß', '山田 太郎', 'نور', 'O’Brien "Bo" \\ 😀', 'Zoë\u2028\u0007', ''];

function scopeOf(tenant: TenantId, index: number): RequestScope {
  return {
    tenant,
    actor: {
      kind: 'PERSON',
      subject: `user-${index % 13}`,
      displayName: NAMES[index % NAMES.length] ?? '',
      authenticatedBy: index % 2 === 0 ? 'mfa' : 'pwd',
    },
    requestId: `req-${index}`,
    origin: { ip: '192.0.2.1', userAgent: 'test' },
    platform: false,
  };
}

const ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Entries of several kinds, no two of which follow each other. */
function contentOf(index: number): NewEntry {
  const attempt = {
    originator: 'CUSTOM',
    accountSid: SID,
    outcome: 'ACCEPTED',
    code: null,
    twilioSid: `SM${index}`,
  };
  switch (index % 4) {
    case 0:
      return {
        kind: 'WARNING_RAISED',
        object: 'account',
        before: null,
        after: { warning: 'TOKEN_REJECTED' },
      };
    case 1:
      return {
        kind: 'FALLBACK_POLICY_CHANGED',
        object: 'fallback-policy',
        before: { mode: 'NOT_DEFINED' },
        after: { mode: 'DISABLED' },
      };
    case 2:
      return {
        kind: 'NUMBER_AVAILABILITY_CHANGED',
        object: `number/${NUMBER}`,
        before: { phoneNumber: NUMBER, accountSid: SID, available: true },
        after: { phoneNumber: NUMBER, accountSid: SID, available: false },
      };
    default:
      return {
        kind: 'VERIFICATION_FINISHED',
        object: `verification/${ID}`,
        before: { status: 'RUNNING' },
        after: { status: 'VERIFIED', accountSid: attempt.accountSid, failureReason: null },
      };
  }
}

const BEGUN = Date.UTC(2026, 4, 1, 10);

/** So many entries of a tenant, a second apart, in the form in which they are recorded. */
export function newEntries(count: number, tenant: TenantId = ACME, from = 0): readonly CanonicalEntry[] {
  return Array.from({ length: count }, (_, index) =>
    canonicalEntry(
      scopeOf(tenant, from + index),
      new Date(BEGUN + (from + index) * 1_000),
      contentOf(from + index),
    ),
  );
}

/** One entry of the tenant with this content, recorded after the others. */
export function newEntry(content: NewEntry, tenant: TenantId = ACME): CanonicalEntry {
  return canonicalEntry(scopeOf(tenant, 2), new Date(BEGUN - 1_000), content);
}

/** A log as the database keeps it, with everything that can be asked of it. */
export interface SealedLog {
  readonly entries: readonly CanonicalEntry[];
  /** The signed checkpoint of the first `size` entries, by default of all. */
  note(size?: number): string;
  /** The inclusion proof of a leaf in the whole tree. */
  proof(leafIndex: number): readonly Buffer[];
  whole(): string;
  filtered(leafIndexes: readonly number[]): string;
}

/** A log of these entries, signed by the key. */
export function sealedLog(
  entries: readonly CanonicalEntry[],
  key: SignerKey,
  { tenant = ACME, epoch = 1 }: { readonly tenant?: TenantId; readonly epoch?: number } = {},
): SealedLog {
  const leaves = entries.map(({ body }) => leafHash(Buffer.from(body)));
  const { completed } = extendTree(EMPTY_TREE, leaves);
  const nodes = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  for (const [index, leaf] of leaves.entries()) nodes.set(`0/${index}`, leaf);
  const proof = (leafIndex: number) =>
    inclusionPlan(leafIndex, leaves.length).map((range) =>
      joined(range.map(({ level, index }) => must(nodes.get(`${level}/${index}`)))),
    );
  const note = (size = leaves.length) => {
    const root = rootOf(extendTree(EMPTY_TREE, leaves.slice(0, size)).tree);
    return signCheckpoint({ origin: originOf(key.name, tenant, epoch), size, root }, key);
  };
  const end = () => `${checkpointLine(note())}\n`;
  return {
    entries,
    note,
    proof,
    whole: () => `${entries.map(({ body }) => `${body}\n`).join('')}${end()}`,
    filtered: (leafIndexes) =>
      leafIndexes
        .map((index) => `${must(entries[index]).body}\n${proofLine(index, proof(index))}\n`)
        .join('') + end(),
  };
}

/** The bytes in pieces of that size, as a file is read. */
export async function* inChunks(text: string | Buffer, size = 65_536): AsyncGenerator<Buffer> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
