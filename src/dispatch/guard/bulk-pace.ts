import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { createHalfTime } from '../../kernel/shares/half-time.ts';

/** When batches may go on: half of the time of the thread is left to what is sent one by one (X5). */
export interface BulkPace {
  /** Takes note of a dispatch that is sent by itself. */
  noteSingle(): void;
  /** The number of items that a batch may begin at once: few enough not to hold up what is sent one by one meanwhile. */
  most(): number;
  /** Resolves when the next part of a batch may begin: at once while there are only batches. */
  next(): Promise<void>;
}

/** For how long single dispatches are reckoned with after the last one, in milliseconds. */
const ABOUT_MS = 1_000;
const LONGEST_REST_MS = 100;
/**
 * The most that begins at once: what begins together is committed together, which costs the database the less, the more
 * there is.
 */
const MOST_ALONE = 256;
const MOST_BESIDE_SINGLES = 4;

/** A pace for all batches of a process, which go on by turns. */
export function createBulkPace(): BulkPace {
  const halfTime = createHalfTime(LONGEST_REST_MS);
  let singleAt = Number.NEGATIVE_INFINITY;
  let turn = Promise.resolve();
  const areSinglesAbout = () => performance.now() - singleAt < ABOUT_MS;
  const rest = async () => {
    const restMs = halfTime();
    if (areSinglesAbout()) await sleep(restMs);
  };
  return {
    noteSingle() {
      singleAt = performance.now();
    },
    most: () => (areSinglesAbout() ? MOST_BESIDE_SINGLES : MOST_ALONE),
    next() {
      turn = turn.then(rest);
      return turn;
    },
  };
}

/** The number of decisions that are made in one turn, which takes a few milliseconds. */
const IN_ONE_TURN = 64;

/** The results of `decide` for the items, in order. Between every 64 of them others have their turn on the thread (X5). */
export async function mapByTurns<Item, Result>(
  items: readonly Item[],
  decide: (item: Item) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    if (results.length > 0 && results.length % IN_ONE_TURN === 0) await nextTurn();
    results.push(decide(item));
  }
  return results;
}
