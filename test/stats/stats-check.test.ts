import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { sumUpToHours } from '../../src/stats/hour-rollups.ts';
import { rollupChanges } from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import { checkStats } from '../../src/stats/stats-check.ts';
import {
  anAttempt,
  aRecord,
  insertRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
} from './stats-kit.ts';

let stats: StatsDatabase;
let node: Database;

beforeAll(async () => {
  stats = await openStatsDatabase();
  node = stats.node(2);
});

afterAll(() => stats.close());

/** A day for each test, so that none finds the differences of another. */
function dayOf(day: string) {
  const from = new Date(`2026-03-${day}T00:00:00Z`);
  return { range: { from, to: new Date(from.getTime() + 86_400_000) }, at: `2026-03-${day}T23:59:59.999Z` };
}

const charge = { amount: '0.0075', currency: 'EUR' };

describe('the check of the statistics', () => {
  it('given records and their rollup rows, then it finds no difference', async () => {
    const { range, at } = dayOf('02');
    const tenant = newTenant();
    await keepRecords(node, [aRecord(tenant, at, { charge }), aRecord(tenant, at, { state: 'PENDING' })]);
    expect(await checkStats(node, range)).toEqual({ records: 2, differences: [], monthsWithoutRecords: [] });
  });

  it('given a record that was not counted, then it finds its places in each rollup', async () => {
    const { range, at } = dayOf('03');
    const tenant = newTenant();
    await keepRecords(node, [aRecord(tenant, at)]);
    await node.write(tenant, (tx) => insertRecord(tx, aRecord(tenant, at, { charge })));
    const { differences } = await checkStats(node, range);
    expect(
      differences.map(({ rollup, kept, counted }) => [rollup, kept['dispatches'], counted['dispatches']]),
    ).toEqual([
      ['dispatch_rollup', '1', '2'],
      ['dispatch_country_rollup', '1', '2'],
      ['dispatch_charge_rollup', undefined, undefined],
    ]);
    expect(differences[2]).toMatchObject({
      place: { tenant_id: tenant, currency: 'EUR' },
      kept: { charged: '0', amount: '0' },
      counted: { charged: '1', amount: '0.0075' },
    });
  });

  it('given a rollup row without records, then it finds it', async () => {
    const { range, at } = dayOf('04');
    const tenant = newTenant();
    await node.write(tenant, (tx) => writeRollups(tx, rollupChanges(null, aRecord(tenant, at))));
    const { differences } = await checkStats(node, range);
    expect(
      differences.map(({ kept, counted }) => [kept['delivery_delivered'], counted['delivery_delivered']]),
    ).toEqual([
      ['1', '0'],
      ['1', '0'],
    ]);
  });

  it.each([
    ['a counter', '05', 'update dispatch_rollup set delivery_sent = delivery_sent + 1', 'dispatch_rollup'],
    [
      'an amount',
      '06',
      'update dispatch_charge_rollup set amount = amount + 0.0000001',
      'dispatch_charge_rollup',
    ],
    ['an hour', '08', 'update dispatch_hour_rollup set dispatches = dispatches + 1', 'dispatch_hour_rollup'],
    ['a country', '07', `update dispatch_country_rollup set country = 'FR'`, 'dispatch_country_rollup'],
    ['an account', '09', `update dispatch_rollup set account_sid = ''`, 'dispatch_rollup'],
    ['a latency', '10', 'update dispatch_rollup set accepted_later = accepted_later + 1', 'dispatch_rollup'],
    ['a code', '11', 'update dispatch_failure_rollup set code = code + 1', 'dispatch_failure_rollup'],
  ])(
    'given %s that was tampered with, then it finds that rollup, and no other kind',
    async (_, day, statement, rollup) => {
      const { range, at } = dayOf(day);
      const tenant = newTenant();
      const attempts = [
        anAttempt({ outcome: 'REFUSED', code: 20_003 }),
        anAttempt({ originator: 'DEFAULT' }),
      ];
      await keepRecords(node, [aRecord(tenant, at, { charge, attempts, billed: 'DEFAULT' })]);
      await stats.administer(`${statement} where tenant_id = '${tenant}'`);
      const { differences } = await checkStats(node, range);
      // What is old was summed up to hours, which differ from their quarter-hours too.
      const hours = rollup.replace(/(?<!hour_)rollup/, 'hour_rollup');
      expect(new Set(differences.map((difference) => difference.rollup))).toEqual(new Set([rollup, hours]));
    },
  );

  it('given counts of an earlier version, then its migration counts the records that are kept once more', async () => {
    const { range, at } = dayOf('12');
    const tenant = newTenant();
    const settledAt = new Date(Date.parse(at) + 700);
    const attempts = [
      anAttempt({ outcome: 'REFUSED', code: 20_003 }),
      anAttempt({ originator: 'DEFAULT', settledAt }),
    ];
    const undelivered = { delivery: 'UNDELIVERED', deliveryCode: 30_003 } as const;
    await keepRecords(node, [
      aRecord(tenant, at, { charge, attempts, billed: 'DEFAULT', ...undelivered }),
      aRecord(tenant, at, { state: 'PENDING' }),
    ]);
    await sumUpToHours(node);
    for (const length of ['', 'hour_']) {
      await stats.administer(`
        update dispatch_${length}rollup set account_sid = '', accepted_in_1000 = 0 where tenant_id = '${tenant}';
        update dispatch_country_${length}rollup set account_sid = '', state = '', rule = '', trigger = ''
         where tenant_id = '${tenant}';
        update dispatch_charge_${length}rollup set account_sid = '', country = '' where tenant_id = '${tenant}';
        delete from dispatch_failure_${length}rollup where tenant_id = '${tenant}'`);
    }
    expect((await checkStats(node, range)).differences.length).toBeGreaterThan(4);
    const statements = readFileSync('migrations/0026_statistics_by_account_and_code.sql', 'utf8').split(
      '--> statement-breakpoint',
    );
    await stats.administer(statements.at(-1) ?? '');
    expect((await checkStats(node, range)).differences).toEqual([]);
  });

  it('given months without records, then it names them and checks the others', async () => {
    const range = { from: new Date('2025-12-31T00:00:00Z'), to: new Date('2026-02-02T00:00:00Z') };
    const tenant = newTenant();
    await stats.administer(
      'drop table if exists dispatch_record_2025_12, dispatch_record_2026_01, dispatch_record_2026_02',
    );
    await node.write(tenant, (tx) =>
      writeRollups(tx, rollupChanges(null, aRecord(tenant, '2026-01-10T00:00:00Z'))),
    );
    expect(await checkStats(node, range)).toEqual({
      records: 0,
      differences: [],
      monthsWithoutRecords: ['2025-12', '2026-01', '2026-02'],
    });
  });

  it('given a range that does not lie on quarter-hours, then it is refused', async () => {
    const range = { from: new Date('2026-03-02T00:01:00Z'), to: new Date('2026-03-03T00:00:00Z') };
    await expect(checkStats(node, range)).rejects.toThrow(RangeError);
  });
});
