import { resolve } from 'node:path';
import { LOOPBACK_PAGES } from '../kernel/loopback.ts';
import { type ConfiguredKeys, readKeys } from './configured-keys.ts';
import { configuredPools, configuredReads, poolProblems } from './configured-pools.ts';
import { readTokens } from './configured-tokens.ts';
import { type Environment, readEnvironment } from './environment.ts';
import {
  databaseProblems,
  developmentProblems,
  type GivenSettings,
  productionProblems,
  type Requirement,
  SERVER_NEEDS,
} from './production-settings.ts';
import { contradictions } from './setting-contradictions.ts';
import { frayedValues, unknownSettings } from './setting-mistakes.ts';

/** Everything that can be set, checked and typed. All durations in milliseconds. */
export type Config = ReturnType<typeof toConfig>;

/** Settings that cannot be started with; the message names each of them, one per line. */
export class ConfigError extends Error {
  constructor(problems: readonly string[], hint = '') {
    super(`Originator cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}${hint}`);
  }
}

const HINT =
  '\nThis is production mode. For development, which needs no settings, set ORIGINATOR_MODE=development, as npm start does.';

/**
 * The configuration in these variables, for a process that is about to use `needs`. Throws `ConfigError`, which names
 * everything that is wrong or missing.
 *
 * @internal
 */
export function readConfig(variables: Variables, needs: readonly Requirement[] = SERVER_NEEDS): Config {
  const given = givenIn(variables);
  const { env, wrong } = readEnvironment(given);
  const development = env.ORIGINATOR_MODE === 'development';
  const problems: string[] = [
    ...unknownSettings(Object.keys(given), env.IGNORED_VARIABLES),
    ...frayedValues(given),
    ...wrong,
    ...(development ? developmentProblems(given, env) : productionProblems(given, env, needs)),
  ];
  const keys = readKeys(env, problems);
  problems.push(...contradictions(given, env), ...databaseProblems(env, development), ...poolProblems(env));
  if (problems.length > 0)
    throw new ConfigError(problems, given['ORIGINATOR_MODE'] === undefined ? HINT : '');
  return toConfig(env, development, keys);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables that are set: one that is set to nothing is not. */
function givenIn(variables: Variables): GivenSettings {
  const given = Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== '');
  // Where both stand the lower case holds, as for other programs.
  const {
    https_proxy: HTTPS_PROXY,
    http_proxy: HTTP_PROXY,
    no_proxy: NO_PROXY,
    ...others
  } = Object.fromEntries(given);
  const proxies = Object.entries({ HTTPS_PROXY, HTTP_PROXY, NO_PROXY });
  return { ...others, ...Object.fromEntries(proxies.filter(([, value]) => value !== undefined)) };
}

/** Reads the configuration for what a process is about to use. */
export type ConfigReader = (needs?: readonly Requirement[]) => Config;

/** The configuration of this process, for what it is about to use. */
export function readProcessConfig(needs?: readonly Requirement[]): Config {
  forgetShell();
  return readConfig(process.env, needs);
}

/** The configuration of this process, which is a command for development and for nothing else. */
export function readDevelopmentConfig(): Config {
  forgetShell();
  return readConfig({ ...process.env, ORIGINATOR_MODE: 'development' });
}

/**
 * `pg` takes what a URL does not say from the shell's PG* variables, which are there for other programs. Where the database
 * is, and how it is talked to, is said by our own settings alone.
 */
function forgetShell(): void {
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]/.test(name)) delete process.env[name];
}

/**
 * Libraries that are loaded after this check less: graphql-js otherwise looks twice at each type that it meets, which is a
 * seventh of the time of executing a read. Another NODE_ENV, as tests set one, keeps the checks.
 */
export function skipChecksForDevelopers(): void {
  process.env['NODE_ENV'] ??= 'production';
}

function toConfig(env: Environment, development: boolean, keys: ConfiguredKeys) {
  return {
    ...keys,
    /** True if this is development, which is asked for by name (X6). */
    development,
    http: httpConfig(env, development),
    /** True if the console is served. */
    console: env.CONSOLE === 'on',
    /** The sign-in of people to the console at the issuer of tokens; null for none. */
    consoleSignIn: consoleSignIn(env),
    dataDir: resolve(env.DATA_DIR),
    database: databaseConfig(env),
    tokens: readTokens(env),
    /** The changes that a person has to authenticate again for; null for none (X7). */
    stepUp: env.STEP_UP ?? null,
    fourEyesForAll: env.FOUR_EYES === 'required',
    changeRequestPollMs: env.CHANGE_REQUEST_POLL_MS,
    /** The proxies for calls to Twilio and to the token issuer. */
    proxies: { https: env.HTTPS_PROXY ?? null, http: env.HTTP_PROXY ?? null, except: env.NO_PROXY },
    twilio: {
      /** Null for Twilio itself, or for the simulator in development. */
      baseUrl: env.TWILIO_BASE_URL ?? null,
      connectTimeoutMs: env.TWILIO_CONNECT_TIMEOUT_MS,
      responseTimeoutMs: env.TWILIO_RESPONSE_TIMEOUT_MS,
      attempts: env.TWILIO_ATTEMPTS,
      backoffMs: env.TWILIO_BACKOFF_MS,
    },
    simulatorPort: env.SIMULATOR_PORT,
    /** False if a development is to send without guards, as a measurement does. */
    sendingGuards: env.SENDING_GUARDS === 'on',
    /** A JSON file with the default account, the dispatch settings and the rate card; null in development without one. */
    platformFile: env.PLATFORM_FILE ?? null,
    /** The URL for Twilio's status callbacks; null in development, where it follows from the port. */
    publicUrl: env.PUBLIC_URL ?? null,
    dispatch: dispatchConfig(env),
    /** The shares of this process. */
    shares: {
      bodies: env.SHARE_BODIES,
      connections: env.SHARE_CONNECTIONS,
      newConnections: env.SHARE_NEW_CONNECTIONS,
      newWebSockets: env.SHARE_NEW_WEB_SOCKETS,
      webSockets: env.SHARE_WEB_SOCKETS,
      subscriptions: env.SHARE_SUBSCRIPTIONS,
      reads: configuredReads(env),
      exports: env.SHARE_EXPORTS,
    },
    /** A JSON file of legal texts in place of those shipped; null for those. */
    consentTexts: env.CONSENT_TEXTS ?? null,
    /** The file in which this node remembers what it signed; null for one in the data folder, if that is writable. */
    ledgerMemoryFile: env.LEDGER_MEMORY_FILE === undefined ? null : resolve(env.LEDGER_MEMORY_FILE),
    /** The policy file that names the witnesses of the host log, null for none, and how often they are asked. */
    witnesses: { policyFile: env.WITNESS_POLICY ?? null, pollMs: env.WITNESS_POLL_MS },
    checks: checkConfig(env),
    /** The interval for sealing new entries of the audit ledger. */
    sealPollMs: env.SEAL_POLL_MS,
    watchPollMs: env.WATCH_POLL_MS,
    draftExpiryPollMs: env.DRAFT_EXPIRY_POLL_MS,
    refreshIntervalMs: env.REFRESH_INTERVAL_MS,
    refreshPollMs: env.REFRESH_POLL_MS,
    logLevel: env.LOG_LEVEL,
  } as const;
}

function httpConfig(env: Environment, development: boolean) {
  return {
    host: env.HOST,
    port: env.PORT,
    corsOrigins: development ? [...env.CORS_ORIGINS, LOOPBACK_PAGES] : env.CORS_ORIGINS,
    trustedProxies: env.TRUSTED_PROXIES,
    introspection: env.INTROSPECTION === undefined ? development : env.INTROSPECTION === 'on',
    otherDocuments: env.DOCUMENTS,
    stopGraceMs: env.STOP_GRACE_MS,
    /** The time that a connection stays open for the next request. */
    keepAliveMs: env.KEEP_ALIVE_MS,
    /** The time that an operation may take in all. */
    operationMs: env.OPERATION_TIMEOUT_MS,
    /** The path of `publicUrl`, in front of what is served; empty for none. */
    pathPrefix: pathOf(env.PUBLIC_URL),
  } as const;
}

function consoleSignIn(env: Environment) {
  const { CONSOLE_CLIENT_ID: clientId, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience = '' } = env;
  if (clientId === undefined || issuer === undefined) return null;
  const parameter = env.CONSOLE_AUDIENCE_PARAMETER;
  return {
    issuer,
    clientId,
    scope: env.CONSOLE_SCOPE,
    /** The parameter that tells the issuer whom the access token is for; null where it knows. */
    audience: parameter === 'none' ? null : { parameter, value: audience },
  } as const;
}

function databaseConfig(env: Environment) {
  return {
    /** Null for the embedded server. */
    url: env.DATABASE_URL ?? null,
    /** A file with the password, in place of one in the URL. */
    passwordFile: env.DATABASE_PASSWORD_FILE ?? null,
    migrationUrl: env.MIGRATION_DATABASE_URL ?? null,
    migrationPasswordFile: env.MIGRATION_DATABASE_PASSWORD_FILE ?? null,
    /** True if statements are kept on their connections; `auto` does so unless a pooler stands in between. */
    preparedStatements: env.DATABASE_PREPARED,
    /** The number of connections that the process has for each kind of work. */
    pools: configuredPools(env),
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
  } as const;
}

function dispatchConfig(env: Environment) {
  return {
    totalMs: env.DISPATCH_BUDGET_MS,
    firstMs: env.DISPATCH_FIRST_ATTEMPT_MS,
    perAccount: env.CALLS_PER_ACCOUNT,
    perNode: env.CALLS_PER_NODE,
    /** Calls that each tenant gets of a shared account and of the node, whatever others send. */
    guaranteed: env.CALLS_GUARANTEED,
    recoveryPollMs: env.RECOVERY_POLL_MS,
    /** When Twilio is asked what became of an open attempt, and for the status and price of what was accepted. */
    followUp: {
      outcomeMs: env.OUTCOME_AFTER_MS,
      priceMs: env.PRICE_AFTER_MS,
      unreportedMs: env.UNREPORTED_AFTER_MS,
      absenceMs: env.ABSENCE_AFTER_MS,
    },
    tokenErasurePollMs: env.TOKEN_ERASURE_POLL_MS,
    /** The number of whole months of dispatches that are kept before the present one; 0 keeps all. */
    retentionMonths: env.RETENTION_MONTHS,
  } as const;
}

function checkConfig(env: Environment) {
  return {
    budgetMs: env.CHECK_BUDGET_MS,
    leaseMs: env.CHECK_LEASE_MS,
    pollMs: env.CHECK_POLL_MS,
    concurrency: env.CHECK_CONCURRENCY,
    perMinute: env.CHECKS_PER_MINUTE,
  } as const;
}

function pathOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).pathname.replace(/\/$/, '');
}
