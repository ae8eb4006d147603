import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError, Pool, type PoolConfig } from 'pg';
import { connectionSettings, type DatabaseAddress } from './connection-settings.ts';
import {
  isDatabaseUnavailable,
  NamedDatabaseError,
  NoTransactionError,
  SilentConnectionError,
} from './outages.ts';
import { UnfitDatabaseError } from './unfit-database.ts';

/** The time that connections may take to say goodbye, in milliseconds. Whatever still works then was given up by its owner. */
const GOODBYE_MS = 500;

/**
 * The time that a connection waits in the pool for its next use, in milliseconds: on a new one the first statements take ten
 * times as long, until its process has read the catalogue and prepared them.
 */
const IDLE_MS = 300_000;

/** The time beyond a statement's own for its answer to arrive, in milliseconds. */
const ANSWER_MS = 2_000;

/** The time that a connection is quiet before the system asks whether its other end is still there, in milliseconds. */
const KEEP_ALIVE_MS = 5_000;

/** A pool that can be closed for good. */
export interface ClosablePool {
  readonly pool: Pool;
  /**
   * Resolves when every connection has ended: idle ones by saying goodbye, those still at work by being cut off after
   * a moment, so that a statement that waits for a lock does not keep a stopping process.
   */
  close(): Promise<void>;
}

/**
 * A pool with its sockets in hand: `pg` neither waits for connections to end nor can end one that waits for an answer.
 *
 * @param statementTimeoutMs after which PostgreSQL itself ends a statement: a connection in use that is silent for longer
 *   than that is lost, whatever the network says, and is destroyed with everything that waits for it
 */
export function openPool(config: PoolConfig, statementTimeoutMs: number): ClosablePool {
  const sockets = new Set<Socket>();
  const pool = new Pool({
    ...config,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    idleTimeoutMillis: IDLE_MS,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
  boundSilence(pool, statementTimeoutMs + ANSWER_MS);
  return {
    pool,
    async close() {
      const ended = pool.end();
      const closed = Promise.all([...sockets].map(closing));
      const patience = new AbortController();
      await Promise.race([closed, sleep(GOODBYE_MS, undefined, { signal: patience.signal }).catch(() => {})]);
      patience.abort();
      for (const socket of sockets) socket.destroy();
      await ended;
    },
  };
}

/** Ends whatever waits on the connection, at once and without saying goodbye. */
export function destroyConnection(client: Client, reason?: Error): void {
  client.connection.stream.destroy(reason);
}

/** Every wait for the database has an end, also where its host has vanished without closing its connections. */
function boundSilence(pool: Pool, silenceMs: number): void {
  pool.on('connect', endWhenSilent);
  pool.on('acquire', (client) => allowSilence(client, silenceMs));
  // One that waits in the pool says goodbye before its time is over; the other end may not be there to take it.
  pool.on('release', (_error, client) => allowSilence(client, IDLE_MS + ANSWER_MS));
}

function allowSilence({ connection: { stream } }: Client, ms: number): void {
  if (stream instanceof Socket) stream.setTimeout(ms);
}

function endWhenSilent({ connection: { stream } }: Client): void {
  stream.on('timeout', () => stream.destroy(new SilentConnectionError()));
}

/** The use of a separate connection. */
interface ConnectionUse {
  /** The application name in the server's list of connections. */
  readonly name: string;
  /** The time that one statement may take, in milliseconds. */
  readonly statementTimeoutMs: number;
}

/**
 * Does the work on a connection of its own, which ends with it.
 *
 * @throws NamedDatabaseError for what the database has against it, or where it cannot be reached
 */
export async function withConnection<T>(
  address: DatabaseAddress,
  { name, statementTimeoutMs }: ConnectionUse,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    ...connectionSettings(address),
    application_name: name,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
  });
  // A lost connection rejects the statement under way; without a listener it would also end the process.
  client.on('error', () => {});
  try {
    await client.connect().catch((error: unknown) => {
      throw new NoTransactionError(error);
    });
    endWhenSilent(client);
    allowSilence(client, statementTimeoutMs + ANSWER_MS);
    return await work(client);
  } catch (error) {
    const isOfDatabase = error instanceof DatabaseError || isDatabaseUnavailable(error);
    // Says what to do by itself, whatever it was caused by.
    const isExplained = error instanceof UnfitDatabaseError;
    if (!isOfDatabase || isExplained || !(error instanceof Error)) throw error;
    throw new NamedDatabaseError(address.setting ?? 'DATABASE_URL', error);
  } finally {
    allowSilence(client, GOODBYE_MS);
    await client.end();
  }
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
