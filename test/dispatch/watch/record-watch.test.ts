import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { changeDispatch } from '../../../src/dispatch/settle/settlement.ts';
import type { RecordedEvent } from '../../../src/dispatch/watch/record-queue.ts';
import { createRecordWatch, type RecordWatch } from '../../../src/dispatch/watch/record-watch.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { systemScope } from '../../../src/kernel/scope.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { until } from '../../support/until.ts';
import { anInput, recordsOf, sender } from '../dispatch-kit.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

type Events = AsyncIterableIterator<RecordedEvent, undefined>;

/** A node's watch of the test's own. */
function aWatch(
  options: {
    readonly pollMs?: number;
    readonly queueLimit?: number;
    readonly readLimit?: number;
    readonly database?: Database;
  } = {},
): RecordWatch {
  const watch = createRecordWatch({
    database: system.database,
    pollMs: 10,
    clock: () => performance.now(),
    onError: (error) => expect.unreachable(String(error)),
    ...options,
  });
  onTestFinished(() => watch.close());
  return watch;
}

/** The database, and how often a watch has looked into it. */
function counted() {
  let looks = 0;
  const database: Database = {
    ...system.database,
    system: (work, limits) => {
      looks += 1;
      return system.database.system(work, limits);
    },
  };
  return { database, looks: () => looks };
}

function send(tenant: TenantId, changes: Parameters<typeof anInput>[0] = {}): Promise<DispatchRecord> {
  return system.services.dispatches.dispatch(sender(tenant), anInput(changes));
}

/** Changes a record as a status callback does. */
async function deliver(
  { tenant, id }: DispatchRecord,
  change: Partial<DispatchRecord>,
  at?: Date,
): Promise<void> {
  await system.database.write(tenant, (tx) =>
    changeDispatch(tx, systemScope(tenant, 'test', 'test'), id, (record, now) => ({
      ...record,
      ...change,
      changedAt: at ?? now,
    })),
  );
}

async function nextOf(events: Events): Promise<RecordedEvent> {
  const { value } = await events.next();
  return value ?? expect.unreachable('the watch has ended');
}

async function take(events: Events, count: number): Promise<readonly RecordedEvent[]> {
  const taken: RecordedEvent[] = [];
  while (taken.length < count) taken.push(await nextOf(events));
  return taken;
}

describe('a watch of dispatch records', () => {
  test('given a subscriber, when a record settles and changes, then each is given once, complete', async () => {
    const { tenant } = sender();
    const events = await aWatch().watch(tenant, {});
    const record = await send(tenant);
    expect(await nextOf(events)).toEqual({ record, missed: 0 });
    await deliver(record, { delivery: 'SENT' });
    await deliver(record, { delivery: 'SENT', followUps: 3 });
    const { record: sent } = await nextOf(events);
    expect(sent).toMatchObject({ id: record.id, delivery: 'SENT' });
    await deliver(record, { delivery: 'DELIVERED' });
    const { record: delivered } = await nextOf(events);
    expect(delivered).toMatchObject({ id: record.id, delivery: 'DELIVERED' });
  });

  test('given two changes that bear one instant, when they are looked at apart, then both are given', async () => {
    const { tenant } = sender();
    const events = await aWatch().watch(tenant, {});
    const record = await send(tenant);
    await nextOf(events);
    const at = new Date();
    await deliver(record, { delivery: 'SENDING' }, at);
    expect((await nextOf(events)).record.delivery).toBe('SENDING');
    await deliver(record, { delivery: 'SENT' }, at);
    expect((await nextOf(events)).record.delivery).toBe('SENT');
  });

  test('given a change that commits late, when its instant is older than the last look, then it is given', async () => {
    const { tenant } = sender();
    const events = await aWatch().watch(tenant, {});
    const first = await send(tenant);
    await nextOf(events);
    await deliver(first, { delivery: 'SENT' }, new Date(Date.now() - 9_000));
    expect((await nextOf(events)).record.delivery).toBe('SENT');
  });

  test('given a change that commits half a minute late, then it is not looked for, since a look goes back ten seconds', async () => {
    const { tenant } = sender();
    const events = await aWatch().watch(tenant, {});
    const first = await send(tenant);
    await nextOf(events);
    await deliver(first, { delivery: 'SENT' }, new Date(Date.now() - 30_000));
    const second = await send(tenant);
    expect((await nextOf(events)).record.id).toBe(second.id);
  });

  test('given records of before, when somebody joins late, then only what changes from then on is given', async () => {
    const { tenant } = sender();
    const watch = aWatch();
    await watch.watch(sender().tenant, {});
    const { changedAt } = await send(tenant);
    await until(async () => {
      const later = `select date_trunc('milliseconds', clock_timestamp()) > $1 as later`;
      return (await system.rows(later, [changedAt]))[0]?.['later'];
    });
    const events = await watch.watch(tenant, {});
    const later = await send(tenant);
    expect((await nextOf(events)).record.id).toBe(later.id);
  });

  test('given a record that settles while somebody joins, when the first look comes after it, then it is given', async () => {
    const { tenant } = sender();
    const watch = aWatch();
    const joining = watch.watch(tenant, {});
    const record = await send(tenant);
    expect((await nextOf(await joining)).record.id).toBe(record.id);
  });

  test('given a record that settles while the first look waits for a connection, then it is given', async () => {
    const { tenant } = sender();
    let letGo = () => {};
    const connection = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const database: Database = {
      ...system.database,
      system: async (work, limits) => {
        await connection;
        return system.database.system(work, limits);
      },
    };
    const joining = aWatch({ database }).watch(tenant, {});
    const record = await send(tenant);
    letGo();
    expect((await nextOf(await joining)).record.id).toBe(record.id);
  });

  test('given a record under way, when it has not settled, then it is not given', async () => {
    const { tenant } = sender();
    const events = await aWatch().watch(tenant, {});
    const slow = send(tenant, { to: '+15005010605' });
    const { record } = await nextOf(events);
    expect(record.state).toBe('ACCEPTED');
    expect((await slow).id).toBe(record.id);
  });

  test('given filters, when records settle, then each subscriber is given its own tenant and what it asked for (X2)', async () => {
    const { tenant } = sender();
    const watch = aWatch();
    const [voice, failed, foreign] = await Promise.all([
      watch.watch(tenant, { channels: ['VOICE'] }),
      watch.watch(tenant, { states: ['FAILED'], countries: ['US'] }),
      watch.watch(sender().tenant, {}),
    ]);
    let foreignEvents = 0;
    const counting = foreign.next().then(({ done }) => {
      if (done !== true) foreignEvents += 1;
    });
    await send(tenant);
    const call = await send(tenant, { channel: 'VOICE' });
    const refused = await send(tenant, { to: '+15005521211' });
    expect((await nextOf(voice)).record.id).toBe(call.id);
    expect((await nextOf(failed)).record.id).toBe(refused.id);
    await foreign.return?.();
    await counting;
    expect(foreignEvents).toBe(0);
  });

  test('given a subscriber that does not read, when more comes than waits for it, then it is told how many it missed', async () => {
    const { tenant } = sender();
    const watch = aWatch({ queueLimit: 3 });
    const slow = await watch.watch(tenant, {});
    const quick = await watch.watch(tenant, {});
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) {
      const { id } = await send(tenant);
      ids.push(id);
      expect(await nextOf(quick)).toMatchObject({ record: { id }, missed: 0 });
    }
    const given = await take(slow, 3);
    expect(given.map(({ missed }) => missed)).toEqual([7, 0, 0]);
    expect(given.map(({ record }) => record.id)).toEqual(ids.slice(7));
    const { id } = await send(tenant);
    expect(await nextOf(slow)).toMatchObject({ record: { id }, missed: 0 });
  });

  test('given more records than one look reads, when they settle at once, then all are given, each once', async () => {
    const { tenant } = sender();
    const events = await aWatch({ pollMs: 500, readLimit: 5 }).watch(tenant, {});
    const inputs = Array.from({ length: 32 }, () => anInput());
    const items = await system.services.dispatches.dispatchBatch(sender(tenant), inputs);
    const given = await take(events, 32);
    expect(new Set(given.map(({ record }) => record.id))).toEqual(
      new Set(recordsOf(items).map(({ id }) => id)),
    );
    expect(given.every(({ missed }) => missed === 0)).toBe(true);
  });

  test('given many subscribers of many tenants, when they are looked for, then it is one statement', async () => {
    const watch = aWatch({ pollMs: 60_000 });
    const begun = system.statements.length;
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        watch.watch(sender().tenant, index % 2 === 0 ? {} : { rules: [] }),
      ),
    );
    const looks = system.statements.slice(begun).filter((text) => text.includes('row_version'));
    expect(looks.length).toBeGreaterThanOrEqual(1);
    expect(looks.length).toBeLessThanOrEqual(2);
  });

  test('given nobody who follows, when dispatches are sent, then nothing is read for anybody', async () => {
    const { tenant } = sender();
    const [left, followed] = [counted(), counted()];
    const watch = aWatch({ database: left.database });
    const events = await watch.watch(tenant, {});
    await events.return?.();
    const others = await aWatch({ database: followed.database }).watch(tenant, {});
    // One that was begun before may still end.
    await until(async () => {
      const [before, seen] = [left.looks(), followed.looks()];
      await send(tenant);
      await nextOf(others);
      await until(() => followed.looks() > seen + 5);
      return left.looks() === before;
    });
  });

  test('given a database that does not answer, when somebody subscribes, then it is told and may try again', async () => {
    const failures: unknown[] = [];
    let isDown = true;
    const watch = createRecordWatch({
      database: {
        ...system.database,
        system: (work) => (isDown ? Promise.reject(new Error('down')) : system.database.system(work)),
      },
      pollMs: 10,
      clock: () => performance.now(),
      onError: (error) => failures.push(error),
    });
    onTestFinished(() => watch.close());
    const { tenant } = sender();
    await expect(watch.watch(tenant, {})).rejects.toThrow('down');
    expect(failures).toHaveLength(1);
    isDown = false;
    const events = await watch.watch(tenant, {});
    const record = await send(tenant);
    expect((await nextOf(events)).record.id).toBe(record.id);
  });

  test('given a stop, when somebody waits, then its stream ends', async () => {
    const watch = aWatch();
    const events = await watch.watch(sender().tenant, {});
    const waiting = events.next();
    await watch.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
    const late = await watch.watch(sender().tenant, {});
    expect((await late.next()).done).toBe(true);
  });
});
