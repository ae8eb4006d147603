import { describe, expect, it } from 'vitest';
import { createBulkPace, mapByTurns } from '../../../src/dispatch/guard/bulk-pace.ts';

const PARTS = 30;
const WORK_MS = 5;

/** The longest rest that is left to others after a part, in milliseconds. */
const LONGEST_REST_MS = 100;

/**
 * How long the thread was left to others, over how long it was busy with the parts of two batches; where a loaded machine
 * took it away meanwhile, for no longer than a rest can be.
 */
async function restOverBusy(hasSingles: boolean): Promise<number> {
  const pace = createBulkPace();
  const begun = performance.now();
  let busy = 0;
  let longestRest = 0;
  const batch = async () => {
    for (let part = 0; part < PARTS; part += 1) {
      if (hasSingles) pace.noteSingle();
      await pace.next();
      const since = performance.now();
      while (performance.now() - since < WORK_MS) {
        // Nobody else runs meanwhile.
      }
      const partMs = performance.now() - since;
      busy += partMs;
      longestRest += Math.min(partMs, LONGEST_REST_MS);
    }
  };
  await Promise.all([batch(), batch()]);
  return (performance.now() - begun - busy) / longestRest;
}

describe('the pace of batches (X5)', () => {
  it('given dispatches that are sent one by one, then it leaves them half of the time', async () => {
    expect(await restOverBusy(true)).toBeGreaterThan(0.8);
  });

  it('given dispatches that are sent one by one, then fewer of a batch begin at once', () => {
    const pace = createBulkPace();
    const alone = pace.most();
    pace.noteSingle();
    expect(pace.most()).toBeLessThanOrEqual(alone / 4);
  });

  it('given batches alone, then they have all of the time', async () => {
    expect(await restOverBusy(false)).toBeLessThan(0.5);
  });
});

describe('decisions that are made together (X5)', () => {
  it('given more than a few, then others have their turn between them', async () => {
    let turns = 0;
    let others: NodeJS.Immediate | undefined;
    const turn = () => {
      turns += 1;
      others = setImmediate(turn);
    };
    turn();
    const seen = await mapByTurns(
      Array.from({ length: 256 }, (_, index) => index),
      (index) => {
        const until = performance.now() + 0.1;
        while (performance.now() < until) {
          // Nobody else runs meanwhile.
        }
        return [index, turns] as const;
      },
    );
    clearImmediate(others);
    expect(seen.map(([index]) => index)).toEqual(seen.map((_, at) => at));
    expect(new Set(seen.map(([, turn]) => turn)).size).toBeGreaterThan(1);
  });
});
