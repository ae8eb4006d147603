import type { ExecutionResult } from 'graphql';

const LONGEST_TIMER = 0x7fff_ffff;

export interface LiveStreamDeps {
  readonly source: AsyncIterator<unknown>;
  /** Executes one event. */
  readonly execute: (event: unknown) => Promise<ExecutionResult>;
  /** The result for the client when the source fails; the stream ends with it. */
  readonly failed: (error: unknown) => ExecutionResult;
  /** When the stream ends by itself, with this as its last result. */
  readonly expiry?: { readonly at: Date; readonly farewell: ExecutionResult };
  /** Called once, however the stream ends. */
  readonly ended: (stream: LiveStream) => void;
}

type Step = IteratorResult<ExecutionResult, undefined>;

/**
 * The results of a subscription. Unlike a generator it can be ended from outside while it waits for its source:
 * a client that leaves, a token that expires or a server that stops never waits for the next event, and the source
 * is always told by its `return()`.
 */
export class LiveStream implements AsyncIterableIterator<ExecutionResult, undefined> {
  readonly #deps: LiveStreamDeps;
  readonly #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #over = false;
  #farewell: ExecutionResult | undefined;
  #wake: ((step: Step) => void) | undefined;

  constructor(deps: LiveStreamDeps) {
    this.#deps = deps;
    const { expiry } = deps;
    if (expiry !== undefined) {
      const remaining = Math.max(0, expiry.at.getTime() - Date.now());
      this.#timer = setTimeout(() => this.end(expiry.farewell), Math.min(remaining, LONGEST_TIMER));
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Step> {
    const step = this.#turn.then(() => this.#advance());
    this.#turn = step;
    return step;
  }

  return(): Promise<Step> {
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<Step> {
    this.end();
    return Promise.reject(error);
  }

  /** Ends the stream, with a last result where one is given. Has no effect on a stream that has ended. */
  end(farewell?: ExecutionResult): void {
    if (this.#over) {
      return;
    }
    this.#over = true;
    this.#farewell = farewell;
    clearTimeout(this.#timer);
    // The source may be a generator in the middle of a wait: it hears of its end then, and nobody waits for it.
    Promise.resolve(this.#deps.source.return?.()).catch(() => undefined);
    this.#deps.ended(this);
    this.#wake?.(this.#last());
  }

  #last(): Step {
    const value = this.#farewell;
    this.#farewell = undefined;
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  #advance(): Promise<Step> {
    if (this.#over) {
      return Promise.resolve(this.#last());
    }
    return new Promise((resolve) => {
      this.#wake = resolve;
      this.#produce().then((result) => {
        this.#wake = undefined;
        // A result that comes after the end has nobody left to go to; then `end` has resolved this already.
        resolve(result === undefined ? this.#last() : { done: false, value: result });
      });
    });
  }

  /** The next result, or `undefined` when the stream is over. Never rejects. */
  async #produce(): Promise<ExecutionResult | undefined> {
    try {
      const event = await this.#deps.source.next();
      if (event.done !== true) {
        return await this.#deps.execute(event.value);
      }
      this.end();
    } catch (error) {
      this.end(this.#deps.failed(error));
    }
    return undefined;
  }
}
