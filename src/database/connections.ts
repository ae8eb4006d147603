import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type PoolConfig } from 'pg';

/** How long connections may take to say goodbye, in milliseconds. Whatever still works then was given up by its owner. */
const GOODBYE_MS = 500;

/** A pool that can be closed for good. */
export interface ClosablePool {
  readonly pool: Pool;
  /**
   * Resolves when every connection has ended: idle ones by saying goodbye, those still at work by being cut off after
   * a moment, so that a statement that waits for a lock does not keep a stopping process.
   */
  close(): Promise<void>;
}

/** A pool with its sockets in hand: `pg` neither waits for connections to end nor can end one that waits for an answer. */
export function openPool(config: PoolConfig): ClosablePool {
  const sockets = new Set<Socket>();
  const pool = new Pool({
    ...config,
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
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

function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
