import { createHash, createPublicKey, verify as isSignedBy } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import canonicalize from 'canonicalize';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseVerifierKeys } from '../../src/ledger/tree/public-keys.ts';
import { signerKey } from '../../src/ledger/tree/signed-note.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { newConsentReceipt } from '../support/ledger/consent-receipts.ts';
import { inChunks, newSigner } from '../support/ledger/sealed-log.ts';

/** The example of docs/audit-format.md, computed again by what the page says and Node's cryptography alone. */
let page: string;
beforeAll(async () => {
  page = await readFile(new URL('../../docs/audit-format.md', import.meta.url), 'utf8');
});

/** The block of the page that is called so, with its last newline. */
function block(name: string): string {
  const [, text] = new RegExp(`^\`\`\`\\w+ ${name}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  if (text === undefined) throw new Error(`the page has no block ${name}`);
  return text;
}

const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (entry: string) => sha256(Buffer.of(0), Buffer.from(entry));
const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);
const linesOf = (text: string) => text.trimEnd().split('\n');

/** The root of a stream of entries, by the stack that the page describes. */
function rootOfStream(entries: readonly string[]): Buffer {
  const stack: Buffer[] = [];
  const join = () => {
    const [right, left] = [stack.pop(), stack.pop()];
    if (left === undefined || right === undefined) throw new Error('two hashes are to be joined');
    stack.push(node(left, right));
  };
  for (const [index, entry] of entries.entries()) {
    stack.push(leaf(entry));
    for (let rest = index; rest % 2 === 1; rest = (rest - 1) / 2) join();
  }
  while (stack.length > 1) join();
  return stack[0] ?? sha256();
}

/** The root that an inclusion proof leads to, by the steps of the page. */
function rootOfProof(
  entry: string,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | undefined {
  let [f, s, r] = [index, size - 1, leaf(entry)];
  for (const q of proof) {
    if (s === 0) return undefined;
    if (f % 2 === 1 || f === s) {
      r = node(q, r);
      while (f % 2 === 0 && f !== 0) [f, s] = [f / 2, Math.floor(s / 2)];
    } else r = node(r, q);
    [f, s] = [Math.floor(f / 2), Math.floor(s / 2)];
  }
  return s === 0 ? r : undefined;
}

/** The size and the root of a checkpoint, whose signature is checked with the key of the page. */
function opened(note: string): { readonly size: number; readonly root: Buffer } {
  const [, text = '', , size = '', root = '', name, encoded = ''] =
    /^(([^\n]+)\n(\d+)\n([^\n]+)\n)\n— (\S+) (\S+)\n$/.exec(note) ?? [];
  const [keyName, keyId] = block('key-file').split('+');
  const rest = block('key-file').trimEnd().slice(`${keyName}+${keyId}+`.length);
  const raw = Buffer.from(rest, 'base64');
  expect(raw[0]).toBe(1);
  expect(
    sha256(Buffer.from(`${keyName}\n`), raw)
      .toString('hex')
      .slice(0, 8),
  ).toBe(keyId);
  const signed = Buffer.from(encoded, 'base64');
  expect([name, signed.subarray(0, 4).toString('hex'), signed.length]).toEqual([keyName, keyId, 68]);
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.subarray(1).toString('base64url') },
    format: 'jwk',
  });
  expect(isSignedBy(null, Buffer.from(text), key, signed.subarray(4))).toBe(true);
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

const checkpointOf = (exported: string) => opened(JSON.parse(linesOf(exported).at(-1) ?? '').checkpoint);

describe('the example in docs/audit-format.md', () => {
  test('has the key of its seed', () => {
    const [, seed = ''] = /has the seed `([0-9a-f]{64})`/.exec(page) ?? [];
    expect(`${signerKey('log.example', Buffer.from(seed, 'hex')).text}\n`).toBe(block('key-file'));
  });

  test('has canonical entries, the hashes that it says, and the root that is signed (A3)', () => {
    const entries = linesOf(block('whole-export')).slice(0, -1);
    for (const entry of entries) {
      expect(canonicalize(JSON.parse(entry))).toBe(entry);
      const { id, at } = JSON.parse(entry);
      expect(new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toISOString()).toBe(at);
    }
    const [first = '', second = '', third = ''] = entries;
    const root = rootOfStream(entries);
    const hashes = [leaf(first), leaf(second), leaf(third), node(leaf(first), leaf(second)), root];
    expect(linesOf(block('hashes')).map((line) => line.split(/ {2,}/)[1])).toEqual(
      hashes.map((hash) => hash.toString('hex')),
    );
    expect(checkpointOf(block('whole-export'))).toEqual({ size: 3, root });
    expect(opened(block('kept-checkpoint'))).toEqual({ size: 2, root: rootOfStream(entries.slice(0, 2)) });
    expect(page).toContain(
      `The consistency proof from two entries to three is leaf 2: \`${leaf(third).toString('base64')}\``,
    );
  });

  test('has a filtered export whose proof leads to the root (A3)', () => {
    const [entry = '', proof = ''] = linesOf(block('filtered-export'));
    const { size, root } = checkpointOf(block('filtered-export'));
    const { leafIndex, inclusionProof } = JSON.parse(proof);
    const hashes = inclusionProof.map((hash: string) => Buffer.from(hash, 'base64'));
    expect(rootOfProof(entry, leafIndex, size, hashes)).toEqual(root);
  });

  test('is verified by the program, with what was kept (A3)', async () => {
    const keys = parseVerifierKeys(block('key-file')) ?? [];
    const kept = [{ name: 'kept', note: block('kept-checkpoint') }];
    expect(await verifyExport(inChunks(block('whole-export')), { keys, kept })).toMatchObject({
      verified: true,
    });
    expect(await verifyExport(inChunks(block('filtered-export')), { keys })).toMatchObject({
      verified: true,
    });
  });
});

test('the page names every member of a receipt, and what is always the same in it (C3)', () => {
  const { receipt } = newConsentReceipt(newSigner());
  for (const member of Object.keys(receipt)) expect(page).toContain(`| \`${member}\` |`);
  const [{ service, purposes }] = receipt.services;
  for (const text of [receipt.collectionMethod, service, purposes[0].purpose, receipt.version])
    expect(page).toContain(`\`${text}\``);
});

test('a key file is lines of keys, and nothing else', () => {
  const [one, other] = [newSigner(), newSigner()];
  expect(parseVerifierKeys(`${one.text}\n${other.text}\n`)?.map(({ keyId }) => keyId)).toEqual([
    one.keyId,
    other.keyId,
  ]);
  for (const text of ['', '\n', 'key\n', `${one.text}\n# mine\n`, `${one.text} \n`])
    expect(parseVerifierKeys(text)).toBeUndefined();
});
