import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { rollupChanges, sumOfChanges } from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import { dispatchStats } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import { live, lives, stagesOf } from './lives.ts';
import { aQuery, aRecord, newTenant, openStatsDatabase, type StatsDatabase } from './stats-kit.ts';

let stats: StatsDatabase;
let nodes: readonly [Database, Database];

beforeAll(async () => {
  stats = await openStatsDatabase();
  // Two processes, whose connections have the same lanes.
  nodes = [stats.node(3), stats.node(3)];
});

afterAll(() => stats.close());

const DAY = { from: new Date('2026-03-29T00:00:00Z'), to: new Date('2026-03-30T00:00:00Z') };

describe('rollups', () => {
  it('given any lives of dispatches, chunk by chunk over two nodes at once, then they are what the records say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(lives, { maxLength: 6 }), { minLength: 1, maxLength: 12 }),
        async (chunks) => {
          const tenant = newTenant();
          const chunked = chunks.map((chunk) => chunk.map((life) => stagesOf(tenant, life)));
          await Promise.all(chunked.map((chunk, index) => live(nodes[index % 2 === 0 ? 0 : 1], chunk)));
          expect((await checkStats(nodes[0], DAY)).differences).toEqual([]);
          const ends = chunked.flat().map((stages) => stages.at(-1));
          const settled = ends.filter((end) => end !== undefined && end.state !== 'PENDING');
          const { totals } = await readOnce(nodes[1], tenant, (tx) => dispatchStats(tx, aQuery()));
          expect(totals.dispatches).toBe(ends.length);
          expect(totals.open).toBe(ends.length - settled.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('given the same changes in opposite orders from many connections, then nobody waits in a circle', async () => {
    const tenant = newTenant();
    const records = Array.from({ length: 40 }, (_, index) =>
      aRecord(tenant, `2026-03-28T${String(index % 10).padStart(2, '0')}:00:00Z`, {
        country: ['DE', 'US', 'NP'][index % 3] ?? 'ZZ',
        charge: { amount: '0.01', currency: ['EUR', 'USD'][index % 2] ?? 'JPY' },
      }),
    );
    const changes = records.flatMap((record) => rollupChanges(null, record));
    const backwards = [...changes].reverse();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        nodes[index % 2 === 0 ? 0 : 1].write(tenant, (tx) =>
          writeRollups(tx, index % 3 === 0 ? changes : backwards),
        ),
      ),
    );
    const { totals, charges } = await readOnce(nodes[0], tenant, (tx) => dispatchStats(tx, aQuery()));
    expect(totals.dispatches).toBe(40 * 60);
    expect(charges).toEqual([
      { currency: 'EUR', charged: 1200, amount: '12' },
      { currency: 'USD', charged: 1200, amount: '12' },
    ]);
    await nodes[0].write(tenant, (tx) =>
      writeRollups(
        tx,
        Array.from({ length: 60 }, () =>
          records.flatMap((record) => rollupChanges(record, { ...record, state: 'PENDING' })),
        ).flat(),
      ),
    );
    const emptied = await readOnce(nodes[0], tenant, (tx) =>
      dispatchStats(tx, aQuery({ groupBy: ['CHANNEL', 'DELIVERY'] })),
    );
    expect(emptied.totals.dispatches).toBe(0);
    expect(emptied.buckets.every(({ groups }) => groups.length === 0)).toBe(true);
    expect(emptied.charges).toEqual([]);
  });

  it('given a transaction that is rolled back, then nothing of it is counted', async () => {
    const tenant = newTenant();
    const changes = rollupChanges(null, aRecord(tenant, '2026-03-28T00:00:00Z'));
    const failing = nodes[0].write(tenant, async (tx) => {
      await writeRollups(tx, changes);
      throw new Error('something else went wrong');
    });
    await expect(failing).rejects.toThrow('something else went wrong');
    const { totals } = await readOnce(nodes[0], tenant, (tx) => dispatchStats(tx, aQuery()));
    expect(totals.dispatches).toBe(0);
    expect(sumOfChanges(changes)).toHaveLength(2);
  });

  it('given changes of another tenant, then the database refuses them (X3)', async () => {
    const changes = rollupChanges(null, aRecord(newTenant(), '2026-03-28T00:00:00Z'));
    await expect(nodes[0].write(newTenant(), (tx) => writeRollups(tx, changes))).rejects.toThrow(
      'row-level security',
    );
  });
});
