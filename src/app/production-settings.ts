import { holdsPassword, isOpenToOthers } from '../database/connection/connection-url-rules.ts';
import { isLoopback } from '../kernel/loopback.ts';
import { KEY_BYTES } from '../ledger/tree/signed-note.ts';
import { MASTER_KEY_BYTES } from '../secrets/key-ring.ts';
import { ABSENCE_MIN_MS, type Environment, type SettingName } from './environment.ts';

/** The settings that production requires: one of the settings, and what it says. */
const REQUIREMENTS = {
  database: { names: ['DATABASE_URL'], what: 'the PostgreSQL server to use' },
  masterKeys: {
    names: ['MASTER_KEYS'],
    what: `the keys that encrypt auth tokens, as name:base64 of ${MASTER_KEY_BYTES} bytes`,
  },
  lookupKey: {
    names: ['LOOKUP_KEY'],
    what: `the key of recipients' hashes, ${MASTER_KEY_BYTES} bytes in base64`,
  },
  ledgerKey: {
    names: ['LEDGER_KEY'],
    what: `the key that signs checkpoints of the audit ledger, ${KEY_BYTES} bytes in base64`,
  },
  ledgerHost: {
    names: ['LEDGER_HOST', 'PUBLIC_URL'],
    what: 'the host name after which the logs and their keys are named',
  },
  publicUrl: { names: ['PUBLIC_URL'], what: 'the URL at which Twilio reaches this platform' },
  platform: {
    names: ['PLATFORM_FILE'],
    what: 'the default account, the dispatch settings and the rate card',
  },
  tokenIssuer: { names: ['TOKEN_ISSUER'], what: 'the issuer of bearer tokens' },
  tokenAudience: { names: ['TOKEN_AUDIENCE'], what: 'the audience of bearer tokens' },
  tokenKeys: { names: ['JWKS_URL', 'JWKS_FILE'], what: 'the public keys of the issuer' },
} as const satisfies Record<string, { readonly names: readonly SettingName[]; readonly what: string }>;

/** Settings that only a development has, and why. */
const OF_DEVELOPMENT = {
  SIMULATOR_PORT: 'there is no simulator',
  SENDING_GUARDS: 'guards are never off by a setting; PLATFORM_FILE has their defaults and bounds',
} as const satisfies Partial<Record<SettingName, string>>;

/** Something that production cannot do without. */
export type Requirement = keyof typeof REQUIREMENTS;

/** The settings that a server requires in production. */
export const SERVER_NEEDS: readonly Requirement[] = [
  ...(['database', 'masterKeys', 'lookupKey', 'ledgerKey', 'publicUrl', 'platform'] as const),
  ...(['tokenIssuer', 'tokenAudience', 'tokenKeys'] as const),
];

/** The settings that a command requires that reads or signs the audit ledger. */
export const LEDGER_NEEDS: readonly Requirement[] = ['ledgerKey', 'ledgerHost'];

/** The settings that are set; a list may be set with nothing in it. */
export type GivenSettings = Readonly<Partial<Record<string, string>>>;

/**
 * The problems that are problems in production only (X6): a sentence each.
 *
 * @param needs what the process is about to use; a command needs less than a server
 */
export function productionProblems(
  given: GivenSettings,
  env: Environment,
  needs: readonly Requirement[],
): readonly string[] {
  const isGiven = (name: SettingName) =>
    name === 'MASTER_KEYS' ? env.MASTER_KEYS.length > 0 : given[name] !== undefined;
  const missing = needs
    .map((need) => REQUIREMENTS[need])
    .filter(({ names }) => !names.some(isGiven))
    .map(({ names, what }) => `${names.join(' or ')} is required in production: ${what}`);
  const inClear = CONFIDENTIAL.filter((name) => isInClear(env[name])).map(
    (name) =>
      `${name} must begin with https:// in production: what goes there in clear can be read and changed`,
  );
  const absence =
    env.ABSENCE_AFTER_MS < ABSENCE_MIN_MS
      ? [`ABSENCE_AFTER_MS must be at least ${ABSENCE_MIN_MS} in production`]
      : [];
  const takeover =
    env.CHECK_LEASE_MS + env.CHECK_POLL_MS > TAKEOVER_MS
      ? [
          `CHECK_LEASE_MS plus CHECK_POLL_MS must be at most ${TAKEOVER_MS} in production, so that another node takes over in time`,
        ]
      : [];
  const ofDevelopment = Object.entries(OF_DEVELOPMENT)
    .filter(([name]) => given[name] !== undefined)
    .map(([name, why]) => `${name} is a setting of development: in production ${why}`);
  return [...missing, ...inClear, ...absence, ...takeover, ...ofDevelopment];
}

/** The problems that are problems in development only (X6): setting one means production. A sentence each. */
export function developmentProblems(given: GivenSettings, env: Environment): readonly string[] {
  const names: readonly SettingName[] = SERVER_NEEDS.filter((need) => need !== 'database').flatMap(
    (need) => REQUIREMENTS[need].names,
  );
  const ofProduction = names
    .filter((name) => given[name] !== undefined)
    .map(
      (name) =>
        `${name} is a production setting, but this is development mode, which has its own; unset it or ORIGINATOR_MODE`,
    );
  return [
    ...(env.NODE_ENV === 'production'
      ? ['NODE_ENV is production but ORIGINATOR_MODE is development; start production with node dist/main.js']
      : []),
    ...(isLoopback(env.HOST)
      ? []
      : [
          `HOST must be a loopback address in development, where anyone who can reach ${env.HOST} could sign in`,
        ]),
    ...ofProduction,
  ];
}

/** Within this time another node finishes a verification whose process has died (V5). */
const TAKEOVER_MS = 10_000;

const CONFIDENTIAL = ['JWKS_URL', 'TWILIO_BASE_URL', 'PUBLIC_URL'] as const;

function isInClear(address: string | undefined): boolean {
  if (address === undefined) return false;
  const { protocol, hostname } = new URL(address);
  return protocol !== 'https:' && !isLoopback(hostname);
}

/** The problems of the database settings, where each setting by itself is right. */
export function databaseProblems(env: Environment, development: boolean): readonly string[] {
  const addresses = [
    ['DATABASE', env.DATABASE_URL, env.DATABASE_PASSWORD_FILE],
    ['MIGRATION_DATABASE', env.MIGRATION_DATABASE_URL, env.MIGRATION_DATABASE_PASSWORD_FILE],
  ] as const;
  return addresses.flatMap(([name, url, file]) => [
    ...(url !== undefined && file !== undefined && holdsPassword(url)
      ? [`${name}_URL contains a password and ${name}_PASSWORD_FILE is set; set only one of them`]
      : []),
    ...(url !== undefined && !development && isOpenToOthers(url)
      ? [`${name}_URL leads to another machine and must say sslmode=verify-full in production`]
      : []),
  ]);
}
