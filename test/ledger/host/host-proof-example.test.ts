import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { hostProofForm, verifyHostProof } from '../../../src/ledger/host/host-proof-rules.ts';
import { readCheckpoint } from '../../../src/ledger/tree/checkpoint.ts';
import { parseVerifierKeys } from '../../../src/ledger/tree/public-keys.ts';
import { readCheckpointLine } from '../../../src/ledger/verify/export-lines.ts';
import { splitNote, witnessedBy } from '../../../src/ledger/witness/cosignature-rules.ts';
import { parsePolicy } from '../../../src/ledger/witness/policy-rules.ts';

let page: string;
beforeAll(async () => {
  page = await readFile(new URL('../../../docs/audit-format.md', import.meta.url), 'utf8');
});

/** The block of the page that is called so, with its last newline. */
function block(name: string): string {
  const [, text] = new RegExp(`^\`\`\`\\w+ ${name}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  if (text === undefined) throw new Error(`the page has no block ${name}`);
  return text;
}

const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (bytes: Buffer) => sha256(Buffer.of(0), bytes);
const node = (left: Buffer, right: Buffer) => sha256(Buffer.of(1), left, right);
const decoded = (text: string) => Buffer.from(text, 'base64');

/** The checkpoint of three entries that the example of the page ends at. */
function checkpointOfLog() {
  const last = block('whole-export').trimEnd().split('\n').at(-1) ?? '';
  const checkpoint = readCheckpoint(readCheckpointLine(Buffer.from(last))?.checkpoint ?? '');
  if (checkpoint === undefined) throw new Error('the example ends with a checkpoint');
  return checkpoint;
}

test('the example of a host proof follows from what the page says, with hashes and signatures alone (A7)', () => {
  const proof = hostProofForm.parse(JSON.parse(block('host-proof')));
  expect(`${JSON.stringify(proof)}\n`).toBe(block('host-proof'));
  const name = sha256(decoded(proof.opening), Buffer.from('log.example/acme/1'));
  const head = leaf(Buffer.from(`${name.toString('base64')}\n${proof.size}\n${proof.root}\n`));
  // The second of three heads, and the second of two rounds.
  const [first, third] = proof.headProof.map(decoded);
  const [before] = proof.roundProof.map(decoded);
  if (first === undefined || third === undefined || before === undefined)
    throw new Error('a hash is missing');
  const round = node(node(first, head), third);
  const root = node(before, leaf(round));
  const told = { name, head, round, leaf: leaf(round), root };
  const lines = Object.entries(told).map(([what, hash]) => `${what.padEnd(5)} ${hash.toString('hex')}\n`);
  expect(lines.join('')).toBe(block('host-hashes'));
  const [text = '', signatures = ''] = proof.checkpoint.split('\n\n');
  expect(text).toBe(`log.example/log\n2\n${root.toString('base64')}`);
  const [ofLog = '', ofWitness = ''] = signatures.split('\n').map((line) => line.split(' ')[2] ?? '');
  const [, witnessLine = ''] = block('policy').split('\n');
  const keys = [block('host-log-key').trim(), witnessLine.split(' ')[2] ?? ''];
  const [logKey, witnessKey] = keys.map((key) => {
    const tagged = decoded(key.slice(key.indexOf('+', key.indexOf('+') + 1) + 1));
    const id = sha256(Buffer.from(`${key.split('+')[0]}\n`), tagged).subarray(0, 4);
    return { id, key: publicKey(tagged.subarray(1)) };
  });
  if (logKey === undefined || witnessKey === undefined) throw new Error('a key is missing');
  const [signed, cosigned] = [decoded(ofLog), decoded(ofWitness)];
  expect([signed.subarray(0, 4), cosigned.subarray(0, 4)]).toEqual([logKey.id, witnessKey.id]);
  expect(verify(null, Buffer.from(`${text}\n`), logKey.key, signed.subarray(4))).toBe(true);
  const seconds = cosigned.readBigUInt64BE(4);
  const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}\n`);
  expect([seconds, verify(null, message, witnessKey.key, cosigned.subarray(12))]).toEqual([
    1_777_629_615n,
    true,
  ]);
});

function publicKey(raw: Buffer) {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
}

test('the example of a host proof verifies with the key file and the policy of the page (A7)', () => {
  const keys = parseVerifierKeys(block('key-file')) ?? [];
  const proof = hostProofForm.parse(JSON.parse(block('host-proof')));
  const checked = verifyHostProof(proof, checkpointOfLog(), keys);
  expect(checked).toMatchObject({ ok: true, size: 2, checkpoint: { origin: 'log.example/log', size: 2 } });
  const note = splitNote(proof.checkpoint);
  if (note === undefined) throw new Error('a checkpoint is a note');
  const policy = parsePolicy(block('policy'));
  expect(witnessedBy(note, policy)).toEqual({
    by: new Map([['w1', 1_777_629_615]]),
    of: 1,
    isQuorum: true,
    isForged: false,
  });
  const forged = splitNote(proof.checkpoint.replace('p9HmvL', 'p9HmwL'));
  expect(forged && witnessedBy(forged, policy)).toMatchObject({ isQuorum: false, isForged: true });
});
