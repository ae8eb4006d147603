import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { query, serverPid } from '../support/database/embedded-starts.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, type TestSetup, testSetupOn } from '../support/test-setup.ts';
import { until } from '../support/until.ts';
import { ask, beginVerification, follow, LONG, PATIENCE, TRANSPORTS } from './api.ts';
import { allEnded, expectNothingHalfDone } from './outcomes.ts';

const TENANT = '{ tenant { tenantId latestVerification { status } } }';

let dataDir: string;
let database: EmbeddedServer;
let setup: TestSetup;
let server: ServerProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'originator-test-'));
  const settings = { fsync: 'off', full_page_writes: 'off' };
  database = await startEmbeddedServer({ dataDir, settings, log: () => undefined });
  setup = await testSetupOn(
    { url: database.url, adminUrl: onDatabaseOf(database.url, database.superuserUrl) },
    { TWILIO_RESPONSE_TIMEOUT_MS: '1000', TWILIO_ATTEMPTS: '10' },
  );
  server = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
  await database?.stop();
  // As root the data lies elsewhere, next to its log.
  await rm(join(database.dataDir, '..'), { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

/** The administrator's connection, to the database of the other URL. */
function onDatabaseOf(url: string, adminUrl: string): string {
  const target = new URL(adminUrl);
  target.pathname = new URL(url).pathname;
  return target.href;
}

async function isServing(token: string): Promise<boolean> {
  const [answer, ready] = await Promise.all([
    ask(server.endpoint, token, TENANT),
    fetch(`${server.url}/health/ready`),
  ]);
  return answer.status === 200 && ready.status === 200;
}

/** Kills PostgreSQL itself, which is then started again by its launcher. */
async function killDatabase(): Promise<void> {
  process.kill(await serverPid(database.dataDir), 'SIGKILL');
}

/** What is answered while there is no database, as often as one can ask until there is one again. */
async function answersWithout(token: string) {
  const answers: { readonly status: number; readonly body: string }[] = [];
  const health: { readonly status: number; readonly body: string }[] = [];
  await killDatabase();
  await until(async () => {
    answers.push(await ask(server.endpoint, token, TENANT));
    const ready = await fetch(`${server.url}/health/ready`);
    health.push({ status: ready.status, body: await ready.text() });
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    return answers.at(-1)?.status === 200 && ready.status === 200;
  }, 20);
  return { answers, health };
}

describe('a server whose database goes away', LONG, () => {
  it('given its connections are ended, when it is asked, then it is up and serves again by itself', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await expect.poll(() => isServing(token), PATIENCE).toBe(true);
    const [ended] = await setup.rows(
      `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity where application_name like 'originator%'`,
    );
    expect(ended?.['n']).toBeGreaterThan(0);
    await expect.poll(() => isServing(token), PATIENCE).toBe(true);
    expect(server.isRunning(), server.output()).toBe(true);
  });

  it('given PostgreSQL is killed, when it is asked, then it answers 503 in words and serves again by itself', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await expect.poll(() => isServing(token), PATIENCE).toBe(true);
    let refused: string[] = [];
    let unready: string[] = [];
    // A machine that stands still may let the moment without a database pass unseen.
    for (let attempt = 0; attempt < 5 && (refused.length === 0 || unready.length === 0); attempt++) {
      const { answers, health } = await answersWithout(token);
      refused = answers.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body}`);
      unready = health.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body}`);
    }
    expect(refused[0]).toMatch(/^503 .*"code":"UNAVAILABLE"/);
    expect(refused[0]).toContain('Try again soon.');
    expect(new Set(refused.map((text) => text.slice(0, 4)))).toEqual(new Set(['503 ']));
    expect(unready[0]).toMatch(
      /^503 {"status":"not ready","checks":{"database":"unreachable",.*"tokenKeys":"ok"/,
    );
    expect(server.isRunning(), server.output()).toBe(true);
  });

  it.each(TRANSPORTS)(
    'given a subscriber over %s, when PostgreSQL is killed meanwhile, then the stream goes on to its end (V5)',
    async (transport) => {
      const tenant = newTenant();
      const token = await setup.token({ tenant });
      await expect.poll(() => isServing(token), PATIENCE).toBe(true);
      const account = setup.simulator.addAccount({ numbers: 2, scenario: 'HANGS' });
      const id = await beginVerification(server.endpoint, token, account);
      const following = follow(transport, server.endpoint, token, id);
      await expect.poll(() => following.received, PATIENCE).toContain('CHECKING_CREDENTIALS');
      await killDatabase();
      await expect
        .poll(() => query(database.url, 'select 1 as n').catch(() => []), PATIENCE)
        .toEqual([{ n: 1 }]);
      setup.simulator.account(account.sid).setScenario('FINE');
      expect(await following.ended).toMatchObject({ completed: true });
      expect(following.received.at(-1)).toBe('VERIFIED');
      await allEnded(setup);
      await expectNothingHalfDone(setup);
    },
  );
});
