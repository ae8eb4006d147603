import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolClient, QueryResultRow } from 'pg';
import type { TenantId } from '../kernel/ids.ts';
import { isRolledBack, UnknownCommitError } from './commit-outcome.ts';
import { destroyConnection } from './connections.ts';
import { endsConnection, NoTransactionError } from './outages.ts';
import { type Beginning, type PreparedStatement, SCOPE, scopeValues } from './session-scope.ts';

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

/** Told of each statement that is sent, with its values, and its name if it has one. */
export type StatementListener = (text: string, values: readonly unknown[], name?: string) => void;

/** What a transaction runs on. */
export interface TransactionGround {
  readonly client: PoolClient;
  readonly lane: number;
  readonly statementTimeoutMs: number;
  readonly onStatement: StatementListener | undefined;
  readonly prepared: boolean;
}

/** A statement came after the end of its transaction, when its connection may serve another tenant (X3). */
class EndedError extends Error {
  override readonly message = 'the transaction of this statement has ended';
}

/** What PostgreSQL says to every statement of a transaction after the one that failed. */
const IN_FAILED_TRANSACTION = '25P02';

/** A transaction under way, with the ways to end it: exactly one of them is called, once. */
export class OpenTransaction implements Transaction {
  readonly tenant: TenantId;
  readonly now: Promise<Date>;
  readonly lane: number;
  readonly #client: PoolClient;
  readonly #effects: (() => void)[] = [];
  readonly #onStatement: StatementListener | undefined;
  readonly #named: boolean;
  #sql: NodePgDatabase | undefined;
  #ended = false;
  #failure: unknown;

  constructor(ground: TransactionGround, beginning: Beginning) {
    this.#client = ground.client;
    this.lane = ground.lane;
    this.#onStatement = ground.onStatement;
    this.#named = ground.prepared;
    this.tenant = beginning.tenant;
    gatherWrites(this.#client);
    // `begin`, the scope and the caller's first statement leave together. When one of the first two fails, so does
    // everything after it, so that nothing that ran outside the scope is ever taken for an answer.
    const begun = this.#client.query(beginning.begin).catch((error: unknown) => {
      this.#failure = new NoTransactionError(error);
      throw this.#failure;
    });
    const scoped = this.prepared(SCOPE, scopeValues(beginning, ground.statementTimeoutMs));
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
    const query = async (...statement: unknown[]) => {
      if (this.#ended) throw new EndedError();
      gatherWrites(client);
      return this.#answer(Reflect.apply(client.query, client, statement));
    };
    const ours: PoolClient = Object.create(client, { query: { value: query } });
    const log = this.#onStatement;
    return drizzle(ours, log === undefined ? {} : { logger: { logQuery: log } });
  }

  async prepared(
    { name, text }: PreparedStatement,
    values: readonly unknown[],
  ): Promise<readonly QueryResultRow[]> {
    if (this.#ended) throw new EndedError();
    gatherWrites(this.#client);
    this.#onStatement?.(text, values, name);
    const kept = this.#named && name !== undefined ? { name } : {};
    const asked = this.#client.query<QueryResultRow>({ ...kept, text, values: [...values] });
    const { rows } = await this.#answer(asked);
    return rows;
  }

  /** The answer, or the error of the first statement that failed, as what follows from it tells nothing. */
  async #answer<T>(asked: Promise<T>): Promise<T> {
    try {
      const answer = await asked;
      if (this.#failure instanceof NoTransactionError) throw this.#failure;
      return answer;
    } catch (error) {
      if (this.#failure !== undefined && isConsequence(error)) throw this.#failure;
      this.#failure ??= error;
      throw error;
    }
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
    if (command !== 'COMMIT') {
      throw new Error('the transaction could not be committed', { cause: this.#failure });
    }
    this.#client.release();
  }

  runEffects(): void {
    for (const effect of this.#effects) effect();
  }

  async rollback(): Promise<void> {
    this.#ended = true;
    if (endsConnection(this.#failure)) return this.#abandon();
    try {
      await this.#client.query('rollback');
      this.#client.release();
    } catch {
      this.#abandon();
    }
  }

  /** Nobody else gets the connection, and nothing waits for its other end. */
  #abandon(): void {
    destroyConnection(this.#client);
    this.#client.release(true);
  }
}

/** Whether this error only follows from an earlier one of the same transaction. */
function isConsequence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === IN_FAILED_TRANSACTION) || /not queryable/.test(error.message);
}

/**
 * Lets the statements that are sent within one turn of the event loop leave in one write, which is one system call: on
 * small transactions those are a third of the work.
 */
function gatherWrites(client: PoolClient): void {
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function instantFrom(row: QueryResultRow | undefined): Date {
  const now: unknown = row?.['now'];
  if (!(now instanceof Date)) throw new Error('the scope statement did not return the time');
  return now;
}
