import { Client } from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { keepMonths } from '../../../src/audit/erasure/hold-store.ts';
import { migrate } from '../../../src/database/migrate/migrate.ts';
import { applyRetention } from '../../../src/dispatch/upkeep/retention.ts';
import { tryRetentionLock } from '../../../src/dispatch/upkeep/retention-store.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { waitingForLocks } from '../../support/database/lock-waits.ts';
import { consentsOf, newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import type { TestSettings } from '../../support/test-settings.ts';
import { aCustomTenant, anInput, countRows, newRecipient, sender } from '../dispatch-kit.ts';
import { makeMonth, monthAgo, moveTo } from './old-months.ts';

const started: OwnServices[] = [];
let system: OwnServices;
// Retention works on whole months of all tenants, so each test has a database of its own.
beforeEach(async () => {
  system = await startServices(
    { DISPATCH_BUDGET_MS: '1500', DISPATCH_FIRST_ATTEMPT_MS: '700' },
    { work: false },
  );
  started.push(system);
});
afterAll(async () => {
  for (const each of started) await each.stop();
});

/** Sends a message and moves its record, attempts and key to the tenth of a month long ago. */
async function sentIn(month: string, to = newRecipient()) {
  const record = await system.services.dispatches.dispatch(sender(), anInput({ to }));
  await moveTo(system.rows, month, record.id);
  return record;
}

async function platformLog(): Promise<readonly unknown[]> {
  const rows = await system.rows(
    `select body::jsonb -> 'after' as after from audit_entry where tenant_id = '$platform' and kind = 'RETENTION_APPLIED' order by id`,
  );
  return rows.map(({ after }) => after);
}

const firstDay = (month: string) => `${month.replace('_', '-')}-01`;

/** Everything that there is of a tenant's dispatches. */
const rowsOf = (tenant: string) =>
  system.rows(
    `select to_jsonb(r) as record, (select jsonb_agg(to_jsonb(a)) from dispatch_attempt a where a.tenant_id = $1) as attempts,
            (select jsonb_agg(to_jsonb(k)) from dispatch_key k where k.tenant_id = $1) as keys
       from dispatch_record r where r.tenant_id = $1`,
    [tenant],
  );

/** Has it become known that nothing of the tenant's was accepted. */
async function settled(tenant: string): Promise<void> {
  await system.rows(`update dispatch_record set state = 'FAILED' where tenant_id = $1`, [tenant]);
  await system.rows(`update dispatch_attempt set outcome = 'NOT_SENT' where tenant_id = $1`, [tenant]);
}

/** Adds a second attempt to the tenant's dispatch, begun on the first of a month. */
async function begunIn(month: string, tenant: string, second: { readonly outcome: string }): Promise<void> {
  await system.rows(
    `insert into dispatch_attempt
       select (jsonb_populate_record(a, jsonb_build_object('outcome', $2::text, 'ordinal', 2,
         'id', originator_first_uuid(to_timestamp('${month}_01', 'YYYY_MM_DD'))))).*
         from dispatch_attempt a where tenant_id = $1`,
    [tenant, second.outcome],
  );
}

const GONE = { records: 0, attempts: 0, keys: 0 };
const KEPT = { records: 1, attempts: 1, keys: 1 };

describe('given dispatches of months long ago', () => {
  test('whole months go with their keys, which are free again, and the log says so (D10, A1)', async () => {
    const [old, older] = [await monthAgo(system.rows, 3), await monthAgo(system.rows, 4)];
    await makeMonth(system.rows, older);
    await makeMonth(system.rows, old);
    const first = await sentIn(older);
    const second = await sentIn(old);
    const recent = await system.services.dispatches.dispatch(sender(), anInput());
    expect(await applyRetention(system.database, 3)).toEqual([firstDay(older)]);
    expect(await countRows(system, first.tenant)).toEqual(GONE);
    expect(await countRows(system, second.tenant)).toEqual(KEPT);
    expect(await applyRetention(system.database, 2)).toEqual([firstDay(old)]);
    expect(await countRows(system, second.tenant)).toEqual(GONE);
    expect(await countRows(system, recent.tenant)).toEqual(KEPT);
    expect(await applyRetention(system.database, 1)).toEqual([]);
    const gone = { dispatches: 1, attempts: 1, keys: 1, kept: 0 };
    expect(await platformLog()).toEqual([
      { month: older.replace('_', '-'), ...gone },
      { month: old.replace('_', '-'), ...gone },
    ]);
    // Counters and the tenants' logs stay.
    const [{ count } = { count: null }] = await system.rows(
      'select count(*)::int as count from dispatch_rollup where tenant_id = $1',
      [first.tenant],
    );
    expect(count).toBe(1);
    expect(await system.rows(`select kind from audit_entry where tenant_id = $1`, [first.tenant])).toEqual([
      { kind: 'DISPATCH_DECIDED' },
    ]);
  });

  test('what a legal hold covers stays until it is released, and nothing else (A6, D10)', async () => {
    const month = await monthAgo(system.rows, 3);
    await makeMonth(system.rows, month);
    const at = (day: number) => new Date(`${month.replace('_', '-')}-${day}T00:00:00Z`);
    const whole = { subject: null, from: null, to: null };
    const sent = async () => (await sentIn(month)).tenant;
    const cases = [
      { tenant: await sent(), hold: whole, kept: true },
      { tenant: await sent(), hold: { ...whole, from: at(10), to: at(11) }, kept: true },
      { tenant: await sent(), hold: { ...whole, subject: sender().actor.subject }, kept: true },
      { tenant: await sent(), hold: { ...whole, to: at(10) }, kept: false },
      { tenant: await sent(), hold: { ...whole, from: at(11) }, kept: false },
      { tenant: await sent(), hold: { ...whole, subject: 'somebody else' }, kept: false },
    ];
    const placed: { readonly scope: RequestScope; readonly id: string }[] = [];
    for (const { tenant, hold } of cases) {
      const scope = newScope({ tenant, subject: 'officer' });
      const { id } = await system.services.holds.place(scope, {
        ...hold,
        reason: 'a suit',
        reference: 'case 1',
      });
      placed.push({ scope, id });
    }
    await applyRetention(system.database, 1);
    for (const { tenant, kept } of cases) expect(await countRows(system, tenant)).toEqual(kept ? KEPT : GONE);
    expect(await platformLog()).toEqual([
      { month: month.replace('_', '-'), dispatches: 3, attempts: 3, keys: 3, kept: 3 },
    ]);
    expect(await applyRetention(system.database, 1)).toEqual([]);
    for (const { scope, id } of placed) {
      const other = newScope({ tenant: scope.tenant, subject: 'another officer' });
      await system.services.holds.release(other, { id, reason: 'it is over' });
    }
    expect(await applyRetention(system.database, 1)).toEqual([firstDay(month)]);
    for (const { tenant } of cases) expect(await countRows(system, tenant)).toEqual(GONE);
  });

  test('a hold is placed before a month is dropped or after it, never meanwhile (A6)', async () => {
    const month = await monthAgo(system.rows, 3);
    await makeMonth(system.rows, month);
    const { tenant } = await sentIn(month);
    await system.database.write(tenant, async (tx) => {
      await keepMonths(tx);
      expect(await applyRetention(system.database, 1)).toEqual([]);
    });
    const scope = newScope({ tenant, subject: 'officer' });
    const { placing } = await system.database.system(async (tx) => {
      expect(await tryRetentionLock(tx)).toBe(true);
      const hold = { subject: null, from: null, to: null, reason: 'a suit', reference: 'case 1' };
      const begun = { placing: system.services.holds.place(scope, hold) };
      await waitingForLocks(system, 1);
      expect(await system.rows('select 1 from legal_hold')).toEqual([]);
      return begun;
    });
    expect((await placing).reference).toBe('case 1');
    expect(await applyRetention(system.database, 1)).toEqual([]);
  });

  test('consents, versions and the log of those who gave them outlive their dispatches (C7, S5)', async () => {
    system = await startServices();
    started.push(system);
    const { scope } = await aCustomTenant(system);
    const { tenant } = scope;
    const standing = async () => [
      await consentsOf(system, tenant),
      await system.rows('select * from configuration_version where tenant_id = $1', [tenant]),
      await system.rows('select id, body from audit_entry where tenant_id = $1 order by id', [tenant]),
    ];
    const month = await monthAgo(system.rows, 4);
    await makeMonth(system.rows, month);
    const { id } = await system.services.dispatches.dispatch(scope, anInput());
    await moveTo(system.rows, month, id);
    const before = await standing();
    expect(before.map((rows) => rows.length > 0)).toEqual([true, true, true]);
    await applyRetention(system.database, 1);
    expect(await countRows(system, tenant)).toEqual(GONE);
    expect(await standing()).toEqual(before);
  });

  test('one that is open stays until it is settled, and all others of its month go (D11, A1)', async () => {
    const month = await monthAgo(system.rows, 4);
    await makeMonth(system.rows, month);
    const open = await sentIn(month, '+15005000602');
    expect(open.state).toBe('OUTCOME_UNKNOWN');
    const beside = [await sentIn(month), await sentIn(month)];
    const before = await rowsOf(open.tenant);
    expect(await applyRetention(system.database, 1)).toEqual([firstDay(month)]);
    for (const { tenant } of beside) expect(await countRows(system, tenant)).toEqual(GONE);
    expect(await rowsOf(open.tenant)).toEqual(before);
    expect(await applyRetention(system.database, 1)).toEqual([]);
    // What stays is read, written and guarded as everything else is.
    await migrate({ url: system.databaseUrl });
    await settled(open.tenant);
    await system.read(open.tenant, async (tx) =>
      expect(
        await tx.prepared({ name: '', text: 'select state from dispatch_record where tenant_id = $1' }, [
          open.tenant,
        ]),
      ).toEqual([{ state: 'FAILED' }]),
    );
    expect(
      await system.rows(
        `select relname from pg_class where relname like $1 and relkind = 'r' and relrowsecurity and relforcerowsecurity`,
        [`dispatch\\_%${month}`],
      ),
    ).toHaveLength(2);
    expect(await applyRetention(system.database, 1)).toEqual([firstDay(month)]);
    expect(await countRows(system, open.tenant)).toEqual(GONE);
    expect(await platformLog()).toEqual([
      { month: month.replace('_', '-'), dispatches: 2, attempts: 2, keys: 2, kept: 1 },
      { month: month.replace('_', '-'), dispatches: 1, attempts: 1, keys: 1, kept: 0 },
    ]);
    expect(await system.rows('select relname from pg_class where relname like $1', [`%${month}%`])).toEqual(
      [],
    );
  });

  test('attempts that were begun in the next month stay with an open dispatch, and keep it (D11)', async () => {
    const [old, older] = [await monthAgo(system.rows, 3), await monthAgo(system.rows, 4)];
    await makeMonth(system.rows, older);
    await makeMonth(system.rows, old);
    const open = await sentIn(older, '+15005000602');
    const accepted = await sentIn(older);
    await begunIn(old, open.tenant, { outcome: 'REFUSED' });
    await begunIn(old, accepted.tenant, { outcome: 'OPEN' });
    const beside = await sentIn(old);
    expect(await applyRetention(system.database, 1)).toEqual([firstDay(old)]);
    expect(await countRows(system, beside.tenant)).toEqual(GONE);
    for (const { tenant } of [open, accepted])
      expect(await countRows(system, tenant)).toEqual({ ...KEPT, attempts: 2 });
    for (const { tenant } of [open, accepted]) await settled(tenant);
    expect(await applyRetention(system.database, 1)).toEqual([firstDay(older), firstDay(old)]);
    for (const { tenant } of [open, accepted]) expect(await countRows(system, tenant)).toEqual(GONE);
  });

  test('neither the present nor the last month can be dropped, nor by anybody but the system (X3)', async () => {
    const drop = (month: string, run: typeof system.database.system) =>
      run((tx) =>
        tx.prepared({ name: 'try-drop', text: 'select originator_set_month_apart(to_date($1, $2))' }, [
          month,
          'YYYY_MM',
        ]),
      );
    for (const months of [0, 1]) {
      await expect(drop(await monthAgo(system.rows, months), system.database.system)).rejects.toThrow(
        'no month that can be dropped',
      );
    }
    const { tenant } = sender();
    await expect(
      drop(await monthAgo(system.rows, 4), (work) => system.database.write(tenant, work)),
    ).rejects.toThrow('permission denied');
  });
});

describe('given a key of the last month', () => {
  test('it still stands for its record, which is in another partition than a new one would be (D10)', async () => {
    const input = anInput({ to: newRecipient() });
    const scope = sender();
    const first = await system.services.dispatches.dispatch(scope, input);
    await moveTo(system.rows, await monthAgo(system.rows, 1), first.id);
    const again = await system.services.dispatches.dispatch(scope, input);
    expect(again.createdAt).toEqual(first.createdAt);
    expect(again.id).not.toBe(first.id);
    expect(await countRows(system, scope.tenant)).toEqual(KEPT);
    expect(system.simulator.accepted().filter(({ to }) => to === input.to)).toHaveLength(1);
  });
});

/** Services that do no work yet, with a dispatch of three months ago. */
async function aNodeWithAnOldMonth(settings: TestSettings) {
  const node = await startServices({ ...settings, RECOVERY_POLL_MS: '3600000' }, { work: false });
  started.push(node);
  system = node;
  const old = await monthAgo(system.rows, 3);
  await makeMonth(system.rows, old);
  return { node, sent: await sentIn(old) };
}

describe('given a month ahead that has no partitions', () => {
  test('when a node runs, then a job of its makes them, for records and attempts', async () => {
    const ahead = await monthAgo(system.rows, -1);
    const tables = [`dispatch_record_${ahead}`, `dispatch_attempt_${ahead}`];
    for (const table of tables) await system.rows(`drop table ${table}`);
    const { background } = system.anotherNode();
    background.start();
    const made = async () =>
      (await system.rows('select relname from pg_class where relname = any($1)', [tables])).length;
    await expect.poll(made, { timeout: 20_000 }).toBe(2);
    await background.stop();
  });
});

describe('given a node', () => {
  test.each([
    { what: 'that keeps one month', settings: { RETENTION_MONTHS: '1' }, left: 0 },
    { what: 'that is told nothing about it', settings: {}, left: 1 },
  ])('$what, when it runs, then $left dispatches of long ago are left', async ({ settings, left }) => {
    const { node, sent } = await aNodeWithAnOldMonth(settings);
    const { background } = node.anotherNode();
    background.start();
    if (left === 0) {
      await expect
        .poll(async () => (await countRows(node, sent.tenant)).records, { timeout: 20_000 })
        .toBe(0);
    }
    await background.stop();
    expect((await countRows(node, sent.tenant)).records).toBe(left);
  });

  test('whose month is in use for longer than it waits, when it has failed, then it tries again soon', async () => {
    const { node, sent } = await aNodeWithAnOldMonth({ RETENTION_MONTHS: '1' });
    const reader = new Client({ connectionString: node.adminUrl });
    await reader.connect();
    await reader.query('begin; lock table dispatch_record in access share mode');
    const { background } = node.anotherNode();
    background.start();
    const isTold = () =>
      node.logLines.some((line) => line.includes('lock timeout') && line.includes('retention'));
    await expect.poll(isTold, { timeout: 20_000 }).toBe(true);
    await reader.end();
    await expect.poll(async () => (await countRows(node, sent.tenant)).records, { timeout: 20_000 }).toBe(0);
    await background.stop();
  }, 60_000);
});
