import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { errorCode } from './embedded-error.ts';

const LOGIN = 'originator';
const SERVING_LOGIN = 'originator_server';
const DATABASE = 'originator';

/** The errors of a server that is not ready: no socket yet, nobody listening, and `cannot_connect_now`. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', '57P03']);

const POLL_MS = 15;

/** The time that a server that runs on this machine may take to answer, in milliseconds. */
const CONNECT_MS = 5_000;

/**
 * The URL of a server on a Unix socket, for `pg` and libpq alike. Both take the server from `host`; the name before it
 * only makes it a URL that every parser accepts, and the port keeps PGPORT out.
 */
function socketUrl(login: string, database: string, socketFolder: string): string {
  const host = encodeURIComponent(socketFolder).replaceAll('%2F', '/');
  return `postgres://${login}@localhost:5432/${database}?host=${host}`;
}

/** @returns the URL of the superuser, for administration only: row-level security does not bind it */
export function superuserUrl(socketFolder: string): string {
  return socketUrl('postgres', 'postgres', socketFolder);
}

/** @returns the URL of the login that owns the database and is bound by row-level security */
export function loginUrl(socketFolder: string): string {
  return socketUrl(LOGIN, DATABASE, socketFolder);
}

/** @returns the URL of the login that serves and owns nothing, as in production (X6) */
export function servingUrl(socketFolder: string): string {
  return socketUrl(SERVING_LOGIN, DATABASE, socketFolder);
}

/** A connection to a server that runs on this machine; rejects where none answers in time. */
export async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, ssl: false, connectionTimeoutMillis: CONNECT_MS });
  // A lost connection shows in the query under way; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** @returns a connection, as soon as the server takes one; undefined when `isGone` says that it never will */
async function connectWhenReady(url: string, isGone: () => boolean): Promise<Client | undefined> {
  for (;;) {
    try {
      return await connect(url);
    } catch (error) {
      if (isGone()) return undefined;
      if (!NOT_YET.has(errorCode(error) ?? '')) throw error;
    }
    await sleep(POLL_MS);
  }
}

/**
 * Waits until the server answers and makes what is missing: the login `originator`, its database `originator`, and the
 * login `originator_server`, which data of old lacks.
 *
 * @param isGone tells that the server has ended, so that waiting is in vain
 * @returns false when the server has ended before it answered
 */
export async function provision(socketFolder: string, isGone: () => boolean): Promise<boolean> {
  const client = await connectWhenReady(superuserUrl(socketFolder), isGone);
  if (client === undefined) return false;
  try {
    const found = await client.query<{ login: boolean; serving: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as login,
              exists (select from pg_roles where rolname = $3) as serving,
              exists (select from pg_database where datname = $2) as database`,
      [LOGIN, DATABASE, SERVING_LOGIN],
    );
    if (found.rows[0]?.login !== true) await client.query(`create role ${LOGIN} login createrole`);
    if (found.rows[0]?.serving !== true) await client.query(`create role ${SERVING_LOGIN} login`);
    if (found.rows[0]?.database !== true) await client.query(`create database ${DATABASE} owner ${LOGIN}`);
    return true;
  } finally {
    await client.end();
  }
}
