import { isIP } from 'node:net';
import { isLoopback } from '../kernel/loopback.ts';
import type { ShareSettings } from '../kernel/shares/share-rules.ts';
import { type Environment, SETTING_NAMES, type SettingName } from './environment.ts';
import type { GivenSettings } from './production-settings.ts';

/** The contradictions between settings that are valid by themselves (X6): a sentence each, which names them. */
export function contradictions(given: GivenSettings, env: Environment): readonly string[] {
  return [
    ...PAIRS.filter(([one, other]) => given[one] !== undefined && given[other] !== undefined).map(
      ([one, other]) => `${one} and ${other} are both set; set only one of them`,
    ),
    ...NEEDING.filter(([one, other]) => given[one] !== undefined && given[other] === undefined).map(
      ([one, other]) => `${one} is set without ${other}, to which it belongs`,
    ),
    ...env.IGNORED_VARIABLES.filter(isSetting).map(
      (name) => `IGNORED_VARIABLES names ${name}, which is a setting and is not ignored`,
    ),
    ...timeProblems(given, env),
    ...signInProblems(env),
    ...SHARES.flatMap((name) => shareProblems(name, env[name])),
    ...env.CORS_ORIGINS.filter((origin) => !isOrigin(origin)).map(
      (text) => `CORS_ORIGINS: ${text} is not an origin such as https://console.example.com`,
    ),
    ...env.TRUSTED_PROXIES.filter((range) => !isAddressRange(range)).map(
      (text) => `TRUSTED_PROXIES: ${text} is neither an address nor a range such as 10.0.0.0/8`,
    ),
  ];
}

/** Of which one makes the other mean nothing. */
const PAIRS: readonly (readonly [SettingName, SettingName])[] = [
  ['JWKS_URL', 'JWKS_FILE'],
  ['TWILIO_BASE_URL', 'SIMULATOR_PORT'],
];

/** Of which the first is about the second. */
const NEEDING: readonly (readonly [SettingName, SettingName])[] = [
  ['DATABASE_PASSWORD_FILE', 'DATABASE_URL'],
  ['MIGRATION_DATABASE_URL', 'DATABASE_URL'],
  ['MIGRATION_DATABASE_PASSWORD_FILE', 'MIGRATION_DATABASE_URL'],
  ['CONSOLE_CLIENT_ID', 'TOKEN_ISSUER'],
  ['CONSOLE_SCOPE', 'CONSOLE_CLIENT_ID'],
  ['CONSOLE_AUDIENCE_PARAMETER', 'CONSOLE_CLIENT_ID'],
];

type ShareName = Extract<SettingName, `SHARE_${string}`>;

const SHARES = SETTING_NAMES.filter((name): name is ShareName => name.startsWith('SHARE_'));

function isSetting(name: string): boolean {
  return SETTING_NAMES.some((known) => known === name);
}

function timeProblems(given: GivenSettings, env: Environment): readonly string[] {
  const problems: string[] = [];
  // Anyone who gives all of a dispatch less than usual has its first attempt end with it.
  if (
    given['DISPATCH_FIRST_ATTEMPT_MS'] !== undefined &&
    env.DISPATCH_FIRST_ATTEMPT_MS > env.DISPATCH_BUDGET_MS
  )
    problems.push('DISPATCH_FIRST_ATTEMPT_MS is more than DISPATCH_BUDGET_MS, the time of all attempts');
  if (env.JWKS_STALE_MS < env.JWKS_REFRESH_MS)
    problems.push(
      'JWKS_STALE_MS is less than JWKS_REFRESH_MS: keys would expire before they are fetched again',
    );
  if (env.PORT !== 0 && env.PORT === env.SIMULATOR_PORT) problems.push('PORT and SIMULATOR_PORT must differ');
  return problems;
}

function signInProblems(env: Environment): readonly string[] {
  const { CONSOLE_CLIENT_ID: client, TOKEN_ISSUER: issuer } = env;
  return client === undefined || issuer === undefined || isSignInAddress(issuer)
    ? []
    : ['CONSOLE_CLIENT_ID is set, and TOKEN_ISSUER is no https:// address at which people could sign in'];
}

/** Passwords and tokens go there: it is encrypted, or does not leave this machine. */
function isSignInAddress(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, username, search, hash } = new URL(issuer);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && username + search + hash === '';
}

function shareProblems(name: SettingName, share: ShareSettings | undefined): readonly string[] {
  if (share === undefined) return [];
  const { places, guaranteed, perMember } = share;
  return Math.max(guaranteed, perMember) <= places
    ? []
    : [`${name} gives one member more than its ${places} places`];
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text;
}

function isAddressRange(text: string): boolean {
  const [ip = '', bits, ...rest] = text.split('/');
  const width = isIP(ip) === 4 ? 32 : isIP(ip) === 6 ? 128 : -1;
  return (
    width > 0 && rest.length === 0 && (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= width))
  );
}
