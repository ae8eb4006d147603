import type { RollupChange } from './rollup-row.ts';
import type { StatsPlan } from './stats-rules.ts';

export const HOUR_MS = 3_600_000;

/**
 * A change of an hour that ended this long ago is late: it may concern a rollup by the hour.
 *
 * @internal
 */
export const LATE_MS = 24 * HOUR_MS;

/** By then any transaction is over that took a change for timely. */
const LONGEST_TRANSACTION_MS = 3_600_000;

/** The start of the hour (UTC) that an instant lies in. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The end of the last hour that can be summed up at an instant: every change of it that is still to come is late. */
export function endOfSettledHours(now: Date): Date {
  return hourOf(new Date(now.getTime() - LATE_MS - LONGEST_TRANSACTION_MS));
}

/** Those of the changes that are late at an instant. */
export function lateChanges(changes: readonly RollupChange[], now: Date): readonly RollupChange[] {
  return changes.filter(({ bucket }) => hourOf(bucket).getTime() + HOUR_MS + LATE_MS <= now.getTime());
}

/** The changes of rollups by the hour, which go to an instant, that follow from changes of those by the quarter-hour. */
export function hourChanges(changes: readonly RollupChange[], until: Date): readonly RollupChange[] {
  return changes.flatMap((change) => {
    const bucket = hourOf(change.bucket);
    return bucket < until ? [{ ...change, bucket }] : [];
  });
}

/** The lengths of time that rollups count by. */
export type RollupLength = 'QUARTER' | 'HOUR';

/** A part of a range that is read from rollups of one length; not empty. */
export interface Stretch {
  readonly by: RollupLength;
  readonly from: Date;
  readonly to: Date;
}

/**
 * The range of a plan in parts: whole hours before `until` by the hour, what is left of it by the quarter-hour. It is not
 * divided where buckets begin within an hour, as those of India do.
 */
export function stretchesOf({ from, to, starts }: StatsPlan, until: Date): readonly Stretch[] {
  const first = Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS;
  const last = Math.floor(Math.min(to.getTime(), until.getTime()) / HOUR_MS) * HOUR_MS;
  const areHours = starts.every((start, index) => index === 0 || start.getTime() % HOUR_MS === 0);
  if (!areHours || first >= last) return [{ by: 'QUARTER', from, to }];
  const [hoursFrom, hoursTo] = [new Date(first), new Date(last)];
  const stretches: readonly Stretch[] = [
    { by: 'QUARTER', from, to: hoursFrom },
    { by: 'HOUR', from: hoursFrom, to: hoursTo },
    { by: 'QUARTER', from: hoursTo, to },
  ];
  return stretches.filter((stretch) => stretch.from < stretch.to);
}
