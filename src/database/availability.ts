import type { OperationLimits } from '../kernel/operation-limits.ts';
import { APPLICATION_NAME, type Database, type PreparedStatement } from './client.ts';

/**
 * The message goes into the write-ahead log and no further, and its commit has to last as any other: it shows that there is
 * something to write to, and leaves nothing behind.
 */
const PROBE: PreparedStatement = {
  name: 'probe',
  text: `select originator_partitions_ready() as ready,
                pg_catalog.pg_logical_emit_message(true, 'originator', 'can write')`,
};

/** Writes, and tells whether next month's partitions exist. Rejects when the database does not answer or only reads. */
export async function writesAndHasPartitions(database: Database, limits: OperationLimits): Promise<boolean> {
  const [row] = await database.system((tx) => tx.prepared(PROBE, []), limits);
  return row?.['ready'] === true;
}

const ENSURE: PreparedStatement = {
  name: 'partitions-ensure',
  text: 'select originator_ensure_partitions($1)',
};

/** Makes the monthly partitions of the months ahead where they are missing. */
export async function ensurePartitions(database: Database, monthsAhead: number): Promise<void> {
  await database.system((tx) => tx.prepared(ENSURE, [monthsAhead]));
}

const OTHERS: PreparedStatement = {
  name: 'other-connections',
  text: `select count(*)::int as others from pg_stat_activity
          where datname = current_database() and application_name like $1 || '%' and pid <> pg_backend_pid()`,
};

/** The number of connections that processes of Originator have to the database, beside the one that asks. */
export async function countOtherConnections(database: Database): Promise<number> {
  const [row] = await database.system((tx) => tx.prepared(OTHERS, [APPLICATION_NAME]));
  return Number(row?.['others']);
}
