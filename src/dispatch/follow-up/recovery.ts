import type { Database } from '../../database/client.ts';
import { isRefusedStatement } from '../../database/connection/refused-statement.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { systemScope } from '../../kernel/scope.ts';
import { hasDefaultSender } from '../decide/sender-choice-rules.ts';
import { changeDispatch } from '../settle/settlement.ts';
import { type ClaimedDispatch, claimFollowUps, claimInterrupted, putOff } from './follow-up-store.ts';
import { askAbout, type ReconciliationDeps } from './reconciliation.ts';
import { interrupted } from './report-rules.ts';

export interface RecoveryDeps extends ReconciliationDeps {
  readonly database: Database;
  /** Told of a record that could not be recovered; it is tried again later. */
  readonly onError: (error: unknown, dispatch: ClaimedDispatch) => void;
}

/** Settles what no process settles any more. It asks Twilio, and never sends (D11). */
export interface Recovery {
  /** Ends dispatches whose process has died. Gives how many it took on. */
  recover(): Promise<number>;
  /** Asks Twilio about dispatches whose outcome, status or price is awaited. Gives how many it took on. */
  followUp(): Promise<number>;
  /** No further dispatch is taken on, and what is under way is given up. */
  stop(): void;
}

/** The number of records that are taken on at once; a round goes on until there are no more. */
const BATCH = 32;
/** The number of them that are worked on at the same time. */
const WORKERS = 8;
/** For how long a record taken on is kept from other nodes, in milliseconds; as long as a batch may take. */
const HOLD_MS = 60_000;
/** For how long one is left alone whose change the database refuses, in milliseconds. */
const REFUSED_MS = 3_600_000;

/** Makes the service from what it needs. */
export function createRecovery(deps: RecoveryDeps): Recovery {
  const stopped = new AbortController();
  const { signal } = stopped;

  const rounds = async (
    claim: () => Promise<readonly ClaimedDispatch[]>,
    work: (dispatch: ClaimedDispatch) => Promise<void>,
  ): Promise<number> => {
    let taken = 0;
    while (!signal.aborted) {
      const claimed = await claim();
      taken += claimed.length;
      await eachOf(claimed, async (dispatch) => {
        if (signal.aborted) return;
        await work(dispatch).catch((error: unknown) => notRecovered(deps, error, dispatch));
      });
      if (claimed.length < BATCH) break;
    }
    return taken;
  };

  return {
    recover: () =>
      rounds(
        () => deps.database.system((tx) => claimInterrupted(tx, BATCH, HOLD_MS)),
        (dispatch) => endInterrupted(deps, dispatch),
      ),
    followUp: () =>
      rounds(
        () => deps.database.system((tx) => claimFollowUps(tx, BATCH, HOLD_MS)),
        (dispatch) => askAbout(deps, recoveryScope(dispatch), dispatch.id, signal),
      ),
    stop: () => stopped.abort(),
  };
}

/**
 * Puts a record off: what the database refuses once it would refuse each time, and Twilio would be asked about it for
 * nothing.
 */
async function notRecovered(deps: RecoveryDeps, error: unknown, dispatch: ClaimedDispatch): Promise<void> {
  deps.onError(error, dispatch);
  if (!isRefusedStatement(error)) return;
  await deps.database
    .system((tx) => putOff(tx, dispatch, REFUSED_MS))
    .catch((failure: unknown) => deps.onError(failure, dispatch));
}

async function endInterrupted(deps: RecoveryDeps, dispatch: ClaimedDispatch): Promise<void> {
  const { tenant, id } = dispatch;
  await deps.database.write(tenant, (tx) =>
    changeDispatch(tx, recoveryScope(dispatch), id, (record, now) =>
      interrupted(record, {
        hasDefaultNumber: hasDefaultSender(deps.platform, record),
        now,
        times: deps.followUpTimes,
      }),
    ),
  );
}

function recoveryScope({ tenant, id }: ClaimedDispatch): RequestScope {
  return systemScope(tenant, 'dispatch-recovery', id);
}

/** Works on all items, a few at a time. `work` never rejects. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(WORKERS, items.length) }, worker));
}
