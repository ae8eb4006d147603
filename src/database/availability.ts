import { APPLICATION_NAME, type Database, type PreparedStatement } from './client.ts';

/** SQLSTATE classes and codes of a server that is not there, is going away, or takes no more connections. */
const UNAVAILABLE_STATES = /^(08...|57P0[1-5]|53300|53400)$/;
const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
/** What `pg` says, without a code, of a connection that ended or could not be had in time. */
const LOST_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Client was closed|Client has encountered a connection error|not queryable/;

/** Whether an error means that the database is not there at the moment, so that the client may try again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    // The socket of a server that is not there is a file that is not there.
    if (code === 'ENOENT' && 'syscall' in cause && cause.syscall === 'connect') return true;
    if (UNAVAILABLE_STATES.test(code) || NETWORK_CODES.has(code) || LOST_CONNECTION.test(cause.message))
      return true;
  }
  return false;
}

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
          where datname = current_database() and application_name = $1 and pid <> pg_backend_pid()`,
};

/** How many connections processes of Originator have to the database, beside the one that asks. */
export async function countOtherConnections(database: Database): Promise<number> {
  const [row] = await database.system((tx) => tx.prepared(OTHERS, [APPLICATION_NAME]));
  return Number(row?.['others']);
}
