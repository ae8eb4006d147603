import type { BucketLength } from '../kernel/vocabulary/statistics.ts';
import { type TimeZone, type ZoneStretch, zoneStretches } from './zone-rules.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * The starts of the buckets of `[from, to)`, in milliseconds; the first starts at `from`, wherever that lies, and each
 * ends where the next one starts. An hour or minute starts whenever the zone's clocks show a full one; a day or month
 * when they first show its date, so that a day has 23 or 25 hours when they are put forward or back.
 */
export function bucketStarts(
  length: BucketLength,
  zone: TimeZone,
  from: number,
  to: number,
): readonly number[] {
  const stretches = zoneStretches(zone, from, to);
  const starts = [from];
  const label = LABELS[length];
  let last = label(from + stretches[0].offset);
  stretches.forEach((stretch, index) => {
    const end = stretches[index + 1]?.start ?? to;
    for (const at of candidates(length, stretch, end)) {
      const shown = label(at + stretch.offset);
      if (at <= from || !isLater(length, shown, last)) continue;
      starts.push(at);
      last = shown;
    }
  });
  return starts;
}

/** An hour that clocks show twice is two; a date that they show twice is one. */
function isLater(length: BucketLength, shown: number, last: number): boolean {
  return length === 'HOUR' || length === 'MINUTE' || shown > last;
}

const LABELS: Readonly<Record<BucketLength, (local: number) => number>> = {
  MINUTE: (local) => local,
  HOUR: (local) => local,
  DAY: (local) => Math.floor(local / DAY_MS),
  MONTH: (local) => new Date(local).getUTCFullYear() * 12 + new Date(local).getUTCMonth(),
};

function* candidates(length: BucketLength, { start, offset }: ZoneStretch, end: number): Generator<number> {
  const size = length === 'MINUTE' ? MINUTE_MS : length === 'HOUR' ? HOUR_MS : DAY_MS;
  const first = Math.ceil((start + offset) / size) * size - offset;
  // Clocks that are put forward may skip midnight, so that the day starts with the stretch.
  if (size === DAY_MS && first > start) yield start;
  for (let at = first; at < end; at += size) yield at;
}
