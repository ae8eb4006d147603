import type { Rows } from '../test-setup.ts';
import { until } from '../until.ts';

/** Waits until so many connections to the database wait for a lock. */
export async function waitingForLocks({ rows }: { readonly rows: Rows }, count: number): Promise<void> {
  await until(async () => {
    const waiting = await rows(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return waiting.length >= count;
  });
}
