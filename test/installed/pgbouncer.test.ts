import { Client } from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { runCommand } from '../cli/command.ts';
import { ask, beginToAsk, PATIENCE, VIEWER } from '../process/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import { walkEssentials } from '../support/essentials.ts';
import { runToEnd, startServerProcess } from '../support/processes/server-process.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { newTenant, type TestSetup, testSetupOn } from '../support/test-setup.ts';
import { CONNECTIONS, keepsStatements, type Pooler, type PoolerSetup, startPgBouncer } from './pgbouncer.ts';

const LEGAL_TEXT = '{ consentDocument { version } }';
/** Well under the time that an operation has, after which reading would end anyway. */
const SOON = { timeout: 7_000, interval: 25 };
/** Dispatches that leave at once. */
const SINGLES = 30;

const running: { stop(): Promise<void> }[] = [];

afterAll(async () => {
  for (const each of running.reverse()) await each.stop();
});

async function emptyDatabase(): Promise<TestDatabase> {
  const made = await createTestDatabase({ content: 'empty' });
  running.push({ stop: () => made.drop() });
  return made;
}

/** @param target is served by servers with one set of keys only */
async function pooled(
  setup: PoolerSetup,
  target: Pick<TestDatabase, 'url' | 'adminUrl'>,
  settings: TestSettings = {},
): Promise<{ pooler: Pooler; ground: TestSetup }> {
  const pooler = await startPgBouncer(setup, inject('testServer').loginUrl);
  running.push(pooler);
  const database = { url: pooler.urlOf(target.url), adminUrl: target.adminUrl };
  const ground = await testSetupOn(database, { DATABASE_POOL_SIZE: '10', ...settings });
  running.push(ground);
  return { pooler, ground };
}

const LOCKS = `select classid, objid from pg_locks
  where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`;

/** What the next transactions find on as many connections of the pool at once. */
async function foundInThePool(url: string): Promise<readonly unknown[]> {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  for (const client of clients) await client.query('begin');
  const found = await Promise.all(
    clients.map((client) =>
      client.query(`select current_user = session_user as own_role, current_setting('statement_timeout') as timeout,
        nullif(current_setting('originator.tenant', true), '') as tenant, (select count(*)::int from pg_prepared_statements) as named`),
    ),
  );
  await Promise.all(clients.map((client) => client.query('rollback').then(() => client.end())));
  return found.map(({ rows }) => rows[0]);
}

/** How many connections of the program the pooler had at once, at most, while it was at work. */
async function mostClients(pooler: Pooler, work: Promise<unknown>): Promise<number> {
  let isOver = false;
  work.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  let most = 0;
  while (!isOver) {
    const clients = await pooler.show('clients');
    const ours = clients.filter(({ application_name: name }) => String(name).startsWith('originator'));
    most = Math.max(most, ours.length);
  }
  return most;
}

/** Ways to pool transactions: what PgBouncer is told, and what the program. */
const WAYS: readonly (readonly [string, Omit<PoolerSetup, 'mode'>, Readonly<Record<string, string>>])[] = [
  ['as it comes', {}, {}],
  ...(keepsStatements()
    ? [
        ['and keeps no statements', { keptStatements: 0 }, {}] as const,
        ['and keeps statements', { keptStatements: 100 }, { DATABASE_PREPARED: 'on' }] as const,
      ]
    : []),
];

test.each(WAYS)(
  'given PgBouncer that pools transactions %s, when 30 dispatches leave at once, then all is answered as without it, and nothing stays in the pool (D11, X3)',
  async (_, setup, settings) => {
    const { pooler, ground } = await pooled(
      { mode: 'transaction', ...setup },
      await emptyDatabase(),
      settings,
    );
    await Promise.all([1, 2, 3].map(() => migrate({ url: ground.databaseUrl })));
    expect(await ground.rows(LOCKS)).toEqual([]);
    const server = await startServerProcess(ground.environment);
    try {
      const walk = walkEssentials({ ...ground, ...server }, SINGLES);
      const [most] = await Promise.all([mostClients(pooler, walk), walk]);
      expect(most).toBeGreaterThan(CONNECTIONS);
      expect(server.output()).not.toMatch(/"level":(50|60)/);
    } finally {
      expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
    }
    expect(await ground.rows(LOCKS)).toEqual([]);
    const isKept = setup.keptStatements !== undefined && setup.keptStatements > 0;
    const named = isKept ? expect.toSatisfy((count) => count > 0) : 0;
    const nothing = { own_role: true, timeout: '0', tenant: null, named };
    expect(await foundInThePool(ground.databaseUrl)).toEqual(Array(CONNECTIONS).fill(nothing));
  },
);

test('given PgBouncer that pools transactions, when a client leaves what it reads, then its statement is cancelled and no other (X5)', async () => {
  const own = await createTestDatabase({ content: 'migrated' });
  const { ground } = await pooled({ mode: 'transaction' }, own);
  const server = await startServerProcess(ground.environment);
  const holder = new Client({ connectionString: ground.adminUrl });
  await holder.connect();
  try {
    await holder.query('begin; lock table consent_document in access exclusive mode');
    const waiting = async () =>
      (
        await ground.rows(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).length;
    const token = await ground.token({ tenant: newTenant() });
    const [leaves, stays] = [LEGAL_TEXT, LEGAL_TEXT].map((query) =>
      beginToAsk(server.endpoint, token, query),
    );
    await expect.poll(waiting, PATIENCE).toBe(2);
    await leaves?.();
    await expect.poll(waiting, SOON).toBe(1);
    expect((await ask(server.endpoint, token, VIEWER)).status).toBe(200);
    expect(await waiting()).toBe(1);
    await stays?.();
    await expect.poll(waiting, SOON).toBe(0);
  } finally {
    await holder.end();
    expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  }
  running.push({ stop: () => own.drop() });
});

test('given PgBouncer that pools statements, when a server or a migration starts, then it is refused in one sentence', async () => {
  const { ground } = await pooled({ mode: 'statement' }, await emptyDatabase());
  const refused = {
    code: 1,
    stderr: expect.stringMatching(/^[^\n]*set its pool mode to transaction or session\.\n$/),
  };
  expect(await runToEnd(ground.environment)).toMatchObject(refused);
  expect(await runCommand('migrate', [], ground.environment)).toMatchObject(refused);
});
