import { APPLICATION_NAME, type Database, type PreparedStatement } from './client.ts';

const PARTITIONS: PreparedStatement = {
  name: 'partitions-ready',
  text: 'select originator_partitions_ready() as ready',
};

/** Whether next month's partitions exist. Rejects when the database does not answer. */
export async function partitionsReady(database: Database): Promise<boolean> {
  const [row] = await database.system((tx) => tx.prepared(PARTITIONS, []));
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

/** How many connections processes of Originator have to the database, beside the one that asks. */
export async function countOtherConnections(database: Database): Promise<number> {
  const [row] = await database.system((tx) => tx.prepared(OTHERS, [APPLICATION_NAME]));
  return Number(row?.['others']);
}
