import type { Database } from '../database/client.ts';
import { isRefusedStatement } from '../database/refused-statement.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { systemScope } from '../kernel/scope.ts';
import { type ClaimedDispatch, claimFollowUps, claimInterrupted, putOff } from './follow-up-store.ts';
import { hasDefaultSender } from './platform.ts';
import { askAbout, type ReconciliationParts } from './reconciliation.ts';
import { interrupted } from './report-rules.ts';
import { changeDispatch } from './settlement.ts';

/** What recovering takes. */
export interface RecoveryParts extends ReconciliationParts {
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

/** How many records are taken on at once; a round goes on until there are no more. */
const BATCH = 32;
/** How many of them are worked on at the same time. */
const WORKERS = 8;
/** For how long a record taken on is kept from other nodes, in milliseconds; as long as a batch may take. */
const HOLD_MS = 60_000;
/** For how long one is left alone whose change the database refuses, in milliseconds. */
const REFUSED_MS = 3_600_000;

/** The service on its parts. */
export function createRecovery(parts: RecoveryParts): Recovery {
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
        await work(dispatch).catch((error: unknown) => notRecovered(parts, error, dispatch));
      });
      if (claimed.length < BATCH) break;
    }
    return taken;
  };

  return {
    recover: () =>
      rounds(
        () => parts.database.system((tx) => claimInterrupted(tx, BATCH, HOLD_MS)),
        (dispatch) => endInterrupted(parts, dispatch),
      ),
    followUp: () =>
      rounds(
        () => parts.database.system((tx) => claimFollowUps(tx, BATCH, HOLD_MS)),
        (dispatch) => askAbout(parts, recoveryScope(dispatch), dispatch.id, signal),
      ),
    stop: () => stopped.abort(),
  };
}

/** What the database refuses to keep it would refuse each time, and Twilio would be asked about it for nothing. */
async function notRecovered(parts: RecoveryParts, error: unknown, dispatch: ClaimedDispatch): Promise<void> {
  parts.onError(error, dispatch);
  if (!isRefusedStatement(error)) return;
  await parts.database
    .system((tx) => putOff(tx, dispatch, REFUSED_MS))
    .catch((failure: unknown) => parts.onError(failure, dispatch));
}

async function endInterrupted(parts: RecoveryParts, dispatch: ClaimedDispatch): Promise<void> {
  const { tenant, id } = dispatch;
  await parts.database.write(tenant, (tx) =>
    changeDispatch(tx, recoveryScope(dispatch), id, (record, now) =>
      interrupted(record, {
        hasDefaultNumber: hasDefaultSender(parts.platform, record.channel),
        now,
        times: parts.followUpTimes,
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
