import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { rollupChanges } from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import { dispatchStats, platformDispatchStats } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import {
  aQuery,
  aRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  readingAll,
  type StatsDatabase,
} from './stats-kit.ts';

let stats: StatsDatabase;
let node: Database;

beforeAll(async () => {
  stats = await openStatsDatabase();
  node = stats.node(2);
});

afterAll(() => stats.close());

const DAYS = { bucket: 'DAY' } as const;

describe('statistics of all tenants', () => {
  it('given two tenants, then each sees its own and the platform sees the sum, open ones too (X1, X3)', async () => {
    const [one, other] = [newTenant(), newTenant()];
    const at = '2026-03-28T10:00:00Z';
    const charge = { amount: '0.25', currency: 'EUR' };
    await keepRecords(node, [
      aRecord(one, at, { charge }),
      aRecord(one, at, { state: 'PENDING', delivery: 'NONE' }),
    ]);
    await keepRecords(node, [
      aRecord(other, at, { charge }),
      aRecord(other, at),
      aRecord(other, at, { country: 'NP' }),
    ]);
    for (const [tenant, dispatches, open] of [
      [one, 2, 1],
      [other, 3, 0],
    ] as const) {
      const own = await readOnce(node, tenant, (tx) => dispatchStats(tx, aQuery(DAYS)));
      expect(own.totals).toMatchObject({ dispatches, open });
      expect(own.charges).toEqual([{ currency: 'EUR', charged: 1, amount: '0.25' }]);
    }
    const filter = { tenant: [one, other] };
    const all = await readingAll(node, (tx) =>
      platformDispatchStats(tx, aQuery({ ...DAYS, filter, groupBy: ['TENANT', 'STATE'] })),
    );
    expect(all.totals).toMatchObject({ dispatches: 5, open: 1 });
    expect(all.charges).toEqual([{ currency: 'EUR', charged: 2, amount: '0.5' }]);
    const groups = all.buckets.flatMap((bucket) =>
      bucket.groups.map(({ values, counts }) => [values.tenant, values.state, counts.dispatches]),
    );
    expect(groups.sort()).toEqual(
      [
        [one, 'ACCEPTED', 1],
        [one, 'PENDING', 1],
        [other, 'ACCEPTED', 3],
      ].sort(),
    );
    const byCountry = await readingAll(node, (tx) =>
      platformDispatchStats(
        tx,
        aQuery({ ...DAYS, filter: { ...filter, country: ['NP'] }, groupBy: ['TENANT'] }),
      ),
    );
    expect(byCountry.totals.dispatches).toBe(1);
  });

  it('given the platform, then it can read neither settled records nor what is sent to whom (X1)', async () => {
    const tenant = newTenant();
    await keepRecords(node, [
      aRecord(tenant, '2026-03-28T10:00:00Z'),
      aRecord(tenant, '2026-03-28T10:00:00Z', { state: 'PENDING' }),
    ]);
    const read = (name: string, columns: string) =>
      readingAll(node, (tx) =>
        tx.prepared({ name, text: `select ${columns} from dispatch_record where tenant_id = $1` }, [tenant]),
      );
    expect(await read('test-platform-states', 'state')).toEqual([{ state: 'PENDING' }]);
    await expect(read('test-platform-recipients', 'recipient_masked')).rejects.toThrow('permission denied');
  });

  it('given what one tenant asks within the database, then it finds no rollup row of another (X2, X3)', async () => {
    const tenant = newTenant();
    await keepRecords(node, [
      aRecord(tenant, '2026-03-28T10:00:00Z', { charge: { amount: '1', currency: 'EUR' } }),
    ]);
    for (const table of ['dispatch_rollup', 'dispatch_country_rollup', 'dispatch_charge_rollup']) {
      const count = { name: `test-count-${table}`, text: `select count(*)::int as count from ${table}` };
      expect(await readOnce(node, newTenant(), (tx) => tx.prepared(count, []))).toEqual([{ count: 0 }]);
      expect(await readOnce(node, tenant, (tx) => tx.prepared(count, []))).toEqual([{ count: 1 }]);
    }
  });
});

describe('limits', () => {
  it('given more groups than an answer may have rows, then it is refused and the limit is named', async () => {
    const tenant = newTenant();
    const countries = Array.from({ length: 10 }, (_, index) => `X${index}`);
    const hours = Array.from(
      { length: 1_001 },
      (_, index) => new Date(Date.UTC(2026, 0, 1) + index * 3_600_000),
    );
    await node.write(tenant, (tx) =>
      writeRollups(
        tx,
        hours.flatMap((at) =>
          countries.flatMap((country) => rollupChanges(null, aRecord(tenant, at.toISOString(), { country }))),
        ),
      ),
    );
    const ask = (hoursAsked: number) => {
      const from = new Date(Date.UTC(2026, 0, 1));
      const to = new Date(from.getTime() + hoursAsked * 3_600_000);
      return readOnce(node, tenant, (tx) => dispatchStats(tx, aQuery({ from, to, groupBy: ['COUNTRY'] })));
    };
    expect((await ask(1_000)).totals.dispatches).toBe(10_000);
    await expect(ask(1_001)).rejects.toMatchObject({
      problems: [{ code: 'VALUE_OUT_OF_RANGE', message: expect.stringContaining('10000') }],
    });
  });

  it('given minutes of a month whose records were dropped, then they are refused, and hours are told', async () => {
    const tenant = newTenant();
    const record = aRecord(tenant, '2026-02-10T10:00:00Z');
    await stats.administer('drop table if exists dispatch_record_2026_02');
    await node.write(tenant, (tx) => writeRollups(tx, rollupChanges(null, record)));
    const range = { from: new Date('2026-02-10T09:00:00Z'), to: new Date('2026-02-10T11:00:00Z') };
    const ask = (bucket: 'HOUR' | 'MINUTE', of = tenant) =>
      readOnce(node, of, (tx) => dispatchStats(tx, aQuery({ ...range, bucket })));
    expect((await ask('HOUR')).totals.dispatches).toBe(1);
    await expect(ask('MINUTE')).rejects.toMatchObject({ problems: [{ code: 'VALUE_OUT_OF_RANGE' }] });
    expect((await ask('MINUTE', newTenant())).buckets).toHaveLength(120);
  });
});
