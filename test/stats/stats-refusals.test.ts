import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/kernel/errors.ts';
import {
  STATS_BUCKETS,
  STATS_DIMENSIONS,
  type StatsDimension,
} from '../../src/kernel/vocabulary/statistics.ts';
import type { StatsFilter, StatsQuery } from '../../src/stats/stats.ts';
import {
  FAILURES_KEPT_BY,
  LATENCY_KEPT_BY,
  planDetails,
  planStats,
  type StatsSpan,
} from '../../src/stats/stats-rules.ts';
import { aQuery, newTenant } from './stats-kit.ts';

/** The codes and places of all that is wrong with a question; empty when it can be answered. */
function problemsOf(query: StatsQuery, span: StatsSpan = 'TENANT'): string[] {
  try {
    planStats(query, span);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ code, path }) => `${code} ${path.join('.')}`.trim());
  }
}

function subsets<T>(all: readonly T[]): T[][] {
  const numbers = Array.from({ length: 2 ** all.length }, (_, number) => number);
  return numbers.map((number) => all.filter((_, index) => (number & (1 << index)) !== 0));
}

const SPANS: readonly StatsSpan[] = ['TENANT', 'ALL_TENANTS'];
const TWO_HOURS = { from: new Date('2026-03-29T00:00Z'), to: new Date('2026-03-29T02:00Z') };

const FILTERS: Readonly<Record<StatsDimension, StatsFilter>> = {
  TENANT: { tenant: [newTenant()] },
  BILLED_ACCOUNT: { billedAccount: ['CUSTOM'] },
  ACCOUNT_SID: { accountSid: [`AC${'1'.repeat(32)}`] },
  CHANNEL: { channel: ['SMS'] },
  STATE: { state: ['FAILED'] },
  TRIGGER: { trigger: ['NONE'] },
  RULE: { rule: ['CUSTOM_FIRST'] },
  DELIVERY: { delivery: ['SENT'] },
  COUNTRY: { country: ['DE'] },
};

/** Which dimensions cannot be told, said without the rules: tenants go with the platform. */
function inTheWay(used: readonly StatsDimension[], span: StatsSpan): StatsDimension[] {
  return used.filter((dimension) => span === 'TENANT' && dimension === 'TENANT');
}

describe('what statistics are not kept by', () => {
  it('given every set of dimensions, bucket and span, then exactly what is not kept is refused', () => {
    let refused = 0;
    for (const groupBy of subsets(STATS_DIMENSIONS)) {
      for (const span of SPANS) {
        for (const bucket of STATS_BUCKETS) {
          const expected = inTheWay(groupBy, span).map(() => 'VALUES_CONFLICT groupBy');
          if (span === 'ALL_TENANTS' && bucket === 'MINUTE') {
            expected.push('VALUES_CONFLICT bucket');
          }
          expect(problemsOf(aQuery({ ...TWO_HOURS, groupBy, bucket }), span)).toEqual(expected);
          refused += expected.length > 0 ? 1 : 0;
        }
      }
    }
    expect(refused).toBeGreaterThan(1_000);
  });

  it('given every dimension as a filter beside every other as a group, then the same is refused', () => {
    for (const filtered of STATS_DIMENSIONS) {
      for (const grouped of STATS_DIMENSIONS) {
        for (const span of SPANS) {
          const query = aQuery({
            ...TWO_HOURS,
            bucket: 'DAY',
            groupBy: [grouped],
            filter: FILTERS[filtered],
          });
          const used = STATS_DIMENSIONS.filter((one) => one === filtered || one === grouped);
          expect(problemsOf(query, span)).toHaveLength(inTheWay(used, span).length);
        }
      }
    }
  });

  it('given what failed or took how long by something that it is not counted by, then the filter is refused', () => {
    const { from, to } = aQuery();
    const ask = (keptBy: readonly StatsDimension[], filter: StatsFilter) => () =>
      planDetails({ from, to, filter }, keptBy);
    expect(ask(FAILURES_KEPT_BY, { ...FILTERS.ACCOUNT_SID, ...FILTERS.CHANNEL })).not.toThrow();
    expect(ask(FAILURES_KEPT_BY, FILTERS.COUNTRY)).toThrow('This is not counted by COUNTRY.');
    expect(ask(LATENCY_KEPT_BY, FILTERS.RULE)).not.toThrow();
    expect(ask(LATENCY_KEPT_BY, FILTERS.DELIVERY)).toThrow('This is not counted by DELIVERY.');
  });

  it('given several things wrong, then all of them are named at once', () => {
    const query = aQuery({
      to: new Date('2026-03-28T00:00Z'),
      timeZone: 'Nowhere',
      groupBy: ['TENANT', 'STATE'],
    });
    expect(problemsOf(query)).toEqual([
      'VALUES_CONFLICT groupBy',
      'VALUE_OUT_OF_RANGE range',
      'VALUE_MALFORMED timeZone',
    ]);
  });
});

describe('ranges', () => {
  const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

  it.each([
    ['HOUR', range('2026-03-29T01:00Z', '2026-03-29T01:00Z'), ['VALUE_OUT_OF_RANGE range']],
    ['HOUR', range('nonsense', '2026-03-29T01:00Z'), ['VALUE_OUT_OF_RANGE range']],
    ['HOUR', range('2026-03-29T01:00Z', 'nonsense'), ['VALUE_OUT_OF_RANGE range']],
    ['HOUR', range('2026-03-29T01:15Z', '2026-03-29T01:45Z'), []],
    ['HOUR', range('2026-03-29T01:14Z', '2026-03-29T01:45Z'), ['VALUE_OUT_OF_RANGE range.from']],
    ['DAY', range('2026-03-29T01:15Z', '2026-03-29T01:45:00.001Z'), ['VALUE_OUT_OF_RANGE range.to']],
    ['MINUTE', range('2026-03-29T01:14Z', '2026-03-29T07:14Z'), []],
    ['MINUTE', range('2026-03-29T01:14Z', '2026-03-29T07:15Z'), ['VALUE_OUT_OF_RANGE range']],
    ['MINUTE', range('2026-03-29T01:14:30Z', '2026-03-29T02:15Z'), ['VALUE_OUT_OF_RANGE range.from']],
    ['DAY', range('2020-01-01T00:00Z', '2030-01-08T00:00Z'), []],
    ['DAY', range('2020-01-01T00:00Z', '2030-01-09T00:00Z'), ['VALUE_OUT_OF_RANGE range']],
    ['HOUR', range('2026-01-01T00:00Z', '2027-02-21T16:00Z'), []],
    ['HOUR', range('2026-01-01T00:00Z', '2027-02-21T17:00Z'), ['VALUE_OUT_OF_RANGE']],
  ] as const)('given %s over %o, then it is answered or refused: %j', (bucket, span, expected) => {
    expect(problemsOf(aQuery({ bucket, ...span }))).toEqual(expected);
  });

  it('given a zone whose days began between quarter-hours then, then it is refused for that time', () => {
    const query = aQuery({
      ...range('1936-01-01T00:00Z', '1936-01-05T00:00Z'),
      timeZone: 'Africa/Monrovia',
      bucket: 'DAY',
    });
    expect(problemsOf(query)).toEqual(['VALUE_MALFORMED timeZone']);
  });

  const EVERYTHING = STATS_DIMENSIONS.filter(
    (one) => one !== 'TENANT' && one !== 'COUNTRY' && one !== 'ACCOUNT_SID',
  );

  it.each([
    ['MINUTE', range('2026-03-29T01:00Z', '2026-03-29T07:00Z'), {}, []],
    ['DAY', range('2025-01-01T00:00Z', '2026-01-01T00:00Z'), {}, []],
    ['HOUR', range('2026-01-01T00:00Z', '2026-01-17T16:00Z'), {}, []],
    ['HOUR', range('2026-01-01T00:00Z', '2026-01-17T17:00Z'), {}, ['VALUE_OUT_OF_RANGE groupBy']],
    ['HOUR', range('2026-01-01T00:00Z', '2026-02-01T00:00Z'), { state: ['FAILED', 'FAILED'] }, []],
  ] as const)(
    'given %s over %o by every closed list and the filter %o, then by how many rows are possible: %j (X5)',
    (bucket, span, filter, expected) => {
      expect(problemsOf(aQuery({ bucket, ...span, groupBy: EVERYTHING, filter }))).toEqual(expected);
    },
  );

  it('given more rows than may be possible, then the refusal says how many, and of what (X5)', () => {
    const query = aQuery({ ...range('2026-01-01T00:00Z', '2026-02-01T00:00Z'), groupBy: EVERYTHING });
    expect(() => planStats({ ...query, bucket: 'HOUR' }, 'TENANT')).toThrow(
      'Up to 8356608 rows are possible: 744 buckets with 11232 groups each. At most 4500000 may be.',
    );
  });

  it('given the limit of rows, then the refusal names it', () => {
    const query = aQuery(range('2025-01-01T00:00Z', '2027-01-01T00:00Z'));
    expect(() => planStats(query, 'TENANT')).toThrow('more than 10000 rows');
  });
});
