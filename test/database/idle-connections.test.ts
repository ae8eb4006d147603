import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

const NAME = 'originator that rests';
const FIVE_MINUTES_MS = 300_000;
const BACKEND = { text: 'select pg_backend_pid() as pid' };

let testDatabase: TestDatabase;
let database: Database;
let looker: Client;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  looker = new Client({ connectionString: testDatabase.adminUrl });
  await looker.connect();
});
afterEach(returnToRealTimers);
afterAll(async () => {
  await database?.close();
  await looker.end();
  await testDatabase.drop();
});

/** What has set a timer meanwhile, such as services that other files use too, is not left waiting. */
function returnToRealTimers(): void {
  if (!vi.isFakeTimers()) return;
  vi.runOnlyPendingTimers();
  vi.useRealTimers();
}

async function connections(): Promise<readonly unknown[]> {
  const { rows } = await looker.query('select pid from pg_stat_activity where application_name = $1', [NAME]);
  return rows.map(({ pid }) => pid);
}

test('given a connection that nobody uses, then it waits five minutes for its next use, and no longer (X5)', async () => {
  database = openDatabase({
    ...{ url: testDatabase.url, poolSize: 1, name: NAME, onConnectionLost: () => {} },
    ...{ statementTimeoutMs: 10_000, connectTimeoutMs: 10_000 },
  });
  const backend = async () => (await database.system((tx) => tx.prepared(BACKEND, [])))[0]?.['pid'];
  await backend();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const first = await backend();
  vi.advanceTimersByTime(FIVE_MINUTES_MS - 1);
  expect(await backend()).toBe(first);
  vi.advanceTimersByTime(FIVE_MINUTES_MS - 1);
  expect(await connections()).toEqual([first]);
  vi.advanceTimersByTime(1);
  returnToRealTimers();
  await expect.poll(connections).toEqual([]);
});
