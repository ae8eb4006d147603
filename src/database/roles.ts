import type { Client } from 'pg';

/** The role of a transaction. Each is a group role without login; none may bypass row-level security. */
export type DatabaseRole = 'originator_app' | 'originator_system' | 'originator_platform';

const DATABASE_ROLES: readonly DatabaseRole[] = [
  'originator_app',
  'originator_system',
  'originator_platform',
];

/** Reads every row for `pg_dump` and changes none. An administrator grants it to the login that dumps, and to no other. */
export const BACKUP_ROLE = 'originator_backup';

/** The login may not make the roles itself; the message says what an administrator has to do. */
export class MissingRolesError extends Error {}

/**
 * The statements that make the group roles and grant them to `logins`, for a login that may create roles or an
 * administrator to run. They can be repeated.
 */
export function roleStatements(logins: readonly string[]): string[] {
  const create = [...DATABASE_ROLES, BACKUP_ROLE].map(
    (role) =>
      `do $$ begin create role ${role} nologin nobypassrls; exception when duplicate_object or unique_violation then null; end $$`,
  );
  const grant = logins.map((login) => `grant ${DATABASE_ROLES.join(', ')} to ${quoteIdentifier(login)}`);
  return [...create, ...grant];
}

/**
 * The statements that make the logins themselves where they are missing, for an administrator to run before the others.
 * They have no password yet, and no right but to connect.
 */
export function loginStatements(logins: readonly string[]): string[] {
  return logins.map(
    (login) =>
      `do $$ begin create role ${quoteIdentifier(login)} login nosuperuser nocreatedb nocreaterole nobypassrls; exception when duplicate_object or unique_violation then null; end $$`,
  );
}

/** Makes the roles and grants them where that has not been done. Throws `MissingRolesError` where it may not. */
export async function ensureRoles(client: Client, logins: readonly string[]): Promise<void> {
  if (await allGranted(client, logins)) return;
  try {
    for (const statement of roleStatements(logins)) await client.query(statement);
  } catch (error) {
    if (!isInsufficientPrivilege(error)) throw error;
    throw new MissingRolesError(
      'The database login is not allowed to create or grant the roles that Originator needs; ' +
        'have an administrator run what "npm run migrate -- --print-roles" prints.',
    );
  }
}

async function allGranted(client: Client, logins: readonly string[]): Promise<boolean> {
  const { rows } = await client.query<{ granted: boolean }>(
    `select count(*) = cardinality($1::text[]) * cardinality($2::text[])
        and exists (select from pg_roles where rolname = $3) as granted
       from unnest($1::text[]) as login, pg_roles r
      where r.rolname = any($2::text[]) and pg_has_role(login, r.oid, 'member')`,
    [logins, DATABASE_ROLES, BACKUP_ROLE],
  );
  return rows[0]?.granted === true;
}

function isInsufficientPrivilege(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
