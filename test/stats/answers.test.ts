import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { DELIVERY_STATES, DISPATCH_STATES } from '../../src/kernel/vocabulary/dispatch.ts';
import { STATS_DIMENSIONS, type StatsDimension } from '../../src/kernel/vocabulary/statistics.ts';
import type { CountedRecord } from '../../src/stats/rollup-rules.ts';
import type {
  ChargeTotal,
  DispatchStats,
  GroupValues,
  StatsFilter,
  StatsQuery,
} from '../../src/stats/stats.ts';
import { dispatchStats } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import { recordOrigins, recordStates } from './record-states.ts';
import {
  anAttempt,
  aQuery,
  aRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  type StatsDatabase,
  type Stored,
} from './stats-kit.ts';

let stats: StatsDatabase;
let node: Database;

beforeAll(async () => {
  stats = await openStatsDatabase();
  node = stats.node(2);
});

afterAll(() => stats.close());

async function answerTo(records: readonly Stored[], unlike: Partial<StatsQuery>): Promise<DispatchStats> {
  await keepRecords(node, records);
  const tenant = records[0]?.tenant ?? newTenant();
  return readOnce(node, tenant, (tx) => dispatchStats(tx, aQuery(unlike)));
}

const VALUE: Readonly<Record<Exclude<StatsDimension, 'TENANT'>, (record: CountedRecord) => string>> = {
  BILLED_ACCOUNT: ({ billed }) => billed,
  ACCOUNT_SID: (record) =>
    record.state === 'PENDING'
      ? ''
      : (record.attempts.find(({ originator }) => originator === record.billed)?.accountSid ?? ''),
  CHANNEL: ({ channel }) => channel,
  STATE: ({ state }) => state,
  TRIGGER: ({ trigger }) => trigger ?? 'NONE',
  RULE: ({ rule }) => rule,
  DELIVERY: ({ delivery }) => delivery,
  COUNTRY: ({ country }) => country,
};
const GROUP: Readonly<Record<StatsDimension, (values: GroupValues) => string | null>> = {
  TENANT: ({ tenant }) => tenant,
  BILLED_ACCOUNT: ({ billedAccount }) => billedAccount,
  ACCOUNT_SID: ({ accountSid }) => accountSid,
  CHANNEL: ({ channel }) => channel,
  STATE: ({ state }) => state,
  TRIGGER: ({ trigger }) => trigger,
  RULE: ({ rule }) => rule,
  DELIVERY: ({ delivery }) => delivery,
  COUNTRY: ({ country }) => country,
};
const KEPT = STATS_DIMENSIONS.filter((one) => one !== 'TENANT');

function isWanted(record: CountedRecord, filter: StatsFilter): boolean {
  const { state, delivery, channel, country } = filter;
  return (
    (state?.includes(record.state) ?? true) &&
    (delivery?.includes(record.delivery) ?? true) &&
    (channel?.includes(record.channel) ?? true) &&
    (country?.includes(record.country) ?? true)
  );
}

/** The groups of each bucket as one sorted line each, counted one record at a time. */
function counted(records: readonly Stored[], query: StatsQuery, starts: readonly Date[]): string[] {
  const lines = new Map<string, number>();
  for (const record of records) {
    if (record.createdAt < query.from || record.createdAt >= query.to || !isWanted(record, query.filter))
      continue;
    const start = starts
      .filter((at) => at <= record.createdAt)
      .at(-1)
      ?.toISOString();
    const values = query.groupBy.map((dimension) => (dimension === 'TENANT' ? '' : VALUE[dimension](record)));
    const line = [start, ...values.filter((value) => value !== '').sort()].join(' ');
    lines.set(line, (lines.get(line) ?? 0) + 1);
  }
  return [...lines].map(([line, count]) => `${line}: ${count}`).sort();
}

function answered({ buckets }: DispatchStats, query: StatsQuery): string[] {
  const line = (start: Date, values: readonly unknown[], count: number) =>
    `${[start.toISOString(), ...values.filter((value) => value !== null).sort()].join(' ')}: ${count}`;
  return buckets
    .flatMap(({ start, groups, counts }) =>
      query.groupBy.length === 0
        ? counts.dispatches > 0
          ? [line(start, [], counts.dispatches)]
          : []
        : groups.map(({ values, counts: { dispatches } }) => line(start, Object.values(values), dispatches)),
    )
    .sort();
}

/** The cost of each bucket, and of each group where it is told, as one sorted line each. */
function chargesAnswered({ buckets, charges }: DispatchStats, { groupBy }: StatsQuery): string[] {
  const line = (place: readonly unknown[], { currency, charged, amount }: ChargeTotal) =>
    [...place, currency, charged, amount].join(' ');
  return [
    ...(charges ?? []).map((charge) => line(['all'], charge)),
    ...buckets.flatMap((bucket) => [
      ...(bucket.charges ?? []).map((charge) => line([bucket.start.toISOString()], charge)),
      ...bucket.groups.flatMap((group) =>
        (group.charges ?? []).map((charge) =>
          line([bucket.start.toISOString(), ...groupBy.map((one) => GROUP[one](group.values) ?? '')], charge),
        ),
      ),
    ]),
  ].sort();
}

/** The same, added up one record at a time in millionths. */
function chargesCounted(
  records: readonly Stored[],
  { groupBy }: StatsQuery,
  starts: readonly Date[],
  { chargesUnavailableFor, buckets }: DispatchStats,
): string[] {
  if (chargesUnavailableFor.length > 0) return [];
  const sums = new Map<string, { charged: number; amount: bigint }>();
  const keepsGroups = buckets.some(({ groups }) => groups.some(({ charges }) => charges !== null));
  for (const record of records) {
    const { charge, createdAt } = record;
    if (charge === null || record.state === 'PENDING') continue;
    const start = starts.filter((at) => at <= createdAt).at(-1);
    const places = [['all'], [start?.toISOString()]];
    if (keepsGroups && groupBy.length > 0) {
      places.push([
        start?.toISOString(),
        ...groupBy.map((one) => (one === 'TENANT' ? '' : VALUE[one](record))),
      ]);
    }
    for (const place of places) {
      const key = [...place, charge.currency].join(' ');
      const sum = sums.get(key) ?? { charged: 0, amount: 0n };
      sums.set(key, {
        charged: sum.charged + 1,
        amount: sum.amount + BigInt(Math.round(Number(charge.amount) * 1e6)),
      });
    }
  }
  return [...sums].map(([key, { charged, amount }]) => `${key} ${charged} ${Number(amount) / 1e6}`).sort();
}

const someRecords = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 2 * 86_400 - 1 }), recordOrigins, recordStates),
  { maxLength: 60 },
);
const someFilter = fc.record(
  {
    state: fc.subarray([...DISPATCH_STATES]),
    delivery: fc.subarray([...DELIVERY_STATES]),
    channel: fc.subarray(['SMS', 'VOICE'] as const),
    country: fc.subarray(['DE', 'NP', 'US', 'ZZ', 'FR']),
  },
  { requiredKeys: [] },
);
/** In quarter-hours. */
const LONGEST_BY_MINUTE = 6;
const somePlan = fc.record({ groupBy: fc.subarray(KEPT), filter: someFilter });

describe('answers', () => {
  it('given any dispatches and any question that can be answered, then the answer is what counting them one by one says', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRecords,
        fc.array(
          fc.tuple(
            somePlan,
            fc.constantFrom('HOUR', 'DAY', 'MONTH', 'MINUTE'),
            fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'),
            fc.integer({ min: 0, max: 100 }),
            fc.integer({ min: 1, max: 24 }),
          ),
          { minLength: 1, maxLength: 12 },
        ),
        async (made, questions) => {
          const tenant = newTenant();
          const midnight = Date.parse('2026-03-28T00:00:00Z');
          const records = made.map(([second, origin, state]) =>
            aRecord(tenant, new Date(midnight + second * 1000).toISOString(), { ...origin, ...state }),
          );
          await keepRecords(node, records);
          for (const [{ groupBy, filter }, bucket, timeZone, quarter, quarters] of questions) {
            const from = new Date(midnight + quarter * 900_000);
            // By the minute, longer ones are refused for the rows that they could have.
            const length = bucket === 'MINUTE' ? Math.min(quarters, LONGEST_BY_MINUTE) : quarters;
            const to = new Date(from.getTime() + length * 900_000);
            const query = aQuery({ groupBy, filter, bucket, timeZone, from, to });
            const answer = await readOnce(node, tenant, (tx) => dispatchStats(tx, query));
            const starts = answer.buckets.map(({ start }) => start);
            expect(answered(answer, query)).toEqual(counted(records, query, starts));
            const inside = records.filter(
              (record) => record.createdAt >= from && record.createdAt < to && isWanted(record, filter),
            );
            expect(answer.totals.dispatches).toBe(inside.length);
            expect(answer.totals.open).toBe(inside.filter(({ state }) => state === 'PENDING').length);
            expect(chargesAnswered(answer, query)).toEqual(chargesCounted(inside, query, starts, answer));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('given a day on which Berlin puts its clocks forward, then it has the dispatches of its 23 hours, and empty days are there', async () => {
    const tenant = newTenant();
    const records = ['28T22:59:59.999Z', '28T23:00:00Z', '29T21:59:59.999Z', '29T22:00:00Z'].map((at) =>
      aRecord(tenant, `2026-03-${at}`),
    );
    const { buckets } = await answerTo(records, {
      from: new Date('2026-03-26T23:00:00Z'),
      to: new Date('2026-03-31T22:00:00Z'),
      bucket: 'DAY',
      timeZone: 'Europe/Berlin',
    });
    expect(buckets.map(({ counts }) => counts.dispatches)).toEqual([0, 1, 2, 1, 0]);
    expect(buckets.map(({ start, end }) => (end.getTime() - start.getTime()) / 3_600_000)).toEqual([
      24, 24, 23, 24, 24,
    ]);
  });

  it('given minutes, then each has its own dispatches, and a filter by anything leaves the charges (B2)', async () => {
    const tenant = newTenant();
    const charge = { amount: '0.0750', currency: 'EUR' };
    const records = [
      aRecord(tenant, '2026-03-28T10:00:59.999Z', { charge }),
      aRecord(tenant, '2026-03-28T10:02:00Z', { charge, rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' }),
      aRecord(tenant, '2026-03-28T10:03:00Z', { charge }),
    ];
    const { buckets, charges } = await answerTo(records, {
      from: new Date('2026-03-28T10:00:00Z'),
      to: new Date('2026-03-28T10:03:00Z'),
      bucket: 'MINUTE',
      filter: { trigger: ['NONE'] },
    });
    expect(buckets.map(({ counts }) => counts.dispatches)).toEqual([1, 0, 0]);
    expect(charges).toEqual([{ currency: 'EUR', charged: 1, amount: '0.075' }]);
  });
});

describe('what the counts say', () => {
  it.each([
    { by: 'HOUR', unlike: {} },
    { by: 'HOUR and DELIVERY', unlike: { groupBy: ['DELIVERY'] } },
    {
      by: 'MINUTE',
      unlike: {
        bucket: 'MINUTE',
        to: new Date('2026-03-28T12:00:00Z'),
        from: new Date('2026-03-28T09:00:00Z'),
      },
    },
  ] as const)(
    'given fallbacks and shares, by $by, then the rates are those of what is settled (D2, D4, D6, B1)',
    async ({ unlike }) => {
      const tenant = newTenant();
      const at = '2026-03-28T10:00:00Z';
      const tried = (...originators: ('CUSTOM' | 'DEFAULT')[]) =>
        originators.map((originator) => anAttempt({ originator }));
      const fellBack = {
        trigger: 'API_ERROR' as const,
        billed: 'DEFAULT' as const,
        attempts: tried('CUSTOM', 'DEFAULT'),
      };
      const { totals, rates, charges, chargesUnavailableFor } = await answerTo(
        [
          aRecord(tenant, at, { charge: { amount: '0.5', currency: 'USD' } }),
          aRecord(tenant, at, {
            ...fellBack,
            rule: 'FALLBACK_ALLOWED',
            charge: { amount: '0.2', currency: 'EUR' },
          }),
          aRecord(tenant, at, {
            ...fellBack,
            rule: 'FALLBACK_NOT_DEFINED',
            charge: { amount: '0.10', currency: 'EUR' },
          }),
          aRecord(tenant, at, {
            trigger: 'API_ERROR',
            rule: 'FALLBACK_DISABLED',
            billed: 'NONE',
            state: 'FAILED',
          }),
          // The policy allowed a fallback, and there was none: no number, or no time.
          aRecord(tenant, at, {
            ...{ trigger: 'API_ERROR', rule: 'FALLBACK_ALLOWED', billed: 'NONE', state: 'FAILED' },
          }),
          aRecord(tenant, at, {
            ...{ trigger: 'API_ERROR', rule: 'FALLBACK_ALLOWED', billed: 'NONE', state: 'FAILED' },
            attempts: [...tried('CUSTOM'), anAttempt({ originator: 'DEFAULT', fault: 'TIME_SPENT' })],
          }),
          aRecord(tenant, at, {
            ...{ rule: 'NO_CUSTOM_ACCOUNT', billed: 'DEFAULT', attempts: tried('DEFAULT') },
          }),
          aRecord(tenant, at, { state: 'PENDING', billed: 'UNKNOWN' }),
        ],
        unlike,
      );
      expect(totals).toEqual({
        dispatches: 8,
        open: 1,
        billedToCustom: 1,
        billedToDefault: 3,
        fallback: { withCustomAccount: 6, triggered: 5, fellBack: 2 },
      });
      expect(rates).toEqual({ fallbackRate: 2 / 6, customShare: 0.25, defaultShare: 0.75 });
      expect(charges).toEqual([
        { currency: 'EUR', charged: 2, amount: '0.3' },
        { currency: 'USD', charged: 1, amount: '0.5' },
      ]);
      expect(chargesUnavailableFor).toEqual([]);
    },
  );

  it('given no dispatches, then there are buckets of nothing and no rates', async () => {
    const { buckets, totals, rates, charges } = await answerTo([], { groupBy: ['STATE'] });
    expect(buckets).toHaveLength(48);
    expect(buckets.every(({ groups, counts }) => groups.length === 0 && counts.dispatches === 0)).toBe(true);
    expect(totals.fallback).toEqual({ withCustomAccount: 0, triggered: 0, fellBack: 0 });
    expect(rates).toEqual({ fallbackRate: null, customShare: null, defaultShare: null });
    expect(charges).toEqual([]);
  });

  it('given a filter that charges are not kept by, then they are not told, and the filter is named', async () => {
    const record = aRecord(newTenant(), '2026-03-28T10:00:00Z', { charge: { amount: '1', currency: 'EUR' } });
    const byCountry = await answerTo([record], {
      filter: { country: ['DE'], channel: ['SMS'], delivery: ['DELIVERED'] },
    });
    expect(byCountry.totals).toMatchObject({ dispatches: 1, billedToCustom: 1 });
    expect(byCountry.charges).toBeNull();
    expect(byCountry.chargesUnavailableFor).toEqual(['DELIVERY']);
  });

  it('given dispatches that are open, then they count where they were created and in their group, as open', async () => {
    const tenant = newTenant();
    const open = aRecord(tenant, '2026-03-28T10:59:00Z', {
      state: 'PENDING',
      delivery: 'NONE',
      billed: 'UNKNOWN',
    });
    const { buckets } = await answerTo([open, aRecord(tenant, '2026-03-28T10:01:00Z')], {
      groupBy: ['STATE'],
    });
    expect(buckets[10]?.counts).toMatchObject({ dispatches: 2, open: 1 });
    expect(
      buckets[10]?.groups.map(({ values, counts }) => [values.state, counts.dispatches, counts.open]),
    ).toEqual([
      ['ACCEPTED', 1, 0],
      ['PENDING', 1, 1],
    ]);
  });
});
