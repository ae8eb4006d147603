import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { HOST_LOG } from '../../../src/kernel/brand.ts';
import { originOf } from '../../../src/ledger/tree/checkpoint.ts';
import { ed25519Signer } from '../../../src/ledger/tree/cryptography.ts';
import type { LedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';
import {
  COSIGNATURE,
  type NoteKey,
  noteKeyId,
  noteKeyText,
  parseNoteKey,
} from '../../../src/ledger/witness/note-key-rules.ts';
import { parsePolicy, type WitnessPolicy } from '../../../src/ledger/witness/policy-rules.ts';
import { createWitnessServer } from '../../../src/ledger/witness/witness-server.ts';
import { openWitnessState, type WitnessState } from '../../../src/ledger/witness/witness-state-file.ts';

/** A witness that listens until the test is over. */
export interface Witness {
  readonly key: NoteKey;
  readonly url: string;
  readonly state: WitnessState;
  readonly errors: readonly unknown[];
}

/** The key of the host log in an epoch as a policy has it. */
export function logKey({ keys }: { readonly keys: LedgerKeys }, epoch = 1): NoteKey {
  const [key] = keys.verifiersOf(originOf(keys.host, HOST_LOG, epoch));
  const parsed = key && parseNoteKey(key.text);
  if (parsed === undefined) throw new Error('the key of a log is one');
  return parsed;
}

/** A witness of these logs. */
export async function aWitness(name: string, logs: readonly NoteKey[]): Promise<Witness> {
  const { publicKey: bytes, sign } = ed25519Signer(randomBytes(32));
  const key: NoteKey = { name, type: COSIGNATURE, bytes, keyId: noteKeyId(name, COSIGNATURE, bytes) };
  const folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'state');
  await writeFile(path, '{}\n');
  const state = await openWitnessState(path);
  const errors: unknown[] = [];
  const server = createWitnessServer({ key, sign, logs, state, onError: (error) => errors.push(error) });
  return { key, url: await listening(server), state, errors };
}

/** The address of a server that listens until the test is over. */
export async function listening(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** A policy with these witnesses, named `w1`, `w2` and so on, and its last lines. */
export function policyOf(witnesses: readonly Pick<Witness, 'key' | 'url'>[], quorum: string): WitnessPolicy {
  const lines = witnesses.map(({ key, url }, index) => `witness w${index + 1} ${noteKeyText(key)} ${url}/`);
  return parsePolicy([...lines, quorum, ''].join('\n'));
}
