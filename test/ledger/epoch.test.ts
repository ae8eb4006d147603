import { afterEach, describe, expect, test } from 'vitest';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import { systemScope } from '../../src/kernel/scope.ts';
import { type EpochStart, planEpoch, startEpoch } from '../../src/ledger/seal/epoch.ts';
import { Heads, type SignedBatch } from '../../src/ledger/seal/head-memory.ts';
import { openCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import type { LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { newScope } from '../support/journey.ts';
import { exportLines, type LedgerSetup, newKeys, startLedger } from './ledger-setup.ts';

const setups: LedgerSetup[] = [];
afterEach(async () => {
  for (const setup of setups.splice(0)) await setup.stop();
});

async function aLedger(keys?: LedgerKeys, from?: LedgerSetup): Promise<LedgerSetup> {
  const setup = await startLedger(keys, from === undefined ? {} : { copyOf: from.test });
  setups.push(setup);
  return setup;
}

/** Restores a backup of the database as it is now; the former one goes on. */
async function backedUp(setup: LedgerSetup): Promise<{ restored: () => Promise<LedgerSetup> }> {
  await setup.close();
  const backup = await aLedger(setup.keys, setup);
  await backup.close();
  return { restored: () => aLedger(setup.keys, backup) };
}

const checkpointOf = (note: string, keys: LedgerKeys) => {
  const opened = openCheckpoint(note, keys.all);
  if (!opened.ok) throw new Error(opened.reason);
  return opened.checkpoint;
};

const named = ({ logs }: EpochStart) =>
  logs.map(({ tenant, last }) => [tenant, last.origin, last.size] as const);

async function* bytesOf(lines: readonly string[]) {
  yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

/** Whether an export of the epoch verifies against the checkpoints that were kept. */
async function verdict(setup: LedgerSetup, tenant: string, epoch: number, kept: readonly string[]) {
  const lines = await exportLines(setup.rows, tenant, epoch);
  const { verified, doubts } = await verifyExport(bytesOf(lines), {
    keys: setup.keys.all,
    kept: kept.map((note, index) => ({ name: `kept ${index + 1}`, note })),
  });
  return { verified, doubts: doubts.map(({ code }) => code) };
}

describe('starting an epoch', () => {
  test('lets every log, the platform’s too, go on with an entry that names its last checkpoint (A3)', async () => {
    const setup = await aLedger();
    const [one, two] = [newScope(), newScope()];
    await setup.add(one, 3);
    await setup.add(two, 5);
    await setup.add(systemScope(PLATFORM_TENANT, 'test', 'r'), 1);
    await setup.sealAll();
    const notes = new Map(
      await Promise.all(
        [one.tenant, two.tenant, PLATFORM_TENANT].map(
          async (tenant) => [tenant, await setup.note(tenant)] as const,
        ),
      ),
    );
    await setup.add(two, 2);
    const later = newScope();
    await setup.add(later, 1);
    const start = await startEpoch(setup, []);

    expect(start.epoch).toBe(2);
    expect(named(start)).toEqual(
      [one.tenant, two.tenant, PLATFORM_TENANT]
        .sort()
        .map((tenant) => [tenant, `ledger.test/${tenant}/1`, { $platform: 1, [one.tenant]: 3 }[tenant] ?? 5]),
    );
    await setup.sealAll();
    for (const [tenant, note] of notes) {
      const [first, ...rest] = await exportLines(setup.rows, tenant, 2);
      expect(JSON.parse(String(first))).toMatchObject({
        ...{ tenant, kind: 'LEDGER_EPOCH_STARTED', object: 'epoch/2' },
        actor: { kind: 'SYSTEM', subject: 'ledger-epoch' },
        before: { epoch: 1, checkpoint: note },
        after: { epoch: 2 },
      });
      // What was queued is sealed after it.
      expect(rest).toHaveLength(tenant === two.tenant ? 3 : 1);
      expect(await verdict(setup, tenant, 2, [note])).toEqual({ verified: true, doubts: [] });
      expect(await verdict(setup, tenant, 1, [note])).toEqual({ verified: true, doubts: [] });
      expect(await setup.note(tenant, 1)).toBe(note);
    }
    // A tenant first seen later begins in the new epoch, with nothing before it.
    expect(checkpointOf(await setup.note(later.tenant), setup.keys)).toMatchObject({
      ...{ origin: `ledger.test/${later.tenant}/2`, size: 1 },
    });
  });

  test('again, where a run was not told that it had started one, gives that one, until it is gone on with (A3, D15)', async () => {
    const setup = await aLedger();
    const scope = newScope();
    await setup.add(scope, 2);
    await setup.sealAll();
    const kept: SignedBatch[] = [];
    const memory = new (class extends Heads {
      override async keep(batch: SignedBatch): Promise<void> {
        kept.push(batch);
        await super.keep(batch);
      }
    })();
    const start = await startEpoch({ ...setup, memory }, []);
    /** What a run finds whose forerunner kept what it signed and heard no more. */
    const unheard = async () => {
      const left = new Heads();
      for (const batch of kept) await left.keep(batch);
      return { ...setup, memory: left };
    };
    expect(await planEpoch(await unheard(), [])).toEqual(start);
    expect(await startEpoch(await unheard(), [])).toEqual(start);
    await setup.add(scope, 1);
    await setup.sealAll();
    expect(await startEpoch(await unheard(), [])).toMatchObject({ epoch: 3 });
  });

  test('after a restore names the later checkpoint that was kept elsewhere (A3)', async () => {
    const lost = await aLedger();
    const [one, two, born] = [newScope(), newScope(), newScope()];
    await lost.add(one, 4);
    await lost.add(two, 2);
    await lost.sealAll();
    const { restored } = await backedUp(lost);
    const wentOn = await aLedger(lost.keys, lost);
    await wentOn.add(one, 3);
    await wentOn.add(born, 6);
    await wentOn.sealAll();
    const kept = [await wentOn.note(one.tenant), await wentOn.note(born.tenant)];

    const setup = await restored();
    const start = await startEpoch(setup, kept);
    const wanted = new Map([
      [one.tenant, 7],
      [two.tenant, 2],
      [born.tenant, 6],
    ]);
    expect(new Map(start.logs.map(({ tenant, last }) => [tenant, last.size]))).toEqual(wanted);
    expect(start.logs.find(({ tenant }) => tenant === born.tenant)?.stored).toBeNull();
    await setup.add(one, 1);
    await setup.sealAll();
    expect(await verdict(setup, one.tenant, 2, kept.slice(0, 1))).toEqual({ verified: true, doubts: [] });
    expect(await verdict(setup, born.tenant, 2, kept.slice(1))).toEqual({ verified: true, doubts: [] });
    // The old epoch as it was restored lacks what came after the backup, and its verifier says so.
    expect(await verdict(setup, one.tenant, 1, kept.slice(0, 1))).toEqual({
      ...{ verified: false, doubts: ['ROLLED_BACK'] },
    });
  });

  test('without the checkpoint that was kept does not hide the loss from its keeper (A3)', async () => {
    const lost = await aLedger();
    const scope = newScope();
    await lost.add(scope, 4);
    await lost.sealAll();
    const { restored } = await backedUp(lost);
    const wentOn = await aLedger(lost.keys, lost);
    await wentOn.add(scope, 1);
    await wentOn.sealAll();
    const kept = await wentOn.note(scope.tenant);

    const setup = await restored();
    await startEpoch(setup, []);
    expect(await verdict(setup, scope.tenant, 2, [kept])).toEqual({
      verified: false,
      doubts: ['ROLLED_BACK'],
    });
  });

  test('never gives the number of an epoch that a kept checkpoint knows (A3)', async () => {
    const lost = await aLedger();
    const scope = newScope();
    await lost.add(scope, 2);
    await lost.sealAll();
    const { restored } = await backedUp(lost);
    const second = await restored();
    await startEpoch(second, []);
    const kept = await second.note(scope.tenant);

    const third = await restored();
    const start = await startEpoch(third, [kept]);
    expect(start).toMatchObject({ epoch: 3, logs: [{ last: { epoch: 2, size: 1 }, stored: { size: 2 } }] });
    expect(await verdict(third, scope.tenant, 3, [kept])).toEqual({ verified: true, doubts: [] });
  });

  test('goes on from the last epoch, and again from that one', async () => {
    const setup = await aLedger();
    const scope = newScope();
    await setup.add(scope, 2);
    await setup.sealAll();
    const first = await setup.note(scope.tenant);
    await startEpoch(setup, []);
    const second = await setup.note(scope.tenant);
    expect(named(await startEpoch(setup, [first]))).toEqual([
      [scope.tenant, `ledger.test/${scope.tenant}/2`, 1],
    ]);
    expect(await verdict(setup, scope.tenant, 3, [first, second])).toEqual({ verified: true, doubts: [] });
  });

  test('planned changes nothing', async () => {
    const setup = await aLedger();
    const scope = newScope();
    await setup.add(scope, 2);
    await setup.sealAll();
    const planned = await planEpoch(setup, []);
    expect(await setup.rows('select epoch from ledger_epoch')).toEqual([{ epoch: 1 }]);
    expect(await setup.rows('select count(*)::int as entries from audit_entry')).toEqual([{ entries: 2 }]);
    expect(await startEpoch(setup, [])).toEqual(planned);
  });

  test('waits for a sealer at work, and leaves nothing for two trees', async () => {
    const setup = await aLedger();
    const scopes = Array.from({ length: 3 }, () => newScope());
    const adding = scopes.map(async (scope) => {
      for (let round = 0; round < 10; round += 1) await setup.add(scope, 20);
    });
    const sealing = Array.from({ length: 10 }, () => setup.sealAll());
    await Promise.all([...adding, ...sealing, startEpoch(setup, [])]);
    await setup.sealAll();
    const [found] = await setup.rows(
      `select count(*)::int as leaves, count(distinct entry_id)::int as entries,
              count(*) filter (where epoch = 1)::int as old from ledger_leaf where tenant_id <> '$log'`,
    );
    const began = await setup.rows(`select 1 from audit_entry where kind = 'LEDGER_EPOCH_STARTED'`);
    expect(found).toMatchObject({ leaves: 600 + began.length, entries: 600 + began.length });
    for (const { tenant } of scopes)
      expect(await verdict(setup, tenant, 2, [])).toEqual({ verified: true, doubts: [] });
  });
});

describe('a checkpoint that cannot be built on is refused, and nothing is started:', () => {
  const refused = async (setup: LedgerSetup, note: string, why: RegExp) => {
    await expect(startEpoch(setup, [note])).rejects.toThrow(why);
    await expect(planEpoch(setup, [note])).rejects.toThrow(why);
    expect(await setup.rows('select epoch from ledger_epoch')).toEqual([{ epoch: 1 }]);
  };

  test('one that is altered, signed by another, or none', async () => {
    const setup = await aLedger();
    const stranger = await aLedger(newKeys());
    const scope = newScope();
    for (const each of [setup, stranger]) {
      await each.add(scope, 2);
      await each.sealAll();
    }
    const note = await setup.note(scope.tenant);
    await refused(setup, note.replace('\n2\n', '\n3\n'), /number 1 does not have the signature/);
    await refused(setup, await stranger.note(scope.tenant), /LEDGER_PAST_KEYS/);
    await refused(setup, note.trim(), /to the last newline/);
  });

  test('one of a log that a server went on with after the restore', async () => {
    const lost = await aLedger();
    const scope = newScope();
    await lost.add(scope, 4);
    await lost.sealAll();
    const { restored } = await backedUp(lost);
    const wentOn = await aLedger(lost.keys, lost);
    await wentOn.add(scope, 1);
    await wentOn.sealAll();
    const kept = await wentOn.note(scope.tenant);
    const setup = await restored();
    for (const count of [1, 3]) {
      await setup.add(scope, count);
      await setup.sealAll();
      await refused(setup, kept, /a server continued it after the restore/);
    }
  });

  test('one that the database holds itself under a key that is not configured', async () => {
    const setup = await aLedger();
    const scope = newScope();
    await setup.add(scope, 1);
    await setup.sealAll();
    const rotated = { ...setup, keys: newKeys() };
    await expect(startEpoch(rotated, [])).rejects.toThrow(/stored of \S+ was signed with a key/);
  });
});
