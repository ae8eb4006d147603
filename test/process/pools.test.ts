import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { ask, beginToAsk, LONG, PATIENCE } from './api.ts';
import { blockedOn, lockOn } from './locks.ts';
import { beginToExport, newReader } from './readers.ts';

const READING = 4;
const JOBS = 1;
const SERVERS = 2;
/** What nothing but reading the legal text waits for. */
const LEGAL_TEXTS = 'lock table consent_document in access exclusive mode';
/** What jobs look at all the time. */
const JOBS_NEED = 'lock table configuration_draft, account_check, ledger_queue in access exclusive mode';
/** For longer than that the same answer about readiness is given again. */
const ANSWERS_REPEAT_MS = 1_500;
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

let setup: TestSetup;
let server: ServerProcess;
/** One where operations have little time. */
let hasty: ServerProcess;

beforeAll(async () => {
  setup = await startTestSetup({
    ...{ DATABASE_POOL_READING: String(READING), DATABASE_POOL_JOBS: String(JOBS) },
  });
  [server, hasty] = await Promise.all([
    startServerProcess(setup.environment),
    startServerProcess({ ...setup.environment, OPERATION_TIMEOUT_MS: '500' }),
  ]);
});

afterAll(async () => {
  await Promise.all([server?.end('SIGTERM'), hasty?.end('SIGTERM')]);
  await setup?.stop();
});

const lock = (statement: string) => lockOn(setup, statement);
const blockedReads = async () => (await blockedOn(setup, 'reading')).length;

async function begunExports(): Promise<number> {
  const noted = await setup.rows(`select from audit_entry where kind = 'AUDIT_EXPORTED'`);
  return noted.length;
}

async function readLegalText(): Promise<number> {
  const { status } = await ask(server.endpoint, await setup.token({ tenant: newTenant() }), LEGAL_TEXT);
  return status;
}

describe('the pools of a server', LONG, () => {
  it('given reads hold all connections there are to read with, then sending, jobs and health go on (X5)', async () => {
    const letGo = await lock(LEGAL_TEXTS);
    const reads = Array.from({ length: READING + 2 }, readLegalText);
    await expect.poll(blockedReads, PATIENCE).toBe(READING);

    const tenant = newTenant();
    const token = await setup.token({ tenant, role: 'dispatcher', kind: 'service' });
    const { data } = await ask(server.endpoint, token, DISPATCH, { key: 'while reads wait' });
    expect(data).toEqual({ dispatch: { record: { state: 'ACCEPTED' } } });
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    const sealed = () => setup.rows('select from ledger_leaf where tenant_id = $1', [tenant]);
    await expect.poll(async () => (await sealed()).length, PATIENCE).toBeGreaterThan(0);
    expect(await blockedReads()).toBe(READING);

    await letGo();
    expect(new Set(await Promise.all(reads))).toEqual(new Set([200]));
  });

  it('given exports of every tenant wait, then each still reads (X5)', async () => {
    const readers = await Promise.all(Array.from({ length: READING }, () => newReader(setup, server)));
    const letGo = await lock('lock table ledger_leaf in access exclusive mode');
    const leaving = await Promise.all(
      readers.map((reader) => beginToExport(setup, server, reader, 'format=ndjson')),
    );
    await expect.poll(begunExports, PATIENCE).toBe(READING);
    await expect.poll(blockedReads, PATIENCE).toBeGreaterThan(0);
    const reads = readers.map(({ token }) =>
      ask(server.endpoint, token, '{ tenant { draft { revision } } }'),
    );
    expect((await Promise.all(reads)).map(({ status }) => status)).toEqual(readers.map(() => 200));
    expect(await blockedReads()).toBeGreaterThan(0);
    await Promise.all(leaving.map((leave) => leave()));
    await letGo();
  });

  it('given jobs hang on all connections there are for them, then readiness tells the truth in time, and reads are cancelled (X5)', async () => {
    const letGo = await lock(`${JOBS_NEED}; ${LEGAL_TEXTS}`);
    const blockedJobs = async () => (await blockedOn(setup, 'jobs')).length;
    await expect.poll(blockedJobs, PATIENCE).toBe(SERVERS * JOBS);
    const isReady = async () => (await fetch(`${server.url}/health/ready`)).status === 200;
    const since = performance.now();
    while (performance.now() - since < ANSWERS_REPEAT_MS) expect(await isReady()).toBe(true);

    const leave = beginToAsk(server.endpoint, await setup.token({ tenant: newTenant() }), LEGAL_TEXT);
    await expect.poll(blockedReads, PATIENCE).toBe(1);
    await leave();
    await expect.poll(blockedReads, SOON).toBe(0);
    expect(await blockedJobs()).toBe(SERVERS * JOBS);
    await letGo();
  });
});

describe('an operation that takes too long', LONG, () => {
  it('given a read that waits, when its time is over, then it is refused by name and its connection serves on (X5)', async () => {
    const letGo = await lock(LEGAL_TEXTS);
    const token = await setup.token({ tenant: newTenant() });
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
    const token = await setup.token({ tenant });
    await ask(hasty.endpoint, token, '{ tenant { tenantId } }');
    const letGo = await lock(`select from tenant where tenant_id = '${tenant}' for update`);
    expect(await ask(hasty.endpoint, token, SAVE)).toMatchObject({ status: 503, codes: ['LIMIT_EXCEEDED'] });
    await letGo();
    expect(await ask(hasty.endpoint, token, SAVE)).toMatchObject({
      data: { saveTwilioAccount: { configuration: { version: 1 } } },
    });
  });
});
