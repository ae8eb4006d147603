import type { Database } from '../database/client.ts';
import { createSharedPoll, IDLE_MS } from '../database/shared-poll.ts';
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

/** A watch that reads for all of the node's watchers in one statement, woken by `versionsChanged` or every `pollMs`. */
export function createVersionWatch(deps: {
  readonly database: Database;
  readonly versionsChanged: Signal;
  readonly pollMs: number;
  /** Told when a read fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
}): VersionWatch {
  const { database, versionsChanged: changed, pollMs, onError } = deps;
  const poll = createSharedPoll<Watcher>({
    changed,
    pollMs,
    onError,
    async read(watched) {
      const tenants = [...new Set(watched.map(({ tenant }) => tenant))];
      const newest = await database.system((tx) => newestVersions(tx, tenants));
      for (const watcher of watched) {
        const version = newest.get(watcher.tenant) ?? 0;
        if (version === watcher.newest) continue;
        watcher.newest = version;
        watcher.changed.notify();
      }
    },
  });

  return {
    async *watch(tenant, after, stop) {
      const watcher: Watcher = { tenant, newest: undefined, changed: createSignal() };
      const listener = watcher.changed.listen();
      const signal = poll.stopSignal(stop);
      poll.add(watcher);
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
        poll.remove(watcher);
      }
    },

    close: () => poll.close(),
  };
}
