import { afterEach, describe, expect, test } from 'vitest';
import { PLATFORM_TENANT } from '../../src/kernel/ids.ts';
import { systemScope } from '../../src/kernel/scope.ts';
import { type EpochStart, planEpoch, startEpoch } from '../../src/ledger/seal/epoch.ts';
import { Heads, type SignedBatch } from '../../src/ledger/seal/head-memory.ts';
import { openCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import type { LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { newScope } from '../support/journey.ts';
import { exportLines, type LedgerGround, newKeys, startLedger } from './ledger-ground.ts';

const grounds: LedgerGround[] = [];
afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground.stop();
});

async function aLedger(keys?: LedgerKeys, from?: LedgerGround): Promise<LedgerGround> {
  const ground = await startLedger(keys, from === undefined ? {} : { copyOf: from.test });
  grounds.push(ground);
  return ground;
}

/** Restores a backup of the database as it is now; the former one goes on. */
async function backedUp(ground: LedgerGround): Promise<{ restored: () => Promise<LedgerGround> }> {
  await ground.close();
  const backup = await aLedger(ground.keys, ground);
  await backup.close();
  return { restored: () => aLedger(ground.keys, backup) };
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
async function verdict(ground: LedgerGround, tenant: string, epoch: number, kept: readonly string[]) {
  const lines = await exportLines(ground.rows, tenant, epoch);
  const { verified, doubts } = await verifyExport(bytesOf(lines), {
    keys: ground.keys.all,
    kept: kept.map((note, index) => ({ name: `kept ${index + 1}`, note })),
  });
  return { verified, doubts: doubts.map(({ code }) => code) };
}

describe('starting an epoch', () => {
  test('lets every log, the platform’s too, go on with an entry that names its last checkpoint (A3)', async () => {
    const ground = await aLedger();
    const [one, two] = [newScope(), newScope()];
    await ground.add(one, 3);
    await ground.add(two, 5);
    await ground.add(systemScope(PLATFORM_TENANT, 'test', 'r'), 1);
    await ground.sealAll();
    const notes = new Map(
      await Promise.all(
        [one.tenant, two.tenant, PLATFORM_TENANT].map(
          async (tenant) => [tenant, await ground.note(tenant)] as const,
        ),
      ),
    );
    await ground.add(two, 2);
    const later = newScope();
    await ground.add(later, 1);
    const start = await startEpoch(ground, []);

    expect(start.epoch).toBe(2);
    expect(named(start)).toEqual(
      [one.tenant, two.tenant, PLATFORM_TENANT]
        .sort()
        .map((tenant) => [tenant, `ledger.test/${tenant}/1`, { $platform: 1, [one.tenant]: 3 }[tenant] ?? 5]),
    );
    await ground.sealAll();
    for (const [tenant, note] of notes) {
      const [first, ...rest] = await exportLines(ground.rows, tenant, 2);
      expect(JSON.parse(String(first))).toMatchObject({
        ...{ tenant, kind: 'LEDGER_EPOCH_STARTED', object: 'epoch/2' },
        actor: { kind: 'SYSTEM', subject: 'ledger-epoch' },
        before: { epoch: 1, checkpoint: note },
        after: { epoch: 2 },
      });
      // What was queued is sealed after it.
      expect(rest).toHaveLength(tenant === two.tenant ? 3 : 1);
      expect(await verdict(ground, tenant, 2, [note])).toEqual({ verified: true, doubts: [] });
      expect(await verdict(ground, tenant, 1, [note])).toEqual({ verified: true, doubts: [] });
      expect(await ground.note(tenant, 1)).toBe(note);
    }
    // A tenant first seen later begins in the new epoch, with nothing before it.
    expect(checkpointOf(await ground.note(later.tenant), ground.keys)).toMatchObject({
      ...{ origin: `ledger.test/${later.tenant}/2`, size: 1 },
    });
  });

  test('again, where a run was not told that it had started one, gives that one, until it is gone on with (A3, D15)', async () => {
    const ground = await aLedger();
    const scope = newScope();
    await ground.add(scope, 2);
    await ground.sealAll();
    const kept: SignedBatch[] = [];
    const memory = new (class extends Heads {
      override async keep(batch: SignedBatch): Promise<void> {
        kept.push(batch);
        await super.keep(batch);
      }
    })();
    const start = await startEpoch({ ...ground, memory }, []);
    /** What a run finds whose forerunner kept what it signed and heard no more. */
    const unheard = async () => {
      const left = new Heads();
      for (const batch of kept) await left.keep(batch);
      return { ...ground, memory: left };
    };
    expect(await planEpoch(await unheard(), [])).toEqual(start);
    expect(await startEpoch(await unheard(), [])).toEqual(start);
    await ground.add(scope, 1);
    await ground.sealAll();
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

    const ground = await restored();
    const start = await startEpoch(ground, kept);
    const wanted = new Map([
      [one.tenant, 7],
      [two.tenant, 2],
      [born.tenant, 6],
    ]);
    expect(new Map(start.logs.map(({ tenant, last }) => [tenant, last.size]))).toEqual(wanted);
    expect(start.logs.find(({ tenant }) => tenant === born.tenant)?.stored).toBeNull();
    await ground.add(one, 1);
    await ground.sealAll();
    expect(await verdict(ground, one.tenant, 2, kept.slice(0, 1))).toEqual({ verified: true, doubts: [] });
    expect(await verdict(ground, born.tenant, 2, kept.slice(1))).toEqual({ verified: true, doubts: [] });
    // The old epoch as it was restored lacks what came after the backup, and its verifier says so.
    expect(await verdict(ground, one.tenant, 1, kept.slice(0, 1))).toEqual({
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

    const ground = await restored();
    await startEpoch(ground, []);
    expect(await verdict(ground, scope.tenant, 2, [kept])).toEqual({
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
    const ground = await aLedger();
    const scope = newScope();
    await ground.add(scope, 2);
    await ground.sealAll();
    const first = await ground.note(scope.tenant);
    await startEpoch(ground, []);
    const second = await ground.note(scope.tenant);
    expect(named(await startEpoch(ground, [first]))).toEqual([
      [scope.tenant, `ledger.test/${scope.tenant}/2`, 1],
    ]);
    expect(await verdict(ground, scope.tenant, 3, [first, second])).toEqual({ verified: true, doubts: [] });
  });

  test('planned changes nothing', async () => {
    const ground = await aLedger();
    const scope = newScope();
    await ground.add(scope, 2);
    await ground.sealAll();
    const planned = await planEpoch(ground, []);
    expect(await ground.rows('select epoch from ledger_epoch')).toEqual([{ epoch: 1 }]);
    expect(await ground.rows('select count(*)::int as entries from audit_entry')).toEqual([{ entries: 2 }]);
    expect(await startEpoch(ground, [])).toEqual(planned);
  });

  test('waits for a sealer at work, and leaves nothing for two trees', async () => {
    const ground = await aLedger();
    const scopes = Array.from({ length: 3 }, () => newScope());
    const adding = scopes.map(async (scope) => {
      for (let round = 0; round < 10; round += 1) await ground.add(scope, 20);
    });
    const sealing = Array.from({ length: 10 }, () => ground.sealAll());
    await Promise.all([...adding, ...sealing, startEpoch(ground, [])]);
    await ground.sealAll();
    const [found] = await ground.rows(
      `select count(*)::int as leaves, count(distinct entry_id)::int as entries,
              count(*) filter (where epoch = 1)::int as old from ledger_leaf`,
    );
    const began = await ground.rows(`select 1 from audit_entry where kind = 'LEDGER_EPOCH_STARTED'`);
    expect(found).toMatchObject({ leaves: 600 + began.length, entries: 600 + began.length });
    for (const { tenant } of scopes)
      expect(await verdict(ground, tenant, 2, [])).toEqual({ verified: true, doubts: [] });
  });
});

describe('a checkpoint that cannot be built on is refused, and nothing is started:', () => {
  const refused = async (ground: LedgerGround, note: string, why: RegExp) => {
    await expect(startEpoch(ground, [note])).rejects.toThrow(why);
    await expect(planEpoch(ground, [note])).rejects.toThrow(why);
    expect(await ground.rows('select epoch from ledger_epoch')).toEqual([{ epoch: 1 }]);
  };

  test('one that is altered, signed by another, or none', async () => {
    const ground = await aLedger();
    const stranger = await aLedger(newKeys());
    const scope = newScope();
    for (const each of [ground, stranger]) {
      await each.add(scope, 2);
      await each.sealAll();
    }
    const note = await ground.note(scope.tenant);
    await refused(ground, note.replace('\n2\n', '\n3\n'), /number 1 does not have the signature/);
    await refused(ground, await stranger.note(scope.tenant), /LEDGER_PAST_KEYS/);
    await refused(ground, note.trim(), /to the last newline/);
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
    const ground = await restored();
    for (const count of [1, 3]) {
      await ground.add(scope, count);
      await ground.sealAll();
      await refused(ground, kept, /a server continued it after the restore/);
    }
  });

  test('one that the database holds itself under a key that is not configured', async () => {
    const ground = await aLedger();
    const scope = newScope();
    await ground.add(scope, 1);
    await ground.sealAll();
    const rotated = { ...ground, keys: newKeys() };
    await expect(startEpoch(rotated, [])).rejects.toThrow(`stored of ${scope.tenant} was signed with a key`);
  });
});
