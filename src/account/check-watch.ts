import type { Database } from '../database/client.ts';
import { pauseAfter } from '../database/connection/refused-statement.ts';
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

/** The time that a watcher sleeps at most before it looks whether it was stopped. */
const IDLE_MS = 60_000;

/** A watch that reads for all of the node's watchers in one statement, woken by `checksChanged` or every `pollMs`. */
export function createCheckWatch(deps: {
  readonly database: Database;
  readonly checksChanged: Signal;
  readonly pollMs: number;
  /** Told when a read fails; the next one follows by itself. */
  readonly onError: (error: unknown) => void;
}): CheckWatch {
  const { database, checksChanged, pollMs, onError } = deps;
  const watchers = new Set<Watcher>();
  const closing = new AbortController();
  let polling: Promise<void> | undefined;

  async function readOnce(): Promise<void> {
    const watched = [...watchers];
    const checks = await database.system((tx) => readWatchedChecks(tx, watched));
    tellChanges(watched, checks);
  }

  async function poll(): Promise<void> {
    const listener = checksChanged.listen();
    while (watchers.size > 0 && !closing.signal.aborted) {
      const failure = await readOnce().catch((error: unknown) => error);
      if (failure !== undefined) onError(failure);
      await listener.wait(pauseAfter(failure, pollMs), closing.signal);
    }
    listener.close();
    polling = undefined;
  }

  function add(tenant: TenantId, id: Uuid): Watcher {
    const changed = createSignal();
    const watcher: Watcher = { tenant, id, latest: undefined, changed, listener: changed.listen() };
    watchers.add(watcher);
    polling ??= poll();
    checksChanged.notify();
    return watcher;
  }

  return {
    async *watch(tenant, id, stop) {
      const watcher = add(tenant, id);
      const signal = stop === undefined ? closing.signal : AbortSignal.any([stop, closing.signal]);
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
        watchers.delete(watcher);
      }
    },

    async close() {
      closing.abort();
      await polling;
    },
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
