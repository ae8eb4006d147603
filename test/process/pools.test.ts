import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Ground, newTenant, startGround } from '../support/ground.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { ask, LONG, PATIENCE } from './api.ts';

const READING = 4;
const LEGAL_TEXT = '{ consentDocument { version } }';
const DISPATCH = `mutation ($key: String!) {
  dispatch(input: { idempotencyKey: $key, channel: SMS, to: "+4915112345678", text: "Your code is 123456" }) {
    ... on DispatchPayload { record { state } }
  }
}`;

let ground: Ground;
let server: ServerProcess;

beforeAll(async () => {
  ground = await startGround({ DATABASE_POOL_READING: String(READING) });
  server = await startServerProcess(ground.environment);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await ground?.stop();
});

/** Keeps everybody else from the table until the test lets go or is over. */
async function lock(table: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: ground.adminUrl });
  await client.connect();
  let isHeld = true;
  const letGo = async () => {
    if (isHeld) await client.end();
    isHeld = false;
  };
  onTestFinished(letGo);
  await client.query(`begin; lock table ${table} in access exclusive mode`);
  return letGo;
}

/** How many connections to read with wait for a lock. */
async function blockedReads(): Promise<number> {
  const rows = await ground.rows(
    `select from pg_stat_activity
      where datname = current_database() and application_name = 'originator reading' and wait_event_type = 'Lock'`,
  );
  return rows.length;
}

async function readLegalText(): Promise<number> {
  const { status } = await ask(server.endpoint, await ground.token({ tenant: newTenant() }), LEGAL_TEXT);
  return status;
}

describe('the pools of a server', LONG, () => {
  it('given reads hold all connections there are to read with, then sending, jobs and health go on (X5)', async () => {
    const letGo = await lock('consent_document');
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
