import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { HeldLogs, RolledBackLogError } from '../../src/ledger/seal/damaged-logs.ts';
import { startEpoch } from '../../src/ledger/seal/epoch.ts';
import type { HeadMemory } from '../../src/ledger/seal/head-memory.ts';
import { openHeadMemory } from '../../src/ledger/seal/head-memory-file.ts';
import { readHeadMemory } from '../../src/ledger/seal/read-head-memory.ts';
import { createSealer } from '../../src/ledger/seal/sealer.ts';
import { originOf, readCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { createTestDatabase } from '../support/database/cluster.ts';
import { newScope } from '../support/journey.ts';
import { type TestSetup, testSetupOn } from '../support/test-setup.ts';
import { attack } from './hostile-owner.ts';
import { type LedgerSetup, newKeys, startLedger } from './ledger-setup.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const newPath = () => join(folder, randomUUID(), 'heads');

const sizeOf = async (setup: LedgerSetup, { tenant }: RequestScope) =>
  readCheckpoint(await setup.note(tenant))?.size;

/** A node that has signed 16 entries of a log, and a copy of its database from when there were 8. */
async function aBackup() {
  const keys = newKeys();
  const [path, scope] = [newPath(), newScope()];
  const backup = await startLedger(keys);
  onTestFinished(() => backup.stop());
  await backup.add(scope, 8);
  await createSealer({ ...backup, memory: await openHeadMemory(path) }).seal();
  await backup.close();
  const [lost, restored] = [await copyOf(backup), await copyOf(backup)];
  await lost.add(scope, 8);
  await createSealer({ ...lost, memory: await openHeadMemory(path) }).seal();
  const note = await lost.note(scope.tenant);
  return { path, scope, restored, note };
}

async function copyOf(setup: LedgerSetup): Promise<LedgerSetup> {
  const copy = await startLedger(setup.keys, { copyOf: setup.test });
  onTestFinished(() => copy.stop());
  return copy;
}

describe('a node that was restarted on yesterday’s database', () => {
  test.each([
    [0, 'the database has 8|fewer'],
    [8, 'other entries in their place'],
    [20, 'other entries in their place'],
  ])(
    'to which %i entries were added by others does not go on with the log that it has signed more of, and says so (A3)',
    async (byOthers, words) => {
      const { path, scope, restored } = await aBackup();
      await restored.add(scope, byOthers);
      await restored.sealAll();
      const other = newScope();
      for (const each of [scope, other]) await restored.add(each, 4);
      const sealer = createSealer({ ...restored, memory: await openHeadMemory(path) });
      await expect(sealer.seal()).rejects.toMatchObject({
        code: 'LEDGER_ROLLED_BACK',
        message: expect.stringMatching(words),
      });
      expect(await sizeOf(restored, scope)).toBe(8 + byOthers);
      // All others are sealed, and the next rounds are not told of it again at once.
      expect(await sizeOf(restored, other)).toBe(4);
      await restored.add(other, 1);
      expect(await sealer.seal()).toBe(1);
      expect(await sizeOf(restored, scope)).toBe(8 + byOthers);
    },
  );

  test('tells so also before anything is added', async () => {
    const { path, restored } = await aBackup();
    const sealer = createSealer({ ...restored, memory: await openHeadMemory(path) });
    await expect(sealer.seal()).rejects.toMatchObject({ code: 'LEDGER_ROLLED_BACK' });
    expect(await sealer.seal()).toBe(0);
  });

  test('goes on in a new epoch, whose first entry names what it had signed, with no other checkpoint given (A3)', async () => {
    const { path, scope, restored, note } = await aBackup();
    const memory = await openHeadMemory(path);
    const { epoch, logs } = await startEpoch({ ...restored, memory }, []);
    expect([epoch, logs.map(({ last }) => last.note)]).toEqual([2, [note]]);
    await restored.add(scope, 3);
    await createSealer({ ...restored, memory: await openHeadMemory(path) }).seal();
    expect(await sizeOf(restored, scope)).toBe(4);
    const again = await openHeadMemory(path);
    expect(again.of(originOf('ledger.test', scope.tenant, 2))?.size).toBe(4);
  });
});

describe('what a node was about to sign when it was killed', () => {
  /** Keeps a head of 100 entries in a transaction that is committed, or is not. */
  async function killed(setup: LedgerSetup, memory: HeadMemory, scope: RequestScope, commits: boolean) {
    const root = Buffer.alloc(32, 7);
    const head = { origin: originOf('ledger.test', scope.tenant, 1), size: 100, root };
    const transaction = setup.database.system(async (tx) => {
      const [row] = await tx.prepared({ name: '', text: 'select pg_current_xact_id()::text as id' }, []);
      await memory.keep({ transaction: String(row?.['id']), heads: [head] });
      if (!commits) throw new Error('killed');
    });
    await transaction.catch(() => {});
  }

  test.each([
    [false, 4],
    [true, undefined],
  ])(
    'counts as signed, unless the database says that it was rolled back: committed %s (A3)',
    async (commits, size) => {
      const setup = await startLedger();
      onTestFinished(() => setup.stop());
      const [path, scope] = [newPath(), newScope()];
      await killed(setup, await openHeadMemory(path), scope, commits);
      await setup.add(scope, 4);
      const sealing = createSealer({ ...setup, memory: await openHeadMemory(path) }).seal();
      if (size === undefined) await expect(sealing).rejects.toMatchObject({ code: 'LEDGER_ROLLED_BACK' });
      else {
        await sealing;
        expect(await sizeOf(setup, scope)).toBe(size);
      }
    },
  );
});

describe('the file that a node remembers in', () => {
  const head = (origin: string, size: number) => ({ origin, size, root: Buffer.alloc(32, size) });

  test('is shared by processes, is read after a line that was cut off, and keeps the largest', async () => {
    const path = newPath();
    const [first, second] = [await openHeadMemory(path), await openHeadMemory(path)];
    await first.keep({ transaction: '3', heads: [head('h/a/1', 5), head('h/b/1', 1)] });
    await first.settle(true);
    await appendFile(path, '\n{"transaction":"4","heads":[["h/a/1",9');
    await second.refresh();
    await second.keep({ transaction: '5', heads: [head('h/a/1', 4)] });
    await second.settle(true);
    await second.keep({ transaction: '6', heads: [head('h/b/1', 8)] });
    await second.settle(false);
    for (const memory of [second, await openHeadMemory(path)])
      expect(memory.all()).toEqual([head('h/a/1', 5), head('h/b/1', 1)]);
    await first.refresh();
    expect(first.all()).toEqual(second.all());
  });

  test('is written again before it grows without end, and others go on with the new one', async () => {
    const path = newPath();
    const [memory, other] = [await openHeadMemory(path), await openHeadMemory(path)];
    const logs = Array.from({ length: 10_000 }, (_, index) => `h/tenant-${index}/1`);
    for (let size = 1; size <= 16; size += 1)
      await memory.keep({ transaction: String(size), heads: logs.map((origin) => head(origin, size)) });
    expect((await stat(path)).size).toBeLessThan(6_000_000);
    await memory.settle(true);
    await other.refresh();
    for (const each of [memory, other, await openHeadMemory(path)]) {
      expect(each.all()).toHaveLength(logs.length);
      expect(each.of('h/tenant-77/1')).toEqual(head('h/tenant-77/1', 16));
    }
  });

  test('is made again where somebody has removed it, with all that the node still knows', async () => {
    const path = newPath();
    const memory = await openHeadMemory(path);
    await memory.keep({ transaction: '3', heads: [head('h/a/1', 5)] });
    await memory.settle(true);
    await rm(path);
    // On most file systems the new file gets the number of the old one.
    await memory.refresh();
    await memory.keep({ transaction: '4', heads: [head('h/b/1', 2)] });
    await memory.settle(true);
    for (const each of [memory, await openHeadMemory(path)])
      expect(each.all()).toEqual([head('h/a/1', 5), head('h/b/1', 2)]);
  });

  test('has to be usable where it is named, and is done without in a data folder that cannot be written', async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    const told: Error[] = [];
    const at = (ledgerMemoryFile: string | null) =>
      readHeadMemory({ ledgerMemoryFile, dataDir: blocked }, (error) => told.push(error));
    await expect(at(join(blocked, 'heads'))).rejects.toThrow(/^LEDGER_MEMORY_FILE: .* cannot be used: /);
    const memory = await at(null);
    expect(told).toHaveLength(1);
    await memory.keep({ transaction: '3', heads: [head('h/a/1', 5)] });
    await memory.settle(true);
    expect(memory.of('h/a/1')).toEqual(head('h/a/1', 5));
  });
});

test('a log that cannot be sealed is tried less and less often, and as ever once it can', () => {
  let now = 0;
  const held = new HeldLogs(() => now);
  const { tenant } = newScope();
  const tried: number[] = [];
  held.hold(tenant, new Error('another'));
  for (; now < 3_600_000; now += 250) {
    if (held.due().length === 0) continue;
    tried.push(now / 1_000);
    held.hold(tenant, new RolledBackLogError('h/a/1', 2, '1'));
  }
  expect(tried.slice(0, 5)).toEqual([1, 3, 7, 15, 31]);
  expect(tried.length).toBeLessThan(20);
  expect([held.count(), held.lossOf(tenant)]).toEqual([
    { rolledBack: 1, damaged: 0 },
    expect.any(RolledBackLogError),
  ]);
  held.release(tenant);
  expect([held.has(tenant), held.all()]).toEqual([false, []]);
});

test('a server that is restarted on what was taken away from it raises the alarm and serves (A3)', async () => {
  const own = await createTestDatabase();
  onTestFinished(() => own.drop());
  const settings = { SEAL_POLL_MS: '20', DATA_DIR: join(folder, randomUUID()) };
  const lines: string[] = [];
  const log = createLogger({ level: 'error', destination: { write: (line: string) => lines.push(line) } });
  const served = async (work: (setup: TestSetup, ready: () => Promise<unknown>) => Promise<void>) => {
    const setup = await testSetupOn(own, settings);
    const { config, databaseUrl, simulatorUrl: twilioBaseUrl } = setup;
    const app = await startApp({ config, databaseUrl, twilioBaseUrl, log });
    try {
      const ready = async () => (await fetch(`${app.url}/health/ready`)).json();
      await work(setup, ready);
      expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    } finally {
      await app.stop();
      await setup.stop();
    }
  };
  const isSealed = (setup: TestSetup) => async () =>
    (await setup.rows(`select 1 from ledger_head where tenant_id = '$platform'`)).length;
  await served(async (setup, ready) => {
    await expect.poll(isSealed(setup), { timeout: 20_000 }).toBe(1);
    expect(await ready()).toMatchObject({ status: 'ready', checks: { ledger: 'ok' } });
  });
  expect(lines).toEqual([]);
  await attack(own.adminUrl, async (run) => {
    for (const table of ['ledger_head', 'ledger_leaf', 'ledger_node']) await run(`delete from ${table}`);
    await run(
      `insert into ledger_queue (tenant_id, entry_id, leaf_hash) select tenant_id, id, leaf_hash from audit_entry limit 1`,
    );
  });
  await served(async (setup, ready) => {
    const isTold = () => lines.some((line) => line.includes('"code":"LEDGER_ROLLED_BACK"'));
    await expect.poll(isTold, { timeout: 20_000 }).toBe(true);
    expect(await isSealed(setup)()).toBe(0);
    expect(lines.join('\n')).toMatch(/the logs of \$log, \$platform cannot be sealed.*npm run audit:epoch/);
    const told = expect.stringMatching(/^LEDGER_ROLLED_BACK: .* 2 logs .*npm run audit:epoch$/);
    expect(await ready()).toMatchObject({ status: 'ready', checks: { ledger: told } });
  });
});
