import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { sumUpToHours } from '../../src/stats/hour-rollups.ts';
import { type LatencyCounts, quantileOf } from '../../src/stats/latency-rules.ts';
import { dispatchFailures, dispatchLatency } from '../../src/stats/stats-service.ts';
import { readOnce } from '../support/database/read-once.ts';
import {
  anAttempt,
  aQuery,
  aRecord,
  keepRecords,
  newTenant,
  openStatsDatabase,
  SIDS,
  type StatsDatabase,
} from './stats-kit.ts';

let stats: StatsDatabase;
let node: Database;

beforeAll(async () => {
  stats = await openStatsDatabase();
  node = stats.node(2);
});

afterAll(() => stats.close());

const AT = '2026-03-28T10:00:00Z';
const later = (ms: number) => new Date(Date.parse(AT) + ms);
const { from, to } = aQuery();

describe('what failed', () => {
  it('given failures of both accounts and of deliveries, then each is counted by its code, the most frequent first (D4, D5)', async () => {
    const tenant = newTenant();
    const refused = anAttempt({ outcome: 'REFUSED', code: 21_610 });
    const byDefault = anAttempt({ originator: 'DEFAULT' });
    await keepRecords(node, [
      aRecord(tenant, AT, { attempts: [refused, byDefault], billed: 'DEFAULT', channel: 'VOICE' }),
      aRecord(tenant, AT, { attempts: [refused, byDefault], billed: 'DEFAULT' }),
      aRecord(tenant, AT, { delivery: 'UNDELIVERED', deliveryCode: 30_003 }),
      aRecord(tenant, AT),
    ]);
    const ask = (filter: object) =>
      readOnce(node, tenant, (tx) => dispatchFailures(tx, { from, to, filter }));
    const custom = { stage: 'API', originator: 'CUSTOM', code: 21_610 };
    const delivery = { stage: 'DELIVERY', originator: 'CUSTOM', code: 30_003, failures: 1 };
    expect(await ask({})).toEqual([{ ...custom, failures: 2 }, delivery]);
    expect(await ask({ channel: ['VOICE'] })).toEqual([{ ...custom, failures: 1 }]);
    expect(await ask({ accountSid: [SIDS.CUSTOM] })).toEqual([delivery]);
    await sumUpToHours(node);
    expect(await ask({})).toEqual([{ ...custom, failures: 2 }, delivery]);
    expect(await readOnce(node, newTenant(), (tx) => dispatchFailures(tx, { from, to, filter: {} }))).toEqual(
      [],
    );
  });
});

describe('how long dispatches took', () => {
  it('given times to acceptance and delivery, then quantiles are told with the bounds that they lie between', async () => {
    const tenant = newTenant();
    const accepted = (ms: number) => ({ attempts: [anAttempt({ settledAt: later(ms) })] });
    await keepRecords(node, [
      ...Array.from({ length: 90 }, () => aRecord(tenant, AT, accepted(100))),
      ...Array.from({ length: 9 }, () =>
        aRecord(tenant, AT, { ...accepted(101), deliveredAt: later(4_000) }),
      ),
      aRecord(tenant, AT, accepted(31_000)),
      aRecord(tenant, AT, { state: 'FAILED', billed: 'NONE' }),
    ]);
    const { toAcceptance, toDelivery } = await readOnce(node, tenant, (tx) =>
      dispatchLatency(tx, { from, to, filter: { rule: ['CUSTOM_FIRST'] } }),
    );
    expect(toAcceptance.measured).toBe(100);
    expect(toAcceptance.steps.map(({ dispatches }) => dispatches)).toEqual([90, 9, 0, 0, 0, 0, 0, 0, 1]);
    expect(quantileOf(toAcceptance, 0.5)).toEqual({ from: 0, to: 100 });
    expect(quantileOf(toAcceptance, 0.99)).toEqual({ from: 100, to: 200 });
    expect(quantileOf(toAcceptance, 1)).toEqual({ from: 30_000, to: null });
    expect(toDelivery.measured).toBe(9);
    expect(quantileOf(toDelivery, 0.5)).toEqual({ from: 2_000, to: 5_000 });
  });

  it('given any times, then the step of a quantile is the one that the exact quantile lies in', () => {
    const edges = [100, 200, 500];
    const bounds = [...edges, null].map((end, at) => ({ from: edges[at - 1] ?? 0, to: end }));
    const times = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(times, fc.double({ min: 0.01, max: 1, noNaN: true }), (taken, share) => {
        const isIn = (ms: number, { from, to }: { from: number; to: number | null }) =>
          ms > from && (to === null || ms <= to);
        const steps = bounds.map((step) => ({
          ...step,
          dispatches: taken.filter((ms) => isIn(ms, step)).length,
        }));
        const counts: LatencyCounts = { measured: taken.length, steps };
        const exact = [...taken].sort((a, b) => a - b)[Math.ceil(share * taken.length) - 1] ?? 0;
        expect(isIn(exact, quantileOf(counts, share) ?? expect.unreachable())).toBe(true);
      }),
    );
    expect(quantileOf({ measured: 0, steps: [] }, 0.5)).toBeNull();
  });
});
