import { setTimeout as delay } from 'node:timers/promises';
import { publishDocuments } from '../consent/document-service.ts';
import type { Database, StatementListener } from '../database/client.ts';
import { isDatabaseUnavailable } from '../database/connection/outages.ts';
import {
  configuredMigration,
  configuredServing,
  isFitDatabase,
  migrate,
  refuseUnfitDatabase,
} from '../database/migrate/migrate.ts';
import { checkServer } from '../database/migrate/server-check.ts';
import { type Databases, openDatabases } from '../database/pools.ts';
import type { DevelopmentPages } from '../dev/graphiql/graphiql.ts';
import type { DispatchService } from '../dispatch/dispatch-service.ts';
import { holdsSimulated } from '../dispatch/record/dispatch-store.ts';
import { recordPlatform } from '../dispatch/settings/settings-log.ts';
import { checkKeys } from '../dispatch/upkeep/key-checks.ts';
import { createContextFactory } from '../graphql/context.ts';
import { createSchema } from '../graphql/schema.ts';
import { type Authenticate, createAuthenticator } from '../http/auth/authentication.ts';
import { issuerOrigins } from '../http/auth/issuer-endpoints.ts';
import type { SigningKeys } from '../http/auth/signing-keys.ts';
import { createHttpServer, type HttpServer } from '../http/http-server.ts';
import { DEFAULT_LIMITS, type Limits } from '../http/limits/limits.ts';
import { createServerShares } from '../http/limits/shares.ts';
import { toldLimits } from '../http/limits/told-limits.ts';
import type { Logger } from '../http/log/logging.ts';
import type { Route } from '../http/request/route.ts';
import { consoleRoutes } from '../http/routes/console-route.ts';
import { isPlatformRole } from '../kernel/access.ts';
import { loadDevelopmentPart } from '../kernel/development-part.ts';
import { ROLE_NAMES } from '../kernel/vocabulary/access.ts';
import { recordLedgerKey } from '../ledger/seal/key-log.ts';
import { refuseFormerPolicy } from '../ledger/witness/read-policy.ts';
import { createLookupHashes } from '../secrets/recipient-cipher.ts';
import { createTwilioGateway } from '../twilio/adapter.ts';
import type { TwilioGateway } from '../twilio/gateway.ts';
import { type BackgroundWork, compose } from './composition.ts';
import type { Config } from './config.ts';
import { createReadiness } from './readiness.ts';
import { readServerFiles, type ServerFiles } from './server-files.ts';

/** Replacements, for tests and the bench, of parts that the configuration would make. */
export interface AppOverrides {
  readonly gateway?: TwilioGateway;
  readonly limits?: Limits;
  /** Told of each statement that is sent to the database. */
  readonly onStatement?: StatementListener;
}

/** The context in which the application runs: a server of its own, or one that is there. */
export interface AppContext {
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
  /** The database of its jobs. */
  readonly database: Database;
  /** Ends streams, lets requests finish within the grace, gives up leases and closes every connection. */
  stop(): Promise<void>;
}

/** Migrates, publishes the legal texts, makes every part, joins them and listens. */
export async function startApp(context: AppContext, overrides: AppOverrides = {}): Promise<App> {
  const { config, databaseUrl, log } = context;
  // What lies in files is read first: it is wrong more often than the database, and found out sooner.
  const files = await readServerFiles(context);
  const { keyRing, tokenKeys } = files;
  await prepareDatabase(config, databaseUrl);
  const databases = await openServingDatabases(context, overrides);
  const { jobs: database } = databases;
  const gateway = overrides.gateway ?? createGateway(context);
  try {
    await recordStart(context, database, files);
    let listeningAt: string | null = null;
    const publicUrl = () => config.publicUrl ?? listeningAt;
    const { services, background, routes } = compose({
      ...files,
      config,
      databases,
      gateway,
      log,
      publicUrl,
      hashes: createLookupHashes(files.lookupKey),
      clock: () => performance.now(),
    });
    const limits = {
      ...(overrides.limits ?? { ...DEFAULT_LIMITS, ...config.shares }),
      keepAliveTimeout: config.http.keepAliveMs,
      operationTime: config.http.operationMs,
    };
    const serving = { limits, shares: createServerShares(limits) };
    const pages = config.development ? await developmentPages(config) : null;
    const server = createHttpServer({
      schema: createSchema(),
      createContext: createContextFactory(services, toldLimits(limits, config.checks)),
      authenticate: authenticator(config, tokenKeys),
      readiness: createReadiness({
        database: databases.health,
        keyRing,
        tokenKeys,
        heldLogs: background.heldLogs,
        witnesses: background.witnesses,
      }),
      isUnavailable: isDatabaseUnavailable,
      ...serving,
      ...config.http,
      documents: files.documents,
      sendPage: pages?.sendPage,
      routes: [...routes(serving), ...(pages?.routes ?? []), ...routesOfConsole(context, pages)],
      log,
    });
    const { port, url } = await server.listen(config.http.port, config.http.host);
    listeningAt = url;
    background.start();
    const { dispatches } = services;
    const stopped = () => stop({ config, server, background, dispatches, gateway, databases, tokenKeys });
    return { port, url, database, stop: stopped };
  } catch (error) {
    tokenKeys.close();
    await Promise.allSettled([gateway.close(), databases.close()]);
    throw error;
  }
}

async function developmentPages(config: Config): Promise<DevelopmentPages> {
  const { loadDevelopmentPages } = await loadDevelopmentPart(
    'GraphiQL',
    () => import('./development-pages.ts'),
  );
  return loadDevelopmentPages(config);
}

function routesOfConsole({ config, log }: AppContext, pages: DevelopmentPages | null): readonly Route[] {
  if (!config.console) return [];
  const { consoleSignIn } = config;
  if (consoleSignIn !== null)
    return consoleRoutes({
      signIn: { kind: 'openid-connect', ...consoleSignIn },
      connectTo: issuerOrigins(consoleSignIn.issuer, { proxies: config.proxies, log }),
    });
  const roles = ROLE_NAMES.map((name) => ({ name, platform: isPlatformRole(name) }));
  return consoleRoutes({
    signIn: pages?.signsIn === true ? { kind: 'development', roles } : { kind: 'none' },
  });
}

/** Looks whether these are the keys of this database and the policy of its logs, and keeps there what this node starts with. */
async function recordStart(
  { config, log }: AppContext,
  database: Database,
  { keyRing, lookupKey, texts, platform, ledgerKeys, witnessPolicy }: ServerFiles,
): Promise<void> {
  await checkKeys(database, { keyRing, lookupKey });
  const { policyFile: path } = config.witnesses;
  if (witnessPolicy !== null && path !== null)
    await refuseFormerPolicy(database, witnessPolicy, { path, keys: ledgerKeys });
  if (!config.development) await tellOfSimulated(database, log);
  await publishDocuments(database, texts);
  await recordPlatform(database, platform);
  await recordLedgerKey(database, ledgerKeys);
}

async function openServingDatabases(
  { config, databaseUrl: url, log }: AppContext,
  { onStatement }: AppOverrides,
): Promise<Databases> {
  return openDatabases({
    ...config.database,
    url,
    prepared: await mayPrepare(config, url),
    onConnectionLost: (err) => log.warn({ err }, 'lost a database connection'),
    ...(onStatement === undefined ? {} : { onStatement }),
  });
}

/** In production only a login that is named for it migrates, since the one that serves owns nothing (X6). */
async function prepareDatabase({ development, database }: Config, databaseUrl: string): Promise<void> {
  const serving = configuredServing(database, databaseUrl);
  // A development that joins another one does so by the login that serves, and finds everything made.
  if (database.migrationUrl !== null || (development && !(await isFitDatabase(serving))))
    await migrate(configuredMigration(database, databaseUrl));
  if (!development) await refuseUnfitDatabase(serving);
}

/** A pooler gives each transaction whichever connection is free, where a statement prepared on another one is unknown. */
async function mayPrepare({ database }: Config, url: string): Promise<boolean> {
  if (database.preparedStatements !== 'auto') return database.preparedStatements === 'on';
  return !(await checkServer(configuredServing(database, url))).isPooled;
}

function createGateway({ config, twilioBaseUrl, log }: AppContext): TwilioGateway {
  const { connectTimeoutMs, responseTimeoutMs, attempts, backoffMs } = config.twilio;
  return createTwilioGateway({
    connectTimeoutMs,
    responseTimeoutMs,
    attempts,
    backoffMs,
    proxies: config.proxies,
    ...(twilioBaseUrl === null ? {} : { baseUrl: twilioBaseUrl }),
    log: (event) => log.debug(event, 'twilio'),
  });
}

/** Such a database was a development's: its keys are that one's too, which strangers may know. */
async function tellOfSimulated(database: Database, log: Logger): Promise<void> {
  if (await database.system(holdsSimulated))
    log.warn(
      { code: 'SIMULATED_RECORDS' },
      'this database contains dispatches from development, which were never really sent',
    );
}

function authenticator({ tokens }: Config, keys: SigningKeys): Authenticate {
  const { issuer, audience, claims, clockToleranceMs } = tokens;
  return createAuthenticator({
    issuer,
    audience,
    claims,
    keys,
    longestLifetime: LONGEST_TOKEN_LIFETIME_S,
    clockTolerance: clockToleranceMs / 1_000,
    clock: () => Date.now(),
  });
}

/** A token that lives longer than a day and a bit is refused. */
const LONGEST_TOKEN_LIFETIME_S = 25 * 60 * 60;

/** The time beyond its budget until a dispatch's outcome is recorded, in milliseconds. */
const SETTLING_MS = 5_000;
/** The time that its answer may take to leave then. */
const ANSWERING_MS = 500;

async function stop(parts: {
  readonly config: Config;
  readonly server: HttpServer;
  readonly background: BackgroundWork;
  readonly dispatches: DispatchService;
  readonly gateway: TwilioGateway;
  readonly databases: Databases;
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
  await parts.databases.close();
}
