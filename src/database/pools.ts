import { APPLICATION_NAME, type Database, type DatabaseOptions, openDatabase } from './client.ts';
import { ConnectionLanes } from './connection-lanes.ts';
import type { PoolSizes } from './pool-rules.ts';

/** The pools of a process, each with connections of its own: who waits for one of them keeps nobody else waiting (X5). */
export interface Databases extends Readonly<Record<keyof PoolSizes, Database>> {
  /** Ends every connection of all pools, as `Database.close` does. */
  close(): Promise<void>;
}

/** Opens the pools; no connection is made before the first transaction. */
export function openDatabases({
  pools,
  ...common
}: Omit<DatabaseOptions, 'poolSize' | 'name' | 'lanes'> & { readonly pools: PoolSizes }): Databases {
  const lanes = new ConnectionLanes();
  const open = (name: keyof PoolSizes) =>
    openDatabase({ ...common, lanes, poolSize: pools[name], name: `${APPLICATION_NAME} ${name}` });
  const databases = { sending: open('sending'), reading: open('reading'), jobs: open('jobs') };
  return {
    ...databases,
    async close() {
      await Promise.all(Object.values(databases).map((database) => database.close()));
    },
  };
}
