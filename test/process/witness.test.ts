import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
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
const LEAVES = 30;

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

const SERVING = ['--log', KEY.text, '--port', '0'];

/** The arguments that name the key and the state of a witness, once both are made. */
async function newWitness(name: string): Promise<readonly string[]> {
  const files = ['--key', join(folder, `${name}-key`), '--state', join(folder, `${name}-state`)];
  const made = await runCommand('witness/witness', ['--new', 'w.example', ...files], {});
  expect(made).toMatchObject({ code: 0 });
  return files;
}

/** A witness as a process, once it listens. */
async function started(
  files: readonly string[],
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const argv = [await builtCommand('witness/witness'), ...files, ...SERVING];
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
  const files = await newWitness('killed');
  const [honest, forked] = [aHistory(), aHistory()];
  let signed = 0;
  while (signed < LEAVES - 8) {
    const { child, url } = await started(files);
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

test('a state is of one witness at a time: a second one says so and ends, until the first is gone, however it went (A7)', async () => {
  const files = await newWitness('one');
  const link = join(folder, 'link-to-one');
  await symlink(join(folder, 'one-state'), link);
  for (const [signal, state] of [
    ['SIGKILL', join(folder, 'one-state')],
    ['SIGTERM', link],
  ] as const) {
    const { child } = await started(files);
    expect(await runCommand('witness/witness', [...files, '--state', state, ...SERVING], {})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is used by another process: two of them could sign two histories.'),
    });
    child.kill(signal);
    await once(child, 'exit');
  }
});

test('of witnesses that find the lock of one that was killed, and are started at once, one takes it over (A7)', async () => {
  const files = await newWitness('many');
  const program = await builtCommand('witness/witness');
  for (let round = 0; round < 2; round += 1) {
    const children = Array.from({ length: 3 }, () =>
      spawn(process.execPath, [program, ...files, ...SERVING], { stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    const ends = children.map(async (child) => {
      const listens = once(createInterface(child.stdout), 'line').then(() => 'listens');
      return Promise.race([listens, once(child, 'exit').then(([code]) => `ends with ${code}`)]);
    });
    expect((await Promise.all(ends)).toSorted()).toEqual(['ends with 1', 'ends with 1', 'listens']);
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map((child) => child.exitCode ?? once(child, 'exit')));
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
