import type { Database } from '../database/client.ts';
import { QUARTER_MS } from './rollup-rules.ts';
import {
  countRecords,
  findDifferences,
  findHourDifferences,
  listRecordMonths,
  type StatsDifference,
  type TimeRange,
} from './stats-check-store.ts';

/** The most differences that a check reports; it stops there. */
const MAX_DIFFERENCES = 1_000;
/** So much is compared in one statement, so that each is short and needs little memory. */
const STEP_MS = 86_400_000;

/** The result of a check of the statistics. */
export interface StatsCheck {
  /** The number of records that were recounted. */
  readonly records: number;
  /** In the order of time; at most 1,000, then the check stops. */
  readonly differences: readonly StatsDifference[];
  /** The months (UTC, as `2026-07`) of the range that could not be checked, since there are no records of them. */
  readonly monthsWithoutRecords: readonly string[];
}

/**
 * Recounts the records of all tenants that were created in the range, and compares the counts with the rollups, and rollups by the
 * quarter-hour with those by the hour. It can run while dispatches are sent. Without a range everything is checked of which there are records.
 *
 * @throws RangeError when the range does not start and end on quarter-hours
 */
export async function checkStats(database: Database, range: TimeRange | null = null): Promise<StatsCheck> {
  const kept = await database.system(listRecordMonths);
  const { from, to } = range ?? wholeOf(kept);
  if (from.getTime() % QUARTER_MS !== 0 || to.getTime() % QUARTER_MS !== 0) {
    throw new RangeError('The range must start and end on a quarter-hour (UTC).');
  }
  const differences: StatsDifference[] = [];
  const monthsWithoutRecords = new Set<string>();
  let records = 0;
  for (const step of stepsOf(from, to)) {
    const month = step.from.toISOString().slice(0, 7);
    const areRecordsKept = kept.includes(month);
    if (!areRecordsKept) monthsWithoutRecords.add(month);
    const room = MAX_DIFFERENCES - differences.length;
    if (room === 0) break;
    const found = await database.system(async (tx) => {
      const ofHours = await findHourDifferences(tx, step, room);
      if (!areRecordsKept) return ofHours;
      records += await countRecords(tx, step);
      return [...(await findDifferences(tx, step, room)), ...ofHours];
    });
    differences.push(...found.slice(0, room));
  }
  return { records, differences, monthsWithoutRecords: [...monthsWithoutRecords] };
}

function wholeOf(months: readonly string[]): TimeRange {
  const [first, last] = [months[0], months[months.length - 1]];
  if (first === undefined || last === undefined) return { from: new Date(0), to: new Date(0) };
  const to = new Date(`${last}-01T00:00:00Z`);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return { from: new Date(`${first}-01T00:00:00Z`), to };
}

/** Days of UTC, none of which lies in two months. */
function* stepsOf(from: Date, to: Date): Generator<TimeRange> {
  for (let at = from.getTime(); at < to.getTime(); ) {
    const next = Math.min((Math.floor(at / STEP_MS) + 1) * STEP_MS, to.getTime());
    yield { from: new Date(at), to: new Date(next) };
    at = next;
  }
}
