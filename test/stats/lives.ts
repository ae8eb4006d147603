import fc from 'fast-check';
import type { Database } from '../../src/database/client.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { rollupChanges } from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import { recordOrigins, recordStates } from './record-states.ts';
import { aRecord, insertRecord, type Stored, updateRecord } from './stats-kit.ts';

/** A stretch of a record's life: born in one of a few quarter-hours, then in one state after the other. */
export const lives = fc.record({
  minute: fc.integer({ min: 0, max: 59 }),
  origin: recordOrigins,
  states: fc.array(recordStates, { minLength: 1, maxLength: 4 }),
});
export type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never;

/** The record of a life at each of its stages, created in the first hour of 29 March 2026. */
export function stagesOf(tenant: TenantId, { minute, origin, states }: Life): readonly Stored[] {
  const at = `2026-03-29T00:${String(minute).padStart(2, '0')}:30Z`;
  const born = aRecord(tenant, at, {
    ...origin,
    state: 'PENDING',
    delivery: 'NONE',
    charge: null,
    attempts: [],
  });
  // What was pending and is settled never becomes pending again.
  const later = states.filter(({ state }) => state !== 'PENDING');
  const stages = [born];
  for (const state of later) {
    const known = stages.at(-1)?.attempts ?? [];
    // Nor are there ever fewer attempts, nor of other accounts.
    const attempts = known.map((attempt, index) => {
      const { originator, accountSid } = attempt;
      return { ...attempt, ...state.attempts[index], originator, accountSid };
    });
    const further = state.attempts.filter(({ originator }) =>
      known.every((one) => one.originator !== originator),
    );
    stages.push({ ...born, ...state, attempts: [...attempts, ...further] });
  }
  return stages;
}

/** Takes a chunk of records through their lives together, one transaction for each stage. */
export async function live(node: Database, chunk: readonly (readonly Stored[])[]): Promise<void> {
  const longest = Math.max(0, ...chunk.map((stages) => stages.length));
  for (let stage = 0; stage < longest; stage++) {
    const steps = chunk.flatMap((stages) => {
      const after = stages[stage];
      return after === undefined ? [] : [{ before: stages[stage - 1] ?? null, after }];
    });
    const [first] = steps;
    if (first === undefined) return;
    await node.write(first.after.tenant, async (tx) => {
      await makeTenant(tx);
      for (const { before, after } of steps) await (before === null ? insertRecord : updateRecord)(tx, after);
      await writeRollups(
        tx,
        steps.flatMap(({ before, after }) => rollupChanges(before, after)),
      );
    });
  }
}
