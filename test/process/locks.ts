import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import type { PoolSizes } from '../../src/database/connection/pool-rules.ts';
import type { TestSetup } from '../support/test-setup.ts';

/** Keeps everybody else from what the statement locks, until the test lets go or is over. */
export async function lockOn({ adminUrl }: TestSetup, statement: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  let isHeld = true;
  const letGo = async () => {
    if (isHeld) await client.end();
    isHeld = false;
  };
  onTestFinished(letGo);
  await client.query(`begin; ${statement}`);
  return letGo;
}

/** The connections of a pool that wait for a lock, as PostgreSQL tells them. */
export async function blockedOn(setup: TestSetup, pool: keyof PoolSizes): Promise<readonly unknown[]> {
  const rows = await setup.rows(
    `select pid from pg_stat_activity
      where datname = current_database() and application_name = $1 and wait_event_type = 'Lock'`,
    [`originator ${pool}`],
  );
  return rows.map(({ pid }) => pid).sort();
}
