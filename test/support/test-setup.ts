import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { inject } from 'vitest';
import { type Config, readConfig } from '../../src/app/config.ts';
import { createSimulator, type Simulator } from '../../src/dev/simulator/simulator.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../../src/http/auth/development-token.ts';
import { isPlatformRole } from '../../src/kernel/access.ts';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import type { Role } from '../../src/kernel/vocabulary/access.ts';
import { developmentLedgerKeyPath } from '../../src/secrets/key-file.ts';
import { createTestDatabase, servingUrlOf } from './database/cluster.ts';
import { DEVELOPMENT } from './processes/development.ts';
import { productionSettings } from './processes/production.ts';
import type { TestSettings } from './test-settings.ts';

/** Settings under which tests wait milliseconds where people wait seconds. */
const QUICK = {
  PORT: '0',
  CHECK_LEASE_MS: '600',
  CHECK_POLL_MS: '50',
  WATCH_POLL_MS: '50',
  DRAFT_EXPIRY_POLL_MS: '50',
  REFRESH_POLL_MS: '50',
  DATABASE_POOL_SIZE: '15',
  TWILIO_RESPONSE_TIMEOUT_MS: '500',
  TWILIO_BACKOFF_MS: '5',
  STOP_GRACE_MS: '1000',
};

/** Whom a token speaks for; by default an admin of a tenant who is a person. */
export interface TokenRequest {
  readonly role?: Role;
  readonly tenant?: string;
  readonly subject?: string;
  readonly displayName?: string;
  readonly kind?: 'person' | 'service';
  /** The level at which it authenticated (`acr`), and when, in seconds since 1970. */
  readonly level?: string;
  readonly authTime?: number;
  /** In seconds from now. */
  readonly lifetime?: number;
}

/** What server processes share: a database, a Twilio stand-in over HTTP, and a folder with the keys. */
export interface TestSetup {
  readonly config: Config;
  /** The variables by which a process joins. */
  readonly environment: TestSettings;
  readonly databaseUrl: string;
  /** The same database, for the administrator. */
  readonly adminUrl: string;
  readonly simulator: Simulator;
  readonly simulatorUrl: string;
  token(request?: TokenRequest): Promise<string>;
  /** Looks behind row-level security, as the administrator. */
  rows: Rows;
  /** Runs several such statements on what there is at one instant. */
  atOneInstant<T>(look: (rows: Rows) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** Runs a statement and gives its rows. */
export type Rows = (statement: string, values?: readonly unknown[]) => Promise<readonly QueryResultRow[]>;

/** A tenant that no other test knows. */
export function newTenant(): TenantId {
  const tenant = parseTenantId(`t-${randomBytes(6).toString('hex')}`);
  if (tenant === undefined) throw new Error('the generated tenant id is none');
  return tenant;
}

/** Lays the setup for the calling test file, which removes it when done. */
export async function startTestSetup(settings: TestSettings = {}): Promise<TestSetup> {
  const testDatabase = await createTestDatabase();
  const setup = await testSetupOn(testDatabase, settings);
  return {
    ...setup,
    async stop() {
      await setup.stop();
      await testDatabase.drop();
    },
  };
}

/**
 * The same on a database that the test file has made, and removes itself; as it does with a `DATA_DIR` of its own, where
 * several servers after each other need the same keys.
 */
export async function testSetupOn(
  testDatabase: { readonly url: string; readonly adminUrl: string },
  settings: TestSettings = {},
): Promise<TestSetup> {
  const { LEDGER_KEY, DATA_DIR, ...rest } = settings;
  const dataDir = DATA_DIR ?? (await mkdtemp(join(inject('testServer').folder, 'data-')));
  const isProduction = rest['ORIGINATOR_MODE'] === 'production';
  const mode = isProduction
    ? { ...(await productionSettings(dataDir)), MIGRATION_DATABASE_URL: testDatabase.url }
    : DEVELOPMENT;
  const databaseUrl = isProduction ? await servingUrlOf(testDatabase) : testDatabase.url;
  // The mode's own key of the ledger would be another in each setup.
  if (LEDGER_KEY !== undefined) await writeFile(developmentLedgerKeyPath(dataDir), LEDGER_KEY);
  const simulator = createSimulator({ stepMs: 10, slowAnswerMs: 100 });
  const { url: simulatorUrl } = await simulator.listen(0);
  const environment = {
    ...mode,
    ...QUICK,
    ...rest,
    DATABASE_URL: databaseUrl,
    TWILIO_BASE_URL: simulatorUrl,
    DATA_DIR: dataDir,
  };
  const config = readConfig(environment);
  return {
    ...{ config, environment, simulator, simulatorUrl },
    databaseUrl,
    adminUrl: testDatabase.adminUrl,
    token: (request = {}) => issueToken(config, request),
    rows: (statement, values) => asAdministrator(testDatabase.adminUrl, (rows) => rows(statement, values)),
    atOneInstant: (look) =>
      asAdministrator(testDatabase.adminUrl, async (rows) => {
        await rows('begin isolation level repeatable read, read only');
        return look(rows);
      }),
    stop: () => simulator.close(),
  };
}

async function issueToken(config: Config, request: TokenRequest): Promise<string> {
  const {
    role = 'admin',
    tenant,
    subject = 'ann',
    displayName = 'Ann Admin',
    kind = 'person',
    lifetime = 3600,
    level = null,
    authTime,
  } = request;
  const key = await createDevelopmentKey(developmentTokenKeyPath(config.dataDir));
  if (tenant === undefined && !isPlatformRole(role)) throw new Error(`role ${role} needs a tenant`);
  return issueDevelopmentToken(key, {
    issuer: config.tokens.issuer,
    audience: config.tokens.audience,
    subject,
    displayName,
    kind,
    authenticationMethod: kind === 'person' ? 'mfa' : 'client-credentials',
    tenant: isPlatformRole(role) ? null : (tenant ?? null),
    roles: [role],
    lifetime,
    level,
    ...(authTime === undefined ? {} : { authTime }),
  });
}

async function asAdministrator<T>(url: string, work: (rows: Rows) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // A lost connection rejects the statement under way; without a listener it would also end the test run.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(async (statement, values = []) => {
      const { rows } = await client.query<QueryResultRow>(statement, [...values]);
      return rows;
    });
  } finally {
    await client.end();
  }
}
