import { resolve } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readConfig, skipChecksForDevelopers } from '../src/app/config.ts';
import { SETTING_NAMES } from '../src/app/environment.ts';
import { DEFAULT_LIMITS } from '../src/http/limits/limits.ts';
import { signerKey, verifierKey } from '../src/ledger/tree/signed-note.ts';
import { DEVELOPMENT, developmentConfig } from './support/processes/development.ts';
import { KEY, PRODUCTION, problems } from './support/processes/production-settings.ts';

const PUBLISHED = signerKey('ledger.test', Buffer.alloc(32, 3)).text;

/** The names of the settings that are wrong. */
const named = (variables: Readonly<Record<string, string | undefined>>) =>
  problems(variables).map((line) => /^[A-Z_]+( or [A-Z_]+)?/.exec(line)?.[0]);

describe('NODE_ENV', () => {
  test.each([
    [undefined, 'production'],
    ['test', 'test'],
  ])('given %s, when the server starts, then libraries load as for %s', (given, then) => {
    vi.stubEnv('NODE_ENV', given);
    onTestFinished(() => void vi.unstubAllEnvs());
    skipChecksForDevelopers();
    expect(process.env['NODE_ENV']).toBe(then);
  });
});

describe('development', () => {
  test('needs no setting at all', () => {
    expect(developmentConfig()).toMatchObject({
      development: true,
      http: { host: '127.0.0.1', port: 4000, corsOrigins: ['loopback'], introspection: true },
      dataDir: resolve('.data'),
      database: { url: null, migrationUrl: null },
      tokens: { keys: { kind: 'development' } },
      masterKeys: [],
      twilio: { baseUrl: null },
      consentTexts: null,
    });
  });

  test('seals several times within the second that is promised (A3)', () => {
    expect(developmentConfig().sealPollMs).toBeLessThanOrEqual(500);
  });

  test('ends what a withdrawn token has opened within a minute (X1)', () => {
    const { tokens } = developmentConfig();
    expect(tokens.refreshMs + DEFAULT_LIMITS.tokenRecheckInterval).toBeLessThanOrEqual(60_000);
  });

  test('has the limits and times of dispatching that are promised (D8, D11)', () => {
    expect(developmentConfig()).toMatchObject({
      dispatch: {
        ...{
          totalMs: 10_000,
          firstMs: 6_000,
          perAccount: 50,
          perNode: 400,
          guaranteed: 8,
          retentionMonths: 0,
        },
        followUp: { absenceMs: 15 * 60_000 },
      },
      twilio: { connectTimeoutMs: 2_000 },
    });
    expect(
      developmentConfig({
        ...{ DISPATCH_BUDGET_MS: '5000', DISPATCH_FIRST_ATTEMPT_MS: '2000' },
        ...{ CALLS_PER_ACCOUNT: '7', CALLS_PER_NODE: '70', CALLS_GUARANTEED: '3', RETENTION_MONTHS: '13' },
      }).dispatch,
    ).toMatchObject({
      totalMs: 5_000,
      firstMs: 2_000,
      perAccount: 7,
      perNode: 70,
      guaranteed: 3,
      retentionMonths: 13,
    });
  });

  test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('listens on the loopback address %s', (HOST) => {
    expect(developmentConfig({ HOST }).http.host).toBe(HOST);
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', '127.example.com', 'localhost.example.com', '128.0.0.1'])(
    'does not listen on %s, where others would reach it (X6)',
    (HOST) => {
      expect(named({ ...DEVELOPMENT, HOST })).toEqual(['HOST']);
    },
  );

  test('is asked for by name and never assumed (X6)', () => {
    for (const variables of [PRODUCTION, { ...PRODUCTION, NODE_ENV: 'development', HOST: '127.0.0.1' }])
      expect(readConfig(variables)).toMatchObject({ development: false, http: { introspection: false } });
    expect(developmentConfig().development).toBe(true);
    expect(named({ ORIGINATOR_MODE: 'Development' })[0]).toBe('ORIGINATOR_MODE');
    expect(() => readConfig({})).toThrow(
      /This is production mode\. For development, .* ORIGINATOR_MODE=development/,
    );
  });

  test.each(Object.entries(PRODUCTION).filter(([name]) => name !== 'DATABASE_URL'))(
    'refuses %s, which only production has (X6)',
    (name, value) => {
      expect(named({ ...DEVELOPMENT, [name]: value })).toEqual([name]);
    },
  );

  test('refuses a JWKS_FILE, and a NODE_ENV that says production (X6)', () => {
    expect(named({ ...DEVELOPMENT, JWKS_FILE: 'keys.json' })).toEqual(['JWKS_FILE']);
    expect(named({ ...DEVELOPMENT, NODE_ENV: 'production' })).toEqual(['NODE_ENV']);
    expect(developmentConfig({ NODE_ENV: 'test' }).development).toBe(true);
  });
});

describe('production', () => {
  test('takes no absence for an answer before Twilio can have listed a message (D11)', () => {
    expect(named({ ...PRODUCTION, ABSENCE_AFTER_MS: '1000' })).toEqual(['ABSENCE_AFTER_MS']);
    expect(named({ ...DEVELOPMENT, ABSENCE_AFTER_MS: '1000' })).toEqual([]);
  });

  const REQUIRED = [
    'DATABASE_URL',
    'MASTER_KEYS',
    'LOOKUP_KEY',
    'LEDGER_KEY',
    'PUBLIC_URL',
    'PLATFORM_FILE',
    'TOKEN_ISSUER',
    'TOKEN_AUDIENCE',
    'JWKS_URL or JWKS_FILE',
  ];

  test('without its settings is refused, naming all that is missing (X6)', () => {
    expect(named({})).toEqual(REQUIRED);
    expect(named({ ORIGINATOR_MODE: 'production', HOST: '0.0.0.0' })).toEqual(REQUIRED);
  });

  test.each(['DATABASE_URL', 'MASTER_KEYS', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'JWKS_URL'])(
    'without %s alone is refused for that alone, also where it is set to nothing',
    (name) => {
      const missing = name === 'JWKS_URL' ? 'JWKS_URL or JWKS_FILE' : name;
      expect(named({ ...PRODUCTION, [name]: undefined })).toEqual([missing]);
      expect(named({ ...PRODUCTION, [name]: '' })).toEqual([missing]);
    },
  );

  test('asks of a command only what that needs', () => {
    const { DATABASE_URL } = PRODUCTION;
    expect(readConfig({ DATABASE_URL }, ['database']).database.url).toBe(DATABASE_URL);
    expect(() => readConfig({ DATABASE_URL }, ['database', 'ledgerKey'])).toThrow(/- LEDGER_KEY is required/);
  });

  test.each([
    ['JWKS_URL', 'http://id.example/keys', 'http://localhost:8080/keys'],
    ['TWILIO_BASE_URL', 'http://twilio.internal', 'http://127.0.0.1:4010'],
    ['PUBLIC_URL', 'http://originator.example', 'http://[::1]:4000'],
  ])('takes %s in clear from this machine alone (X6)', (name, remote, local) => {
    expect(problems({ ...PRODUCTION, [name]: remote })).toEqual([
      expect.stringMatching(new RegExp(`^${name} must begin with https://`)),
    ]);
    expect(named({ ...PRODUCTION, [name]: local })).toEqual([]);
  });

  test('is not content with a list of keys that has none in it', () => {
    expect(named({ ...PRODUCTION, MASTER_KEYS: ',' })).toEqual(['MASTER_KEYS']);
  });

  test('names what is missing and what is wrong together', () => {
    const wrong = { PORT: 'http', JWKS_URL: 'ftp://x', CORS_ORIGINS: 'example.com' };
    expect([...named(wrong)].sort()).toEqual(
      [
        'CORS_ORIGINS',
        'DATABASE_URL',
        'JWKS_URL',
        'LOOKUP_KEY',
        'LEDGER_KEY',
        'MASTER_KEYS',
        'PLATFORM_FILE',
        'PORT',
        'PUBLIC_URL',
        'TOKEN_AUDIENCE',
        'TOKEN_ISSUER',
      ].sort(),
    );
  });

  test('takes its keys from a file as well, but not from both', () => {
    const { JWKS_URL: _, ...rest } = PRODUCTION;
    expect(readConfig({ ...rest, JWKS_FILE: 'keys.json' }).tokens.keys).toEqual({
      kind: 'file',
      path: resolve('keys.json'),
    });
    expect(readConfig(PRODUCTION).tokens.keys).toEqual({
      kind: 'url',
      url: new URL('https://id.example/keys'),
    });
    expect(problems({ ...PRODUCTION, JWKS_FILE: 'keys.json' })).toEqual([
      expect.stringMatching(/JWKS_URL and JWKS_FILE are both set/),
    ]);
  });
});

describe('a setting that is wrong', () => {
  test.each([
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80a'],
    ['PORT', '1e3'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_POOL_SIZE', '3'],
    ['DATABASE_POOL_READING', '0'],
    ['DATABASE_STATEMENT_TIMEOUT_MS', '99'],
    ['TWILIO_BASE_URL', 'api.twilio.com'],
    ['TWILIO_ATTEMPTS', '0'],
    ['CHECK_BUDGET_MS', '60001'],
    ['CHECK_LEASE_MS', '0'],
    ['CHECKS_PER_MINUTE', '0'],
    ['REFRESH_INTERVAL_MS', '1'],
    ['INTROSPECTION', 'maybe'],
    ['DOCUMENTS', 'closed'],
    ['LOG_LEVEL', 'loud'],
    ['CORS_ORIGINS', 'https://example.com/'],
    ['CORS_ORIGINS', '*'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'proxy.example'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['MASTER_KEYS', 'first'],
    ['MASTER_KEYS', 'first:short'],
    ['MASTER_KEYS', `:${KEY}`],
    ['MASTER_KEYS', `a b:${KEY}`],
    ['LEDGER_PAST_KEYS', 'c2hvcnQ='],
    ['LEDGER_PAST_KEYS', PUBLISHED.replace('+', '+0')],
    ['LEDGER_PAST_KEYS', PUBLISHED.replace('ledger.test', 'other.test')],
    ['MASTER_KEYS', `first:${KEY},first:${Buffer.alloc(32, 4).toString('base64')}`],
  ])('is named: %s=%j', (name, value) => {
    expect(named({ ...PRODUCTION, [name]: value })).toEqual([name]);
  });

  test('is named with every other one that is', () => {
    const wrong = {
      ...PRODUCTION,
      PORT: 'x',
      CHECK_POLL_MS: 'y',
      LOG_LEVEL: 'z',
      INTROSPECTION: 'q',
      TRUSTED_PROXIES: 'a,b',
    };
    expect([...named(wrong)].sort()).toEqual(
      ['CHECK_POLL_MS', 'INTROSPECTION', 'LOG_LEVEL', 'PORT', 'TRUSTED_PROXIES', 'TRUSTED_PROXIES'].sort(),
    );
  });

  test('is never repeated where it is a secret (X4)', () => {
    const secret = 'hunter2-hunter2';
    const texts = [
      ...problems({ ...PRODUCTION, MASTER_KEYS: `first:${secret},${secret}` }),
      ...problems({ ...PRODUCTION, DATABASE_URL: `mysql://user:${secret}@db/x` }),
      ...problems({ ...PRODUCTION, MIGRATION_DATABASE_URL: `user:${secret}@db` }),
    ];
    expect(texts).toHaveLength(4);
    for (const text of texts) expect(text).not.toContain(secret);
  });
});

describe('a setting that is right', () => {
  test('names former keys of the ledger as they were published, or by their bytes alone', () => {
    const past = `${PUBLISHED},${KEY}`;
    const { pastKeys } = developmentConfig({ LEDGER_HOST: 'now.test', LEDGER_PAST_KEYS: past }).ledger;
    expect(pastKeys.map(({ text }) => text)).toEqual([
      PUBLISHED,
      verifierKey('now.test', Buffer.from(KEY, 'base64')).text,
    ]);
  });

  test('is taken over', () => {
    const second = Buffer.alloc(32, 4);
    const config = readConfig({
      ...PRODUCTION,
      MASTER_KEYS: `first:${KEY} , second.2:${second.toString('base64')}`,
      CORS_ORIGINS: 'https://console.example, http://localhost:3000',
      TRUSTED_PROXIES: '10.0.0.0/8,192.0.2.7,2001:db8::/32,::1',
      INTROSPECTION: 'on',
      DOCUMENTS: 'registered-only',
      PORT: '0',
      DATA_DIR: '/var/lib/originator',
      LEDGER_MEMORY_FILE: '/var/lib/kept/heads',
    });
    expect(config.masterKeys).toEqual([
      { id: 'first', bytes: Buffer.from(KEY, 'base64') },
      { id: 'second.2', bytes: second },
    ]);
    expect(config.http).toMatchObject({
      port: 0,
      introspection: true,
      otherDocuments: 'registered-only',
      corsOrigins: ['https://console.example', 'http://localhost:3000'],
      trustedProxies: ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1'],
    });
    expect(config.dataDir).toBe('/var/lib/originator');
    expect(config.ledgerMemoryFile).toBe('/var/lib/kept/heads');
  });

  test('is not disturbed by variables that mean nothing here', () => {
    const others = {
      ...{
        PATH: '/bin',
        HOME: '',
        npm_config_x: 'y',
        port: 'z',
        PUBLIC_ASSETS: 'a',
        PLATFORM_BRANCH: 'b',
        LOGNAME: 'c',
      },
      ...{ HOSTNAME: 'd', TWILIO_ACCOUNT_SID: 'e', ALL_PROXY: 'f', LOG_DRIVER: 'g', NODE_OPTIONS: 'h' },
      // What Kubernetes sets for services that are called like words of ours.
      ...{ ORIGINATOR_SERVICE_HOST: '10.0.0.1', ORIGINATOR_PORT: 'tcp://10.0.0.1:80' },
      ...{ DATABASE_PORT_5432_TCP_ADDR: '10.0.0.2', DATABASE_SERVICE_PORT_POSTGRES: '5432' },
    };
    expect(developmentConfig(others)).toEqual(developmentConfig());
    expect(readConfig({ ...PRODUCTION, ...others })).toEqual(readConfig(PRODUCTION));
  });
});

describe('a variable that looks like a setting and is none', () => {
  test.each([
    ['DATABASE_POOLSIZE', 'DATABASE_POOL_SIZE'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['MASTER_KEY', 'MASTER_KEYS'],
    ['JWKS_URI', 'JWKS_URL'],
    ['Public_Url', 'PUBLIC_URL'],
    ['RETENTION_MONTH', 'RETENTION_MONTHS'],
    ['CHECK_TIMEOUT', undefined],
    ['TWILIO_TIMEOUT_MS', undefined],
    ['DISPATCH_RETRIES', undefined],
    ['ORIGINATOR_PRODUCTION', undefined],
  ])('is named, with the one that was meant (X6): %s', (name, meant) => {
    for (const settings of [DEVELOPMENT, PRODUCTION]) {
      const [problem = '', ...more] = problems({ ...settings, [name]: 's3cret' });
      expect(more).toEqual([]);
      expect(problem.startsWith(`${name} is not a setting`)).toBe(true);
      expect(/did you mean (\w+)\?/.exec(problem)?.[1]).toBe(meant);
      expect(problem).not.toContain('s3cret');
      expect(named({ ...settings, [name]: 's3cret', IGNORED_VARIABLES: `OTHER, ${name}` })).toEqual([]);
    }
  });

  test.each(SETTING_NAMES.filter((name) => name.length > 7))('is found for %s, mistyped (X6)', (name) => {
    const mistyped = `${name.slice(0, 3)}${name.slice(4)}`;
    expect(problems({ ...DEVELOPMENT, [mistyped]: 'x' })).toEqual([
      expect.stringMatching(new RegExp(`^${mistyped} is not a setting: did you mean [A-Z_]+\\?`)),
    ]);
  });
});

describe('a value as a file of settings may leave it', () => {
  test.each(['"%"', "'%'", ' %', '%\r', '%\n'])(
    'is refused by name, and never repeated (X4, X6): %j',
    (pattern) => {
      for (const name of ['TOKEN_ISSUER', 'LOOKUP_KEY'] as const) {
        const texts = problems({ ...PRODUCTION, [name]: pattern.replace('%', PRODUCTION[name]) });
        expect(texts).toContain(`${name} has quotation marks or white space around its value; remove them`);
        expect(texts.join()).not.toContain(PRODUCTION[name]);
      }
    },
  );

  test('of nothing but white space is none', () => {
    expect(named({ ...PRODUCTION, TOKEN_ISSUER: ' ' })).toEqual(['TOKEN_ISSUER']);
    expect(developmentConfig({ PORT: ' ' })).toEqual(developmentConfig());
  });
});

test('given settings of tokens and connections, when they are read, then each has its type, and its default otherwise', () => {
  const { tokens, http } = developmentConfig({
    ...{
      TOKEN_CLAIM_ROLES: 'realm_access.roles, groups',
      TOKEN_ROLE_PREFIX: 'o-',
      TOKEN_CLOCK_TOLERANCE_MS: '1000',
    },
    ...{ JWKS_REFRESH_MS: '1000', JWKS_STALE_MS: '2000', KEEP_ALIVE_MS: '90000' },
  });
  expect(tokens.claims).toMatchObject({
    ...{
      roles: ['realm_access.roles', 'groups'],
      rolePrefix: 'o-',
      tenant: ['tenant'],
      scopes: ['scope', 'scp'],
    },
  });
  expect([tokens.clockToleranceMs, tokens.refreshMs, tokens.staleMs, http.keepAliveMs]).toEqual([
    ...[1_000, 1_000, 2_000, 90_000],
  ]);
  const usual = developmentConfig({});
  expect([usual.tokens.clockToleranceMs, usual.http.keepAliveMs]).toEqual([30_000, 75_000]);
});
