import { randomBytes } from 'node:crypto';
import { Pool, type QueryResultRow } from 'pg';
import { type BackgroundWork, compose } from '../../src/app/composition.ts';
import { publishDocuments } from '../../src/consent/document-service.ts';
import { SHIPPED_TEXTS } from '../../src/consent/shipped-texts.ts';
import type { Database, Transaction } from '../../src/database/client.ts';
import { type Databases, openDatabases } from '../../src/database/pools.ts';
import { createSimulator, type Simulator, simulatedPlatform } from '../../src/dev/simulator/simulator.ts';
import { developmentPlatform } from '../../src/dispatch/settings/development-platform.ts';
import type { Services } from '../../src/graphql/services.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { NO_LIMITS, SHIPPED_LIMITS } from '../../src/kernel/sending/sending-policy.ts';
import { Heads } from '../../src/ledger/seal/head-memory.ts';
import { createLedgerKeys, type LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { createKeyRing, type KeyRing } from '../../src/secrets/key-ring.ts';
import { createLookupHashes } from '../../src/secrets/recipient-cipher.ts';
import { createTwilioGateway } from '../../src/twilio/adapter.ts';
import { createTestDatabase } from './database/cluster.ts';
import { readOnce } from './database/read-once.ts';
import { type HeldGateway, holdable } from './held-gateway.ts';
import { sealAll } from './ledger/sealing.ts';
import { developmentConfig } from './processes/development.ts';
import type { TestSettings } from './test-settings.ts';

/**
 * Settings under which nothing waits for a person. Expiry and refreshes by the clock are far away, so that a test has
 * them happen when it wants; one that is about them sets them.
 */
const QUICK = {
  CHECK_LEASE_MS: '600',
  CHECK_POLL_MS: '20',
  WATCH_POLL_MS: '20',
  DRAFT_EXPIRY_POLL_MS: '3600000',
  REFRESH_POLL_MS: '3600000',
  DATABASE_POOL_SIZE: '12',
  TWILIO_RESPONSE_TIMEOUT_MS: '5000',
  // A test may hold a transaction while it makes another.
  DATABASE_POOL_JOBS: '2',
  TWILIO_BACKOFF_MS: '2',
};

/** A statement as it was sent. */
export interface SentStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** What it is prepared under; absent where it is planned for its values. */
  readonly name?: string | undefined;
}

/** Everything below the API, on a real database and a Twilio stand-in over real HTTP. */
export interface RunningServices {
  readonly services: Services;
  readonly databases: Databases;
  /** The pool of its jobs. */
  readonly database: Database;
  readonly simulator: Simulator;
  readonly gateway: HeldGateway;
  readonly keyRing: KeyRing;
  readonly ledgerKeys: LedgerKeys;
  readonly databaseUrl: string;
  readonly adminUrl: string;
  /** Every line logged so far. */
  readonly logLines: readonly string[];
  /** Every statement sent so far. */
  readonly statements: readonly string[];
  /** The same with their values. */
  readonly sent: readonly SentStatement[];
  /** Another node on the same database and Twilio; not started, and stopped by the test. */
  anotherNode(keyRing?: KeyRing): { readonly services: Services; readonly background: BackgroundWork };
  /** Looks behind row-level security, as the administrator. */
  rows(statement: string, values?: readonly unknown[]): Promise<readonly QueryResultRow[]>;
  /** What `work` reads in the tenant's scope, at one instant. */
  read<T>(tenant: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Seals everything that has been recorded, also while the background, which seals once at its start, is at it. */
  sealAll(): Promise<void>;
}

/** Those that a test file has started for itself. */
export interface OwnServices extends RunningServices {
  /** Stops claiming checks; what is under way is given up. */
  stopWork(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test file may choose. */
export interface ServiceOptions {
  /** Whether checks are run by themselves; without it a test runs them. Default true. */
  readonly work?: boolean;
  /** What answers in the place of the simulator. */
  readonly twilioUrl?: string;
  /** By which address the services reach their database; the test itself looks past it. */
  readonly reach?: (databaseUrl: string) => Promise<string>;
  /** True if the test itself writes entries of forms that no service appends. */
  readonly forged?: boolean;
}

/** Starts the services for the calling test file, which stops them when done. */
export async function startServices(
  settings: TestSettings = {},
  { work = true, twilioUrl, reach = async (url) => url, forged = false }: ServiceOptions = {},
): Promise<OwnServices> {
  const testDatabase = await createTestDatabase({ forged });
  const simulator = createSimulator({ stepMs: 10, slowAnswerMs: 60 });
  const { url: simulatorUrl } = await simulator.listen(0);
  const baseUrl = twilioUrl ?? simulatorUrl;
  const config = developmentConfig({ ...QUICK, ...settings });
  const statements: string[] = [];
  const sent: SentStatement[] = [];
  const databases = openDatabases({
    ...config.database,
    url: await reach(testDatabase.url),
    onConnectionLost: () => {},
    onStatement: (text, values, name) => {
      statements.push(text);
      sent.push({ text, values, name });
    },
  });
  const { jobs: database } = databases;
  await publishDocuments(database, SHIPPED_TEXTS);
  const { connectTimeoutMs, responseTimeoutMs, attempts, backoffMs } = config.twilio;
  const gateway = holdable(
    createTwilioGateway({ baseUrl, connectTimeoutMs, responseTimeoutMs, attempts, backoffMs }),
  );
  const logLines: string[] = [];
  const log = createLogger({ level: 'debug', destination: { write: (line: string) => logLines.push(line) } });
  const keyRing = createKeyRing([{ id: 'test', bytes: randomBytes(32) }]);
  const hashes = createLookupHashes(randomBytes(32));
  const ledgerKeys = createLedgerKeys({ host: 'ledger.test', seed: randomBytes(32), past: [] });
  const sendingLimits = config.sendingGuards ? SHIPPED_LIMITS : NO_LIMITS;
  const node = (ring: KeyRing) =>
    compose({
      ...{ config, databases, keyRing: ring, gateway, log },
      platform: { ...developmentPlatform(simulatedPlatform()), sendingLimits },
      hashes,
      ledgerKeys,
      headMemory: new Heads(),
      witnessPolicy: null,
      publicUrl: () => null,
      clock: () => performance.now(),
    });
  const { services, background } = node(keyRing);
  if (work) background.start();
  const admin = new Pool({ connectionString: testDatabase.adminUrl, max: 2 });
  admin.on('error', () => {});
  const rows: RunningServices['rows'] = async (statement, values = []) =>
    (await admin.query<QueryResultRow>(statement, [...values])).rows;
  return {
    ...{ services, databases, database, simulator, gateway, keyRing, ledgerKeys, logLines, statements, sent },
    databaseUrl: testDatabase.url,
    adminUrl: testDatabase.adminUrl,
    anotherNode: (ring = keyRing) => node(ring),
    rows,
    read: (tenant, toRead) => readOnce(database, tenant, toRead),
    sealAll: () => sealAll({ database, keys: ledgerKeys }, rows),
    stopWork: () => background.stop(),
    async stop() {
      await background.stop();
      await gateway.close();
      await simulator.close();
      await databases.close();
      await admin.end();
      await testDatabase.drop();
    },
  };
}
