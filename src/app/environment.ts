import { isIP } from 'node:net';
import { z } from 'zod';
import { databaseUrlProblem } from '../database/connection/connection-url-rules.ts';
import { stepUpSetting } from '../http/auth/step-up-setting.ts';
import { DEFAULT_LIMITS } from '../http/limits/limits.ts';
import { LOG_LEVELS } from '../http/log/logging.ts';
import type { ShareSettings } from '../kernel/shares/share-rules.ts';

/** The default folder of data and development keys, relative to the working directory. */
export const DEFAULT_DATA_DIR = '.data';

// A message goes on after the name of its setting.

const wholeNumber = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    context.addIssue({ code: 'custom', message: `must be a whole number from ${min} to ${max}` });
    return z.NEVER;
  });

const integer = (fallback: number, min: number, max: number) =>
  z.string().default(String(fallback)).pipe(wholeNumber(min, max));

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

/** A share: its places, each tenant's guaranteed part, and the most that a subject or address may hold. */
const setShare = (example: string) =>
  z.string().transform((text, context): ShareSettings => {
    const [, all, part, most] = /^(\d{1,6})\/(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
    const set = { places: Number(all), guaranteed: Number(part), perMember: Number(most) };
    if (set.places > 0 && set.perMember > 0) return set;
    const message = `must be three numbers such as ${example}: all places, a tenant's part, a subject's or address's most`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

const share = ({ places, guaranteed, perMember }: ShareSettings) => {
  const fallback = [places, guaranteed, perMember].join('/');
  return z.string().default(fallback).pipe(setShare(fallback));
};

const address = z.string().refine((text) => URL.canParse(text) && isAddress(new URL(text)), {
  message: 'must be a URL that starts with https:// or http://, with a port other than 0',
});

function isAddress({ protocol, port }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && port !== '0';
}

/** The address of a server, to which the paths of requests are added. */
const origin = address.refine((text) => !URL.canParse(text) || /^[a-z]+:\/\/[^@?#]*$/i.test(text), {
  message: 'must contain neither user and password nor a query (?) or fragment (#)',
});

/** The address of an HTTP proxy, which may be given without its scheme. Nothing of it is told: it may hold a password. */
const proxy = z.string().transform((text, context) => {
  const url = text.includes('://') ? text : `http://${text}`;
  if (URL.canParse(url) && isProxy(new URL(url))) return url;
  const message =
    'must be the address of an HTTP proxy, such as http://proxy.example.com:3128; unset it to use no proxy';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function isProxy({ protocol, username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return protocol === 'http:' || protocol === 'https:';
  } catch {
    return false;
  }
}

/** A URL at which Twilio reaches us. Its path is compared with that of requests, so that it is taken only as it will be there. */
const publicAddress = address.superRefine((text, context) => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) return;
  const message = /[?#]/.test(text)
    ? 'must end with its path: leave out the query (?) and fragment (#)'
    : 'can have only letters, digits, -, ., _ and ~ between the slashes of its path';
  if (!/^https?:\/\/[^/\\]+(\/(?!\.\.?(\/|$))[A-Za-z0-9._~-]+)*\/?$/i.test(text))
    context.addIssue({ code: 'custom', message });
});

const database = z.string().superRefine((url, context) => {
  const message = databaseUrlProblem(url);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** Twilio may list an accepted message this much later (D11); only a development may take absence for an answer earlier. */
export const ABSENCE_MIN_MS = 900_000;

/** The modes of a process. Production is what it is where nothing is said (X6). */
const MODES = ['production', 'development'] as const;

/** The parameters by which issuers are told whom an access token is for; some know it from the client or the scope. */
const AUDIENCE_PARAMETERS = ['none', 'audience', 'resource'] as const;

const environment = z.object({
  ORIGINATOR_MODE: z.enum(MODES, { message: `must be ${MODES.join(' or ')}` }).default('production'),
  NODE_ENV: z.string().optional(),
  IGNORED_VARIABLES: list,
  HOST: z
    .string()
    .refine((text) => isIP(text) !== 0 || /^[A-Za-z0-9._-]+$/.test(text), {
      message: 'must be only an address or a name, without port or brackets',
    })
    .default('127.0.0.1'),
  PORT: integer(4000, 0, 65_535),
  DATA_DIR: z.string().default(DEFAULT_DATA_DIR),
  DATABASE_URL: database.optional(),
  DATABASE_PASSWORD_FILE: z.string().optional(),
  MIGRATION_DATABASE_URL: database.optional(),
  MIGRATION_DATABASE_PASSWORD_FILE: z.string().optional(),
  DATABASE_PREPARED: z.enum(['auto', 'on', 'off'], { message: 'must be auto, on or off' }).default('auto'),
  DATABASE_POOL_SIZE: integer(16, 4, 200),
  DATABASE_POOL_SENDING: wholeNumber(1, 200).optional(),
  DATABASE_POOL_READING: wholeNumber(1, 200).optional(),
  DATABASE_POOL_JOBS: wholeNumber(1, 200).optional(),
  DATABASE_STATEMENT_TIMEOUT_MS: integer(15_000, 100, 600_000),
  DATABASE_CONNECT_TIMEOUT_MS: integer(5_000, 100, 60_000),
  OPERATION_TIMEOUT_MS: integer(DEFAULT_LIMITS.operationTime, 100, 600_000),
  TOKEN_ISSUER: z.string().optional(),
  TOKEN_AUDIENCE: z.string().optional(),
  JWKS_URL: address
    .refine((text) => !URL.canParse(text) || new URL(text).username === '', {
      message: 'must contain no user and password: the keys are public',
    })
    .optional(),
  JWKS_FILE: z.string().optional(),
  JWKS_REFRESH_MS: integer(30_000, 50, 3_600_000),
  JWKS_STALE_MS: integer(21_600_000, 1_000, 604_800_000),
  TOKEN_CLOCK_TOLERANCE_MS: integer(30_000, 0, 300_000),
  TOKEN_CLAIM_TENANT: list,
  TOKEN_CLAIM_PLATFORM: list,
  TOKEN_CLAIM_ROLES: list,
  TOKEN_CLAIM_SCOPES: list,
  TOKEN_CLAIM_NAME: list,
  TOKEN_CLAIM_KIND: list,
  TOKEN_CLAIM_METHOD: list,
  TOKEN_CLAIM_AUTH_TIME: list,
  TOKEN_CLAIM_ACR: list,
  TOKEN_CLAIM_AMR: list,
  STEP_UP: stepUpSetting.optional(),
  FOUR_EYES: z
    .enum(['by-tenant', 'required'], { message: 'must be by-tenant or required' })
    .default('by-tenant'),
  CHANGE_REQUEST_POLL_MS: integer(1_000, 10, 3_600_000),
  TOKEN_ROLE_PREFIX: z.string().default(''),
  MASTER_KEYS: list,
  CORS_ORIGINS: list,
  TRUSTED_PROXIES: list,
  CONSOLE: z.enum(['on', 'off'], { message: 'must be on or off' }).default('on'),
  CONSOLE_CLIENT_ID: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must have only letters, digits and signs of ASCII')
    .optional(),
  CONSOLE_SCOPE: z
    .string()
    .regex(
      /^(?=.*(?:^| )openid(?: |$))[\x21\x23-\x5b\x5d-\x7e ]+$/,
      'must be names with spaces between, openid among them',
    )
    .default('openid profile'),
  CONSOLE_AUDIENCE_PARAMETER: z
    .enum(AUDIENCE_PARAMETERS, { message: `must be one of ${AUDIENCE_PARAMETERS.join(', ')}` })
    .default('none'),
  INTROSPECTION: z.enum(['on', 'off'], { message: 'must be on or off' }).optional(),
  DOCUMENTS: z
    .enum(['open', 'logged', 'registered-only'], { message: 'must be open, logged or registered-only' })
    .default('open'),
  KEEP_ALIVE_MS: integer(75_000, 1_000, 600_000),
  STOP_GRACE_MS: integer(3_500, 0, 60_000),
  HTTPS_PROXY: proxy.optional(),
  HTTP_PROXY: proxy.optional(),
  NO_PROXY: z.string().default(''),
  TWILIO_BASE_URL: origin.optional(),
  TWILIO_CONNECT_TIMEOUT_MS: integer(2_000, 10, 60_000),
  TWILIO_RESPONSE_TIMEOUT_MS: integer(10_000, 10, 60_000),
  TWILIO_ATTEMPTS: integer(3, 1, 10),
  TWILIO_BACKOFF_MS: integer(250, 1, 10_000),
  PLATFORM_FILE: z.string().optional(),
  LOOKUP_KEY: z.string().optional(),
  LEDGER_KEY: z.string().optional(),
  LEDGER_PAST_KEYS: list,
  LEDGER_MEMORY_FILE: z.string().optional(),
  LEDGER_HOST: z
    .string()
    .regex(/^[^\s+/]+$/u, 'must be a name without spaces, + and /')
    .optional(),
  PUBLIC_URL: publicAddress.optional(),
  DISPATCH_BUDGET_MS: integer(10_000, 100, 60_000),
  DISPATCH_FIRST_ATTEMPT_MS: integer(6_000, 50, 60_000),
  CALLS_PER_ACCOUNT: integer(50, 1, 10_000),
  CALLS_PER_NODE: integer(400, 1, 100_000),
  CALLS_GUARANTEED: integer(8, 0, 10_000),
  SHARE_BODIES: share(DEFAULT_LIMITS.bodies),
  SHARE_CONNECTIONS: share(DEFAULT_LIMITS.connections),
  SHARE_NEW_CONNECTIONS: share(DEFAULT_LIMITS.newConnections),
  SHARE_NEW_WEB_SOCKETS: share(DEFAULT_LIMITS.newWebSockets),
  SHARE_WEB_SOCKETS: share(DEFAULT_LIMITS.webSockets),
  SHARE_SUBSCRIPTIONS: share(DEFAULT_LIMITS.subscriptions),
  SHARE_READS: setShare('5/1/3').optional(),
  SHARE_EXPORTS: share(DEFAULT_LIMITS.exports),
  RECOVERY_POLL_MS: integer(5_000, 10, 3_600_000),
  OUTCOME_AFTER_MS: integer(60_000, 10, 3_600_000),
  PRICE_AFTER_MS: integer(15_000, 10, 3_600_000),
  UNREPORTED_AFTER_MS: integer(600_000, 10, 3_600_000),
  ABSENCE_AFTER_MS: integer(ABSENCE_MIN_MS, 10, 86_400_000),
  TOKEN_ERASURE_POLL_MS: integer(60_000, 10, 3_600_000),
  RETENTION_MONTHS: integer(0, 0, 1_200),
  SIMULATOR_PORT: integer(0, 0, 65_535),
  SENDING_GUARDS: z.enum(['on', 'off'], { message: 'must be on or off' }).default('on'),
  CONSENT_TEXTS: z.string().optional(),
  CHECK_BUDGET_MS: integer(60_000, 50, 60_000),
  CHECK_LEASE_MS: integer(5_000, 50, 60_000),
  CHECK_POLL_MS: integer(1_000, 10, 60_000),
  CHECK_CONCURRENCY: integer(8, 1, 100),
  CHECKS_PER_MINUTE: integer(10, 1, 10_000),
  SEAL_POLL_MS: integer(250, 10, 60_000),
  WITNESS_POLICY: z.string().optional(),
  WITNESS_POLL_MS: integer(5_000, 10, 3_600_000),
  WATCH_POLL_MS: integer(500, 10, 60_000),
  DRAFT_EXPIRY_POLL_MS: integer(60_000, 10, 3_600_000),
  REFRESH_INTERVAL_MS: integer(3_600_000, 100, 86_400_000),
  REFRESH_POLL_MS: integer(60_000, 10, 3_600_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { message: `must be one of ${LOG_LEVELS.join(', ')}` }).default('info'),
});

/** The variables that are read, each in its type, with its default where it has one. */
export type Environment = z.infer<typeof environment>;

/** The name of a variable that is read. */
export type SettingName = keyof Environment;

/** The names of all variables that are read. */
export const SETTING_NAMES: readonly SettingName[] = environment.keyof().options;

/** Reads the environment: the valid settings, and the problems of the others, so that one start names all that keeps it. */
export function readEnvironment(given: Readonly<Record<string, unknown>>): {
  readonly env: Environment;
  readonly wrong: readonly string[];
} {
  const parsed = environment.safeParse(given);
  if (parsed.success) return { env: parsed.data, wrong: [] };
  const { issues } = parsed.error;
  const names = new Set(issues.map(({ path }) => path[0]));
  const right = Object.fromEntries(Object.entries(given).filter(([name]) => !names.has(name)));
  return {
    env: environment.parse(right),
    wrong: issues.map(({ path, message }) => `${path.join('.')} ${message}`),
  };
}
