import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Connection, type PoolClient, type QueryResultRow } from 'pg';
import { PLATFORM_TENANT, type TenantId } from '../kernel/ids.ts';
import { isRolledBack, UnknownCommitError } from './commit-outcome.ts';
import { type ConnectionLanes, numberConnections } from './connection-lanes.ts';
import { openPool } from './connections.ts';
import type { DatabaseRole } from './roles.ts';

/** What connections of the pool are called in the server's list of them. */
export const APPLICATION_NAME = 'originator';

/** A statement kept on the connection by its name, for paths that run often. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** One transaction in one tenant's scope, under one role. */
export interface Transaction {
  readonly tenant: TenantId;
  /** The database's clock when the transaction began: the time of record. */
  readonly now: Promise<Date>;
  readonly sql: NodePgDatabase;
  /**
   * The number of the connection, from 0, which no other open connection of this process has: work under way at the
   * same time can keep its counters apart by it.
   */
  readonly lane: number;
  /** Runs a prepared statement and gives its rows, which the caller parses. */
  prepared(statement: PreparedStatement, values: readonly unknown[]): Promise<readonly QueryResultRow[]>;
  /** Has `effect` run once the transaction has committed; never when it has not. */
  afterCommit(effect: () => void): void;
}

/** Told of each statement that is sent, with its values. */
export type StatementListener = (text: string, values: readonly unknown[]) => void;

/** How the database is reached. */
export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
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

/** The pool, and the only ways to run a statement: in a transaction that names its role and tenant. */
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

interface Beginning {
  readonly role: DatabaseRole;
  readonly tenant: TenantId;
  readonly begin: string;
  readonly plans: 'force_generic_plan' | 'auto';
}

/**
 * What a tenant's verb does goes by keys, which one plan serves for all values. Left to choose, PostgreSQL plans each
 * statement on a partitioned table anew each time, since it then finds the partition sooner: that takes longer than
 * running it. Questions with ranges and filters are better planned by their values.
 */
const VERB = { begin: 'begin', plans: 'force_generic_plan' } as const;
const JOB = { begin: 'begin', plans: 'auto' } as const;
const READ = { begin: 'begin isolation level repeatable read, read only', plans: 'auto' } as const;

const SCOPE: PreparedStatement = {
  name: 'scope',
  text: `select set_config('role', $1, true), set_config('originator.tenant', $2, true),
                set_config('statement_timeout', $3, true), set_config('plan_cache_mode', $4, true),
                clock_timestamp() as now`,
};

/** Opens the pool; no connection is made before the first transaction. */
export function openDatabase(options: DatabaseOptions): Database {
  const { pool, close } = openPool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs,
    application_name: APPLICATION_NAME,
    pipeline: true,
  });
  pool.on('error', options.onConnectionLost);
  pool.on('connect', (client) => client.on('error', () => {}));

  const lanes = numberConnections(pool);
  const open = async (beginning: Beginning) => {
    const client = await pool.connect();
    return new OpenTransaction(client, lanes, options, beginning);
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

/** A statement came after the end of its transaction, when its connection may serve another tenant (X3). */
class EndedError extends Error {
  override readonly message = 'the transaction of this statement has ended';
}

class OpenTransaction implements Transaction {
  readonly tenant: TenantId;
  readonly now: Promise<Date>;
  readonly lane: number;
  readonly #client: PoolClient;
  readonly #effects: (() => void)[] = [];
  readonly #onStatement: StatementListener | undefined;
  #sql: NodePgDatabase | undefined;
  #ended = false;

  constructor(
    client: PoolClient,
    lanes: ConnectionLanes,
    options: DatabaseOptions,
    { role, tenant, begin, plans }: Beginning,
  ) {
    this.#client = client;
    this.lane = lanes.laneOf(client);
    this.#onStatement = options.onStatement;
    this.tenant = tenant;
    gatherWrites(client);
    // `begin`, the scope and the caller's first statement leave together. When one of the first two fails, so does
    // everything after it, within the same aborted transaction, so that nothing runs outside the scope.
    const begun = client.query(begin);
    const scoped = this.prepared(SCOPE, [role, tenant, String(options.statementTimeoutMs), plans]);
    this.now = Promise.all([begun, scoped]).then(([, rows]) => instantFrom(rows[0]));
    this.now.catch(() => {});
  }

  /** Made when first used: the transactions that run most often only have prepared statements. */
  get sql(): NodePgDatabase {
    this.#sql ??= this.#drizzle();
    return this.#sql;
  }

  #drizzle(): NodePgDatabase {
    const client = this.#client;
    const query = (...statement: unknown[]) => {
      if (this.#ended) return Promise.reject(new EndedError());
      gatherWrites(client);
      return Reflect.apply(client.query, client, statement);
    };
    const ours: PoolClient = Object.create(client, { query: { value: query } });
    const log = this.#onStatement;
    return drizzle(ours, log === undefined ? {} : { logger: { logQuery: log } });
  }

  async prepared(
    statement: PreparedStatement,
    values: readonly unknown[],
  ): Promise<readonly QueryResultRow[]> {
    if (this.#ended) throw new EndedError();
    gatherWrites(this.#client);
    this.#onStatement?.(statement.text, values);
    const { rows } = await this.#client.query<QueryResultRow>({ ...statement, values: [...values] });
    return rows;
  }

  afterCommit(effect: () => void): void {
    this.#effects.push(effect);
  }

  async commit(): Promise<void> {
    await this.now;
    this.#ended = true;
    const { command } = await this.#client.query('commit').catch((error: unknown) => {
      throw isRolledBack(error) ? error : new UnknownCommitError(error);
    });
    // A transaction in which a statement failed answers `commit` with a rollback and no error.
    if (command !== 'COMMIT') throw new Error('the transaction could not be committed');
    this.#client.release();
  }

  runEffects(): void {
    for (const effect of this.#effects) effect();
  }

  async rollback(): Promise<void> {
    this.#ended = true;
    try {
      await this.#client.query('rollback');
      this.#client.release();
    } catch (error) {
      this.#client.release(error instanceof Error ? error : true);
    }
  }
}

/**
 * Lets the statements that are sent within one turn of the event loop leave in one write, which is one system call: on
 * small transactions those are a third of the work.
 */
function gatherWrites(client: PoolClient): void {
  if (!('connection' in client) || !(client.connection instanceof Connection)) return;
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function instantFrom(row: QueryResultRow | undefined): Date {
  const now: unknown = row?.['now'];
  if (!(now instanceof Date)) throw new Error('the scope statement did not return the time');
  return now;
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
