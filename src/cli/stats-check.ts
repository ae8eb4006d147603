import { answerCall, commandLine, TEXT, WrongCall } from '../app/command-line.ts';
import { readProcessConfig } from '../app/config.ts';
import { checkStats, type StatsCheck } from '../stats/stats-check.ts';
import { withDatabase } from './checked-database.ts';
import { runCommand } from './run-command.ts';

const STATS_CHECK = commandLine({
  usage: `Recounts the dispatch records of all tenants and compares the counts with the stored statistics.

  npm run stats:check                                            all records
  npm run stats:check -- --from 2026-07-01 --to 2026-08-01       records created on the first day (UTC) or later, but
                                                                 before the second

It uses the database of DATABASE_URL, or else the embedded one of DATA_DIR. Servers can keep running.

Exit status: 0 if there is no difference, 1 if there is one, 2 if the call or a setting is wrong.
`,
  options: { from: TEXT, to: TEXT },
  read({ from, to }) {
    const range = rangeFrom(from, to);
    return range === undefined
      ? new WrongCall(['--from, --to: name two days such as 2026-07-01, the earlier one first'])
      : { range };
  },
});

/** `undefined` when the dates are none, or only one is given; null when neither is. */
function rangeFrom(from: string | undefined, to: string | undefined) {
  if (from === undefined && to === undefined) return null;
  const [start, end] = [new Date(from ?? Number.NaN), new Date(to ?? Number.NaN)];
  return start.getTime() < end.getTime() ? { from: start, to: end } : undefined;
}

function verdict({ records, differences, monthsWithoutRecords }: StatsCheck): string {
  const lines = differences.map(
    ({ rollup, place, kept, counted }) =>
      `${rollup} ${JSON.stringify(place)}: stored ${JSON.stringify(kept)}, recomputed ${JSON.stringify(counted)}`,
  );
  if (monthsWithoutRecords.length > 0) {
    lines.push(
      `There are no records of ${monthsWithoutRecords.join(', ')}, so these months could not be checked.`,
    );
  }
  lines.push(
    differences.length === 0
      ? `The statistics agree with ${records} records.`
      : `The statistics differ from ${records} records in ${differences.length} places.`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

await runCommand((argv, out) =>
  answerCall(STATS_CHECK, argv, out, async ({ range }) => {
    const check = await withDatabase(readProcessConfig(['database']), (database) =>
      checkStats(database, range),
    );
    out.stdout(verdict(check));
    return check.differences.length === 0 ? 0 : 1;
  }),
);
