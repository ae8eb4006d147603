import type { Pool, PoolClient } from 'pg';

/** The numbers of a pool's open connections. */
export interface ConnectionLanes {
  laneOf(client: PoolClient): number;
}

/**
 * Numbers a pool's connections from 0, always with the smallest number that is free, so that there are as many as the
 * pool has connections; one more for each lost connection that is still being closed when its successor opens.
 */
export function numberConnections(pool: Pool): ConnectionLanes {
  const lanes = new Map<PoolClient, number>();
  pool.on('connect', (client) => lanes.set(client, smallestFree(new Set(lanes.values()))));
  pool.on('remove', (client) => lanes.delete(client));
  return {
    laneOf(client) {
      const lane = lanes.get(client);
      if (lane === undefined) throw new Error('the connection is none of this pool');
      return lane;
    },
  };
}

function smallestFree(taken: ReadonlySet<number>): number {
  let lane = 0;
  while (taken.has(lane)) lane += 1;
  return lane;
}
