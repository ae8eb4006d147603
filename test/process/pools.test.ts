import { once } from 'node:events';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Ground, newTenant, startGround } from '../support/ground.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { ask, beginToAsk, LONG, PATIENCE } from './api.ts';

const READING = 4;
/** What nothing but reading the legal text waits for. */
const LEGAL_TEXTS = 'lock table consent_document in access exclusive mode';
const LEGAL_TEXT = '{ consentDocument { version } }';
const DISPATCH = `mutation ($key: String!) {
  dispatch(input: { idempotencyKey: $key, channel: SMS, to: "+4915112345678", text: "Your code is 123456" }) {
    ... on DispatchPayload { record { state } }
  }
}`;

const SAVE = `mutation {
  saveTwilioAccount(input: { baseVersion: 0, fallbackMode: DISABLED }) {
    ... on SaveTwilioAccountPayload { configuration { version } }
  }
}`;
/** Well under the time that an operation has, after which reading would end anyway. */
const SOON = { timeout: 7_000, interval: 25 };

let ground: Ground;
let server: ServerProcess;
/** One where operations have little time. */
let hasty: ServerProcess;

beforeAll(async () => {
  ground = await startGround({ DATABASE_POOL_READING: String(READING) });
  [server, hasty] = await Promise.all([
    startServerProcess(ground.environment),
    startServerProcess({ ...ground.environment, OPERATION_TIMEOUT_MS: '500' }),
  ]);
});

afterAll(async () => {
  await Promise.all([server?.end('SIGTERM'), hasty?.end('SIGTERM')]);
  await ground?.stop();
});

/** Keeps everybody else from what is locked until the test lets go or is over. */
async function lock(statement: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: ground.adminUrl });
  await client.connect();
  let isHeld = true;
  const letGo = async () => {
    if (isHeld) await client.end();
    isHeld = false;
  };
  onTestFinished(letGo);
  await client.query(`begin; ${statement}`);
  return letGo;
}

/** The connections to read with that wait for a lock. */
async function blocked(): Promise<readonly unknown[]> {
  const rows = await ground.rows(
    `select pid from pg_stat_activity
      where datname = current_database() and application_name = 'originator reading' and wait_event_type = 'Lock'`,
  );
  return rows.map(({ pid }) => pid).sort();
}

const blockedReads = async () => (await blocked()).length;

/** Begins to ask over HTTP, and gives the way to leave before there is an answer. */
async function beginByRequest(tenant: string, query: string): Promise<() => Promise<void>> {
  return beginToAsk(server.endpoint, await ground.token({ tenant }), query);
}

/** The same over a WebSocket, where the client says that it does not want the answer any more, or is gone. */
async function beginToAskBySocket(tenant: string, query: string, leave: 'COMPLETE' | 'CLOSE') {
  const socket = new WebSocket(server.endpoint.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  const token = await ground.token({ tenant });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  return async () => {
    if (leave === 'CLOSE') socket.terminate();
    else socket.send(JSON.stringify({ id: '1', type: 'complete' }));
  };
}

async function readLegalText(): Promise<number> {
  const { status } = await ask(server.endpoint, await ground.token({ tenant: newTenant() }), LEGAL_TEXT);
  return status;
}

describe('the pools of a server', LONG, () => {
  it('given reads hold all connections there are to read with, then sending, jobs and health go on (X5)', async () => {
    const letGo = await lock(LEGAL_TEXTS);
    const reads = Array.from({ length: READING + 2 }, readLegalText);
    await expect.poll(blockedReads, PATIENCE).toBe(READING);

    const tenant = newTenant();
    const token = await ground.token({ tenant, role: 'dispatcher', kind: 'service' });
    const { data } = await ask(server.endpoint, token, DISPATCH, { key: 'while reads wait' });
    expect(data).toEqual({ dispatch: { record: { state: 'ACCEPTED' } } });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const sealed = () => ground.rows('select from ledger_leaf where tenant_id = $1', [tenant]);
    await expect.poll(async () => (await sealed()).length, PATIENCE).toBeGreaterThan(0);
    expect(await blockedReads()).toBe(READING);

    await letGo();
    expect(new Set(await Promise.all(reads))).toEqual(new Set([200]));
  });
});

describe('an operation that takes too long', LONG, () => {
  it('given a read that waits, when its time is over, then it is refused by name and its connection serves on (X5)', async () => {
    const letGo = await lock(LEGAL_TEXTS);
    const token = await ground.token({ tenant: newTenant() });
    const response = await fetch(hasty.endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: LEGAL_TEXT }),
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'operationTime', maximum: 500 } }],
    });
    await expect.poll(blockedReads, SOON).toBe(0);
    await letGo();
    expect((await ask(hasty.endpoint, token, LEGAL_TEXT)).status).toBe(200);
  });

  it('given a change that waits, when its time is over, then it is refused by name and nothing has changed (X5)', async () => {
    const tenant = newTenant();
    const token = await ground.token({ tenant });
    await ask(hasty.endpoint, token, '{ tenant { tenantId } }');
    const letGo = await lock(`select from tenant where tenant_id = '${tenant}' for update`);
    expect(await ask(hasty.endpoint, token, SAVE)).toMatchObject({ status: 503, codes: ['LIMIT_EXCEEDED'] });
    await letGo();
    expect(await ask(hasty.endpoint, token, SAVE)).toMatchObject({
      data: { saveTwilioAccount: { configuration: { version: 1 } } },
    });
  });
});

describe('a client that leaves', LONG, () => {
  it.each([
    ['breaks off', beginByRequest],
    ['says so over a WebSocket', (...asked) => beginToAskBySocket(...asked, 'COMPLETE')],
    ['closes its WebSocket', (...asked) => beginToAskBySocket(...asked, 'CLOSE')],
  ] satisfies readonly [string, typeof beginByRequest][])(
    'given it reads and %s, then its statement is cancelled, and place and connection are free (X5)',
    async (_, begin) => {
      const letGo = await lock(LEGAL_TEXTS);
      const leaving = await Promise.all(
        Array.from({ length: READING }, () => begin(newTenant(), LEGAL_TEXT)),
      );
      await expect.poll(blockedReads, PATIENCE).toBe(READING);
      const connections = await blocked();
      await Promise.all(leaving.map((leave) => leave()));
      await expect.poll(blockedReads, SOON).toBe(0);

      const others = Array.from({ length: READING }, readLegalText);
      await expect.poll(blocked, PATIENCE).toEqual(connections);
      await letGo();
      expect(new Set(await Promise.all(others))).toEqual(new Set([200]));
    },
  );

  it('given it changes something, when it breaks off, then the change is made and recorded (A1)', async () => {
    const tenant = newTenant();
    await ask(server.endpoint, await ground.token({ tenant }), '{ tenant { tenantId } }');
    const letGo = await lock(`select from tenant where tenant_id = '${tenant}' for update`);
    const leave = await beginByRequest(tenant, SAVE);
    await expect.poll(blockedReads, PATIENCE).toBe(1);
    await leave();
    const line = new RegExp(`"aborted":true,"tenant":"${tenant}"`);
    await expect.poll(() => server.output(), PATIENCE).toMatch(line);
    expect(await blockedReads()).toBe(1);
    await letGo();
    const saved = () => ground.rows('select kind from audit_entry where tenant_id = $1', [tenant]);
    await expect.poll(async () => (await saved()).length, PATIENCE).toBeGreaterThan(0);
    expect(
      await ground.rows('select version from configuration_version where tenant_id = $1', [tenant]),
    ).toEqual([{ version: 1 }]);
  });
});
