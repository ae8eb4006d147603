import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../../src/app/app.ts';
import { UnfitDatabaseError } from '../../src/database/connection/unfit-database.ts';
import { refuseUnfitDatabase } from '../../src/database/migrate/migrate.ts';
import { loginStatements, roleStatements } from '../../src/database/roles.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import { startSystem } from '../support/running-system.ts';
import { startTestSetup } from '../support/test-setup.ts';

let database: TestDatabase;
let login: string;
let url: string;

beforeEach(async () => {
  database = await createTestDatabase();
  login = `originator_login_${randomBytes(4).toString('hex')}`;
  const target = new URL(database.url);
  target.username = login;
  target.password = login;
  url = target.href;
  await administer(`create role ${login} login password '${login}'`);
  await administer(`grant originator_app, originator_system, originator_platform to ${login}`);
});

afterEach(async () => {
  const owner = new URL(database.url).username;
  await administer(`reassign owned by ${login} to "${owner}"`);
  await administer(`drop owned by ${login}`);
  await database.drop();
});

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const refused = (what: string) =>
  expect(refuseUnfitDatabase({ url })).rejects.toThrow(
    new RegExp(`^The login ${login} of DATABASE_URL .*${what}.*: in production .* MIGRATION_DATABASE_URL`),
  );

describe('the login that serves in production', () => {
  test('may have the roles that migrations gave it, and nothing else (X6)', async () => {
    await refuseUnfitDatabase({ url });
    for (const [attribute, what] of [
      ['createrole', 'may create roles'],
      ['createdb', 'may create databases'],
      ['bypassrls', 'bypasses row-level security'],
      ['replication', 'may replicate the whole server'],
      ['superuser', 'is a superuser'],
    ] as const) {
      await administer(`alter role ${login} ${attribute}`);
      await refused(what);
      await administer(`alter role ${login} no${attribute}`);
    }
    for (const role of ['originator_backup', 'pg_write_all_data', 'pg_read_server_files']) {
      await administer(`grant ${role} to ${login}`);
      await refused(`has the role ${role}`);
      await administer(`revoke ${role} from ${login}`);
    }
    await refuseUnfitDatabase({ url });
  });

  test.each([
    ['a table', 'create table stray (id int); alter table stray owner to %', 'owns tables'],
    ['a schema', 'create schema stray authorization %', 'owns a schema'],
    [
      'the database',
      'do $$ begin execute format($f$alter database %I owner to %$f$, current_database()); end $$',
      'owns the database',
    ],
    [
      'a function',
      'create function stray() returns int language sql as $$select 1$$; alter function stray() owner to %',
      'owns functions',
    ],
  ])('is refused when it owns %s (X6)', async (_, statement, what) => {
    const prepared = statement.replaceAll('%I', '\u0000').replaceAll('%', login).replaceAll('\u0000', '%I');
    await administer(prepared);
    await refused(what);
  });

  test('is refused as a member of the role that owns the tables, from which it could take them (X6)', async () => {
    await administer(`grant "${new URL(database.url).username}" to ${login}`);
    await refused('owns tables');
  });

  test('is told to migrate where the database is not of this version', async () => {
    await administer(
      'delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)',
    );
    await expect(refuseUnfitDatabase({ url })).rejects.toThrow(UnfitDatabaseError);
    await expect(refuseUnfitDatabase({ url })).rejects.toThrow(/npm run migrate/);
  });
});

test('the statements for an administrator make both logins, with no right of their own (X6)', async () => {
  const suffix = randomBytes(4).toString('hex');
  const logins = [`owner_${suffix}`, `server_${suffix}`];
  // They can be run again.
  for (const statement of [...loginStatements(logins), ...roleStatements(logins), ...loginStatements(logins)])
    await administer(statement);
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  const { rows } = await client.query(
    `select rolcanlogin, rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as strong,
            pg_has_role(oid, 'originator_app', 'member') as serves
       from pg_roles where rolname = any($1) order by rolname`,
    [logins],
  );
  await client.end();
  for (const login of logins) await administer(`drop role ${login}`);
  const expected = { rolcanlogin: true, strong: false, serves: true };
  expect(rows).toEqual([expected, expected]);
});

test('given production with a login that owns nothing, when it is started, then it serves (X6)', async () => {
  const system = await startSystem({ ORIGINATOR_MODE: 'production' });
  try {
    expect((await fetch(`${system.app.url}/health/ready`)).status).toBe(200);
    expect(system.config).toMatchObject({ development: false });
  } finally {
    await system.stop();
  }
});

test('given production with the login that owns the tables, when it is started, then it does not start (X6)', async () => {
  const setup = await startTestSetup({ ORIGINATOR_MODE: 'production' });
  try {
    const { config, simulatorUrl: twilioBaseUrl } = setup;
    const databaseUrl = config.database.migrationUrl ?? '';
    const log = createLogger({ level: 'silent' });
    await expect(startApp({ config, databaseUrl, twilioBaseUrl, log })).rejects.toThrow(/owns the database/);
  } finally {
    await setup.stop();
  }
});
