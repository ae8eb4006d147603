import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Transaction } from '../../src/database/client.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { dispatchStats } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import {
  aQuery,
  aRecord,
  insertRecord,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
} from './stats-kit.ts';

let stats: StatsDatabase;
let database: Database;

beforeAll(async () => {
  stats = await openStatsDatabase();
  database = stats.node();
});

afterAll(() => stats.close());

const SETTLED = 3_000;
const PENDING = 3;
const DAY = { from: new Date('2026-03-28T00:00:00Z'), to: new Date('2026-03-29T00:00:00Z') };

test('pending dispatches are found without reading those that are settled, in a month that PostgreSQL knows nothing of', async () => {
  const tenant = newTenant();
  await keep(tenant);

  const { totals, read } = await readOnce(database, tenant, async (tx) => {
    const { totals } = await dispatchStats(tx, aQuery({ ...DAY, bucket: 'HOUR' }));
    return { totals, read: await recordsRead(tx) };
  });
  expect(totals).toMatchObject({ dispatches: PENDING, open: PENDING });
  expect(read).toBeLessThan(PENDING * 10);
});

/** Some pending records among many that are settled, which no rollup row counts here. */
async function keep(tenant: TenantId): Promise<void> {
  const pending = { state: 'PENDING', delivery: 'NONE', charge: null } as const;
  const records = Array.from({ length: SETTLED + PENDING }, (_, index) =>
    aRecord(tenant, '2026-03-28T12:00:00Z', index < SETTLED ? {} : pending),
  );
  await database.write(tenant, async (tx) => {
    await makeTenant(tx);
    await Promise.all(records.map((record) => insertRecord(tx, record)));
  });
}

/** How many records the transaction has read so far, by whatever way. */
async function recordsRead(tx: Transaction): Promise<number> {
  const [row] = await tx.prepared(
    {
      name: 'test-records-read',
      text: `select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::int as read
               from pg_stat_xact_user_tables where relname like 'dispatch\\_record%'`,
    },
    [],
  );
  return Number(row?.['read']);
}
