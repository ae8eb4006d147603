/** The receiver of a transport's results; what comes after the end is dropped. */
export interface Sink<Result> {
  push(result: Result): void;
  /** Ends the stream with an error, which the consumer gets after what came before it. */
  fail(error: unknown): void;
  /** Ends the stream. */
  complete(): void;
}

/** Begins to receive, and gives what stops it. It is stopped once, however the stream ends. */
export type Source<Result> = (sink: Sink<Result>) => () => void;

type Step<Result> = IteratorResult<Result, undefined>;

interface Waiting<Result> {
  resolve(step: Step<Result>): void;
  reject(error: unknown): void;
}

/**
 * The results of a subscription. It begins with the first `next()`. `return()`, as by a `break` out of `for await`, ends
 * it at once, also while a `next()` waits.
 */
export class ResultStream<Result> implements AsyncIterableIterator<Result, undefined> {
  readonly #source: Source<Result>;
  readonly #signal: AbortSignal | undefined;
  readonly #results: Result[] = [];
  readonly #waiting: Waiting<Result>[] = [];
  readonly #aborted = () => this.#end({ error: this.#signal?.reason });
  #stop: (() => void) | undefined;
  #begun = false;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(source: Source<Result>, signal?: AbortSignal) {
    this.#source = source;
    this.#signal = signal;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Step<Result>> {
    this.#begin();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#settle();
    });
  }

  return(): Promise<Step<Result>> {
    this.#results.length = 0;
    this.#failure = undefined;
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  throw(error: unknown): Promise<Step<Result>> {
    this.return();
    return Promise.reject(error);
  }

  #begin(): void {
    if (this.#begun || this.#ended) return;
    this.#begun = true;
    if (this.#signal?.aborted === true) {
      this.#aborted();
      return;
    }
    this.#signal?.addEventListener('abort', this.#aborted);
    const stop = this.#source({
      push: (result) => {
        if (this.#ended) return;
        this.#results.push(result);
        this.#settle();
      },
      fail: (error) => this.#end({ error }),
      complete: () => this.#end(),
    });
    // A source may end before it has said how to stop it.
    if (this.#ended) stop();
    else this.#stop = stop;
  }

  #end(failure?: { readonly error: unknown }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#signal?.removeEventListener('abort', this.#aborted);
    this.#stop?.();
    this.#settle();
  }

  /** Gives those who wait what there is: results, then the failure to one of them, then the end. */
  #settle(): void {
    while (this.#waiting.length > 0 && (this.#results.length > 0 || this.#ended)) {
      const waiting = this.#waiting.shift();
      const [result] = this.#results.splice(0, 1).map((value) => ({ value }));
      const failure = this.#failure;
      if (result !== undefined) waiting?.resolve({ done: false, value: result.value });
      else if (failure === undefined) waiting?.resolve({ done: true, value: undefined });
      else {
        this.#failure = undefined;
        waiting?.reject(failure.error);
      }
    }
  }
}

/** The same stream with each result made into another. */
export function mapped<From, To>(
  stream: AsyncIterableIterator<From, undefined>,
  change: (result: From) => To,
): AsyncIterableIterator<To, undefined> {
  const changed = async (step: Promise<Step<From>>): Promise<Step<To>> => {
    const { done, value } = await step;
    return done === true ? { done, value: undefined } : { done: false, value: change(value) };
  };
  const ended: Promise<Step<From>> = Promise.resolve({ done: true, value: undefined });
  return {
    next: () => changed(stream.next()),
    return: () => changed(stream.return?.() ?? ended),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
