import type { Database, Transaction } from '../database/client.ts';
import { endOfSettledHours, HOUR_MS } from './hour-rules.ts';
import { lockProgress, readHoursUntil, sumUpHours } from './rollup-store.ts';

/** So much is summed up in one transaction, in which nobody can change what is older than a day. */
const STEP_MS = 24 * HOUR_MS;

/**
 * Sums up the quarter-hours of all tenants to hours, as far as they are more than a day old; later changes go to both
 * (see `writeRollups`). Gives the end of the last hour that there is.
 */
export async function sumUpToHours(database: Database): Promise<Date> {
  for (;;) {
    const { isComplete, until } = await database.system(sumUpStep);
    if (isComplete) return until;
  }
}

async function sumUpStep(tx: Transaction): Promise<{ readonly isComplete: boolean; readonly until: Date }> {
  await lockProgress(tx);
  const [from, now] = await Promise.all([readHoursUntil(tx), tx.now]);
  const end = endOfSettledHours(now);
  const until = new Date(Math.min(from.getTime() + STEP_MS, end.getTime()));
  if (until <= from) return { isComplete: true, until: from };
  await sumUpHours(tx, from, until);
  return { isComplete: until >= end, until };
}
