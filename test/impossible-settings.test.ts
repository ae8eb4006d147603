import { describe, expect, test } from 'vitest';
import { readConfig } from '../src/app/config.ts';
import { readEnvironment, SETTING_NAMES, type SettingName } from '../src/app/environment.ts';
import { DEVELOPMENT } from './support/processes/development.ts';
import { KEY, PRODUCTION, problems } from './support/processes/production-settings.ts';

/** What no number is, whatever it is for. */
const NO_NUMBER = ['-1', '1.5', '1e3', '0x10', '10s', '1,000', 'many', '999999999999'];
const NO_CHOICE = ['yes', 'ON', 'true'];
const NO_SHARE = ['8', '8/1', '0/0/0', '8/1/0', '8/9/2', '8/1/9', 'a/b/c', '-8/1/2', '8/1/2/3'];
const NO_ADDRESS = [
  'originator.example',
  'ftp://a.example',
  'https://a.example:0',
  'https://a.example:99999',
  '://',
];
const NO_DATABASE = ['db.example', 'mysql://u@a/b', 'postgres://u:a#b@127.0.0.1/c', 'postgres://u@a,b/c'];
const NO_KEY = ['c2hvcnQ=', KEY.slice(4), `${KEY}${KEY}`];
/** Names of files, claims and parties, of which any may be right; files are read at the start. */
const ANY: readonly string[] = [];

/** Values of each setting that can never work. One that is new belongs here too. */
const IMPOSSIBLE: Readonly<Record<SettingName, readonly string[]>> = {
  ORIGINATOR_MODE: ['prod', 'Development'],
  NODE_ENV: ANY,
  IGNORED_VARIABLES: ['PORT', 'OTHER, LOOKUP_KEY'],
  HOST: ['127.0.0.1:4000', 'http://127.0.0.1', '[::1]', 'a b', '*'],
  PORT: [...NO_NUMBER, '65536'],
  DATA_DIR: ANY,
  DATABASE_URL: NO_DATABASE,
  DATABASE_PASSWORD_FILE: ANY,
  MIGRATION_DATABASE_URL: NO_DATABASE,
  MIGRATION_DATABASE_PASSWORD_FILE: ['/run/secrets/migration'],
  DATABASE_PREPARED: NO_CHOICE,
  DATABASE_POOL_SIZE: [...NO_NUMBER, '0', '201'],
  DATABASE_POOL_SENDING: [...NO_NUMBER, '0', '201'],
  DATABASE_POOL_READING: [...NO_NUMBER, '0', '201'],
  DATABASE_POOL_JOBS: [...NO_NUMBER, '0', '201'],
  DATABASE_STATEMENT_TIMEOUT_MS: [...NO_NUMBER, '0'],
  DATABASE_CONNECT_TIMEOUT_MS: [...NO_NUMBER, '0'],
  OPERATION_TIMEOUT_MS: [...NO_NUMBER, '0'],
  TOKEN_ISSUER: ANY,
  TOKEN_AUDIENCE: ANY,
  JWKS_URL: [...NO_ADDRESS, 'https://user:s3cret@id.example/keys'],
  JWKS_FILE: ['/etc/keys.json'],
  JWKS_REFRESH_MS: [...NO_NUMBER, '0'],
  JWKS_STALE_MS: [...NO_NUMBER, '29999'],
  TOKEN_CLOCK_TOLERANCE_MS: [...NO_NUMBER, '300001'],
  TOKEN_CLAIM_TENANT: ANY,
  TOKEN_CLAIM_PLATFORM: ANY,
  TOKEN_CLAIM_ROLES: ANY,
  TOKEN_CLAIM_SCOPES: ANY,
  TOKEN_CLAIM_NAME: ANY,
  TOKEN_CLAIM_KIND: ANY,
  TOKEN_CLAIM_METHOD: ANY,
  TOKEN_CLAIM_AUTH_TIME: ANY,
  TOKEN_CLAIM_ACR: ANY,
  TOKEN_CLAIM_AMR: ANY,
  STEP_UP: [
    'on',
    '{}',
    '[]',
    '{"methods":[]}',
    '{"methods":["with space"]}',
    '{"levels":"high"}',
    '{"maxAgeSeconds":0}',
    '{"maxAgeSeconds":1.5}',
    '{"verbs":["save"]}',
    '{"methods":["mfa"],"verbs":["send"]}',
    '{"methods":["mfa"],"verbs":[]}',
    '{"methods":["mfa"],"services":"yes"}',
    '{"methods":["mfa"],"age":5}',
  ],
  FOUR_EYES: NO_CHOICE,
  CHANGE_REQUEST_POLL_MS: [...NO_NUMBER, '0'],
  TOKEN_ROLE_PREFIX: ANY,
  MASTER_KEYS: [
    ',',
    KEY,
    ...NO_KEY.map((key) => `a:${key}`),
    `a b:${KEY}`,
    `a:${KEY},a:${KEY}`,
    `a:${KEY}:b`,
  ],
  CORS_ORIGINS: ['*', 'https://a.example/', 'a.example', 'https://a.example/path', 'ftp://a.example', 'null'],
  TRUSTED_PROXIES: ['proxy.example', '10.0.0.0/33', '::/129', '10.0.0.0/8/8', '10.0.0.0/'],
  CONSOLE: NO_CHOICE,
  CONSOLE_CLIENT_ID: ['a b', 'console\u00a0', 'kønsole'],
  CONSOLE_SCOPE: ['profile', 'openidprofile', 'openid "profile"'],
  CONSOLE_AUDIENCE_PARAMETER: [...NO_CHOICE, 'aud'],
  INTROSPECTION: NO_CHOICE,
  DOCUMENTS: [...NO_CHOICE, 'closed', 'registered'],
  KEEP_ALIVE_MS: [...NO_NUMBER, '75'],
  STOP_GRACE_MS: NO_NUMBER,
  HTTPS_PROXY: ['socks5://a.example', '://'],
  HTTP_PROXY: ['socks5://a.example', '://'],
  NO_PROXY: ANY,
  TWILIO_BASE_URL: [
    ...NO_ADDRESS,
    'https://u:s3cret@a.example',
    'https://a.example/?a',
    'https://a.example/#a',
  ],
  TWILIO_CONNECT_TIMEOUT_MS: [...NO_NUMBER, '0'],
  TWILIO_RESPONSE_TIMEOUT_MS: [...NO_NUMBER, '0'],
  TWILIO_ATTEMPTS: [...NO_NUMBER, '0'],
  TWILIO_BACKOFF_MS: [...NO_NUMBER, '0'],
  PLATFORM_FILE: ANY,
  LOOKUP_KEY: NO_KEY,
  LEDGER_KEY: NO_KEY,
  LEDGER_PAST_KEYS: ['c2hvcnQ=', 'a.example'],
  LEDGER_MEMORY_FILE: ANY,
  LEDGER_HOST: ['a b', 'a/b', 'a+b'],
  PUBLIC_URL: [...NO_ADDRESS, 'https://a.example/?a', 'https://a.example/#a', 'https://a.example/a b'],
  DISPATCH_BUDGET_MS: [...NO_NUMBER, '0'],
  DISPATCH_FIRST_ATTEMPT_MS: [...NO_NUMBER, '0', '10001'],
  CALLS_PER_ACCOUNT: [...NO_NUMBER, '0'],
  CALLS_PER_NODE: [...NO_NUMBER, '0'],
  CALLS_GUARANTEED: NO_NUMBER,
  SHARE_BODIES: NO_SHARE,
  SHARE_CONNECTIONS: NO_SHARE,
  SHARE_NEW_CONNECTIONS: NO_SHARE,
  SHARE_NEW_WEB_SOCKETS: NO_SHARE,
  SHARE_WEB_SOCKETS: NO_SHARE,
  SHARE_SUBSCRIPTIONS: NO_SHARE,
  SHARE_READS: [...NO_SHARE, '100/1/2'],
  SHARE_EXPORTS: NO_SHARE,
  RECOVERY_POLL_MS: [...NO_NUMBER, '0'],
  OUTCOME_AFTER_MS: [...NO_NUMBER, '0'],
  PRICE_AFTER_MS: [...NO_NUMBER, '0'],
  UNREPORTED_AFTER_MS: [...NO_NUMBER, '0'],
  ABSENCE_AFTER_MS: [...NO_NUMBER, '0', '899999'],
  TOKEN_ERASURE_POLL_MS: [...NO_NUMBER, '0'],
  RETENTION_MONTHS: [...NO_NUMBER, '1201'],
  SIMULATOR_PORT: [...NO_NUMBER, '4010'],
  SENDING_GUARDS: ['yes', 'ON', 'off'],
  CONSENT_TEXTS: ANY,
  CHECK_BUDGET_MS: [...NO_NUMBER, '0', '60001'],
  CHECK_LEASE_MS: [...NO_NUMBER, '0', '9001'],
  CHECK_POLL_MS: [...NO_NUMBER, '0', '5001'],
  CHECK_CONCURRENCY: [...NO_NUMBER, '0'],
  CHECKS_PER_MINUTE: [...NO_NUMBER, '0'],
  SEAL_POLL_MS: [...NO_NUMBER, '0'],
  WITNESS_POLICY: ANY,
  WITNESS_POLL_MS: [...NO_NUMBER, '0'],
  WATCH_POLL_MS: [...NO_NUMBER, '0'],
  DRAFT_EXPIRY_POLL_MS: [...NO_NUMBER, '0'],
  REFRESH_INTERVAL_MS: [...NO_NUMBER, '0'],
  REFRESH_POLL_MS: [...NO_NUMBER, '0'],
  LOG_LEVEL: ['verbose', 'INFO'],
};

describe('a setting that can never work', () => {
  test.each(SETTING_NAMES)('is refused in a sentence that names it: %s (X6)', (name) => {
    for (const value of IMPOSSIBLE[name]) {
      const told = problems({ ...PRODUCTION, [name]: value });
      expect(told.join('\n'), `${name}=${value}`).toContain(name);
      expect(told.join('\n')).not.toContain('s3cret');
    }
  });

  test('is refused white space and quotation marks around it, whatever it is', () => {
    for (const name of SETTING_NAMES)
      for (const value of ['"x"', "'x'", ' x', 'x\n'])
        expect(problems({ ...PRODUCTION, [name]: value }).join('\n'), `${name}=${value}`).toContain(name);
  });

  const both = { TWILIO_BASE_URL: 'http://127.0.0.1:9', SIMULATOR_PORT: '4010' };
  test.each<[string, Readonly<Record<string, string>>]>([
    ['PORT and SIMULATOR_PORT', { PORT: '4010', SIMULATOR_PORT: '4010' }],
    ['TWILIO_BASE_URL and SIMULATOR_PORT', both],
    ['MIGRATION_DATABASE_URL', { MIGRATION_DATABASE_URL: 'postgres://u@127.0.0.1/x' }],
    ['DATABASE_PASSWORD_FILE', { DATABASE_PASSWORD_FILE: '/run/secrets/password' }],
  ])('is refused in a development too: %s (X6)', (named, settings) => {
    expect(problems({ ...DEVELOPMENT, ...settings })).toEqual([expect.stringContaining(named)]);
  });

  test('is none of the defaults, nor of what is as large or small as it can be (X6)', () => {
    expect(problems(PRODUCTION)).toEqual([]);
    expect(readEnvironment({}).wrong).toEqual([]);
    const most = { DISPATCH_FIRST_ATTEMPT_MS: '10000', CHECK_LEASE_MS: '9000', SHARE_EXPORTS: '8/8/8' };
    expect(problems({ ...PRODUCTION, ...most, JWKS_STALE_MS: '30000', HOST: '::' })).toEqual([]);
  });
});

describe('the public address', () => {
  test.each([
    ['https://originator.example', ''],
    ['https://originator.example/', ''],
    ['https://twilio:s3cret@originator.example:8443/hooks/v1.0/', '/hooks/v1.0'],
  ])('is reached by Twilio at %s, and serves behind its path', (url, prefix) => {
    const { publicUrl, http } = readConfig({ ...PRODUCTION, PUBLIC_URL: url });
    expect([publicUrl, http.pathPrefix]).toEqual([url, prefix]);
  });

  test.each([
    ['https://originator.example/?a=s3cret', /must end with its path/],
    ['https://originator.example/hooks#s3cret', /must end with its path/],
    ['https://originator.example/#', /must end with its path/],
    ['https://originator.example/a b', /only letters, digits/],
    ['https://originator.example/a%20s3cret', /only letters, digits/],
    ['https://originator.example/a/../s3cret', /only letters, digits/],
    ['https://originator.example//', /only letters, digits/],
    ['https:\\\\originator.example', /only letters, digits/],
    ['originator.example', /must be a URL that starts with https/],
  ])('is not reached at %s, and says so in a sentence (X6)', (url, sentence) => {
    const told = problems({ ...PRODUCTION, PUBLIC_URL: url });
    expect(told).toEqual([expect.stringMatching(/^PUBLIC_URL /)]);
    expect(told[0]).toMatch(sentence);
    expect(told[0]).not.toContain('s3cret');
  });
});

test('given one key for two settings, for every pair of them and whatever its base64 looks like, then both are named (X6)', () => {
  const bytes = Buffer.alloc(32, 0xfb);
  const settings: readonly (readonly [string, (key: string) => Readonly<Record<string, string>>])[] = [
    ['MASTER_KEYS (key 1)', (key) => ({ MASTER_KEYS: `first:${key}` })],
    ['LOOKUP_KEY', (key) => ({ LOOKUP_KEY: key })],
    ['LEDGER_KEY', (key) => ({ LEDGER_KEY: key })],
    ['LEDGER_PAST_KEYS (key 1)', (key) => ({ LEDGER_PAST_KEYS: key })],
  ];
  for (const [index, [one, first]] of settings.entries()) {
    for (const [other, second] of settings.slice(index + 1)) {
      const variables = {
        ...PRODUCTION,
        // What base64 that is meant for URLs looks like; what was published has the other form.
        ...first(bytes.toString('base64url')),
        ...second(bytes.toString('base64')),
      };
      expect(problems(variables)).toEqual([
        `${one} and ${other} are the same key; each needs one of its own`,
      ]);
    }
  }
  const twice = `first:${KEY},second:${KEY}`;
  expect(problems({ ...PRODUCTION, MASTER_KEYS: twice })).toEqual([
    'MASTER_KEYS (key 1) and MASTER_KEYS (key 2) are the same key; each needs one of its own',
  ]);
});
