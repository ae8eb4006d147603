/**
 * Wakes what waits in this process: a hint that rows may have changed. Rows stay the truth, so a listener also wakes by
 * its time-out and never depends on having been notified.
 */
export interface Signal {
  notify(): void;
  listen(): Listener;
}

/** One that waits for a signal. What was notified since its last wait is not lost. */
export interface Listener {
  /** Resolves once notified, after `timeoutMs`, or when `stop` aborts, whichever comes first; never rejects. */
  wait(timeoutMs: number, stop?: AbortSignal): Promise<void>;
  close(): void;
}

/** A signal that nobody listens to yet. */
export function createSignal(): Signal {
  const listeners = new Set<() => void>();
  return {
    notify() {
      for (const notified of listeners) notified();
    },
    listen() {
      let pending = false;
      let wake: (() => void) | undefined;
      const notified = () => {
        pending = true;
        wake?.();
      };
      listeners.add(notified);
      return {
        async wait(timeoutMs, stop) {
          if (!pending && stop?.aborted !== true) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, timeoutMs);
              wake = () => {
                clearTimeout(timer);
                resolve();
              };
              stop?.addEventListener('abort', wake, { once: true });
            });
            if (wake !== undefined) stop?.removeEventListener('abort', wake);
            wake = undefined;
          }
          pending = false;
        },
        close() {
          listeners.delete(notified);
        },
      };
    },
  };
}
