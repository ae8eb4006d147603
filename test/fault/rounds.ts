import { randomInt } from 'node:crypto';

/** How often each fault happens; `npm run test:faults` says it. */
export const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? '4');

/** As many instants as there are rounds, in milliseconds below `limit`, at random. */
export function instants(limit: number): readonly number[] {
  return Array.from({ length: ROUNDS }, () => randomInt(limit));
}
