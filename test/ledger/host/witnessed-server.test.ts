import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { ed25519Signer } from '../../../src/ledger/tree/cryptography.ts';
import { createLedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';
import { signerKey } from '../../../src/ledger/tree/signed-note.ts';
import { splitNote, witnessedBy } from '../../../src/ledger/witness/cosignature-rules.ts';
import { noteKeyId, noteKeyText, parseNoteKey } from '../../../src/ledger/witness/note-key-rules.ts';
import { parsePolicy } from '../../../src/ledger/witness/policy-rules.ts';
import { readPolicy } from '../../../src/ledger/witness/read-policy.ts';
import { createWitnessServer } from '../../../src/ledger/witness/witness-server.ts';
import { openWitnessState } from '../../../src/ledger/witness/witness-state-file.ts';
import { changed } from '../../audit/export-kit.ts';
import { newScope } from '../../support/journey.ts';
import { commandForm } from '../../support/ledger/verifier-forms.ts';
import { listening } from '../../support/ledger/witnesses.ts';
import { type RunningSystem, startSystem } from '../../support/running-system.ts';
import { newKeys } from '../ledger-setup.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileWith(text: string): Promise<string> {
  const path = join(folder, randomUUID());
  await writeFile(path, text);
  return path;
}

const { publicKey: bytes, sign } = ed25519Signer(randomBytes(32));
const SEED = randomBytes(32);
const OWN = createLedgerKeys({ host: 'ledger.test', seed: SEED, past: [] });
/** The key of another host's log, or of this one's, as a policy has it. */
const logOf = (origin: string) => signerKey(origin, SEED).text;
const KEY = { name: 'w.example', type: 4, bytes, keyId: noteKeyId('w.example', 4, bytes) };

test('a server publishes its host log with the lines of witnesses, readiness says how old the last one is, and an export carries them (A7)', async () => {
  const seed = randomBytes(32);
  const { text } = createLedgerKeys({ host: 'ledger.test', seed, past: [] }).signerOf('ledger.test/log');
  const log = parseNoteKey(text);
  const state = await openWitnessState(await fileWith('{}\n'));
  const server = createWitnessServer({
    key: KEY,
    sign,
    state,
    logs: log === undefined ? [] : [log],
    onError: () => undefined,
  });
  const policy = `log ${text}\nwitness w1 ${noteKeyText(KEY)} ${await listening(server)}\nquorum w1\n`;
  const system = await startSystem({
    LEDGER_KEY: seed.toString('base64'),
    LEDGER_HOST: 'ledger.test',
    SEAL_POLL_MS: '20',
    WITNESS_POLICY: await fileWith(policy),
    WITNESS_POLL_MS: '20',
  });
  onTestFinished(() => system.stop());
  const ready = async () => (await fetch(`${system.app.url}/health/ready`)).json();
  await expect
    .poll(ready, { timeout: 20_000 })
    .toMatchObject({ status: 'ready', checks: { witnesses: expect.stringMatching(/^ok, \d+ s ago$/) } });
  const note = splitNote(await (await fetch(`${system.app.url}/log/checkpoint`)).text());
  expect(note && witnessedBy(note, parsePolicy(policy))).toMatchObject({ isQuorum: true, of: 1 });
  const { tenant } = await aLog(system);
  const key = await fileWith(await (await fetch(`${system.app.url}/audit/keys`)).text());
  const command = await commandForm();
  const asked = { folder, kind: 'export', key: basename(key), since: [] } as const;
  const verified = async () => {
    const file = await fileWith(await exported(system, tenant));
    return command.verify({ ...asked, file: basename(file), policy: basename(await fileWith(policy)) });
  };
  await expect
    .poll(async () => (await verified()).verdict, { timeout: 20_000 })
    .toMatchObject({
      verified: true,
      assurance: 'WITNESSED',
      hostLog: { origin: 'ledger.test/log' },
      witnesses: { by: [{ name: 'w1' }], of: 1, isQuorum: true },
    });
  const told = await hostLogOf(system, tenant);
  expect(told).toMatchObject({ origin: 'ledger.test/log', witnessedRounds: told.rounds });
  expect(Date.parse(told.witnessedAt)).toBeLessThanOrEqual(Date.now());
});

test('a server whose witness is gone serves, seals and proves as if there were none, and tells what is missing (A7)', async () => {
  const system = await startSystem({
    LEDGER_HOST: 'ledger.test',
    SEAL_POLL_MS: '20',
    WITNESS_POLICY: await fileWith(`witness w1 ${noteKeyText(KEY)} http://127.0.0.1:9\nquorum w1\n`),
    WITNESS_POLL_MS: '20',
  });
  onTestFinished(() => system.stop());
  const missing = 'WITNESSES_MISSING: no checkpoint was signed by enough witnesses yet';
  const ready = async () => (await fetch(`${system.app.url}/health/ready`)).json();
  await expect
    .poll(ready, { timeout: 20_000 })
    .toMatchObject({ status: 'ready', checks: { witnesses: missing } });
  const { tenant } = await aLog(system);
  await expect.poll(() => exported(system, tenant), { timeout: 20_000 }).toContain('"hostProof"');
  const hostLog = await hostLogOf(system, tenant);
  expect(hostLog).toMatchObject({ origin: 'ledger.test/log', witnessedAt: null, witnessedRounds: null });
  expect(hostLog.rounds).toBeGreaterThan(0);
});

/** The host log as a reader of the tenant's log is told of it. */
async function hostLogOf(system: RunningSystem, tenant: string) {
  const authorization = `Bearer ${await system.token({ role: 'auditor', tenant })}`;
  const query = '{ tenant { auditHostLog { origin checkpoint rounds witnessedAt witnessedRounds } } }';
  const answer = await fetch(`${system.app.url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()).data.tenant.auditHostLog;
}

/** A log with a few entries, which the server seals when it likes. */
async function aLog({ app }: RunningSystem) {
  const scope = newScope();
  await app.database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    await append(tx, scope, [changed('DISABLED'), changed('ENABLED')]);
  });
  return scope;
}

/** The export of a log; empty as long as nothing is sealed. */
async function exported(system: RunningSystem, tenant: string): Promise<string> {
  const authorization = `Bearer ${await system.token({ role: 'auditor', tenant })}`;
  const answer = await fetch(`${system.app.url}/audit/export`, { headers: { authorization } });
  return answer.ok ? answer.text() : '';
}

test('a server without witnesses says nothing of them, and serves its newest checkpoint (A7)', async () => {
  const system = await startSystem({ SEAL_POLL_MS: '20' });
  onTestFinished(() => system.stop());
  const { checks } = await (await fetch(`${system.app.url}/health/ready`)).json();
  expect(checks).not.toHaveProperty('witnesses');
  const served = async () => (await fetch(`${system.app.url}/log/checkpoint`)).status;
  await expect.poll(served, { timeout: 20_000 }).toBe(200);
});

test.each([
  ['no address', `witness w1 ${noteKeyText(KEY)}\nquorum w1\n`, 'has no address of the witness w1'],
  [
    'http to elsewhere',
    `witness w1 ${noteKeyText(KEY)} http://w.example\nquorum w1\n`,
    'that is not of https',
  ],
  ['no quorum', '', 'it has no quorum line'],
  [
    'the log of another host',
    `log ${logOf('other.test/log')}\nquorum none\n`,
    `is for another log: this server signs ${logOf('ledger.test/log')}.`,
  ],
  [
    'another key of the log',
    `log ${newKeys().signerOf('ledger.test/log').text}\nquorum none\n`,
    'is for another log',
  ],
  ['the log of a tenant', `log ${OWN.current.text}\nquorum none\n`, 'is for another log'],
])('a policy with %s is refused before anything starts (A7)', async (_, text, why) => {
  await expect(readPolicy(await fileWith(text), OWN)).rejects.toThrow(why);
});

test('a policy with the host log is for this server, in an epoch or by a name that the host had, too (A7)', async () => {
  const past = [newKeys('former.test').current];
  const renamed = createLedgerKeys({ host: 'ledger.test', seed: SEED, past });
  const other = `log ${newKeys('other.test').signerOf('other.test/log').text}\n`;
  for (const [origin, keys] of [
    ['ledger.test/log', OWN],
    ['ledger.test/log/epoch-3', OWN],
    ['former.test/log', renamed],
  ] as const) {
    const text = `${other}log ${keys.signerOf(origin).text}\nquorum none\n`;
    expect((await readPolicy(await fileWith(text), keys)).logs).toHaveLength(2);
  }
});
