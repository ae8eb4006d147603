import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/source-tree.ts';
import {
  EXAMPLES,
  EXAMPLES_KEY,
  exampleTable,
  kindOf,
  levelOf,
} from '../support/ledger/examples/example-table.ts';
import { diceOf, mutableFile, withOtherByte, withOtherLine } from '../support/ledger/export-mutations.ts';
import { commandForm } from '../support/ledger/verifier-forms.ts';
import { witnessedExample } from '../support/ledger/witnessed-example.ts';

/** The policy that files are verified with of which a byte is changed. */
const POLICY = 'policy.txt';

/** The mutations of each file. */
const MUTATIONS = 400;

interface Answer {
  readonly verified: boolean;
  readonly why: string | null;
  readonly level: string | null;
  readonly values: { readonly shown: number; readonly withheld: number; readonly erased: number };
}

/** The verifier in Python, as a process that answers one call after the other. */
function startIndependent() {
  const program = join(ROOT, 'test/independent/verify.py');
  const child = spawn('python3', [program, '--batch'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = new Promise<never>((_, reject) => {
    child.once('error', () => reject(new Error('there is no python3: install it, and openssl')));
  });
  // Nobody may be waiting for an answer when it fails.
  failed.catch(() => {});
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async verify(
      path: string,
      since: readonly string[] = [],
      name = path,
      { key = join(EXAMPLES, EXAMPLES_KEY), policy = '' } = {},
    ): Promise<Answer> {
      const kind = kindOf(name);
      const args = [path, '--key', key];
      if (kind !== 'export') args.push(`--${kind}`);
      if (policy !== '') args.push('--policy', policy);
      for (const one of since) args.push('--since', join(EXAMPLES, one));
      child.stdin.write(`${JSON.stringify({ args })}\n`);
      const { value } = await Promise.race([lines.next(), failed]);
      return JSON.parse(String(value));
    },
    stop: () => child.stdin.end(),
  };
}

/** Without the ids of erasures, which only a whole export can prove: there their entries follow. */
function provable(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll(/"erasedBy":"[^"]+"/g, '"erasedBy"');
}

let folder: string;
let independent: ReturnType<typeof startIndependent>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-mutations-'));
  for (const name of [EXAMPLES_KEY, POLICY]) await copyFile(join(EXAMPLES, name), join(folder, name));
  independent = startIndependent();
});
afterAll(async () => {
  independent.stop();
  await rm(folder, { recursive: true, force: true });
});

test('an independent verifier comes to the verdict of the table on each of the examples (A3, C3)', async () => {
  const rows = await exampleTable();
  expect(rows.length).toBeGreaterThan(50);
  for (const { file, since, policy, doubts, level, values } of rows) {
    const given = policy === undefined ? {} : { policy: join(EXAMPLES, policy) };
    const answer = await independent.verify(join(EXAMPLES, file), since, file, given);
    expect([file, answer.level ?? '']).toEqual([file, level]);
    expect([file, answer.why ?? 'verified']).toEqual([
      file,
      doubts.length === 0 ? 'verified' : expect.stringMatching(/^(?!verified$)/),
    ]);
    if (values !== null) expect([file, ...Object.values(answer.values)]).toEqual([file, ...values]);
  }
});

describe('of an example of which a byte or a line is another', () => {
  test.each([
    'disclosed.ndjson',
    'disclosed-filtered.ndjson',
    'receipt-2.json',
    'receipt-2-witnessed.json',
    'certificate-witnessed.json',
    'pack.zip',
  ])(`%s, ${MUTATIONS} times, both verifiers come to the same verdict (A3, C3)`, async (name) => {
    const seed = randomInt(2 ** 31);
    const dice = diceOf(seed);
    const file = mutableFile(await readFile(join(EXAMPLES, name)));
    const stranger = Buffer.from(`${String(file.bytes).split('\n')[1]}\n`);
    const ours = await commandForm();
    const whole = (await exampleTable()).find((row) => row.file === name)?.level;
    const differing: string[] = [];
    for (let done = 0; done < MUTATIONS; done += 1) {
      const { what, pieces } =
        dice(2) === 0 ? withOtherByte(file, dice) : withOtherLine(file, dice, stranger);
      const path = join(folder, name);
      const bytes = Buffer.concat(pieces);
      await writeFile(path, bytes);
      const theirs = await independent.verify(path, [], name, { policy: join(folder, POLICY) });
      const asked = { folder, file: name, kind: kindOf(name), key: EXAMPLES_KEY, since: [], policy: POLICY };
      const { verdict } = await ours.verify(asked);
      const level = levelOf(verdict);
      // Without its line of disclosures a value is withheld, without a line of a witness less is witnessed: nothing is wrong.
      const isLess = verdict.values.withheld > 0 || level !== whole;
      const isUnseen = verdict.verified && !isLess && provable(bytes) !== provable(file.bytes);
      if ((theirs.level ?? '') !== level || isUnseen)
        differing.push(`${what}: ours ${level || 'in doubt'}, theirs ${theirs.why ?? theirs.level}`);
    }
    expect({ seed, differing }).toEqual({ seed, differing: [] });
  });
});

test('of a host proof, and of it with a byte changed, both verifiers say the same (A3, A7)', async () => {
  const { exported, key } = await witnessedExample();
  const keyFile = join(folder, 'page.pub');
  await writeFile(keyFile, key);
  const ours = await commandForm();
  const bothOf = async (bytes: Uint8Array) => {
    const path = join(folder, 'witnessed.ndjson');
    await writeFile(path, bytes);
    const asked = { folder, file: 'witnessed.ndjson', kind: 'export', key: 'page.pub', since: [] } as const;
    const theirs = await independent.verify(path, [], path, { key: keyFile });
    return [(await ours.verify(asked)).verdict.verified, theirs.verified];
  };
  const bytes = Buffer.from(exported);
  expect(await bothOf(bytes)).toEqual([true, true]);
  for (let at = bytes.indexOf('"hostProof"'); at < bytes.length; at += 17) {
    const changed = Buffer.from(bytes);
    changed[at] = (bytes[at] ?? 0) ^ 1;
    const [our, their] = await bothOf(changed);
    expect([at, their]).toEqual([at, our]);
  }
});
