import type { Signal } from '../kernel/signal.ts';
import { pauseAfter } from './connection/refused-statement.ts';

/** The time that a watcher sleeps at most before it looks whether it was stopped, in milliseconds. */
export const IDLE_MS = 60_000;

/** The watchers of a node, for all of whom one read after the other looks. It rests while there are none. */
export interface SharedPoll<Watcher> {
  /** From now on it is looked for this one too, at once. */
  add(watcher: Watcher): void;
  remove(watcher: Watcher): void;
  /** Aborted when the poll is closed, or by `stop`. */
  stopSignal(stop: AbortSignal | undefined): AbortSignal;
  close(): Promise<void>;
}

/** A poll that reads when `changed` says so, or every `pollMs`. */
export function createSharedPoll<Watcher>(deps: {
  readonly changed: Signal;
  readonly pollMs: number;
  /** Reads what these watch, and tells them. */
  readonly read: (watched: readonly Watcher[]) => Promise<void>;
  /** Told when a read fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
}): SharedPoll<Watcher> {
  const { changed, pollMs, read, onError } = deps;
  const watchers = new Set<Watcher>();
  const closing = new AbortController();
  let polling: Promise<void> | undefined;

  async function poll(): Promise<void> {
    const listener = changed.listen();
    while (watchers.size > 0 && !closing.signal.aborted) {
      const failure = await read([...watchers]).catch((error: unknown) => error);
      if (failure !== undefined) onError(failure);
      await listener.wait(pauseAfter(failure, pollMs), closing.signal);
    }
    listener.close();
    polling = undefined;
  }

  return {
    add(watcher) {
      watchers.add(watcher);
      polling ??= poll();
      changed.notify();
    },
    remove: (watcher) => void watchers.delete(watcher),
    stopSignal: (stop) => (stop === undefined ? closing.signal : AbortSignal.any([stop, closing.signal])),
    async close() {
      closing.abort();
      await polling;
    },
  };
}
