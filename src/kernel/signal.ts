/**
 * Wakes what waits in this process: a hint that rows may have changed. Rows stay the truth, so a waiter also wakes by
 * its time-out and never depends on having been notified.
 */
export interface Signal {
  notify(): void;
  /** Resolves at the next `notify`, after `timeoutMs`, or when `stop` aborts, whichever comes first; never rejects. */
  wait(timeoutMs: number, stop?: AbortSignal): Promise<void>;
}

/** A signal that nobody waits for yet. */
export function createSignal(): Signal {
  const waiting = new Set<() => void>();
  // A notification that comes while nobody waits is kept for the next waiter, or one between two waits were lost.
  let pending = false;
  return {
    notify() {
      if (waiting.size === 0) pending = true;
      for (const wake of [...waiting]) wake();
    },
    wait(timeoutMs, stop) {
      if (pending || stop?.aborted === true) {
        pending = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          clearTimeout(timer);
          stop?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
        stop?.addEventListener('abort', wake, { once: true });
      });
    },
  };
}
