import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type EmbeddedServer,
  startEmbeddedServer,
} from '../../../src/dev/embedded-postgres/embedded-server.ts';
import { query, serverPid } from '../../support/database/embedded-starts.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, type TestSetup, testSetupOn } from '../../support/test-setup.ts';
import { ask, beginVerification, follow, LONG, PATIENCE } from '../api.ts';
import { doorsOf } from '../doors.ts';

const READ = '{ tenant { tenantId latestVerification { status } } }';
const CHANGE = `mutation {
  verifyTwilioAccount(input: { accountSid: "AC${'0'.repeat(32)}", authToken: "x" }) { __typename }
}`;

let folder: string;
let passwordFile: string;
let database: EmbeddedServer;
let setup: TestSetup;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
  passwordFile = join(folder, 'password');
  const settings = { fsync: 'off', full_page_writes: 'off' };
  database = await startEmbeddedServer({ dataDir: join(folder, 'data'), settings, log: () => undefined });
  await setPassword('first');
  // The login has to show its password from now on; the administrator need not.
  const rules = join(database.dataDir, 'pg_hba.conf');
  await writeFile(rules, `local all originator scram-sha-256\n${await readFile(rules, 'utf8')}`);
  await administer('select pg_reload_conf()');
  await writeFile(passwordFile, 'first\n');
  setup = await testSetupOn(
    { url: database.url, adminUrl: database.superuserUrl.replace('/postgres?', '/originator?') },
    { DATABASE_PASSWORD_FILE: passwordFile, DATABASE_CONNECT_TIMEOUT_MS: '1000' },
  );
  server = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
  await database?.stop();
  // As root the data lies elsewhere, next to its log.
  await rm(join(database.dataDir, '..'), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

const administer = (statement: string) => query(database.superuserUrl, statement);
const setPassword = (password: string) => administer(`alter role originator password '${password}'`);
const standsBy = () => administer('select pg_is_in_recovery() as it').catch(() => 'not reached');
const cutConnections = () =>
  administer(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'originator'`);

interface Answers {
  readonly read: number;
  readonly change: number;
  readonly ready: number;
}

async function answers(token: string): Promise<Answers> {
  const [read, change, ready] = await Promise.all([
    ask(server.endpoint, token, READ),
    ask(server.endpoint, token, CHANGE),
    fetch(`${server.url}/health/ready`),
  ]);
  return { read: read.status, change: change.status, ready: ready.status };
}

const SERVING = { read: 200, change: 200, ready: 200 };
const AWAY = { read: 503, change: 503, ready: 503 };

/** Nothing but an outage or an answer is ever seen until what is expected is. */
async function becomes(token: string, expected: Answers): Promise<void> {
  await expect
    .poll(async () => {
      const now = await answers(token);
      for (const status of Object.values(now)) expect([200, 503]).toContain(status);
      return now;
    }, PATIENCE)
    .toEqual(expected);
}

async function retryAfter(token: string): Promise<string | null> {
  const response = await fetch(server.endpoint, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: READ }),
  });
  return response.headers.get('retry-after');
}

/** An outage as each door tells it: by the status where there is one, and always by code and when to come back. */
const OUTAGE = /"code":"UNAVAILABLE","retryAfterSeconds":2/;

describe('a server that its database refuses', LONG, () => {
  it('given its password is changed, then every door is answered with when to come back, and none with a fault of ours', async () => {
    const tenant = newTenant();
    const token = await setup.token({ tenant });
    await becomes(token, SERVING);
    const verification = await beginVerification(server.endpoint, token, {
      sid: `AC${'0'.repeat(32)}`,
      authToken: 'x',
    });
    await follow('sse', server.endpoint, token, verification).ended;
    const doors = Object.entries(await doorsOf({ setup, url: server.url, tenant, verification }));
    for (const [name, open] of doors) {
      const { status, body } = await open();
      expect([200, 204], `${name}: ${body}`).toContain(status);
      expect(body, name).not.toContain('"errors"');
    }
    await setPassword('other');
    await cutConnections();
    await becomes(token, AWAY);
    for (const [name, open] of doors) {
      const { status, retryAfter, body } = await open();
      expect(body, name).toMatch(name === 'readiness' ? /"database":"unreachable"/ : OUTAGE);
      expect(body, name).not.toMatch(/password|SQLSTATE/);
      // A stream and a socket are open before there is anything to answer.
      const isOpened = / as events|subscription|WebSocket/.test(name);
      expect([status, retryAfter], name).toEqual(
        isOpened ? [200, null] : [503, name === 'readiness' ? null : '2'],
      );
    }
    await setPassword((await readFile(passwordFile, 'utf8')).trim());
    await becomes(token, SERVING);
  });

  it('given its password is changed, then it is 503 until the file has the new one, without a new start', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await becomes(token, SERVING);
    await setPassword('second');
    await cutConnections();
    await becomes(token, AWAY);
    expect(await retryAfter(token)).toMatch(/^\d+$/);
    await writeFile(passwordFile, 'second');
    await becomes(token, SERVING);
  });

  it('given its database takes no connections, then it is 503 until it does', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await becomes(token, SERVING);
    await administer('alter database originator allow_connections false');
    await cutConnections();
    await becomes(token, AWAY);
    await administer('alter database originator allow_connections true');
    await becomes(token, SERVING);
  });

  it('given no standby confirms what is written, then it is not ready until one does or none is asked for (D11)', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await becomes(token, SERVING);
    const ready = async () => (await fetch(`${server.url}/health/ready`)).status;
    const read = async () => (await ask(server.endpoint, token, READ)).status;
    await administer("alter system set synchronous_standby_names = 'nobody'");
    await administer('select pg_reload_conf()');
    await expect.poll(ready, PATIENCE).toBe(503);
    expect(await read()).toBe(200);
    await administer('alter system reset synchronous_standby_names');
    await administer('select pg_reload_conf()');
    await becomes(token, SERVING);
  });

  it('given its server is demoted to a standby, then what changes is 503 and it is not ready until a primary is there', async () => {
    const token = await setup.token({ tenant: newTenant() });
    await becomes(token, SERVING);
    await writeFile(join(database.dataDir, 'standby.signal'), '');
    process.kill(await serverPid(database.dataDir), 'SIGKILL');
    // While it goes down, answers may look like a standby's for a moment.
    await expect.poll(standsBy, PATIENCE).toEqual([{ it: true }]);
    await becomes(token, { read: 200, change: 503, ready: 503 });
    await administer('select pg_promote()');
    await becomes(token, SERVING);
  });
});
