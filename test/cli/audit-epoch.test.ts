import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { auditCheck } from '../../src/cli/audit-check-command.ts';
import { auditEpoch } from '../../src/cli/audit-epoch-command.ts';
import { openHeadMemory } from '../../src/ledger/seal/head-memory-file.ts';
import { readCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { createLedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { type LedgerSetup, startLedger } from '../ledger/ledger-setup.ts';
import { newScope } from '../support/journey.ts';
import { perform, runCommand } from './command.ts';

const SEED = randomBytes(32);
const keys = createLedgerKeys({ host: 'ledger.test', seed: SEED, past: [] });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const settings = ({ test }: LedgerSetup) => ({
  ...{ DATABASE_URL: test.url, LEDGER_KEY: SEED.toString('base64'), LEDGER_HOST: 'ledger.test' },
  DATA_DIR: join(folder, new URL(test.url).pathname.slice(1)),
});
const run = (setup: LedgerSetup, argv: readonly string[]) => perform(auditEpoch, argv, settings(setup));

async function kept(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** A log of four entries in a backup, to which two were added afterwards, and the last checkpoint of them. */
async function aRestore() {
  const lost = await startLedger(keys);
  onTestFinished(() => lost.stop());
  const scope = newScope();
  await lost.add(scope, 4);
  await lost.sealAll();
  await lost.close();
  const [restored, wentOn] = [
    await startLedger(keys, { copyOf: lost.test }),
    await startLedger(keys, { copyOf: lost.test }),
  ];
  onTestFinished(() => restored.stop());
  onTestFinished(() => wentOn.stop());
  await wentOn.add(scope, 2);
  await wentOn.sealAll();
  return { restored, tenant: scope.tenant, note: await wentOn.note(scope.tenant) };
}

const epochs = async ({ rows }: LedgerSetup) =>
  (await rows('select epoch from ledger_epoch order by epoch')).map(({ epoch }) => epoch);

describe('audit-epoch', () => {
  it('says what it would do, and does it when it is told to (A3)', async () => {
    const { restored, tenant, note } = await aRestore();
    const file = await kept('latest.note', note);
    const plan = await run(restored, ['--checkpoint', file]);
    expect(plan).toMatchObject({ code: 0, stderr: '' });
    expect(plan.stdout).toMatch(
      /^Epoch 2 would be started. 1 log continues in it.*\nNothing was changed. Add --yes to start the epoch.\n$/s,
    );
    expect(plan.stdout).toMatch(
      new RegExp(
        `^${tenant} +1 +6 +a given or remembered checkpoint; the database ends at entry 4 of epoch 1$`,
        'm',
      ),
    );
    expect(await epochs(restored)).toEqual([1]);

    const done = await run(restored, ['--yes', '--checkpoint', file]);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/^Epoch 2 is started. 1 log continues in it/);
    expect(await epochs(restored)).toEqual([1, 2]);
    const checked = await perform(auditCheck, [], settings(restored));
    expect(checked).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('2 logs with 5 sealed entries'),
    });
  });

  it('needs no file where servers of this machine have signed what is lost (A3)', async () => {
    const { restored, tenant, note } = await aRestore();
    const signed = readCheckpoint(note);
    if (signed === undefined) throw new Error('no checkpoint');
    const memory = await openHeadMemory(join(settings(restored).DATA_DIR, 'ledger-memory'));
    await memory.keep({ transaction: '3', heads: [signed] });
    expect((await run(restored, [])).stdout).toMatch(
      new RegExp(`^${tenant} +1 +6 +a given or remembered checkpoint`, 'm'),
    );
  });

  it('takes the last line of an export for a checkpoint, and all files that a pattern names', async () => {
    const { restored, tenant, note } = await aRestore();
    const files = [
      await kept('line.ndjson', `${JSON.stringify({ checkpoint: note })}\n`),
      await kept('older.note', await restored.note(tenant)),
    ];
    // Reading the older one has left a connection, which would count as a server's.
    await restored.close();
    const { code, stdout } = await run(restored, ['--checkpoint', ...files]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${tenant} +1 +6 `, 'm'));
  });

  it('refuses while a server is at work', async () => {
    const { restored, tenant } = await aRestore();
    await restored.note(tenant);
    const { code, stderr } = await run(restored, ['--yes']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^A server is using this database \(\d connections\). Stop it./);
    expect(await epochs(restored)).toEqual([1]);
  });

  it('says in a sentence what is wrong with a file', async () => {
    const { restored, note } = await aRestore();
    const altered = await kept('altered.note', note.replace('\n6\n', '\n7\n'));
    const cases: readonly [string, RegExp][] = [
      [altered, /^The checkpoint given as number 1 does not have the signature of the key that it names/],
      [join(folder, 'nowhere'), /^.*nowhere cannot be read: /],
    ];
    for (const [path, sentence] of cases) {
      const { code, stderr } = await runCommand(
        'audit-epoch',
        ['--yes', '--checkpoint', path],
        settings(restored),
      );
      expect(code).toBe(1);
      expect(stderr).toMatch(sentence);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
    expect(await epochs(restored)).toEqual([1]);
  }, 120_000);

  it.each([[['latest.note']], [['--force']]])(
    'given %j, then it shows how to ask and ends with 2',
    async (argv) => {
      const { code, stderr } = await perform(auditEpoch, argv, {});
      expect(code).toBe(2);
      expect(stderr).toContain('Do not start a server between the restore and this command.');
    },
  );
});
