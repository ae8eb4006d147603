import type { Database } from '../database/client.ts';
import { createSharedPoll, IDLE_MS } from '../database/shared-poll.ts';
import type { TenantId, Uuid } from '../kernel/ids.ts';
import { createSignal, type Listener, type Signal } from '../kernel/signal.ts';
import { type AccountCheck, isTerminal } from './account-check.ts';
import { readWatchedChecks } from './account-check-store.ts';

/** Follows checks for the subscribers of this node, whichever node runs them. */
export interface CheckWatch {
  /**
   * The check as it is now, then each change of its status, until a terminal one (V5). Yields nothing for a check that
   * the tenant does not have. A slow consumer is given the newest state, not each one it missed.
   */
  watch(tenant: TenantId, id: Uuid, stop?: AbortSignal): AsyncIterable<AccountCheck>;
  close(): Promise<void>;
}

interface Watcher {
  readonly tenant: TenantId;
  readonly id: Uuid;
  /** The check as it was read last; `undefined` before the first read, `null` when there is no such check. */
  latest: AccountCheck | null | undefined;
  readonly changed: Signal;
  readonly listener: Listener;
}

/** A watch that reads for all of the node's watchers in one statement, woken by `checksChanged` or every `pollMs`. */
export function createCheckWatch(deps: {
  readonly database: Database;
  readonly checksChanged: Signal;
  readonly pollMs: number;
  /** Told when a read fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
}): CheckWatch {
  const { database, checksChanged: changed, pollMs, onError } = deps;
  const poll = createSharedPoll<Watcher>({
    changed,
    pollMs,
    onError,
    read: async (watched) =>
      tellChanges(watched, await database.system((tx) => readWatchedChecks(tx, watched))),
  });

  function add(tenant: TenantId, id: Uuid): Watcher {
    const changed = createSignal();
    const watcher: Watcher = { tenant, id, latest: undefined, changed, listener: changed.listen() };
    poll.add(watcher);
    return watcher;
  }

  return {
    async *watch(tenant, id, stop) {
      const watcher = add(tenant, id);
      const signal = poll.stopSignal(stop);
      let given: AccountCheck['status'] | undefined;
      try {
        while (!signal.aborted) {
          const { latest } = watcher;
          if (latest === null) return;
          if (latest !== undefined && latest.status !== given) {
            given = latest.status;
            yield latest;
            if (isTerminal(latest.status)) return;
          } else {
            await watcher.listener.wait(IDLE_MS, signal);
          }
        }
      } finally {
        poll.remove(watcher);
      }
    },

    close: () => poll.close(),
  };
}

function tellChanges(watched: readonly Watcher[], checks: readonly AccountCheck[]): void {
  const byKey = new Map(checks.map((check) => [`${check.tenant}/${check.id}`, check]));
  for (const watcher of watched) {
    const check = byKey.get(`${watcher.tenant}/${watcher.id}`) ?? null;
    if (check?.status === watcher.latest?.status && watcher.latest !== undefined) continue;
    watcher.latest = check;
    watcher.changed.notify();
  }
}
