import type { Rows, TestSetup } from './test-setup.ts';
import { until } from './until.ts';

const POLL_MS = 200;

/** How long after an attempt its absence from a list tells, and how long all of it may take; in milliseconds. */
export interface SettlingTimes {
  readonly absenceMs: number;
  readonly withinMs: number;
}

/**
 * Waits until nothing is under way any more, neither here nor at Twilio, and nothing more comes of asking it: every open
 * attempt is so old that its absence from a list would have told (D11), all of them were asked about, and that told
 * nothing more. What is open then stays so. The questions are brought forward: between two of them lies twice the time
 * between those before, which is as long as everything before it took.
 */
export async function untilSettled(
  { rows, simulator }: Pick<TestSetup, 'rows' | 'simulator'>,
  { absenceMs, withinMs }: SettlingTimes,
): Promise<void> {
  const end = performance.now() + withinMs;
  const wait = async (what: string, holds: () => Promise<boolean>) => {
    await until(async () => {
      if (await holds()) return true;
      if (performance.now() > end) throw new Error(`dispatches are still being settled: ${what}`);
      return false;
    }, POLL_MS);
  };
  for (;;) {
    await wait(
      'some are under way',
      async () => simulator.underWay === 0 && (await isQuiet(rows, absenceMs)),
    );
    const before = await openAttempts(rows);
    const asked = await askNow(rows);
    await wait('Twilio is being asked', async () => (await unasked(rows, asked)) === 0);
    if ((await openAttempts(rows)) === before) return;
  }
}

async function isQuiet(rows: Rows, absenceMs: number): Promise<boolean> {
  const [row] = await rows(
    `select exists (select from dispatch_record where state = 'PENDING')
         or exists (select from dispatch_attempt
                     where outcome = 'OPEN' and started_at > clock_timestamp() - $1 * interval '1 millisecond') as busy`,
    [absenceMs],
  );
  return row?.['busy'] === false;
}

async function openAttempts(rows: Rows): Promise<string> {
  const open = await rows(`select id from dispatch_attempt where outcome = 'OPEN' order by id`);
  return open.map(({ id }) => String(id)).join(' ');
}

type Asked = ReadonlyMap<string, number>;

/** Has Twilio asked about everything that is open, and tells how often it was asked about each before. */
async function askNow(rows: Rows): Promise<Asked> {
  const due = await rows(
    `update dispatch_record set follow_up_at = clock_timestamp()
      where recipient_sealed is not null and follow_up_at is not null returning id, follow_ups`,
  );
  return new Map(due.map((row) => [String(row['id']), Number(row['follow_ups'])]));
}

/** How many of them were not asked about since. */
async function unasked(rows: Rows, asked: Asked): Promise<number> {
  const open = await rows('select id, follow_ups from dispatch_record where recipient_sealed is not null');
  return open.filter((row) => asked.get(String(row['id'])) === Number(row['follow_ups'])).length;
}
