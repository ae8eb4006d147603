/** A connection in use was silent for longer than any statement may run: the server at its other end has vanished. */
export class SilentConnectionError extends Error {
  override readonly name = 'SilentConnectionError';

  constructor() {
    super('the database did not answer in time; the connection was dropped');
  }
}

/**
 * No transaction could be begun, which is never the statement's fault: the server is not there, refuses the login or the
 * database, only reads, or all connections are taken.
 */
export class NoTransactionError extends Error {
  override readonly name = 'NoTransactionError';

  constructor(cause: unknown) {
    super('failed to begin a transaction', { cause });
  }
}

/** The failure of a single connection, with the setting that names its server. */
export class NamedDatabaseError extends Error {
  override readonly name = 'NamedDatabaseError';
  readonly setting: string;

  constructor(setting: string, cause: Error) {
    super(cause.message, { cause });
    this.setting = setting;
  }
}

/**
 * The answers of PostgreSQL, by SQLSTATE, when the trouble is with the server and not with the statement: a client may try
 * again, and an operator would call it an outage. A code of two characters stands for its class.
 *
 * @internal
 */
export const OUTAGE_STATES: Readonly<Record<string, string>> = {
  '08': 'the connection failed, or a pooler could not get one',
  '28': 'the login was refused: a rotated password, an expired token',
  '53': 'the server is out of disk, memory or connections',
  '58': 'the system under the server failed',
  '25006': 'the server is read-only: a standby or a former primary',
  '25P03': 'the server ended a transaction that was idle for too long',
  '25P04': 'the server ended a transaction that took too long',
  '3D000': 'there is no such database at the moment',
  '57': 'an operator or a limit intervened: the server is stopping, the database was dropped, a statement took too long',
};

/** SQLSTATEs after which the connection serves on, though the statement failed for want of something. */
const CONNECTION_SERVES_ON = new Set(['57014', '53100', '53200', '53400']);

const NETWORK_CODES = new Set([
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'ENETUNREACH',
  'ENOTCONN',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The message of `pg`, without a code, for a connection that ended or could not be had in time. */
const LOST_CONNECTION = /Connection terminated|timeout exceeded when trying to connect|timeout expired/;

/** Its message for every later statement on that connection. */
const NOT_QUERYABLE = /not queryable/;

const SQLSTATE_LENGTH = 5;

/** The depth to which the causes of an error are searched. */
const CAUSES = 5;

/** True if a statement was refused by `pg` itself, since its connection was lost before. */
export function isNotQueryable(error: Error): boolean {
  return NOT_QUERYABLE.test(error.message);
}

function isOutage(error: Error): boolean {
  if (error instanceof SilentConnectionError || error instanceof NoTransactionError) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The socket of a server that is not there is a file that is missing.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return (
    Object.hasOwn(OUTAGE_STATES, code) ||
    (code.length === SQLSTATE_LENGTH && Object.hasOwn(OUTAGE_STATES, code.slice(0, 2))) ||
    NETWORK_CODES.has(code) ||
    LOST_CONNECTION.test(error.message) ||
    isNotQueryable(error)
  );
}

/**
 * True if an error means that the database is not there at the moment, so that the client may try again; of several that
 * came together, whether all do.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (
    let cause = error, depth = 0;
    cause instanceof Error && depth < CAUSES;
    cause = cause.cause, depth += 1
  ) {
    if (isOutage(cause)) return true;
    if (cause instanceof AggregateError)
      return cause.errors.length > 0 && cause.errors.every(isDatabaseUnavailable);
  }
  return false;
}

/** True if after this failure of a statement its connection is of no more use, so that it must not be given to anybody. */
export function endsConnection(error: unknown): boolean {
  if (!isDatabaseUnavailable(error)) return false;
  return !(error instanceof Error && 'code' in error && CONNECTION_SERVES_ON.has(String(error.code)));
}
