import { randomBytes } from 'node:crypto';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import { inject } from 'vitest';
import { faultsOfDatabase } from '../ledger/entry-shapes.ts';
import { until } from '../until.ts';

/** A database of one test file, on the server that all tests share. */
export interface TestDatabase {
  /** Connects as its owner, which is no superuser: row-level security binds it. */
  readonly url: string;
  /** Connects to the same database as the administrator, to look behind row-level security or end connections. */
  readonly adminUrl: string;
  /** Ends all connections to the database and drops it. Throws if entries in it are not as their kinds have them. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** `migrated` holds the present tables; `empty` holds nothing. */
  readonly content?: 'migrated' | 'empty';
  /** A database to copy instead, as a backup of it would be restored; nobody may be connected to it. */
  readonly copyOf?: TestDatabase;
  /** True if the test itself writes entries of forms that no service appends. */
  readonly forged?: boolean;
}

const OBJECT_IN_USE = '55006';

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('testServer').adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A copy is refused while anybody, such as autovacuum, is connected to the template. */
async function copyDatabase(name: string, template: string, owner: string): Promise<void> {
  const statement =
    `create database ${escapeIdentifier(name)} owner ${escapeIdentifier(owner)} ` +
    `template ${escapeIdentifier(template)}`;
  await until(async () => {
    try {
      await administer(statement);
      return true;
    } catch (error) {
      if (error instanceof DatabaseError && error.code === OBJECT_IN_USE) return false;
      throw error;
    }
  }, 50);
}

function onDatabase(url: string, name: string): string {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}

const SERVING = 'originator_serving_test';

/** The URL by which a login that owns nothing reaches the database; every test has the same one. */
export async function servingUrlOf(database: Pick<TestDatabase, 'url'>): Promise<string> {
  await administer(`do $$ begin
    perform pg_advisory_xact_lock(7251904499);
    if not exists (select from pg_roles where rolname = '${SERVING}') then
      create role ${SERVING} login password '${SERVING}';
      grant originator_app, originator_system, originator_platform to ${SERVING};
    end if;
  end $$`);
  const url = new URL(database.url);
  url.username = SERVING;
  url.password = SERVING;
  return url.href;
}

/** Makes a database for the calling test file, which drops it when done (`afterAll`). */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = inject('testServer');
  const name = `${server.prefix}${randomBytes(6).toString('hex')}`;
  const whole = options.content === 'empty' ? 'template0' : server.template;
  const template = options.copyOf === undefined ? whole : new URL(options.copyOf.url).pathname.slice(1);
  await copyDatabase(name, template, server.login);
  const adminUrl = onDatabase(server.adminUrl, name);
  return {
    url: onDatabase(server.loginUrl, name),
    adminUrl,
    async drop() {
      const faults = options.forged ? [] : await faultsOfDatabase(adminUrl);
      await administer(`drop database if exists ${escapeIdentifier(name)} with (force)`);
      if (faults.length > 0)
        throw new Error(`entries are not as their kinds have them: ${faults.join('\n')}`);
    },
  };
}
