import { parseArgs } from 'node:util';
import { readProcessConfig } from '../config.ts';
import { openDatabase } from '../database/client.ts';
import { startFailureSentence } from '../start-failure.ts';
import { checkStats, type StatsCheck } from '../stats/stats-check.ts';

const USAGE = `Counts the dispatch records of all tenants anew and compares with the statistics that are kept.

  npm run stats:check                                            all that there are records of
  npm run stats:check -- --from 2026-07-01 --to 2026-08-01       those created from the one day (UTC) to before the other

Ends with 0 when there is no difference, with 1 when there is one, with 2 when it could not be asked that way.
`;

/** One statement compares a day of all tenants, which may take longer than a request may. */
const STATEMENT_TIMEOUT_MS = 600_000;

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, to: { type: 'string' }, help: { type: 'boolean' } },
  });
  const range = rangeFrom(values.from, values.to);
  if (values.help === true || range === undefined) {
    process.stdout.write(USAGE);
    return values.help === true ? 0 : 2;
  }
  const { database: settings } = readProcessConfig();
  if (settings.url === null) {
    process.stderr.write('Set DATABASE_URL to the database that is to be checked.\n');
    return 2;
  }
  const database = openDatabase({
    ...settings,
    url: settings.url,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onConnectionLost: () => {},
  });
  try {
    const check = await checkStats(database, range);
    process.stdout.write(verdict(check));
    return check.differences.length === 0 ? 0 : 1;
  } finally {
    await database.close();
  }
}

/** `undefined` when the dates are none, or only one is given; null when neither is. */
function rangeFrom(from: string | undefined, to: string | undefined) {
  if (from === undefined && to === undefined) return null;
  const [start, end] = [new Date(from ?? Number.NaN), new Date(to ?? Number.NaN)];
  return start.getTime() < end.getTime() ? { from: start, to: end } : undefined;
}

function verdict({ records, differences, monthsWithoutRecords }: StatsCheck): string {
  const lines = differences.map(
    ({ rollup, place, kept, counted }) =>
      `${rollup} ${JSON.stringify(place)}: kept ${JSON.stringify(kept)}, counted ${JSON.stringify(counted)}`,
  );
  if (monthsWithoutRecords.length > 0) {
    lines.push(`There are no records of ${monthsWithoutRecords.join(', ')}, which could not be checked.`);
  }
  lines.push(
    differences.length === 0
      ? `The statistics agree with ${records} records.`
      : `The statistics differ from ${records} records in ${differences.length} places.`,
  );
  return lines.map((line) => `${line}\n`).join('');
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${startFailureSentence(error)}\n`);
  process.exitCode = 1;
}
