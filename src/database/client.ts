import { PLATFORM_TENANT, type TenantId } from '../kernel/ids.ts';
import { ConnectionLanes } from './connection-lanes.ts';
import { connectionSettings } from './connection-settings.ts';
import { openPool } from './connections.ts';
import { NoTransactionError } from './outages.ts';
import type { Beginning } from './session-scope.ts';
import { OpenTransaction, type StatementListener, type Transaction } from './transaction.ts';

export type { PreparedStatement } from './session-scope.ts';
export type { StatementListener, Transaction } from './transaction.ts';

/** What connections are called in the server's list of them; those of a pool with a name have it after this. */
export const APPLICATION_NAME = 'originator';

/** How the database is reached. */
export interface DatabaseOptions {
  readonly url: string;
  readonly passwordFile?: string | null;
  /** Whether statements may be kept on their connections by name; so unless said otherwise. */
  readonly prepared?: boolean;
  readonly poolSize: number;
  /** What its connections are called in the server's list of them. */
  readonly name?: string;
  /** Numbers the connections, those of other pools of the process included. */
  readonly lanes?: ConnectionLanes;
  readonly statementTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Told of connections lost while idle; the pool replaces them by itself. */
  readonly onConnectionLost: (error: Error) => void;
  /** For tests that count statements, and benches that repeat them. */
  readonly onStatement?: StatementListener;
}

/** A read-only transaction that opens with its first use and shows one instant until it is closed. */
export interface ReadUnit {
  run<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A pool, and the only ways to run a statement: in a transaction that names its role and tenant. */
export interface Database {
  /**
   * Read and write in one tenant's scope, under row-level security. Rejects with `UnknownCommitError` when the answer to
   * the commit was lost; after any other error the transaction is rolled back (D15).
   */
  write<T>(tenant: TenantId, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads of one instant in one tenant's scope: repeatable read, read only. */
  read(tenant: TenantId): ReadUnit;
  /** Originator's own work across tenants: claims, expiry, key rotation, the platform's log. */
  system<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** What platform roles may read across tenants. */
  platform(): ReadUnit;
  /** Resolves when the database answers; rejects when it does not. */
  ping(): Promise<void>;
  /** Ends every connection; a transaction still under way is cut off after half a second. */
  close(): Promise<void>;
}

/**
 * What a tenant's verb does goes by keys, which one plan serves for all values. Left to choose, PostgreSQL plans each
 * statement on a partitioned table anew each time, since it then finds the partition sooner: that takes longer than
 * running it. Questions with ranges and filters are better planned by their values.
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
      connectionTimeoutMillis: options.connectTimeoutMs,
      pipeline: true,
    },
    statementTimeoutMs,
  );
  pool.on('error', options.onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => {}));

  lanes.include(pool);
  const open = async (beginning: Beginning) => {
    const client = await pool.connect().catch((error: unknown) => {
      throw new NoTransactionError(error);
    });
    return new OpenTransaction(
      { client, lane: lanes.laneOf(client), statementTimeoutMs, onStatement, prepared },
      beginning,
    );
  };
  const transact = async <T>(beginning: Beginning, work: (tx: Transaction) => Promise<T>): Promise<T> => {
    const transaction = await open(beginning);
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
  return {
    write: (tenant, work) => transact({ role: 'originator_app', tenant, ...VERB }, work),
    read: (tenant) => readUnit(() => open({ role: 'originator_app', tenant, ...READ })),
    system: (work) => transact({ role: 'originator_system', tenant: PLATFORM_TENANT, ...JOB }, work),
    platform: () => readUnit(() => open({ role: 'originator_platform', tenant: PLATFORM_TENANT, ...READ })),
    async ping() {
      await pool.query('select 1');
    },
    close,
  };
}

function readUnit(open: () => Promise<OpenTransaction>): ReadUnit {
  let opening: Promise<OpenTransaction> | undefined;
  let closed = false;
  return {
    async run(work) {
      if (closed) throw new Error('this unit of reads is closed');
      opening ??= open();
      return work(await opening);
    },
    async close() {
      if (closed) return;
      closed = true;
      const transaction = await opening?.catch(() => undefined);
      // A read has nothing to lose: the way out that also ends an aborted transaction serves both ends, and nobody
      // has to wait for it. The connection is free again once it is through.
      void transaction?.rollback();
    },
  };
}
