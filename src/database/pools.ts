import { beginLimits, within } from '../kernel/operation-limits.ts';
import { sparingPlaces } from '../kernel/shares/share-rules.ts';
import { APPLICATION_NAME, type Database, type DatabaseOptions, openDatabase } from './client.ts';
import { ConnectionLanes } from './connection/connection-lanes.ts';
import type { PoolSizes } from './connection/pool-rules.ts';
import { dividedWrites } from './divided-writes.ts';

/** The pools of a process, each with connections of its own: who waits for one of them keeps nobody else waiting (X5). */
export interface Databases extends Readonly<Record<keyof PoolSizes, Database>> {
  /** Ends every connection of all pools, as `Database.close` does. */
  close(): Promise<void>;
}

/** The options that the pools have in common. */
type PoolsOptions = Omit<DatabaseOptions, 'poolSize' | 'name' | 'lanes' | 'cancel'> & {
  readonly pools: PoolSizes;
};

/** The time that it may take to cancel a statement, in milliseconds: the connection that it is on is given up then. */
const CANCEL_MS = 1_000;

/** Connections for sending that each tenant has while there is any; those who read take places of a share of their own. */
const GUARANTEED = 2;

/** Opens the pools; no connection is made before the first transaction. */
export function openDatabases({ pools, ...common }: PoolsOptions): Databases {
  const lanes = new ConnectionLanes();
  const open = (name: keyof PoolSizes, cancel: DatabaseOptions['cancel']) =>
    openDatabase({
      ...common,
      lanes,
      poolSize: pools[name],
      name: `${APPLICATION_NAME} ${name}`,
      ...(cancel === undefined ? {} : { cancel }),
    });
  const health = open('health', undefined);
  const cancel = (backend: number) => within(beginLimits(CANCEL_MS), health.cancel(backend));
  const places = pools.sending;
  const shares = sparingPlaces('sending', { places, guaranteed: GUARANTEED, perMember: places });
  const sending = dividedWrites(open('sending', cancel), shares, common.connectTimeoutMs);
  const databases = { sending, reading: open('reading', cancel), jobs: open('jobs', undefined), health };
  return {
    ...databases,
    async close() {
      await Promise.all(Object.values(databases).map((database) => database.close()));
    },
  };
}
