import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { MASTER_KEY_BYTES } from './secrets/key-ring.ts';
import { LOG_LEVELS, type LogLevel } from './server/logging.ts';

/** Where data and development keys are kept unless `DATA_DIR` says otherwise, from where the process was started. */
export const DEFAULT_DATA_DIR = '.data';

/** Where the keys lie that bearer tokens are verified with. */
export type TokenKeys =
  | { readonly kind: 'url'; readonly url: URL }
  | { readonly kind: 'file'; readonly path: string }
  /** A key pair of its own under the data folder, which also signs development tokens. */
  | { readonly kind: 'development' };

/** Everything that can be set, checked and typed. All durations in milliseconds. */
export interface Config {
  /** Whether this is development: not `NODE_ENV=production`, and listening on a loopback address. */
  readonly development: boolean;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly corsOrigins: readonly string[];
    readonly trustedProxies: readonly string[];
    readonly introspection: boolean;
    readonly stopGraceMs: number;
  };
  readonly dataDir: string;
  readonly database: {
    /** Null for the embedded server. */
    readonly url: string | null;
    readonly migrationUrl: string | null;
    readonly poolSize: number;
    readonly statementTimeoutMs: number;
    readonly connectTimeoutMs: number;
  };
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly keys: TokenKeys };
  /** The first is current; empty in development, which makes its own. */
  readonly masterKeys: readonly { readonly id: string; readonly bytes: Buffer }[];
  readonly twilio: {
    /** Null for Twilio itself, or for the simulator in development. */
    readonly baseUrl: string | null;
    readonly connectTimeoutMs: number;
    readonly responseTimeoutMs: number;
    readonly attempts: number;
    readonly backoffMs: number;
  };
  readonly simulatorPort: number;
  /** A JSON file of legal texts in place of those shipped; null for those. */
  readonly consentTexts: string | null;
  readonly checks: {
    readonly budgetMs: number;
    readonly leaseMs: number;
    readonly pollMs: number;
    readonly concurrency: number;
    readonly perMinute: number;
  };
  readonly watchPollMs: number;
  readonly draftExpiryPollMs: number;
  readonly refreshIntervalMs: number;
  readonly refreshPollMs: number;
  readonly logLevel: LogLevel;
}

/** Settings that cannot be started with; the message names each of them, one per line. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Originator cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const integer = (name: string, fallback: number, min: number, max: number) =>
  z
    .string()
    .default(String(fallback))
    .transform((text, context) => {
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= min && value <= max) return value;
      context.addIssue({ code: 'custom', message: `${name} must be a whole number from ${min} to ${max}` });
      return z.NEVER;
    });

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const address = (name: string, protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `${name} must be a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  });

const environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().min(1, 'HOST must not be empty').default('127.0.0.1'),
  PORT: integer('PORT', 4000, 0, 65_535),
  DATA_DIR: z.string().default(DEFAULT_DATA_DIR),
  DATABASE_URL: address('DATABASE_URL', ['postgres:', 'postgresql:']).optional(),
  MIGRATION_DATABASE_URL: address('MIGRATION_DATABASE_URL', ['postgres:', 'postgresql:']).optional(),
  DATABASE_POOL_SIZE: integer('DATABASE_POOL_SIZE', 10, 1, 200),
  DATABASE_STATEMENT_TIMEOUT_MS: integer('DATABASE_STATEMENT_TIMEOUT_MS', 15_000, 100, 600_000),
  DATABASE_CONNECT_TIMEOUT_MS: integer('DATABASE_CONNECT_TIMEOUT_MS', 5_000, 100, 60_000),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  JWKS_URL: address('JWKS_URL', ['https:', 'http:']).optional(),
  JWKS_FILE: z.string().optional(),
  MASTER_KEYS: list,
  CORS_ORIGINS: list,
  TRUSTED_PROXIES: list,
  INTROSPECTION: z.enum(['on', 'off'], { message: 'INTROSPECTION must be on or off' }).optional(),
  STOP_GRACE_MS: integer('STOP_GRACE_MS', 3_500, 0, 60_000),
  TWILIO_BASE_URL: address('TWILIO_BASE_URL', ['https:', 'http:']).optional(),
  TWILIO_CONNECT_TIMEOUT_MS: integer('TWILIO_CONNECT_TIMEOUT_MS', 2_000, 10, 60_000),
  TWILIO_RESPONSE_TIMEOUT_MS: integer('TWILIO_RESPONSE_TIMEOUT_MS', 10_000, 10, 60_000),
  TWILIO_ATTEMPTS: integer('TWILIO_ATTEMPTS', 3, 1, 10),
  TWILIO_BACKOFF_MS: integer('TWILIO_BACKOFF_MS', 250, 1, 10_000),
  SIMULATOR_PORT: integer('SIMULATOR_PORT', 0, 0, 65_535),
  CONSENT_TEXTS: z.string().optional(),
  CHECK_BUDGET_MS: integer('CHECK_BUDGET_MS', 60_000, 50, 60_000),
  CHECK_LEASE_MS: integer('CHECK_LEASE_MS', 5_000, 50, 60_000),
  CHECK_POLL_MS: integer('CHECK_POLL_MS', 1_000, 10, 60_000),
  CHECK_CONCURRENCY: integer('CHECK_CONCURRENCY', 8, 1, 100),
  CHECKS_PER_MINUTE: integer('CHECKS_PER_MINUTE', 10, 1, 10_000),
  WATCH_POLL_MS: integer('WATCH_POLL_MS', 500, 10, 60_000),
  DRAFT_EXPIRY_POLL_MS: integer('DRAFT_EXPIRY_POLL_MS', 60_000, 10, 3_600_000),
  REFRESH_INTERVAL_MS: integer('REFRESH_INTERVAL_MS', 3_600_000, 100, 86_400_000),
  REFRESH_POLL_MS: integer('REFRESH_POLL_MS', 60_000, 10, 3_600_000),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, { message: `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
});

type Environment = z.infer<typeof environment>;

/**
 * The configuration in these variables. Throws `ConfigError`, which names everything that is wrong or missing.
 *
 * @internal
 */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  // A variable that is set to nothing is one that is not set.
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const { env, wrong } = readEnvironment(given);
  const development = env.NODE_ENV !== 'production' && isLoopback(env.HOST);
  const problems = [...wrong, ...(development ? [] : missingForProduction(given, env))];
  const masterKeys = readMasterKeys(env.MASTER_KEYS, problems);
  if (env.JWKS_URL !== undefined && env.JWKS_FILE !== undefined) {
    problems.push('JWKS_URL and JWKS_FILE are both set; set the one that holds');
  }
  problems.push(...env.CORS_ORIGINS.filter((origin) => !isOrigin(origin)).map(notAnOrigin));
  problems.push(...env.TRUSTED_PROXIES.filter((range) => !isAddressRange(range)).map(notARange));
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(env, development, masterKeys);
}

/** What is right of the variables, and what is wrong with the others, so that one start names all that keeps it. */
function readEnvironment(given: Readonly<Record<string, unknown>>): {
  readonly env: Environment;
  readonly wrong: readonly string[];
} {
  const parsed = environment.safeParse(given);
  if (parsed.success) return { env: parsed.data, wrong: [] };
  const { issues } = parsed.error;
  const names = new Set(issues.map(({ path }) => path[0]));
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name)));
  return { env: environment.parse(right), wrong: issues.map(({ message }) => message) };
}

/** The configuration of this process. */
export function readProcessConfig(): Config {
  return readConfig(process.env);
}

function toConfig(env: Environment, development: boolean, masterKeys: Config['masterKeys']): Config {
  return {
    development,
    http: {
      host: env.HOST,
      port: env.PORT,
      corsOrigins: env.CORS_ORIGINS,
      trustedProxies: env.TRUSTED_PROXIES,
      introspection: env.INTROSPECTION === undefined ? development : env.INTROSPECTION === 'on',
      stopGraceMs: env.STOP_GRACE_MS,
    },
    dataDir: resolve(env.DATA_DIR),
    database: {
      url: env.DATABASE_URL ?? null,
      migrationUrl: env.MIGRATION_DATABASE_URL ?? null,
      poolSize: env.DATABASE_POOL_SIZE,
      statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
      connectTimeoutMs: env.DATABASE_CONNECT_TIMEOUT_MS,
    },
    tokens: {
      issuer: env.TOKEN_ISSUER ?? 'originator-development',
      audience: env.TOKEN_AUDIENCE ?? 'originator',
      keys: tokenKeys(env),
    },
    masterKeys,
    twilio: {
      baseUrl: env.TWILIO_BASE_URL ?? null,
      connectTimeoutMs: env.TWILIO_CONNECT_TIMEOUT_MS,
      responseTimeoutMs: env.TWILIO_RESPONSE_TIMEOUT_MS,
      attempts: env.TWILIO_ATTEMPTS,
      backoffMs: env.TWILIO_BACKOFF_MS,
    },
    simulatorPort: env.SIMULATOR_PORT,
    consentTexts: env.CONSENT_TEXTS ?? null,
    checks: {
      budgetMs: env.CHECK_BUDGET_MS,
      leaseMs: env.CHECK_LEASE_MS,
      pollMs: env.CHECK_POLL_MS,
      concurrency: env.CHECK_CONCURRENCY,
      perMinute: env.CHECKS_PER_MINUTE,
    },
    watchPollMs: env.WATCH_POLL_MS,
    draftExpiryPollMs: env.DRAFT_EXPIRY_POLL_MS,
    refreshIntervalMs: env.REFRESH_INTERVAL_MS,
    refreshPollMs: env.REFRESH_POLL_MS,
    logLevel: env.LOG_LEVEL,
  };
}

function tokenKeys(env: Environment): TokenKeys {
  if (env.JWKS_URL !== undefined) return { kind: 'url', url: new URL(env.JWKS_URL) };
  return env.JWKS_FILE === undefined
    ? { kind: 'development' }
    : { kind: 'file', path: resolve(env.JWKS_FILE) };
}

function missingForProduction(
  given: Readonly<Record<string, unknown>>,
  { MASTER_KEYS }: Environment,
): readonly string[] {
  const required: readonly (readonly [names: readonly string[], what: string])[] = [
    [['DATABASE_URL'], 'the PostgreSQL server to use'],
    [['MASTER_KEYS'], `the keys that seal auth tokens, as name:base64 of ${MASTER_KEY_BYTES} bytes`],
    [['TOKEN_ISSUER'], 'who issues bearer tokens'],
    [['TOKEN_AUDIENCE'], 'for whom bearer tokens are issued'],
    [['JWKS_URL', 'JWKS_FILE'], 'the public keys of the issuer'],
  ];
  // What is given but wrong is named as that; a list may be given with nothing in it.
  const isGiven = (name: string) =>
    name === 'MASTER_KEYS' ? MASTER_KEYS.length > 0 : given[name] !== undefined;
  return required
    .filter(([names]) => !names.some(isGiven))
    .map(([names, what]) => `${names.join(' or ')} is required in production: ${what}`);
}

function readMasterKeys(texts: readonly string[], problems: string[]): Config['masterKeys'] {
  const ids = new Set<string>();
  return texts.flatMap((text, index) => {
    const [id = '', encoded = ''] = text.split(':');
    const bytes = Buffer.from(encoded, 'base64');
    // The text itself is a secret.
    const problem = (what: string) => problems.push(`MASTER_KEYS: key ${index + 1} ${what}`);
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id) || bytes.length !== MASTER_KEY_BYTES)
      problem(`is not name:base64 of ${MASTER_KEY_BYTES} bytes`);
    else if (ids.has(id)) problem('has the name of an earlier one');
    ids.add(id);
    return [{ id, bytes }];
  });
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function notAnOrigin(text: string): string {
  return `CORS_ORIGINS: ${text} is no origin such as https://console.example.com`;
}

function isAddressRange(text: string): boolean {
  const [ip = '', bits, ...rest] = text.split('/');
  const width = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return (
    width > 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= width))
  );
}

function notARange(text: string): string {
  return `TRUSTED_PROXIES: ${text} is neither an address nor a range such as 10.0.0.0/8`;
}
