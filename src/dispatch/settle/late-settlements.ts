import type { Database } from '../../database/client.ts';
import { isDatabaseUnavailable } from '../../database/connection/outages.ts';
import type { NewDispatch } from '../record/dispatch-store.ts';
import { changeDispatches, type RequestedChange } from './settlement.ts';

/** A change that tells what a call came to, kept in memory while the database is away. */
export interface LateChange extends Pick<RequestedChange, 'scope' | 'id'> {
  readonly intent: NewDispatch;
  readonly late: RequestedChange['change'];
}

export interface LateSettlementDeps {
  readonly database: Database;
  /** Told of an outcome that was given up: it is then for recovery to find it out (D11). */
  readonly onLost: (error: unknown, change: LateChange) => void;
}

/**
 * Outcomes whose callers were answered before they could be kept. They are tried again until the database is back: a
 * failover takes longer than a caller waits, and nobody else can tell an outcome as soon or as surely (D11, D15).
 */
export interface LateSettlements {
  add(change: LateChange): void;
  /** Tries each once more, and gives up what cannot be kept then. */
  drain(): Promise<void>;
}

const RETRY_MS = 2_000;
/** The number that is kept at most; the rest is for recovery. */
const MOST = 10_000;

/** None to begin with. */
export function createLateSettlements(deps: LateSettlementDeps): LateSettlements {
  const waiting = new Set<LateChange>();
  let timer: NodeJS.Timeout | undefined;

  /** Tries them in their order; stops at the first that shows that the database is still away. */
  const round = async (): Promise<void> => {
    for (const change of waiting) {
      try {
        await keep(deps.database, change);
      } catch (error) {
        if (isDatabaseUnavailable(error)) return;
        deps.onLost(error, change);
      }
      waiting.delete(change);
    }
  };
  const tryAgainLater = () => {
    timer ??= setTimeout(async () => {
      await round();
      timer = undefined;
      if (waiting.size > 0) tryAgainLater();
    }, RETRY_MS).unref();
  };

  return {
    add(change) {
      if (waiting.size >= MOST) {
        deps.onLost(new Error('too many outcomes are waiting for the database'), change);
        return;
      }
      waiting.add(change);
      tryAgainLater();
    },
    async drain() {
      clearTimeout(timer);
      await round();
      for (const change of waiting) deps.onLost(new Error('the server is stopping'), change);
      waiting.clear();
    },
  };
}

async function keep(database: Database, { scope, id, intent, late }: LateChange): Promise<void> {
  await database.write(scope.tenant, (tx) => changeDispatches(tx, [{ scope, id, intent, change: late }]));
}
