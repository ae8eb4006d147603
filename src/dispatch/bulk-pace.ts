import { setTimeout as sleep } from 'node:timers/promises';
import { createHalfTime } from '../kernel/half-time.ts';
import type { Presence } from '../kernel/presence.ts';

/** When batches may go on: half of the time of the thread is left to what is sent one by one (X5). */
export interface BulkPace {
  /** Resolves when the next part of a batch may begin: at once while nobody else dispatches. */
  next(): Promise<void>;
}

const LONGEST_REST_MS = 100;

/** A pace for all batches of a process, which go on by turns. */
export function createBulkPace(presence: Presence): BulkPace {
  const halfTime = createHalfTime(LONGEST_REST_MS);
  let turn = Promise.resolve();
  const rest = async () => {
    const restMs = halfTime();
    if (presence.isShared()) await sleep(restMs);
  };
  return {
    next() {
      turn = turn.then(rest);
      return turn;
    },
  };
}
