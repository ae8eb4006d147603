import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from '../database/client.ts';
import { isRefusedStatement, pauseAfter } from '../database/connection/refused-statement.ts';
import { newUuid, type Uuid } from '../kernel/ids.ts';
import type { Signal } from '../kernel/signal.ts';
import type { AccountCheck } from './account-check.ts';
import { claimAccountChecks, releaseLeases, renewLeases } from './account-check-store.ts';

/** Runs one claimed check to its end, or until `stop` aborts; then another node goes on. */
export type CheckProcedure = (check: AccountCheck, stop: AbortSignal) => Promise<void>;

export interface AccountCheckRunnerDeps {
  readonly database: Database;
  readonly checksChanged: Signal;
  readonly procedures: Readonly<Record<AccountCheck['kind'], CheckProcedure>>;
  /** Ends a check of which the database refused to keep something, since it would refuse it each time. */
  readonly abandon: (check: AccountCheck) => Promise<void>;
  readonly settings: {
    /** The time that a claim holds without being renewed, in milliseconds. */
    readonly leaseMs: number;
    /** The interval for finding work without a signal, in milliseconds. */
    readonly pollMs: number;
    /** The number of checks that it runs at once. */
    readonly concurrency: number;
  };
  /** Told of failures that the next attempt will outlive. */
  readonly onError: (error: unknown, check: AccountCheck | null) => void;
}

/** Claims and runs checks, of whichever node they were asked of. */
export interface AccountCheckRunner {
  start(): void;
  /** Stops claiming, aborts what runs and gives its leases up, so that another node goes on at once. */
  stop(): Promise<void>;
}

interface RunningCheck {
  readonly stop: AbortController;
  /** Never rejects. */
  readonly done: Promise<void>;
}

function begin(
  { procedures, abandon, onError }: AccountCheckRunnerDeps,
  check: AccountCheck,
  stopping: AbortSignal,
): RunningCheck {
  const stop = new AbortController();
  const failed = async (error: unknown) => {
    onError(error, check);
    if (isRefusedStatement(error)) await abandon(check);
  };
  const done = procedures[check.kind](check, AbortSignal.any([stop.signal, stopping]))
    .catch(failed)
    .catch((error: unknown) => onError(error, check));
  return { stop, done };
}

/**
 * The runner. A check survives the death of its process (V5): its lease then runs out, and the next node that looks
 * claims it and begins again, within the check's own deadline.
 */
export function createAccountCheckRunner(deps: AccountCheckRunnerDeps): AccountCheckRunner {
  const { checksChanged, settings } = deps;
  const inSystem = <T>(work: (tx: Transaction) => Promise<T>) => tryInSystem(deps, work);
  const holder = newUuid(new Date());
  const stopping = new AbortController();
  const running = new Map<Uuid, RunningCheck>();
  let loops: Promise<unknown> = Promise.resolve();

  function run(check: AccountCheck): void {
    if (running.has(check.id)) return;
    const started = begin(deps, check, stopping.signal);
    running.set(check.id, started);
    started.done.then(() => {
      running.delete(check.id);
      checksChanged.notify();
    });
  }

  async function claim(): Promise<void> {
    const listener = checksChanged.listen();
    while (!stopping.signal.aborted) {
      const free = settings.concurrency - running.size;
      // A tenant has one check of a kind under way: one that was superseded must not keep another tenant's waiting.
      if (free === 0) await renew();
      const { checks, pauseMs } = await claimSome(deps, holder, free);
      for (const check of checks) run(check);
      await listener.wait(pauseMs, stopping.signal);
    }
    listener.close();
  }

  async function keepLeases(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(settings.leaseMs / 3, undefined, { signal: stopping.signal }).catch(() => {});
      if (running.size > 0 && !stopping.signal.aborted) await renew();
    }
  }

  async function renew(): Promise<void> {
    const ids = [...running.keys()];
    const held = await inSystem((tx) => renewLeases(tx, holder, ids, settings.leaseMs));
    if (held === undefined) return;
    // What is no longer held was ended by a newer verb or taken over by another node.
    for (const id of ids) if (!held.has(id)) running.get(id)?.stop.abort();
  }

  return {
    start() {
      loops = Promise.all([claim(), keepLeases()]);
    },
    async stop() {
      stopping.abort();
      await loops;
      await Promise.all([...running.values()].map(({ done }) => done));
      await inSystem((tx) => releaseLeases(tx, holder));
    },
  };
}

/** Up to `most` checks that this node now has, and how long to wait before it looks again, in milliseconds. */
async function claimSome(
  deps: AccountCheckRunnerDeps,
  holder: Uuid,
  most: number,
): Promise<{ readonly checks: readonly AccountCheck[]; readonly pauseMs: number }> {
  const { leaseMs, pollMs } = deps.settings;
  let pauseMs = pollMs;
  if (most <= 0) return { checks: [], pauseMs };
  const onError = (error: unknown) => {
    deps.onError(error, null);
    pauseMs = pauseAfter(error, pollMs);
  };
  const checks = await tryInSystem({ ...deps, onError }, (tx) =>
    claimAccountChecks(tx, holder, leaseMs, most),
  );
  return { checks: checks ?? [], pauseMs };
}

/** The result of `work`, or `undefined` where the database failed, which is told. */
async function tryInSystem<T>(
  { database, onError }: AccountCheckRunnerDeps,
  work: (tx: Transaction) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await database.system(work);
  } catch (error) {
    onError(error, null);
    return undefined;
  }
}
