import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from './config.ts';
import { readConsentTexts } from './consent/configured-texts.ts';
import { publishDocuments } from './consent/document-service.ts';
import { partitionsReady } from './database/availability.ts';
import { type Database, openDatabase, type StatementListener } from './database/client.ts';
import { configuredMigration, migrate, refuseUnfitDatabase } from './database/migrate.ts';
import { isDatabaseUnavailable } from './database/outages.ts';
import { checkServer } from './database/server-check.ts';
import { readPlatformFile } from './dispatch/configured-platform.ts';
import { developmentPlatform } from './dispatch/development-platform.ts';
import type { DispatchService } from './dispatch/dispatch-service.ts';
import { holdsSimulated } from './dispatch/dispatch-store.ts';
import { checkKeys, knowsAllMasterKeys } from './dispatch/key-checks.ts';
import type { DispatchPlatform } from './dispatch/platform.ts';
import { recordPlatform } from './dispatch/platform-log.ts';
import { createContextFactory } from './graphql/context.ts';
import { createSchema } from './graphql/schema.ts';
import { loadDevelopmentPart } from './kernel/development-part.ts';
import type { HeadMemory } from './ledger/head-memory.ts';
import { recordLedgerKey } from './ledger/key-log.ts';
import type { LedgerKeys } from './ledger/ledger-keys.ts';
import { readHeadMemory } from './ledger/read-head-memory.ts';
import { readLedgerKeys } from './ledger/read-ledger-keys.ts';
import { type BackgroundWork, createParts } from './parts.ts';
import { developmentLookupKeyPath, developmentMasterKeyPath, readKeyFile } from './secrets/key-file.ts';
import { createKeyRing, type KeyRing } from './secrets/key-ring.ts';
import { createLookupHashes } from './secrets/recipient-cipher.ts';
import { type Authenticate, createAuthenticator } from './server/authentication.ts';
import { createDevelopmentKey, developmentTokenKeyPath } from './server/development-token.ts';
import type { Readiness } from './server/health.ts';
import { createHttpServer, type HttpServer } from './server/http-server.ts';
import { DEFAULT_LIMITS, type Limits } from './server/limits.ts';
import type { Logger } from './server/logging.ts';
import { createServerShares } from './server/shares.ts';
import { createSigningKeys, oneSigningKey, type SigningKeys } from './server/signing-keys.ts';
import { createTwilioGateway } from './twilio/adapter.ts';
import type { TwilioGateway } from './twilio/gateway.ts';

/** What tests and the bench may put in place of what the configuration would make. */
export interface AppOverrides {
  readonly gateway?: TwilioGateway;
  readonly limits?: Limits;
  /** Told of each statement that is sent to the database. */
  readonly onStatement?: StatementListener;
}

/** What the application stands on: a server of its own, or one that is there. */
export interface AppGround {
  readonly config: Config;
  readonly databaseUrl: string;
  /** Null for Twilio itself. */
  readonly twilioBaseUrl: string | null;
  readonly log: Logger;
}

/** The running application. */
export interface App {
  readonly url: string;
  readonly port: number;
  readonly database: Database;
  /** Ends streams, lets requests finish within the grace, gives up leases and closes every connection. */
  stop(): Promise<void>;
}

/** Migrates, publishes the legal texts, makes every part, joins them and listens. */
export async function startApp(ground: AppGround, overrides: AppOverrides = {}): Promise<App> {
  const { config, databaseUrl, log } = ground;
  // What lies in files is read first: it is wrong more often than the database, and found out sooner.
  const keyRing = createKeyRing(await masterKeys(config));
  const tokenKeys = await signingKeys(ground);
  const texts = await readConsentTexts(config.consentTexts);
  const platform = await readPlatform(ground);
  const keyOfHashes = await lookupKey(config);
  const hashes = createLookupHashes(keyOfHashes);
  const keys = await ledgerKeys(config);
  const headMemory = await rememberedHeads(config, log);
  await prepareDatabase(config, databaseUrl);
  const database = await openServingDatabase(ground, overrides);
  const gateway = overrides.gateway ?? createGateway(ground);
  try {
    await checkKeys(database, { keyRing, lookupKey: keyOfHashes });
    if (!config.development) await tellOfSimulated(database, log);
    await publishDocuments(database, texts);
    await recordPlatform(database, platform);
    await recordLedgerKey(database, keys);
    let listeningAt: string | null = null;
    const publicUrl = () => config.publicUrl ?? listeningAt;
    const { services, background, routes } = createParts({
      ...{
        config,
        database,
        keyRing,
        gateway,
        log,
        platform,
        hashes,
        publicUrl,
        ledgerKeys: keys,
        headMemory,
      },
    });
    const limits = {
      ...(overrides.limits ?? { ...DEFAULT_LIMITS, ...config.shares }),
      keepAliveTimeout: config.http.keepAliveMs,
    };
    const serving = { limits, shares: createServerShares(limits) };
    const server = createHttpServer({
      schema: createSchema(),
      createContext: createContextFactory(services),
      authenticate: authenticator(config, tokenKeys),
      readiness: async () => withTokenKeys(await readiness(database, keyRing), tokenKeys),
      isUnavailable: isDatabaseUnavailable,
      ...serving,
      ...config.http,
      graphiql: config.development,
      routes: routes(serving),
      log,
    });
    const { port, url } = await server.listen(config.http.port, config.http.host);
    listeningAt = url;
    background.start();
    const { dispatches } = services;
    const stopped = () => stop({ config, server, background, dispatches, gateway, database, tokenKeys });
    return { port, url, database, stop: stopped };
  } catch (error) {
    tokenKeys.close();
    await Promise.allSettled([gateway.close(), database.close()]);
    throw error;
  }
}

async function openServingDatabase(
  { config, databaseUrl: url, log }: AppGround,
  { onStatement }: AppOverrides,
): Promise<Database> {
  return openDatabase({
    ...{ ...config.database, url, prepared: await mayPrepare(config, url) },
    onConnectionLost: (err) => log.warn({ err }, 'a database connection was lost'),
    ...(onStatement === undefined ? {} : { onStatement }),
  });
}

/** In production only a login that is named for it migrates, since the one that serves owns nothing (X6). */
async function prepareDatabase({ development, database }: Config, databaseUrl: string): Promise<void> {
  if (development || database.migrationUrl !== null)
    await migrate(configuredMigration(database, databaseUrl));
  if (!development) await refuseUnfitDatabase({ url: databaseUrl, passwordFile: database.passwordFile });
}

/** A pooler gives each transaction whichever connection is free, where a statement prepared on another one is unknown. */
async function mayPrepare({ database }: Config, url: string): Promise<boolean> {
  if (database.preparedStatements !== 'auto') return database.preparedStatements === 'on';
  return !(await checkServer({ url, passwordFile: database.passwordFile })).isPooled;
}

function createGateway({ config, twilioBaseUrl, log }: AppGround): TwilioGateway {
  const { connectTimeoutMs, responseTimeoutMs, attempts, backoffMs } = config.twilio;
  return createTwilioGateway({
    ...{ connectTimeoutMs, responseTimeoutMs, attempts, backoffMs, proxies: config.proxies },
    ...(twilioBaseUrl === null ? {} : { baseUrl: twilioBaseUrl }),
    log: (event) => log.debug(event, 'twilio'),
  });
}

/** The master keys that are configured, the current one first; in development the one that it keeps for itself. */
export async function masterKeys(config: Config): Promise<Parameters<typeof createKeyRing>[0]> {
  const [first, ...rest] = config.masterKeys;
  if (first !== undefined) return [first, ...rest];
  return [{ id: 'development', bytes: await readKeyFile(developmentMasterKeyPath(config.dataDir)) }];
}

async function lookupKey({ lookupKey: configured, dataDir }: Config): Promise<Buffer> {
  return configured ?? readKeyFile(developmentLookupKeyPath(dataDir));
}

/** The keys of the audit ledger. */
export async function ledgerKeys({ ledger, dataDir }: Config): Promise<LedgerKeys> {
  return readLedgerKeys(ledger, dataDir);
}

function rememberedHeads(config: Config, log: Logger): Promise<HeadMemory> {
  return readHeadMemory(config, (err) =>
    log.warn({ err, code: 'LEDGER_MEMORY_NOT_KEPT' }, 'what this node signs is forgotten when it stops'),
  );
}

async function readPlatform({ config, twilioBaseUrl }: AppGround): Promise<DispatchPlatform> {
  if (config.platformFile !== null) return readPlatformFile(config.platformFile);
  const { simulatedPlatform } = await loadDevelopmentPart(
    "Twilio's simulator",
    () => import('./simulator/simulator.ts'),
  );
  return { ...developmentPlatform(simulatedPlatform()), simulated: !isTwilio(twilioBaseUrl) };
}

function isTwilio(baseUrl: string | null): boolean {
  return baseUrl === null || /(^|\.)twilio\.com$/.test(new URL(baseUrl).hostname);
}

/** Such a database was a development's: its keys are that one's too, which strangers may know. */
async function tellOfSimulated(database: Database, log: Logger): Promise<void> {
  if (await database.system(holdsSimulated))
    log.warn(
      { code: 'SIMULATED_RECORDS' },
      'this database holds dispatches of a development, which no one was sent',
    );
}

function authenticator({ tokens }: Config, keys: SigningKeys): Authenticate {
  const { issuer, audience, claims, clockToleranceMs } = tokens;
  return createAuthenticator({
    ...{ issuer, audience, claims, keys },
    longestLifetime: LONGEST_TOKEN_LIFETIME_S,
    clockTolerance: clockToleranceMs / 1_000,
  });
}

/** Tokens of keys that nobody knows make us ask the issuer at most this often. */
const FRESH_KEYS_MS = 5_000;

async function signingKeys({ config, log }: AppGround): Promise<SigningKeys> {
  const { keys, refreshMs: everyMs, staleMs } = config.tokens;
  if (keys.kind !== 'development')
    return createSigningKeys(keys, { everyMs, staleMs, freshMs: FRESH_KEYS_MS, log }, config.proxies);
  const { publicKey } = await createDevelopmentKey(developmentTokenKeyPath(config.dataDir));
  return oneSigningKey(publicKey);
}

/** A token that lives longer than a day and a bit is refused. */
const LONGEST_TOKEN_LIFETIME_S = 25 * 60 * 60;

async function readiness(database: Database, keyRing: KeyRing): Promise<Readiness> {
  try {
    const partitions = await partitionsReady(database);
    // Of what other nodes seal by a key that is not here yet, this one can use nothing; all else it serves.
    const masterKeys = await knowsAllMasterKeys(database, keyRing);
    return {
      ready: partitions,
      checks: {
        database: 'ok',
        partitions: partitions ? 'ok' : "next month's are missing",
        masterKeys: masterKeys ? 'ok' : 'another node seals by one that is not here',
      },
    };
  } catch {
    return { ready: false, checks: { database: 'unreachable' } };
  }
}

/** A node that knows no key of the token issuer can let nobody in. */
function withTokenKeys({ ready, checks }: Readiness, keys: SigningKeys): Readiness {
  const known = keys.areKnown();
  return { ready: ready && known, checks: { ...checks, tokenKeys: known ? 'ok' : 'none is known' } };
}

/** How much longer than its time a dispatch may take until its outcome is kept, in milliseconds. */
const SETTLING_MS = 5_000;
/** How long its answer may take to leave then. */
const ANSWERING_MS = 500;

async function stop(parts: {
  readonly config: Config;
  readonly server: HttpServer;
  readonly background: BackgroundWork;
  readonly dispatches: DispatchService;
  readonly gateway: TwilioGateway;
  readonly database: Database;
  readonly tokenKeys: SigningKeys;
}): Promise<void> {
  const { stopGraceMs } = parts.config.http;
  const patience = new AbortController();
  const wait = (ms: number) => delay(ms, undefined, { signal: patience.signal }).catch(() => {});
  // Dispatches under way have the rest of their time, however short the grace for everything else is.
  const dispatched = Promise.race([
    parts.dispatches.drain(),
    wait(parts.config.dispatch.totalMs + SETTLING_MS),
  ]);
  await Promise.all([
    parts.server.close(
      stopGraceMs,
      dispatched.then(() => wait(ANSWERING_MS)),
    ),
    // Work that cannot be given up within the grace loses its connection below, and its lease runs out.
    Promise.race([parts.background.stop(), Promise.all([wait(stopGraceMs), dispatched])]),
  ]);
  patience.abort();
  parts.tokenKeys.close();
  await parts.gateway.close();
  await parts.database.close();
}
