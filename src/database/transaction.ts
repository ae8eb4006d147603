import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PoolClient, QueryResultRow } from 'pg';
import type { TenantId } from '../kernel/ids.ts';
import type { OperationLimits } from '../kernel/operation-limits.ts';
import { isRolledBack, UnknownCommitError } from './connection/commit-outcome.ts';
import { destroyConnection } from './connection/connections.ts';
import { endsConnection, isNotQueryable, NoTransactionError } from './connection/outages.ts';
import {
  type Beginning,
  type PreparedStatement,
  SCOPE,
  STATEMENT_TIME,
  scopeValues,
} from './session-scope.ts';

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

/** The connection and settings of a transaction. */
export interface TransactionContext {
  readonly client: PoolClient;
  readonly lane: number;
  readonly statementTimeoutMs: number;
  readonly onStatement: StatementListener | undefined;
  readonly prepared: boolean;
  /** Ends the statement that a process of PostgreSQL is at. */
  readonly cancel: (backend: number) => Promise<void>;
}

/** A statement came after the end of its transaction, when its connection may serve another tenant (X3). */
class EndedError extends Error {
  override readonly message = 'the transaction of this statement has ended';
}

/** The SQLSTATE of every statement of a transaction after the one that failed. */
const IN_FAILED_TRANSACTION = '25P02';

/** The SQLSTATE of a statement that took too long or was cancelled. */
const CANCELED = '57014';

/** By how much the time of statements may be longer than what is left of the operation's, in milliseconds. */
const TIME_SLACK_MS = 1_000;

/** The time after which a statement that has not ended is cancelled again, in milliseconds. */
const CANCEL_AGAIN_MS = 100;

/** A transaction under way, with the ways to end it: exactly one of them is called, once. */
export class OpenTransaction implements Transaction {
  readonly tenant: TenantId;
  readonly now: Promise<Date>;
  readonly lane: number;
  readonly #context: TransactionContext;
  readonly #client: PoolClient;
  readonly #limits: OperationLimits | undefined;
  readonly #scope: Promise<QueryResultRow | undefined>;
  readonly #effects: (() => void)[] = [];
  #sql: NodePgDatabase | undefined;
  #statementMs: number;
  #unanswered = 0;
  #cancelling: Promise<void> | undefined;
  #onAllAnswered: (() => void) | undefined;
  #ended = false;
  #failure: unknown;

  /** @param limits for how long it may go on, besides what any statement may take; without them there is no more to it */
  constructor(context: TransactionContext, beginning: Beginning, limits?: OperationLimits) {
    this.#context = context;
    this.#client = context.client;
    this.#limits = limits;
    this.lane = context.lane;
    this.tenant = beginning.tenant;
    this.#statementMs = Math.min(context.statementTimeoutMs, limits?.leftMs() ?? context.statementTimeoutMs);
    gatherWrites(this.#client);
    // `begin`, the scope and the caller's first statement leave together. When one of the first two fails, so does
    // everything after it, so that nothing that ran outside the scope is ever taken for an answer.
    const begun = this.#client.query(beginning.begin).catch((error: unknown) => {
      this.#failure = new NoTransactionError(error);
      throw this.#failure;
    });
    const times = { statement: this.#statementMs, longestStatement: context.statementTimeoutMs };
    const scoped = this.#send(SCOPE, scopeValues(beginning, times));
    this.#scope = Promise.all([begun, scoped]).then(([, rows]) => rows[0]);
    this.now = this.#scope.then(instantFrom);
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
      this.#beforeStatement();
      return this.#answer(Reflect.apply(client.query, client, statement));
    };
    const ours: PoolClient = Object.create(client, { query: { value: query } });
    const log = this.#context.onStatement;
    return drizzle(ours, log === undefined ? {} : { logger: { logQuery: log } });
  }

  async prepared(
    statement: PreparedStatement,
    values: readonly unknown[],
  ): Promise<readonly QueryResultRow[]> {
    this.#beforeStatement();
    return this.#send(statement, values);
  }

  #send({ name, text }: PreparedStatement, values: readonly unknown[]): Promise<readonly QueryResultRow[]> {
    const { onStatement, prepared } = this.#context;
    onStatement?.(text, values, name);
    const kept = prepared && name !== undefined ? { name } : {};
    const asked = this.#client.query<QueryResultRow>({ ...kept, text, values: [...values] });
    return this.#answer(asked).then(({ rows }) => rows);
  }

  /** Throws where nothing may be sent any more. A transaction that has gone on for long has less time left for the rest. */
  #beforeStatement(): void {
    if (this.#ended) throw new EndedError();
    const end = this.#limits?.end();
    if (end !== undefined) throw end;
    gatherWrites(this.#client);
    const left = this.#limits?.leftMs() ?? Number.POSITIVE_INFINITY;
    if (this.#statementMs - left < TIME_SLACK_MS) return;
    this.#statementMs = left;
    // It leaves with the statement that it is for; if it fails, so does that.
    this.#client.query(STATEMENT_TIME, [String(left)]).catch(() => {});
  }

  /** The answer, or the error of the first statement that failed, as what follows from it tells nothing. */
  async #answer<T>(asked: Promise<T>): Promise<T> {
    this.#unanswered += 1;
    try {
      const answer = await asked;
      if (this.#failure instanceof NoTransactionError) throw this.#failure;
      return answer;
    } catch (error) {
      if (this.#failure !== undefined && isConsequence(error)) throw this.#failure;
      this.#failure ??= this.#told(error);
      throw this.#told(error);
    } finally {
      this.#unanswered -= 1;
      if (this.#unanswered === 0) this.#onAllAnswered?.();
    }
  }

  /** A statement that was cancelled, or lost its connection over it, says nothing of why. */
  #told(error: unknown): unknown {
    const isOurs = this.#cancelling !== undefined || hasCode(error, CANCELED);
    return isOurs ? (this.#limits?.end() ?? error) : error;
  }

  /** Ends the statement that is under way: the caller has disconnected, so that no other follows. */
  cancel(): void {
    if (this.#ended || this.#unanswered === 0) return;
    this.#cancelling = this.#scope
      .then((row) => this.#cancelUntilAnswered(Number(row?.['backend'])))
      // Then its connection is given up, and PostgreSQL ends the statement when its time is over.
      .catch(() => destroyConnection(this.#client));
  }

  /** A request that PostgreSQL gets between two statements ends neither, so it is repeated while one is under way. */
  async #cancelUntilAnswered(backend: number): Promise<void> {
    while (this.#unanswered > 0) {
      const answered = new Promise<void>((resolve) => {
        this.#onAllAnswered = resolve;
      });
      await this.#context.cancel(backend);
      await Promise.race([answered, sleep(CANCEL_AGAIN_MS, undefined, { ref: false })]);
    }
  }

  afterCommit(effect: () => void): void {
    this.#effects.push(effect);
  }

  async commit(): Promise<void> {
    await this.now;
    this.#ended = true;
    const { command } = await this.#client.query('commit').catch((error: unknown) => {
      throw isRolledBack(error) ? this.#told(error) : new UnknownCommitError(error);
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
    // What cancels must not come so late that it cancels what is next on the connection.
    await this.#cancelling;
    if (endsConnection(this.#failure)) return this.#abandon();
    const isClean = this.#unanswered === 0 && this.#failure === undefined && this.#cancelling === undefined;
    if (isClean) return this.#handOver();
    try {
      await this.#client.query('rollback');
      this.#client.release();
    } catch {
      this.#abandon();
    }
  }

  /**
   * Anyone who waits for the connection has it at once: what they send follows the rollback, in the same write where they come
   * within this turn. Where the rollback fails its connection is lost, as they learn from their own `begin`.
   */
  #handOver(): void {
    gatherWrites(this.#client, setImmediate);
    this.#client.query('rollback').catch(() => {});
    this.#client.release();
  }

  /** Drops the connection: it is given to nobody else, and nothing waits for its other end. */
  #abandon(): void {
    destroyConnection(this.#client);
    this.#client.release(true);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** True if this error only follows from an earlier one of the same transaction. */
function isConsequence(error: unknown): boolean {
  return hasCode(error, IN_FAILED_TRANSACTION) || (error instanceof Error && isNotQueryable(error));
}

/**
 * Lets the statements that are sent within one turn of the event loop leave in one write, which is one system call: on
 * small transactions those are a third of the work.
 */
function gatherWrites(client: PoolClient, later: (write: () => void) => void = process.nextTick): void {
  const { stream } = client.connection;
  if (gathering.has(stream)) return;
  gathering.add(stream);
  stream.cork();
  later(() => {
    gathering.delete(stream);
    stream.uncork();
  });
}

const gathering = new WeakSet<object>();

function instantFrom(row: QueryResultRow | undefined): Date {
  const now: unknown = row?.['now'];
  if (!(now instanceof Date)) throw new Error('the scope statement did not return the time');
  return now;
}
