import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Client, DatabaseError } from 'pg';
import type { DatabaseAddress } from '../connection/connection-settings.ts';
import { withConnection } from '../connection/connections.ts';
import { MigrationLockedError, UnfitDatabaseError } from '../connection/unfit-database.ts';
import { ensureRoles } from '../roles.ts';
import { beginPinned } from '../session-scope.ts';
import { isCatalogueKept, keepCatalogue, refuseIncompleteCatalogue } from './catalogue.ts';
import { checkServer } from './server-check.ts';
import { refuseOldDatabase, refuseStrongLogin } from './serving-login.ts';

/** The number of months ahead that the monthly partitions are made. */
const PARTITION_MONTHS_AHEAD = 3;

/** One node migrates at a time. */
const MIGRATION_LOCK = 7_251_904_411;

/** The time that one statement of a migration may take, in milliseconds: it may have to go through all there is. */
const STATEMENT_MS = 3_600_000;

/** The time-out for checking the login and the version, in milliseconds. */
const CHECK_MS = 15_000;

/** The time that a migration waits for another one, or for users of a table that it changes, in milliseconds. */
const LOCK_MS = 300_000;

/** `lock_not_available`. */
const LOCKED = '55P03';

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** The address of the database for migrating. */
export interface MigrationOptions extends DatabaseAddress {
  /** The login that serves requests, where it is another one than owns the tables; it is granted the roles too. */
  readonly serving?: DatabaseAddress;
  /** The time-out for locks, in milliseconds. */
  readonly lockTimeoutMs?: number;
}

/** The configuration of a database's logins. */
interface ConfiguredLogins {
  readonly passwordFile: string | null;
  readonly migrationUrl: string | null;
  readonly migrationPasswordFile: string | null;
  readonly connectTimeoutMs: number;
}

/** The login that serves, on the database of `url`, which is the embedded one where none is configured. */
export function configuredServing(
  { passwordFile, connectTimeoutMs }: ConfiguredLogins,
  url: string,
): DatabaseAddress {
  return { url, passwordFile, connectTimeoutMs };
}

/** The login that migrates there, and the one that serves where that is another. */
export function configuredMigration(settings: ConfiguredLogins, url: string): MigrationOptions {
  const serving = configuredServing(settings, url);
  if (settings.migrationUrl === null) return serving;
  return {
    url: settings.migrationUrl,
    passwordFile: settings.migrationPasswordFile,
    serving,
    connectTimeoutMs: settings.connectTimeoutMs,
    setting: 'MIGRATION_DATABASE_URL',
  };
}

/**
 * Brings the database to the present schema: roles, tables, policies and the partitions of the months ahead.
 * Safe to run from several nodes at once.
 *
 * @throws MissingRolesError where an administrator has to help
 * @throws MigrationLockedError when another migration, or a user of a table, does not end in time
 * @throws UnfitDatabaseError when Originator cannot work on that database
 */
export async function migrate({
  serving,
  lockTimeoutMs = LOCK_MS,
  ...owner
}: MigrationOptions): Promise<void> {
  const addresses = serving === undefined ? [owner] : [owner, serving];
  const logins = new Set<string>();
  for (const address of addresses) logins.add((await checkServer(address)).login);
  const use = { name: 'originator migrate', statementTimeoutMs: STATEMENT_MS };
  await withConnection(owner, use, async (client) => {
    // Roles belong to the cluster: what is done to them must not keep other databases waiting for the migrations.
    await alone(client, lockTimeoutMs, () => ensureRoles(client, [...logins]));
    await alone(client, lockTimeoutMs, async () => {
      await refuseIncompleteCatalogue(client);
      const isNew = await applyMigrations(client);
      await client.query('select originator_ensure_partitions($1)', [PARTITION_MONTHS_AHEAD]);
      if (isNew || !(await isCatalogueKept(client))) await keepCatalogue(client);
      // Who serves looks whether the database is of its version, and whole.
      await client.query('grant usage on schema drizzle to originator_system');
      await client.query(
        'grant select on drizzle.__drizzle_migrations, drizzle.originator_catalogue to originator_system',
      );
      await client.query('select originator_let_backup_read()');
    });
  });
}

/**
 * Looks whether the database can be served in production (X6): by a login that owns nothing, at this version.
 *
 * @throws UnfitDatabaseError, whose message says what to do
 */
export async function refuseUnfitDatabase(address: DatabaseAddress): Promise<void> {
  const use = { name: 'originator start', statementTimeoutMs: CHECK_MS };
  await withConnection(address, use, async (client) => {
    await beginPinned(client, { statementTimeoutMs: CHECK_MS, lockTimeoutMs: CHECK_MS });
    await refuseStrongLogin(client);
    await refuseOldDatabase(client);
    await refuseIncompleteCatalogue(client);
    await client.query('rollback');
  });
}

/** True if it can be served as in production, without anything more to be done. */
export async function isFitDatabase(address: DatabaseAddress): Promise<boolean> {
  try {
    await refuseUnfitDatabase(address);
    return true;
  } catch (error) {
    if (error instanceof UnfitDatabaseError) return false;
    throw error;
  }
}

/** The name of the login that an address stands for. */
export async function loginOf(address: DatabaseAddress): Promise<string> {
  return (await checkServer(address)).login;
}

/** In a transaction at whose end the lock is given back, so that none stays in a pooler. */
async function alone(client: Client, lockTimeoutMs: number, work: () => Promise<void>): Promise<void> {
  await beginPinned(client, { statementTimeoutMs: STATEMENT_MS, lockTimeoutMs });
  try {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (!(error instanceof DatabaseError) || error.code !== LOCKED) throw error;
    throw new MigrationLockedError(
      `The migration waited ${lockTimeoutMs / 1_000} s for another migration, or for a user of a table that it ` +
        `changes, and gave up: ${error.message}.`,
      { cause: error },
    );
  }
}

/**
 * Applies what is newer than the newest that was applied, and tells whether there was any. The list of those is in the form
 * that drizzle-kit knows.
 */
async function applyMigrations(client: Client): Promise<boolean> {
  await client.query('create schema if not exists drizzle');
  await client.query(
    `create table if not exists drizzle.__drizzle_migrations (
       id serial primary key, hash text not null, created_at bigint)`,
  );
  const { rows } = await client.query<{ newest: string | null }>(
    'select max(created_at) as newest from drizzle.__drizzle_migrations',
  );
  const newest = Number(rows[0]?.newest ?? 0);
  let isNew = false;
  for (const migration of readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER })) {
    if (migration.folderMillis <= newest) continue;
    isNew = true;
    for (const statement of migration.sql) await client.query(statement);
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
      migration.hash,
      migration.folderMillis,
    ]);
  }
  return isNew;
}
