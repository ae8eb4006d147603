import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { prepareTemplate } from './database/template.ts';
import { faultsOfDatabase } from './ledger/entry-shapes.ts';

/** What the tests know about the server they run on. */
export interface TestServer {
  /** Connects as the administrator: the superuser of our own server, or the login of TEST_DATABASE_URL. */
  readonly adminUrl: string;
  /** Connects as the tests' login, which is no superuser, so that row-level security binds it. */
  readonly loginUrl: string;
  /** The name of that login. */
  readonly login: string;
  /** The migrated database that others are copied from. */
  readonly template: string;
  /** Begins the name of every database of this run. */
  readonly prefix: string;
  /** For files that outlive what made them; it is removed after the run. */
  readonly folder: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Nothing here has to survive a crash, and no plan changes because the server has looked at tables meanwhile. */
const FAST = {
  ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' },
  ...{ autovacuum: 'off', max_connections: '200' },
};

interface Server {
  readonly adminUrl: string;
  readonly loginUrl: string;
  stop(): Promise<void>;
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function startOwnServer(): Promise<Server> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-test-'));
  const server = await startEmbeddedServer({ dataDir, settings: FAST, log: () => undefined });
  await withClient(server.superuserUrl, (client) => client.query('alter role originator createdb'));
  return {
    adminUrl: server.superuserUrl,
    loginUrl: server.url,
    stop: async () => {
      await server.stop();
      // As root the data lies elsewhere, next to its log.
      await rm(join(server.dataDir, '..'), { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A superuser would pass row-level security by, so the tests get a login without that right. */
async function makeLogin(adminUrl: string): Promise<string> {
  return await withClient(adminUrl, async (client) => {
    const found = await client.query<{ superuser: boolean }>(
      'select rolsuper or rolbypassrls as superuser from pg_roles where rolname = current_user',
    );
    if (found.rows[0]?.superuser !== true) return adminUrl;
    const login = 'originator_test';
    // The same in every run, so that two runs on one server do not lock each other out.
    const password = createHash('sha256').update(`${login} ${adminUrl}`).digest('hex');
    const known = await client.query('select from pg_roles where rolname = $1', [login]);
    await client.query(
      `${known.rowCount === 0 ? 'create' : 'alter'} role ${escapeIdentifier(login)}
         login createdb createrole nosuperuser nobypassrls password ${escapeLiteral(password)}`,
    );
    const url = new URL(adminUrl);
    url.username = login;
    url.password = password;
    return url.href;
  });
}

/** libpq allows a URL without a host, `new URL` does not. */
async function useGivenServer(given: string): Promise<Server> {
  const adminUrl = given.replace(/^([a-z]+:\/\/[^/@]*@)(?=[/?])/, '$1localhost');
  return { adminUrl, loginUrl: await makeLogin(adminUrl), stop: async () => undefined };
}

/** Drops what is left: the databases that test files share. Gives the faults in their entries. */
async function dropDatabases(adminUrl: string, prefix: string): Promise<readonly string[]> {
  return await withClient(adminUrl, async (client) => {
    const found = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    const faults: string[] = [];
    for (const { name } of found.rows) {
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      faults.push(...(await faultsOfDatabase(url.href)));
      await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    }
    return faults;
  });
}

async function readLogin(loginUrl: string): Promise<string> {
  const found = await withClient(loginUrl, (client) =>
    client.query<{ login: string }>('select current_user as login'),
  );
  return found.rows[0]?.login ?? '';
}

async function makeTemplate(server: Server, login: string, template: string): Promise<void> {
  const owner = escapeIdentifier(login);
  const statement = `create database ${escapeIdentifier(template)} owner ${owner} template template0`;
  await withClient(server.adminUrl, (client) => client.query(statement));
  const url = new URL(server.loginUrl);
  url.pathname = `/${template}`;
  await prepareTemplate(url.href);
}

let running: { readonly server: Server; readonly prefix: string; readonly folder: string } | undefined;

/** Starts the one PostgreSQL server of the run, or takes the one that TEST_DATABASE_URL names; unit tests need none. */
export async function setup(project: TestProject): Promise<void> {
  if (project.vitest.projects.every(({ name }) => name === 'unit')) return;
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? await useGivenServer(given) : await startOwnServer();
  const prefix = `originator_run_${randomBytes(5).toString('hex')}_`;
  const folder = await mkdtemp(join(tmpdir(), 'originator-run-'));
  running = { server, prefix, folder };
  try {
    const template = `${prefix}template`;
    const { adminUrl, loginUrl } = server;
    const login = await readLogin(loginUrl);
    await makeTemplate(server, login, template);
    project.provide('testServer', { adminUrl, loginUrl, login, template, prefix, folder });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Stops the server, or drops what the run has made on the given one. */
export async function teardown(): Promise<void> {
  if (running === undefined) return;
  const { server, prefix, folder } = running;
  running = undefined;
  try {
    const faults = await dropDatabases(server.adminUrl, prefix);
    if (faults.length > 0) throw new Error(`entries are not as their kinds have them: ${faults.join('\n')}`);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
