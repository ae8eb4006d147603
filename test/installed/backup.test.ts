import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { BACKUP_ROLE, roleStatements } from '../../src/database/roles.ts';
import {
  createDevelopmentKey,
  developmentTokenKeyPath,
  issueDevelopmentToken,
} from '../../src/http/auth/development-token.ts';
import { runCommand } from '../cli/command.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { startServerProcess } from '../support/processes/server-process.ts';

/** The programs of an installed PostgreSQL with all that a backup takes: the embedded one has no pg_dump. */
function installedPrograms(): string {
  const root = '/usr/lib/postgresql';
  const folders = existsSync(root) ? readdirSync(root).map((version) => join(root, version, 'bin')) : [];
  const found = folders.find((bin) =>
    ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => existsSync(join(bin, name))),
  );
  if (found === undefined) throw new Error('there is no PostgreSQL with pg_dump: install it');
  return found;
}

const bin = installedPrograms();

interface Cluster {
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** A cluster of its own, which ends when its standard input does. */
async function startCluster(programs: string): Promise<Cluster> {
  const child = spawn(
    join(REPOSITORY, 'scripts/with-postgres.sh'),
    [programs, 'sh', '-c', 'echo "$TEST_DATABASE_URL"; cat >/dev/null'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const closed = new Promise((resolve) => child.once('close', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('close', () => reject(new Error('the cluster did not start')));
  });
  return {
    adminUrl: url,
    async stop() {
      child.stdin.end();
      await closed;
    },
  };
}

function loginTo(cluster: Cluster, login: string): string {
  const url = new URL(cluster.adminUrl);
  url.username = login;
  url.pathname = '/originator';
  return url.href;
}

async function administer(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Roles belong to the cluster: what comes before a restore as before a first start. */
const ROLES = [
  'create role owner login',
  ...roleStatements(['owner']),
  'create role dumper login',
  `grant ${BACKUP_ROLE} to dumper`,
];

/** How many rows each table has, seen by the administrator. */
async function countRows(url: string): Promise<Record<string, number>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class
      where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and relkind = 'r' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await client.query<{ rows: number }>(`select count(*)::int as rows from ${name}`);
    counts[name] = rows[0]?.rows ?? -1;
  }
  await client.end();
  return counts;
}

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function program(name: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(join(bin, name), args, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

/** How many tenants the dump holds. */
async function tenantsIn(file: string): Promise<number> {
  const { stdout } = await program('pg_restore', ['--data-only', '--table=tenant', '-f', '-', file]);
  const [, rows] = /^COPY public\.tenant .*\n((?:.*\n)*?)\\\.$/m.exec(stdout) ?? [];
  if (rows === undefined) throw new Error('the dump does not know the table');
  return rows.split('\n').length - 1;
}

const FINE = { code: 0, stderr: '' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-backup-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('given a dump as the backup role, when it is restored with the roles first, then a new epoch begins and all agrees (A3)', async () => {
  const first = await startCluster(bin);
  const second = await startCluster(bin);
  try {
    await administer(first.adminUrl, [...ROLES, 'create database originator owner owner']);
    await migrate({ url: loginTo(first, 'owner') });
    const before = await liveAShortLife(loginTo(first, 'owner'), loginTo(first, 'postgres'));

    const file = join(folder, 'originator.dump');
    const owned = await program('pg_dump', ['-Fc', '-f', file, loginTo(first, 'owner')]);
    expect(owned).toMatchObject({ code: 1, stderr: expect.stringContaining('row-level security') });
    // With the option that this refusal names it succeeds, and what it makes is no backup.
    const asOwner = ['-Fc', '--enable-row-security', '-f', file, loginTo(first, 'owner')];
    expect(await program('pg_dump', asOwner)).toMatchObject(FINE);
    expect(await tenantsIn(file)).toBe(0);
    const dump = [
      '-Fc',
      '--enable-row-security',
      `--role=${BACKUP_ROLE}`,
      '-f',
      file,
      loginTo(first, 'dumper'),
    ];
    expect(await program('pg_dump', dump)).toMatchObject(FINE);
    expect(await tenantsIn(file)).toBe(before['tenant']);

    const restore = ['--exit-on-error', '-d', loginTo(second, 'postgres'), file];
    await administer(second.adminUrl, ['create database originator']);
    expect((await program('pg_restore', restore)).code).toBe(1);
    // Who restores without the roles all the same is told what the database lacks.
    await program('pg_restore', ['--clean', '-d', loginTo(second, 'postgres'), file]);
    await expect(migrate({ url: loginTo(second, 'postgres') })).rejects.toThrow(
      /migrations created are missing from the database or were changed: .*right of originator_app to use the schema public; .* and \d+ more\. /,
    );
    await administer(second.adminUrl, [
      'drop database originator',
      ...ROLES,
      'create database originator owner owner',
    ]);
    expect(await program('pg_restore', restore)).toMatchObject(FINE);
    expect(await countRows(loginTo(second, 'postgres'))).toEqual(before);

    const settings = {
      ORIGINATOR_MODE: 'development',
      DATABASE_URL: loginTo(second, 'owner'),
      DATA_DIR: folder,
    };
    const epoch = await runCommand('audit-epoch', ['--yes'], settings);
    expect(epoch.code, epoch.stderr).toBe(0);
    const check = await runCommand('audit-check', [], settings);
    expect(check.code, `${check.stdout}${check.stderr}`).toBe(0);

    await administer(second.adminUrl, ['alter role originator_platform bypassrls']);
    await expect(migrate({ url: loginTo(second, 'owner') })).rejects.toThrow(
      /missing from the database or were changed: role originator_platform, which neither logs in nor passes row-level security by\. /,
    );
  } finally {
    await Promise.all([first.stop(), second.stop()]);
  }
});

/** Serves, sends one message, seals and stops. Returns how many rows there are then. */
async function liveAShortLife(url: string, adminUrl: string): Promise<Record<string, number>> {
  const server = await startServerProcess({ DATABASE_URL: url, DATA_DIR: folder });
  const key = await createDevelopmentKey(developmentTokenKeyPath(folder));
  const token = await issueDevelopmentToken(key, {
    ...{ issuer: 'originator-development', audience: 'originator', subject: 'sender', displayName: 'Sender' },
    ...{
      kind: 'service',
      authenticationMethod: 'test',
      tenant: 'acme',
      roles: ['dispatcher'],
      lifetime: 600,
    },
  });
  const client = createClient({ url: server.endpoint, token });
  const input = { idempotencyKey: 'first', channel: 'SMS', to: '+15005550100', text: '493 816' } as const;
  expect(await client.dispatch(input)).toMatchObject({ record: { state: 'ACCEPTED' } });
  await expect
    .poll(async () => (await countRows(adminUrl))['ledger_queue'], { timeout: 20_000, interval: 200 })
    .toBe(0);
  expect(await server.end('SIGTERM')).toMatchObject({ code: 0 });
  const counts = await countRows(adminUrl);
  expect(
    Math.max(
      ...Object.entries(counts).map(([name, rows]) => (name.startsWith('dispatch_record_') ? rows : 0)),
    ),
  ).toBe(1);
  return counts;
}
