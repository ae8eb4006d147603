/** Work that is done again and again while the process runs. */
export interface PeriodicJob {
  start(): void;
  /** Resolves when a run under way has ended. */
  stop(): Promise<void>;
}

/**
 * A job that runs at once and then `everyMs` after the end of each run. A run that fails is told to `onError`; the next
 * one follows all the same, after a pause of its own.
 */
export function createPeriodicJob(parts: {
  readonly everyMs: number;
  /** The pause after a failure, in milliseconds; `everyMs` by default. */
  readonly pauseAfter?: (error: unknown) => number;
  readonly run: () => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}): PeriodicJob {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const round = async () => {
    let pauseMs = parts.everyMs;
    try {
      await parts.run();
    } catch (error) {
      pauseMs = parts.pauseAfter?.(error) ?? pauseMs;
      parts.onError(error);
    }
    if (!stopped) timer = setTimeout(begin, pauseMs);
  };
  const begin = () => {
    running = round();
  };
  return {
    start: begin,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
