import type { Pool, PoolClient } from 'pg';
import { PLATFORM_TENANT, type TenantId } from '../kernel/ids.ts';
import { type LeavingSignal, type OperationLimits, within } from '../kernel/operation-limits.ts';
import { ConnectionLanes } from './connection/connection-lanes.ts';
import { connectionSettings } from './connection/connection-settings.ts';
import { openPool } from './connection/connections.ts';
import { NoTransactionError } from './connection/outages.ts';
import type { Beginning } from './session-scope.ts';
import { OpenTransaction, type StatementListener, type Transaction } from './transaction.ts';

export type { PreparedStatement } from './session-scope.ts';
export type { StatementListener, Transaction } from './transaction.ts';

/** The application name of connections in the server's list; those of a pool with a name have it after this. */
export const APPLICATION_NAME = 'originator';

/** The connection and pools of a database. */
export interface DatabaseOptions {
  readonly url: string;
  readonly passwordFile?: string | null;
  /** True if statements may be kept on their connections by name. True by default. */
  readonly prepared?: boolean;
  readonly poolSize: number;
  /** The application name of its connections in the server's list. */
  readonly name?: string;
  /** Numbers the connections, those of other pools of the process included. */
  readonly lanes?: ConnectionLanes;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Told of connections lost while idle; the pool replaces them by itself. */
  readonly onConnectionLost: (error: Error) => void;
  /** Ends the statement that a process of PostgreSQL is at; without it the connection is given up instead. */
  readonly cancel?: (backend: number) => Promise<void>;
  /** For tests that count statements, and benches that repeat them. */
  readonly onStatement?: StatementListener;
}

/** A read-only transaction that opens with its first use and shows one instant until it is closed. */
export interface ReadUnit {
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * A pool, and the only ways to run a statement: in a transaction that names its role and tenant. Within the limits of an
 * operation it rejects with their end once that has come: waiting for a connection counts, each statement has what is left,
 * and reading ends when the caller has gone.
 */
export interface Database {
  /**
   * Read and write in one tenant's scope, under row-level security. Rejects with `UnknownCommitError` when the answer to
   * the commit was lost; after any other error the transaction is rolled back (D15). It goes on when its caller has gone.
   */
  write<T>(tenant: TenantId, work: (tx: Transaction) => Promise<T>, limits?: OperationLimits): Promise<T>;
  /** Reads of one instant in one tenant's scope: repeatable read, read only. */
  read(tenant: TenantId, limits?: OperationLimits): ReadUnit;
  /** Originator's own work across tenants: claims, expiry, key rotation, the platform's log. */
  system<T>(work: (tx: Transaction) => Promise<T>, limits?: OperationLimits): Promise<T>;
  /** Reads of platform roles across tenants. */
  platform(limits?: OperationLimits): ReadUnit;
  /** Ends the statement that a process of PostgreSQL is at, whichever pool it serves. */
  cancel(backend: number): Promise<void>;
  /** Resolves when the database answers; rejects when it does not. */
  ping(): Promise<void>;
  /** Ends every connection; a transaction still under way is cut off after half a second. */
  close(): Promise<void>;
}

/**
 * The beginning of a verb's transaction. A verb reads by keys, which one plan serves for all values. Left to choose,
 * PostgreSQL plans each statement on a partitioned table again each time, since it then finds the partition sooner: that
 * takes longer than running it. Questions with ranges and filters are better planned by their values.
 */
const WRITING = 'begin isolation level read committed, read write';
const VERB = { begin: WRITING, plans: 'force_generic_plan' } as const;
const JOB = { begin: WRITING, plans: 'auto' } as const;
const READ = { begin: 'begin isolation level repeatable read, read only', plans: 'auto' } as const;

/** Opens the pool; no connection is made before the first transaction. */
export function openDatabase(options: DatabaseOptions): Database {
  const { statementTimeoutMs, onStatement, prepared = true, lanes = new ConnectionLanes() } = options;
  const { pool, close } = openPool(
    {
      application_name: options.name ?? APPLICATION_NAME,
      ...connectionSettings(options),
      max: options.poolSize,
      pipeline: true,
    },
    statementTimeoutMs,
  );
  pool.on('error', options.onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => {}));

  lanes.include(pool);
  const { cancel = noCancelling } = options;
  const open = async (beginning: Beginning, limits?: OperationLimits) => {
    const client = await connectWithin(pool, limits);
    const context = { client, lane: lanes.laneOf(client), statementTimeoutMs, onStatement, prepared, cancel };
    return new OpenTransaction(context, beginning, limits);
  };
  const transact = async <T>(
    beginning: Beginning,
    work: (tx: Transaction) => Promise<T>,
    limits?: OperationLimits,
  ): Promise<T> => {
    const transaction = await open(beginning, limits?.ofChange());
    let result: T;
    try {
      result = await work(transaction);
      await transaction.commit();
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    transaction.runEffects();
    return result;
  };
  const unit = (beginning: Beginning, limits?: OperationLimits) =>
    readUnit(() => open(beginning, limits), limits?.gone);
  return {
    write: (tenant, work, limits) => transact({ role: 'originator_app', tenant, ...VERB }, work, limits),
    read: (tenant, limits) => unit({ role: 'originator_app', tenant, ...READ }, limits),
    system: (work, limits) =>
      transact({ role: 'originator_system', tenant: PLATFORM_TENANT, ...JOB }, work, limits),
    platform: (limits) => unit({ role: 'originator_platform', tenant: PLATFORM_TENANT, ...READ }, limits),
    async cancel(backend) {
      await pool.query('select pg_catalog.pg_cancel_backend($1)', [backend]);
    },
    async ping() {
      await pool.query('select 1');
    },
    close,
  };
}

function noCancelling(): Promise<void> {
  return Promise.reject(new Error('this database handle cannot cancel statements'));
}

/** A connection of the pool. One that comes when it is not waited for any more goes back. */
async function connectWithin(pool: Pool, limits?: OperationLimits): Promise<PoolClient> {
  const end = limits?.end();
  if (end !== undefined) throw end;
  const isThere = pool.idleCount > pool.waitingCount;
  const connecting = pool.connect().catch((error: unknown) => {
    throw new NoTransactionError(error);
  });
  // One that lies in the pool, and that nobody else waits for, is there at once.
  if (limits === undefined || isThere) return connecting;
  try {
    return await within(limits, connecting);
  } catch (error) {
    connecting.then(
      (client) => client.release(),
      () => {},
    );
    throw error;
  }
}

/** @param gone ends a statement under way */
function readUnit(open: () => Promise<OpenTransaction>, gone?: LeavingSignal): ReadUnit {
  let opening: Promise<OpenTransaction> | undefined;
  let closed = false;
  const cancel = () => {
    opening?.then(
      (transaction) => transaction.cancel(),
      () => {},
    );
  };
  gone?.addEventListener('abort', cancel, { once: true });
  return {
    async run(work) {
      if (closed) throw new Error('this unit of reads is closed');
      opening ??= open();
      return work(await opening);
    },
    async close() {
      if (closed) return;
      closed = true;
      gone?.removeEventListener('abort', cancel);
      const transaction = await opening?.catch(() => undefined);
      // A read has nothing to lose: the way out that also ends an aborted transaction serves both ends, and nobody
      // has to wait for it. The connection is free again once it is through.
      void transaction?.rollback();
    },
  };
}
