import type { Pool, PoolClient } from 'pg';

/**
 * Numbers the open connections of a process, over all of its pools, from 0 and always with the smallest number that is
 * free: there are as many as there are connections, and one more for each lost one that is still being closed when its
 * successor opens.
 */
export class ConnectionLanes {
  readonly #lanes = new Map<PoolClient, number>();

  /** Numbers the connections of the pool, too. */
  include(pool: Pool): void {
    pool.on('connect', (client) => this.#lanes.set(client, smallestFree(new Set(this.#lanes.values()))));
    pool.on('remove', (client) => this.#lanes.delete(client));
  }

  /** The number of an open connection. */
  laneOf(client: PoolClient): number {
    const lane = this.#lanes.get(client);
    if (lane === undefined) throw new Error('the connection is none of these pools');
    return lane;
  }
}

function smallestFree(taken: ReadonlySet<number>): number {
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
