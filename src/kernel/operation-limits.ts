/** An operation took longer than it may. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
  /** The time that the operation might have taken, in milliseconds. */
  readonly maximumMs: number;

  constructor(maximumMs: number) {
    super(`the operation took longer than ${maximumMs} ms`);
    this.maximumMs = maximumMs;
  }
}

/** The caller has gone, so that nobody needs the rest of the answer. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';

  constructor() {
    super('the caller has disconnected');
  }
}

/** The reason why an operation ends early. */
export type OperationEnd = DeadlineError | CallerGoneError;

/** A signal that a caller has gone: an `AbortSignal`, or a `CallerLeaving`. */
export interface LeavingSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** The leaving of one caller, which nearly none do: an `AbortController` for each costs ten times as much. */
export class CallerLeaving implements LeavingSignal {
  readonly #listeners = new Set<() => void>();
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  /** The caller has gone. */
  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}

/** For how long an operation may use what others wait for: until its time is over or, for reading, its caller has gone. */
export interface OperationLimits {
  readonly maximumMs: number;
  /** The signal of the caller's leaving. */
  readonly gone: LeavingSignal | undefined;
  /** The time that it has left, in milliseconds: at least 1, which is as good as nothing. */
  leftMs(): number;
  /** The reason why it ended early, if it did. */
  end(): OperationEnd | undefined;
  /** The same limits for what follows, with the full time. */
  renewed(): OperationLimits;
  /** The same for a change, which goes on when its caller has gone. */
  ofChange(): OperationLimits;
}

/** Limits of an operation that begins now. */
export function beginLimits(maximumMs: number, gone?: LeavingSignal): OperationLimits {
  return limitsUntil(performance.now() + maximumMs, maximumMs, gone);
}

function limitsUntil(at: number, maximumMs: number, gone: LeavingSignal | undefined): OperationLimits {
  return {
    maximumMs,
    gone,
    leftMs: () => Math.max(1, Math.ceil(at - performance.now())),
    end() {
      if (gone?.aborted === true) return new CallerGoneError();
      return performance.now() >= at ? new DeadlineError(maximumMs) : undefined;
    },
    renewed: () => beginLimits(maximumMs, gone),
    ofChange: () => limitsUntil(at, maximumMs, undefined),
  };
}

/** The result of `work`, unless the operation ends first; the rest of the work is then left to itself. */
export function within<T>(limits: OperationLimits, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(timer);
      limits.gone?.removeEventListener('abort', stop);
    };
    const stop = () => {
      finish();
      reject(limits.end() ?? new DeadlineError(limits.maximumMs));
    };
    const timer = setTimeout(stop, limits.leftMs());
    limits.gone?.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(finish);
    if (limits.gone?.aborted === true) stop();
  });
}

/** The depth to which the causes of an error are searched. */
const CAUSES = 5;

/** The end of an operation that an error tells of, or that caused it. */
export function operationEnd(error: unknown): OperationEnd | undefined {
  for (
    let cause = error, depth = 0;
    cause instanceof Error && depth < CAUSES;
    cause = cause.cause, depth += 1
  ) {
    if (cause instanceof DeadlineError || cause instanceof CallerGoneError) return cause;
  }
  return undefined;
}
