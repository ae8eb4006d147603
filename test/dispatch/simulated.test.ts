import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type App, startApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/app/config.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import {
  developmentLedgerKeyPath,
  developmentLookupKeyPath,
  developmentMasterKeyPath,
} from '../../src/secrets/key-file.ts';
import { createTestDatabase, servingUrlOf, type TestDatabase } from '../support/database/cluster.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { newTenant, type TestSetup, testSetupOn } from '../support/test-setup.ts';

const SEND = `mutation ($input: DispatchInput!) { dispatch(input: $input) {
  ... on DispatchPayload { record { idempotencyKey state simulated } } } }`;

async function onGround(database: TestDatabase, settings: TestSettings = {}) {
  const setup = await testSetupOn(database, settings);
  onTestFinished(() => setup.stop());
  return setup;
}

/** Starts a server and gives it with the codes of its warnings. */
async function start(setup: TestSetup, settings: TestSettings = {}) {
  const codes: unknown[] = [];
  const destination = { write: (line: string) => codes.push(JSON.parse(line).code) };
  const app = await startApp({
    config: readConfig({ ...setup.environment, ...settings }),
    databaseUrl: setup.databaseUrl,
    twilioBaseUrl: setup.simulatorUrl,
    log: createLogger({ level: 'warn', destination }),
  });
  onTestFinished(() => app.stop());
  return { app, codes };
}

async function dispatch(setup: TestSetup, { url }: App, tenant: string): Promise<unknown> {
  const input = {
    idempotencyKey: randomBytes(6).toString('hex'),
    channel: 'SMS',
    to: '+14155550123',
    text: '1',
  };
  const token = await setup.token({ role: 'dispatcher', tenant, kind: 'service' });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: SEND, variables: { input } }),
  });
  return response.json();
}

/** What decisions in the tenant's log say of it. */
async function logged(setup: TestSetup, tenant: string): Promise<readonly unknown[]> {
  const rows = await setup.rows(
    `select body::jsonb #> '{after,simulated}' as simulated from audit_entry where tenant_id = $1 order by id`,
    [tenant],
  );
  return rows.map(({ simulated }) => simulated);
}

test('given a development, what its simulator took says so in record and log, and a production on its database is warned or refused (X6, A1)', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const development = await onGround(database);
  const tenant = newTenant();
  const { app } = await start(development);
  const taken = { data: { dispatch: { record: { state: 'ACCEPTED', simulated: true } } } };
  expect(await dispatch(development, app, tenant)).toMatchObject(taken);
  expect(await logged(development, tenant)).toEqual([true]);

  const production = await onGround(database, { ORIGINATOR_MODE: 'production' });
  expect(production.databaseUrl).toBe(await servingUrlOf(database));
  await expect(start(production)).rejects.toThrow(/^LOOKUP_KEY is not the key/);

  // With the development's own keys it is the same platform, whose history is told apart.
  const { dataDir } = development.config;
  const key = async (path: string) => (await readFile(path, 'utf8')).trim();
  const { app: serving, codes } = await start(production, {
    MASTER_KEYS: `development:${await key(developmentMasterKeyPath(dataDir))}`,
    LOOKUP_KEY: await key(developmentLookupKeyPath(dataDir)),
    LEDGER_KEY: await key(developmentLedgerKeyPath(dataDir)),
  });
  expect(codes).toContain('SIMULATED_RECORDS');
  const sent = { data: { dispatch: { record: { state: 'ACCEPTED', simulated: false } } } };
  expect(await dispatch(production, serving, tenant)).toMatchObject(sent);
  expect(await logged(production, tenant)).toEqual([true, false]);
});

test('given a production that no development has used, then nothing is said of one (X6)', async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const { codes } = await start(await onGround(database, { ORIGINATOR_MODE: 'production' }));
  expect(codes).not.toContain('SIMULATED_RECORDS');
});
