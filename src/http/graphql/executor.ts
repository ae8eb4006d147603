import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import {
  beginLimits,
  CallerLeaving,
  type LeavingSignal,
  type OperationLimits,
} from '../../kernel/operation-limits.ts';
import { watchToken } from '../auth/token-watch.ts';
import type { Limits } from '../limits/limits.ts';
import { refusal, unauthenticated, unavailable } from '../limits/refusal.ts';
import { claimOf, noPlace, type ServerShares } from '../limits/shares.ts';
import type { Operation, OperationContext, OperationInfo, OperationUnderWay } from '../log/operation.ts';
import { type PresentationOptions, presentResult, presentThrown } from '../request/presentation.ts';
import { checkObjectBudget } from './document/object-budget.ts';
import { withCost } from './document/operation-cost.ts';
import type { PreparedOperation } from './document/prepared-operation.ts';
import { onlySends, refusedByRights } from './document/root-rights.ts';
import { coerceVariables, knowingCoerced } from './document/variables.ts';
import { LiveStream } from './live-stream.ts';

export interface ExecutorOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  readonly createContext: (info: OperationUnderWay) => C;
  readonly limits: Limits;
  readonly isUnavailable: (error: unknown) => boolean;
  readonly shares: Pick<ServerShares, 'subscriptions' | 'reads'>;
}

/** An operation that is executed, with the coerced values of its variables. */
interface Admitted {
  readonly prepared: PreparedOperation;
  readonly operation: Operation;
  readonly variables: Readonly<Record<string, unknown>>;
}

const TOKEN_EXPIRED = {
  errors: [unauthenticated('The token has expired.', 'Bearer error="invalid_token"')],
};
const TOKEN_WITHDRAWN = {
  errors: [unauthenticated('The token is no longer accepted.', 'Bearer error="invalid_token"')],
};
const STOPPING = { errors: [unavailable('The server is stopping.')] };

function isAsyncIterable(value: object): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}

function underWay(
  { principal, requestId, origin, turn }: OperationInfo,
  limits: OperationLimits,
): OperationUnderWay {
  return { principal, requestId, origin, turn, limits };
}

/** Executes validated documents, and knows what is under way in this process. */
export class Executor<C extends OperationContext> {
  readonly #options: ExecutorOptions<C>;
  readonly #schema: GraphQLSchema;
  readonly #presentation: PresentationOptions;
  readonly #streams = new Map<LiveStream, Operation>();
  readonly #running = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(options: ExecutorOptions<C>) {
    this.#options = options;
    this.#schema = knowingCoerced(options.schema);
    this.#presentation = { errors: options.limits.errors, isUnavailable: options.isUnavailable };
  }

  /** The presentable form of whatever was thrown before an operation was executed. */
  present(result: ExecutionResult, info: Pick<OperationInfo, 'requestId' | 'log'>): ExecutionResult {
    return presentResult(result, info, this.#presentation);
  }

  /** The presentable form of the result of an operation, with its cost where the caller asked for that. */
  told(result: ExecutionResult, operation: Operation): ExecutionResult {
    return withCost(this.present(result, operation.info), operation, this.#options.limits);
  }

  /** The presentable form of one thrown value. */
  presentThrown(thrown: unknown, info: Pick<OperationInfo, 'requestId' | 'log'>): GraphQLError {
    return presentThrown(thrown, info, this.#presentation);
  }

  /**
   * One query or mutation. A query ends when its client leaves; a mutation runs to its end, and waits for nobody's reads
   * where it sends (X5).
   */
  async execute(prepared: PreparedOperation, operation: Operation): Promise<ExecutionResult> {
    const admitted = this.#admit(prepared, operation);
    if (!('variables' in admitted)) return this.told(admitted, operation);
    if (prepared.definition.operation === 'query') return this.#query(admitted);
    const limits = this.#begin();
    return onlySends(this.#options.schema, prepared)
      ? this.#track(this.#inContext(admitted, undefined, limits))
      : this.#inTurn(admitted, undefined, limits);
  }

  /** A subscription: a stream, or the result that refuses it. Each event is executed in a context of its own. */
  async subscribe(
    prepared: PreparedOperation,
    operation: Operation,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const admitted = this.#admit(prepared, operation);
    if (!('variables' in admitted)) return this.told(admitted, operation);
    const { subscriptions } = this.#options.shares;
    const claim = claimOf(operation.info.principal);
    const place = subscriptions.tryTake(claim);
    if (place === undefined) {
      return this.told({ errors: [noPlace(subscriptions, claim, 'subscriptions')] }, operation);
    }
    operation.bounded?.(subscriptions);
    const source = await this.#track(this.#source(admitted));
    if (!isAsyncIterable(source)) {
      place.release();
      return this.told(source, operation);
    }
    let unwatch = () => {};
    const gone = new CallerLeaving();
    const stream = new LiveStream({
      source: source[Symbol.asyncIterator](),
      execute: (event) => this.#inTurn(admitted, event, this.#begin(gone)),
      failed: (error) => ({ errors: [this.presentThrown(error, operation.info)] }),
      ...(operation.farewell
        ? { expiry: { at: operation.info.principal.expiresAt, farewell: TOKEN_EXPIRED } }
        : {}),
      ended: (ending) => {
        unwatch();
        gone.abort();
        this.#streams.delete(ending);
        place.release();
      },
    });
    if (operation.reauthorize !== undefined) {
      const { tokenRecheckInterval } = this.#options.limits;
      unwatch = watchToken(operation.reauthorize, tokenRecheckInterval, () => stream.end(TOKEN_WITHDRAWN));
    }
    this.#streams.set(stream, operation);
    operation.whenGone(() => stream.end());
    if (this.#stopping && operation.farewell) {
      stream.end(STOPPING);
    }
    return stream;
  }

  /** Ends all streams that have a farewell; those begun later end at once. */
  endStreams(): void {
    this.#stopping = true;
    for (const [stream, operation] of [...this.#streams]) {
      if (operation.farewell) {
        stream.end(STOPPING);
      }
    }
  }

  /** Settles when nothing is executed any more, contexts closed. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
    }
  }

  /** The operation to execute, or the result that refuses it; who may not call it learns so before anything else is looked at. */
  #admit(prepared: PreparedOperation, operation: Operation): Admitted | ExecutionResult {
    const { schema, limits } = this.#options;
    const { variables } = operation.request;
    if (prepared.definition.operation === 'subscription' && !operation.streaming) {
      const message = 'A subscription over HTTP requires the header Accept: text/event-stream.';
      return { errors: [refusal('BAD_REQUEST', message, { status: 406 })] };
    }
    try {
      const forbidden = refusedByRights(schema, prepared, operation.info.principal);
      if (forbidden !== undefined) {
        return forbidden;
      }
      const coerced = coerceVariables(schema, prepared.definition, variables);
      if ('errors' in coerced) {
        return coerced;
      }
      checkObjectBudget(schema, prepared, coerced.values, limits, operation.cost?.note);
      return { prepared, operation, variables: coerced.values };
    } catch (error) {
      return { errors: [this.presentThrown(error, operation.info)] };
    }
  }

  #arguments({ prepared, variables }: Admitted, contextValue: C) {
    return {
      schema: this.#schema,
      document: prepared.executable,
      contextValue,
      variableValues: variables,
    };
  }

  #query(admitted: Admitted): Promise<ExecutionResult> {
    const gone = new CallerLeaving();
    let isAnswered = false;
    admitted.operation.whenGone(() => {
      if (!isAnswered) gone.abort();
    });
    return this.#inTurn(admitted, undefined, this.#begin(gone)).finally(() => {
      isAnswered = true;
    });
  }

  #begin(gone?: LeavingSignal): OperationLimits {
    return beginLimits(this.#options.limits.operationTime, gone);
  }

  /** A query, an event of a subscription, or a mutation that does not only send, in its turn (X5). */
  #inTurn(admitted: Admitted, rootValue: unknown, within: OperationLimits): Promise<ExecutionResult> {
    const { limits, shares } = this.#options;
    const { operation } = admitted;
    const claim = claimOf(operation.info.principal);
    const reading = async () => {
      const timeoutMs = Math.min(limits.readWait, within.leftMs());
      const stop = within.gone === undefined ? {} : { stop: within.gone };
      const place = await shares.reads.take(claim, { timeoutMs, ...stop });
      if (place === undefined) {
        const refused = noPlace(shares.reads, claim, 'operations in progress');
        return this.told({ errors: [refused] }, operation);
      }
      operation.bounded?.(shares.reads);
      return this.#inContext(admitted, rootValue, within).finally(() => place.release());
    };
    return this.#track(reading());
  }

  async #inContext(
    admitted: Admitted,
    rootValue: unknown,
    limits: OperationLimits,
  ): Promise<ExecutionResult> {
    const { operation } = admitted;
    const { info } = operation;
    try {
      const context = this.#options.createContext(underWay(info, limits));
      try {
        const result = await execute({ ...this.#arguments(admitted, context), rootValue });
        operation.cost?.noteAnswer(context.answer);
        return this.told(result, operation);
      } finally {
        await this.#close(context, info);
      }
    } catch (error) {
      return { errors: [this.presentThrown(error, info)] };
    }
  }

  async #source(admitted: Admitted) {
    const { info } = admitted.operation;
    try {
      const context = this.#options.createContext(underWay(info, this.#begin()));
      try {
        return await createSourceEventStream(this.#arguments(admitted, context));
      } finally {
        await this.#close(context, info);
      }
    } catch (error) {
      return { errors: [this.presentThrown(error, info)] };
    }
  }

  async #close(context: C, info: OperationInfo): Promise<void> {
    try {
      await context.close();
    } catch (error) {
      info.log.error({ err: error }, 'failed to close the context of an operation');
    }
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const done = () => this.#running.delete(work);
    work.then(done, done);
    return work;
  }
}
