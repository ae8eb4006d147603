import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/client.ts';
import { refuseUnfitDatabase } from '../../src/database/migrate/migrate.ts';
import { applyRetention } from '../../src/dispatch/upkeep/retention.ts';
import { runCommand } from '../cli/command.ts';
import { makeMonth, monthAgo, moveTo } from '../dispatch/upkeep/old-months.ts';
import { createTestDatabase, servingUrlOf, type TestDatabase } from '../support/database/cluster.ts';
import { HOSTILE_SHELL, makeHostile } from '../support/database/hostile-session.ts';
import { walkEssentials } from '../support/essentials.ts';
import { startServerProcess } from '../support/processes/server-process.ts';
import { type TestSetup, testSetupOn } from '../support/test-setup.ts';

let database: TestDatabase;
let setup: TestSetup;

beforeAll(async () => {
  database = await createTestDatabase({ content: 'empty' });
  await makeHostile(database);
  setup = await testSetupOn(database);
});
afterAll(async () => {
  await setup.stop();
  await database.drop();
});

/** Migrates while another has the lock of migrations, for longer than a session of this database may take for anything. */
async function migrateLate(): Promise<void> {
  const other = new Client({ connectionString: database.adminUrl });
  await other.connect();
  await other.query('begin; select pg_advisory_xact_lock(7251904411)');
  const migrated = runCommand('migrate', [], { ...setup.environment, ...HOSTILE_SHELL });
  const waits = `select from pg_stat_activity where application_name = 'originator migrate'
    and datname = current_database() and wait_event = 'advisory' and query_start < clock_timestamp() - interval '1.2 seconds'`;
  const waited = async () => {
    await expect
      .poll(async () => (await setup.rows(waits)).length, { timeout: 20_000, interval: 50 })
      .toBeGreaterThan(0);
    return 'waited';
  };
  try {
    expect(await Promise.race([waited(), migrated])).toBe('waited');
  } finally {
    await other.end();
  }
  expect(await migrated).toEqual({ code: 0, stdout: 'The database is up to date.\n', stderr: '' });
}

test('given a database, a login and a shell that set everything otherwise, then all is answered as it should be, and nothing is read or kept elsewhere (D11, X3, A3)', async () => {
  await migrateLate();
  const environment = { ...setup.environment, ...HOSTILE_SHELL };
  const server = await startServerProcess(environment);
  let tenant: string;
  try {
    tenant = await walkEssentials({ ...setup, ...server, environment }, 4);
    expect(server.output()).not.toMatch(/"level":(40|50|60)/);
  } finally {
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  }
  const [row] = await setup.rows('select id from dispatch_record where tenant_id = $1 limit 1', [tenant]);
  const month = await monthAgo(setup.rows, 3);
  await makeMonth(setup.rows, month);
  await moveTo(setup.rows, month, String(row?.['id']));
  const settings = { poolSize: 1, statementTimeoutMs: 15_000, connectTimeoutMs: 5_000 };
  const opened = openDatabase({ ...settings, url: database.url, onConnectionLost: () => {} });
  expect(await applyRetention(opened, 1)).toEqual([`${month.replace('_', '-')}-01`]);
  await opened.close();
  expect(
    await setup.rows(`select sum(n_tup_ins) as written from pg_stat_user_tables where schemaname = 'app'`),
  ).toEqual([{ written: '0' }]);
  await refuseUnfitDatabase({ url: await servingUrlOf(database) });
}, 90_000);

test('given a shell with variables of other programs, then the embedded server starts and stops as without them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'originator-shell-'));
  const server = await startServerProcess({ ...HOSTILE_SHELL, DATA_DIR: folder });
  const health = await fetch(`${server.url}/health/ready`);
  expect(health.status).toBe(200);
  const check = await runCommand('stats-check', [], {
    ...HOSTILE_SHELL,
    ORIGINATOR_MODE: 'development',
    DATA_DIR: folder,
  });
  expect(check.code, check.stderr).toBe(0);
  expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  await rm(folder, { recursive: true, force: true });
});
