import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { sumUpToHours } from '../../src/stats/hour-rollups.ts';
import { HOUR_MS, LATE_MS, stretchesOf } from '../../src/stats/hour-rules.ts';
import { rollupChanges } from '../../src/stats/rollup-rules.ts';
import { lockProgress, readHoursUntil, sumUpHours, writeRollups } from '../../src/stats/rollup-store.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import { planStats } from '../../src/stats/stats-rules.ts';
import { dispatchStats } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import { until } from '../support/until.ts';
import { live, lives, stagesOf } from './lives.ts';
import {
  aQuery,
  aRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
  updateRecord,
} from './stats-kit.ts';

let stats: StatsDatabase;
let nodes: readonly [Database, Database];

beforeAll(async () => {
  stats = await openStatsDatabase();
  nodes = [stats.node(4), stats.node(4)];
});

afterAll(() => stats.close());

const DAY = { from: new Date('2026-03-29T00:00:00Z'), to: new Date('2026-03-30T00:00:00Z') };

/** As before anything of that day was summed up. */
function startOver(from: string): Promise<void> {
  return stats.administer(`
    truncate dispatch_hour_rollup, dispatch_charge_hour_rollup, dispatch_country_hour_rollup,
      dispatch_failure_hour_rollup;
    update rollup_progress set hours_until = '${from}'`);
}

const bothOfDay = async () => ({
  differences: (await checkStats(nodes[0], DAY)).differences,
  until: await nodes[0].system(readHoursUntil),
});

describe('rollups by the hour', () => {
  it('given dispatches that change while hours are summed up, then each hour is the sum of its quarter-hours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(lives, { maxLength: 4 }), { minLength: 2, maxLength: 8 }),
        async (chunks) => {
          const tenant = newTenant();
          await startOver('2026-03-29T00:00:00Z');
          await Promise.all([
            ...chunks.map((chunk) =>
              live(
                nodes[0],
                chunk.map((life) => stagesOf(tenant, life)),
              ),
            ),
            // One day is one step.
            nodes[1].system((tx) => lockProgress(tx).then(() => sumUpHours(tx, DAY.from, DAY.to))),
          ]);
          expect(await bothOfDay()).toEqual({ differences: [], until: DAY.to });
        },
      ),
      { numRuns: 8 },
    );
  });

  it('given a late change while its hour is summed up, then it waits, and goes to both', async () => {
    const tenant = newTenant();
    await startOver('2026-03-29T00:00:00Z');
    const before = aRecord(tenant, '2026-03-29T05:10:00Z', { delivery: 'SENT' });
    await keepRecords(nodes[0], [before]);
    let write: Promise<void> | undefined;
    await nodes[1].system(async (tx) => {
      await lockProgress(tx);
      await sumUpHours(tx, DAY.from, DAY.to);
      const after = { ...before, delivery: 'DELIVERED' } as const;
      write = nodes[0].write(tenant, async (own) => {
        await updateRecord(own, after);
        await writeRollups(own, rollupChanges(before, after));
      });
      await until(async () => {
        const waiting = await tx.prepared(
          {
            text: `select 1 from pg_locks where locktype = 'advisory' and not granted`,
            name: 'test-waiting',
          },
          [],
        );
        return waiting.length > 0;
      });
    });
    await write;
    const { buckets } = await readOnce(nodes[0], tenant, (tx) =>
      dispatchStats(tx, aQuery({ groupBy: ['DELIVERY'] })),
    );
    expect(buckets.flatMap(({ groups }) => groups.map(({ values }) => values.delivery))).toEqual([
      'DELIVERED',
    ]);
    expect(await bothOfDay()).toEqual({ differences: [], until: DAY.to });
  });

  it('given quarter-hours of many days, then they are summed up but for those that may still change', async () => {
    const tenant = newTenant();
    const now = new Date();
    await startOver(new Date(now.getTime() - (now.getTime() % HOUR_MS) - 4 * LATE_MS).toISOString());
    const ages = [3.5 * LATE_MS, 2 * LATE_MS, LATE_MS / 2, 0];
    const changes = ages.flatMap((age) =>
      rollupChanges(null, aRecord(tenant, new Date(now.getTime() - age).toISOString())),
    );
    await nodes[0].write(tenant, (tx) => writeRollups(tx, changes));
    const ends = await Promise.all(nodes.map((node) => sumUpToHours(node)));
    expect(ends[0]).toEqual(ends[1]);
    expect(ends[0]?.getTime()).toBeLessThanOrEqual(Date.now() - LATE_MS - HOUR_MS);
    const summed = await readOnce(nodes[0], tenant, (tx) =>
      tx.prepared(
        { name: 'test-hours', text: 'select sum(dispatches)::int as kept from dispatch_hour_rollup' },
        [],
      ),
    );
    expect(summed).toEqual([{ kept: 2 }]);
    const [from, to] = [new Date(now.getTime() - 5 * LATE_MS), new Date(now.getTime() + HOUR_MS)].map(
      (at) => new Date(at.getTime() - (at.getTime() % HOUR_MS)),
    );
    const { totals } = await readOnce(nodes[0], tenant, (tx) =>
      dispatchStats(tx, aQuery({ ...(from && { from }), ...(to && { to }) })),
    );
    expect(totals.dispatches).toBe(4);
  });
});

describe('statistics of a range of which a part is there by the hour', () => {
  const quarters = fc.integer({ min: 0, max: 4 * 48 });
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Asia/Kathmandu');

  it('given any part, then the answer is the same', async () => {
    const tenant = newTenant();
    const records = Array.from({ length: 96 }, (_, index) =>
      aRecord(tenant, new Date(Date.UTC(2026, 2, 28) + index * 1_900_000).toISOString(), {
        country: index % 3 === 0 ? 'DE' : 'US',
        charge: { amount: '0.01', currency: index % 2 === 0 ? 'EUR' : 'USD' },
      }),
    );
    await keepRecords(nodes[0], records);
    const question = fc.record({
      bucket: fc.constantFrom('HOUR' as const, 'DAY' as const),
      timeZone: zones,
      ends: fc.tuple(quarters, quarters).filter(([from, to]) => from !== to),
      groupBy: fc.constantFrom([], ['COUNTRY' as const], ['CHANNEL' as const, 'DELIVERY' as const]),
    });
    await fc.assert(
      fc.asyncProperty(question, quarters, async ({ ends, ...asked }, done) => {
        const [first = 0, last = 0] = [...ends].sort((a, b) => a - b);
        const at = (quarter: number) => new Date(Date.UTC(2026, 2, 28) + quarter * (HOUR_MS / 4));
        const query = aQuery({ ...asked, from: at(first), to: at(last) });
        const ask = () => readOnce(nodes[0], tenant, (tx) => dispatchStats(tx, query));
        await startOver('2026-03-28T00:00:00Z');
        const byQuarters = await ask();
        await nodes[0].system((tx) =>
          sumUpHours(tx, at(0), new Date(Math.floor(at(done).getTime() / HOUR_MS) * HOUR_MS)),
        );
        expect(await ask()).toEqual(byQuarters);
      }),
      { numRuns: 20 },
    );
  });

  it('given any range, then its parts are the whole of it, and hours are whole ones that are there', () => {
    fc.assert(
      fc.property(fc.tuple(quarters, quarters, quarters), zones, ([a, b, done], timeZone) => {
        fc.pre(a !== b);
        const at = (quarter: number) => new Date(Date.UTC(2026, 2, 28) + quarter * (HOUR_MS / 4));
        const [from, to, end] = [at(Math.min(a, b)), at(Math.max(a, b)), at(done - (done % 4))];
        const plan = planStats(aQuery({ from, to, timeZone }), 'TENANT');
        const parts = stretchesOf(plan, end);
        expect(parts.map((part) => part.from)).toEqual([from, ...parts.slice(0, -1).map((part) => part.to)]);
        expect(parts.at(-1)?.to).toEqual(to);
        for (const { by, from: start, to: stop } of parts) {
          expect(start.getTime()).toBeLessThan(stop.getTime());
          if (by === 'QUARTER') continue;
          expect([start.getTime() % HOUR_MS, stop.getTime() % HOUR_MS]).toEqual([0, 0]);
          expect(stop.getTime()).toBeLessThanOrEqual(end.getTime());
        }
      }),
    );
  });
});
