import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import {
  consistencyPlan,
  EMPTY_TREE,
  extendTree,
  joined,
  rootOf,
} from '../../src/ledger/tree/merkle-rules.ts';
import { signerKey } from '../../src/ledger/tree/signed-note.ts';
import { addCheckpointBody } from '../../src/ledger/witness/add-checkpoint-rules.ts';
import { runCommand } from '../cli/command.ts';
import { builtCommand } from '../support/processes/built-program.ts';

const ORIGIN = 'log.example/log';
const KEY = signerKey(ORIGIN, randomBytes(32));
const LEAVES = 60;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A history of the log: its checkpoints, and the proofs between them. */
function aHistory() {
  const leaves = Array.from({ length: LEAVES }, () => randomBytes(32));
  const { completed } = extendTree(EMPTY_TREE, leaves);
  const nodes = new Map(completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  leaves.forEach((leaf, index) => {
    nodes.set(`0/${index}`, leaf);
  });
  return (from: number, size: number): string => {
    const { tree } = extendTree(EMPTY_TREE, leaves.slice(0, size));
    const note = signCheckpoint({ origin: ORIGIN, size, root: rootOf(tree) }, KEY);
    const plan = from === 0 ? [] : consistencyPlan(from, size);
    const proof = plan.map((range) =>
      joined(range.flatMap(({ level, index }) => nodes.get(`${level}/${index}`) ?? [])),
    );
    return addCheckpointBody({ oldSize: from, proof, note });
  };
}

/** A witness as a process, once it listens. */
async function started(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const files = ['--key', join(folder, 'key'), '--state', join(folder, 'state')];
  const argv = [await builtCommand('witness/witness'), ...files, '--log', KEY.text, '--port', '0'];
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('no output');
  const [line] = await once(createInterface(child.stdout), 'line');
  const [, url] = / listens on (http:\S+)$/.exec(String(line)) ?? [];
  return { child, url: `${url}/add-checkpoint` };
}

async function post(url: string, body: string) {
  const response = await fetch(url, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
}

test('a witness that is killed at any moment knows all that it has signed, and signs no other history (A7)', async () => {
  const files = ['--key', join(folder, 'key'), '--state', join(folder, 'state')];
  expect(await runCommand('witness/witness', ['--new', 'w.example', ...files], {})).toMatchObject({
    code: 0,
  });
  const [honest, forked] = [aHistory(), aHistory()];
  let signed = 0;
  while (signed < LEAVES - 8) {
    const { child, url } = await started();
    // What it was asked when it was killed it may have kept without an answer, never less than it has signed.
    let size = Number((await post(url, honest(LEAVES, LEAVES))).text);
    expect(size).toBeGreaterThanOrEqual(signed);
    if (size > 0) expect((await post(url, forked(size, LEAVES))).status).not.toBe(200);
    for (let asked = randomInt(4); asked >= 0 && size < LEAVES; asked -= 1) {
      expect((await post(url, honest(size, size + 1))).status).toBe(200);
      size += 1;
      signed = size;
    }
    const cut =
      size < LEAVES
        ? post(url, honest(size, size + 1)).then(
            ({ status }) => status,
            () => 0,
          )
        : 0;
    child.kill('SIGKILL');
    await once(child, 'exit');
    if ((await cut) === 200) signed = size + 1;
  }
});

test('a witness does not begin again where its state is missing (A7)', async () => {
  const key = join(folder, 'other-key');
  const [state, lost] = [join(folder, 'other-state'), join(folder, 'lost')];
  await runCommand('witness/witness', ['--new', 'w.example', '--key', key, '--state', state], {});
  const argv = ['--key', key, '--state', lost, '--log', KEY.text];
  expect(await runCommand('witness/witness', argv, {})).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the state of the witness, cannot be read: the file does not exist'),
  });
  // Nor is a key made twice.
  const again = await runCommand(
    'witness/witness',
    ['--new', 'w.example', '--key', key, '--state', lost],
    {},
  );
  expect([again.code, await readFile(state, 'utf8')]).toEqual([1, '{}\n']);
});
