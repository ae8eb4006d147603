import type { Database } from '../database/client.ts';
import { pauseAfter } from '../database/connection/refused-statement.ts';
import type { TenantId } from '../kernel/ids.ts';
import { createSignal, type Signal } from '../kernel/signal.ts';
import { newestVersions } from './version-store.ts';

/** A version, named by its number. */
export interface VersionNumber {
  readonly tenant: TenantId;
  readonly version: number;
}

/** Follows the versions of tenants for the subscribers of this node, whichever node makes them (X7). */
export interface VersionWatch {
  /**
   * Each version after `after`, in order and none left out, as it is made. The live one comes first where `after` is null, or is not
   * there yet.
   */
  watch(tenant: TenantId, after: number | null, stop?: AbortSignal): AsyncIterable<VersionNumber>;
  close(): Promise<void>;
}

interface Watcher {
  readonly tenant: TenantId;
  /** The newest version as it was read last; `undefined` before the first read. */
  newest: number | undefined;
  readonly changed: Signal;
}

/** The time that a watcher sleeps at most before it looks whether it was stopped. */
const IDLE_MS = 60_000;

/** A watch that reads for all of the node's watchers in one statement, woken by `versionsChanged` or every `pollMs`. */
export function createVersionWatch(deps: {
  readonly database: Database;
  readonly versionsChanged: Signal;
  readonly pollMs: number;
  /** Told when a read fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
}): VersionWatch {
  const { database, versionsChanged, pollMs, onError } = deps;
  const watchers = new Set<Watcher>();
  const closing = new AbortController();
  let polling: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const watched = [...watchers];
    const tenants = [...new Set(watched.map(({ tenant }) => tenant))];
    const newest = await database.system((tx) => newestVersions(tx, tenants));
    for (const watcher of watched) {
      const version = newest.get(watcher.tenant) ?? 0;
      if (version === watcher.newest) continue;
      watcher.newest = version;
      watcher.changed.notify();
    }
  }

  async function poll(): Promise<void> {
    const listener = versionsChanged.listen();
    while (watchers.size > 0 && !closing.signal.aborted) {
      const failure = await readOnce().catch((error: unknown) => error);
      if (failure !== undefined) onError(failure);
      await listener.wait(pauseAfter(failure, pollMs), closing.signal);
    }
    listener.close();
    polling = undefined;
  }

  return {
    async *watch(tenant, after, stop) {
      const watcher: Watcher = { tenant, newest: undefined, changed: createSignal() };
      const listener = watcher.changed.listen();
      const signal = stop === undefined ? closing.signal : AbortSignal.any([stop, closing.signal]);
      watchers.add(watcher);
      polling ??= poll();
      versionsChanged.notify();
      let given: number | undefined;
      try {
        while (!signal.aborted) {
          const { newest } = watcher;
          if (newest !== undefined) given ??= after === null || after > newest ? newest - 1 : after;
          if (newest !== undefined && given !== undefined && given < newest) {
            given += 1;
            yield { tenant, version: given };
          } else {
            await listener.wait(IDLE_MS, signal);
          }
        }
      } finally {
        watchers.delete(watcher);
      }
    },

    async close() {
      closing.abort();
      await polling;
    },
  };
}
