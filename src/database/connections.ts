import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Pool, type PoolConfig } from 'pg';
import { SilentConnectionError } from './outages.ts';

/** How long connections may take to say goodbye, in milliseconds. Whatever still works then was given up by its owner. */
const GOODBYE_MS = 500;

/** How long a connection waits in the pool for its next use, in milliseconds. */
const IDLE_MS = 10_000;

/** How much longer than a statement may run its answer may take to arrive, in milliseconds. */
const ANSWER_MS = 2_000;

/** How long a connection is quiet before the system asks whether its other end is still there, in milliseconds. */
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
  const watched = new WeakSet<Socket>();
  const allow = (client: Client, ms: number) => {
    const { stream } = client.connection;
    if (!(stream instanceof Socket)) return;
    stream.setTimeout(ms);
    if (watched.has(stream)) return;
    watched.add(stream);
    stream.on('timeout', () => stream.destroy(new SilentConnectionError()));
  };
  pool.on('acquire', (client) => allow(client, silenceMs));
  // One that waits in the pool says goodbye before its time is over; the other end may not be there to take it.
  pool.on('release', (_error, client) => allow(client, IDLE_MS + ANSWER_MS));
}

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
