import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Client } from 'pg';
import { UnfitDatabaseError } from '../connection/unfit-database.ts';
import { BACKUP_ROLE } from '../roles.ts';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/**
 * Refuses to serve with a login that could do more than serve (X6): one that owns anything of the database, itself or by
 * a role that it is a member of, is a superuser, may make roles or databases or replicate, passes row-level security by, or
 * has a role that reads or writes past its own rights.
 *
 * @throws UnfitDatabaseError
 */
export async function refuseStrongLogin(client: Client): Promise<void> {
  const { rows } = await client.query<{ login: string; rights: readonly string[] }>(RIGHTS);
  const [found] = rows;
  if (found === undefined) throw new Error('the database did not name its user');
  if (found.rights.length === 0) return;
  throw new UnfitDatabaseError(
    `The login ${found.login} of DATABASE_URL ${found.rights.join(', ')}: in production the serving login must not ` +
      'have these rights. Put the login that owns the database into MIGRATION_DATABASE_URL, and serve with another ' +
      'one; "npm run migrate -- --print-roles" prints the statements that create both.',
  );
}

/** By these a login reads or writes what its own rights do not give it, or leaves the database altogether. */
const POWERFUL_ROLES = [
  BACKUP_ROLE,
  'pg_read_all_data',
  'pg_write_all_data',
  'pg_maintain',
  'pg_create_subscription',
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
];

const RIGHTS = `
  with held as (select * from pg_catalog.pg_roles where pg_catalog.pg_has_role(session_user, oid, 'member'))
  select session_user as login, array_remove(array[
    case when exists (select from held where rolsuper) then 'is a superuser' end,
    case when exists (select from held where rolbypassrls) then 'bypasses row-level security' end,
    case when exists (select from held where rolcreaterole) then 'may create roles' end,
    case when exists (select from held where rolcreatedb) then 'may create databases' end,
    case when exists (select from held where rolreplication) then 'may replicate the whole server' end,
    (select 'has the role ' || pg_catalog.min(rolname) from held where rolname = any('{${POWERFUL_ROLES.join()}}')),
    case when exists (select from pg_catalog.pg_database d join held on d.datdba = held.oid
                       where d.datname = current_database()) then 'owns the database' end,
    case when exists (select from pg_catalog.pg_namespace n join held on n.nspowner = held.oid
                       where n.nspname !~ '^pg_') then 'owns a schema' end,
    case when exists (select from pg_catalog.pg_class c join held on c.relowner = held.oid
                       where c.relpersistence <> 't') then 'owns tables' end,
    case when exists (select from pg_catalog.pg_proc p join held on p.proowner = held.oid) then 'owns functions' end
  ]::text[], null) as rights`;

/**
 * Refuses to serve a database that an owner has not brought to this version.
 *
 * @throws UnfitDatabaseError
 */
export async function refuseOldDatabase(client: Client): Promise<void> {
  const latest = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).at(-1)?.folderMillis ?? 0;
  if ((await lastMigration(client)) >= latest) return;
  throw new UnfitDatabaseError(
    'The database of DATABASE_URL has an out-of-date schema: run npm run migrate with the login that owns ' +
      'it, or put that login into MIGRATION_DATABASE_URL to migrate at start.',
  );
}

/** The errors of a schema that was never migrated for the login. */
const UNMIGRATED = new Set(['42P01', '42501', '3F000', '42704', '22023']);

async function lastMigration(client: Client): Promise<number> {
  try {
    const { rows } = await client.query<{ at: string | null }>(
      'select max(created_at) as at from drizzle.__drizzle_migrations',
    );
    return Number(rows[0]?.at ?? 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && UNMIGRATED.has(String(error.code))) return 0;
    throw error;
  }
}
