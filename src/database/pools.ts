import { beginLimits, within } from '../kernel/operation-limits.ts';
import { APPLICATION_NAME, type Database, type DatabaseOptions, openDatabase } from './client.ts';
import { ConnectionLanes } from './connection-lanes.ts';
import type { PoolSizes } from './pool-rules.ts';

/** The pools of a process, each with connections of its own: who waits for one of them keeps nobody else waiting (X5). */
export interface Databases extends Readonly<Record<keyof PoolSizes, Database>> {
  /** Ends every connection of all pools, as `Database.close` does. */
  close(): Promise<void>;
}

/** What they have in common. */
type PoolsOptions = Omit<DatabaseOptions, 'poolSize' | 'name' | 'lanes' | 'cancel'> & {
  readonly pools: PoolSizes;
};

/** How long it may take to cancel a statement, in milliseconds: the connection that it is on is given up then. */
const CANCEL_MS = 1_000;

/** Opens the pools; no connection is made before the first transaction. */
export function openDatabases({ pools, ...common }: PoolsOptions): Databases {
  const lanes = new ConnectionLanes();
  const open = (name: keyof PoolSizes, cancel: DatabaseOptions['cancel']) =>
    openDatabase({
      ...{ ...common, lanes, poolSize: pools[name], name: `${APPLICATION_NAME} ${name}` },
      ...(cancel === undefined ? {} : { cancel }),
    });
  const jobs = open('jobs', undefined);
  const cancel = (backend: number) => within(beginLimits(CANCEL_MS), jobs.cancel(backend));
  const databases = { sending: open('sending', cancel), reading: open('reading', cancel), jobs };
  return {
    ...databases,
    async close() {
      await Promise.all(Object.values(databases).map((database) => database.close()));
    },
  };
}
