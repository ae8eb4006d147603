import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { ensureRoles } from './roles.ts';

/** How many months ahead the monthly partitions are made. */
const PARTITION_MONTHS_AHEAD = 3;

/** One node migrates at a time; Drizzle's migrator takes no lock of its own. */
const MIGRATION_LOCK = 7_251_904_411;

const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** How to reach the database for migrating. */
export interface MigrationOptions {
  /** The login that owns the tables. */
  readonly url: string;
  /** The login that serves requests, where it is another one; it is granted the roles too. */
  readonly servingUrl?: string;
}

/**
 * Brings the database to the present schema: roles, tables, policies and the partitions of the months ahead.
 * Safe to run from several nodes at once. Throws `MissingRolesError` where an administrator has to help.
 */
export async function migrate({ url, servingUrl }: MigrationOptions): Promise<void> {
  const logins = [await loginOf(url)];
  if (servingUrl !== undefined) logins.push(await loginOf(servingUrl));
  await withClient(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await ensureRoles(client, [...new Set(logins)]);
    await client.query('set client_min_messages to warning');
    await applyMigrations(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
    await client.query('select originator_ensure_partitions($1)', [PARTITION_MONTHS_AHEAD]);
  });
}

/** The name of the login that a connection string stands for. */
export async function loginOf(url: string): Promise<string> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ login: string }>('select current_user as login');
    const login = rows[0]?.login;
    if (login === undefined) throw new Error('the database did not name its user');
    return login;
  });
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'originator migrate' });
  // A lost connection rejects the statement under way; without a listener it would also end the process.
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
