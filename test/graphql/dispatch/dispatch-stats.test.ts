import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { aCustomTenant, anInput, sender } from '../../dispatch/dispatch-kit.ts';
import { auditOf } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { client, data, type Json, principal } from '../api-kit.ts';

let system: OwnServices;
let tenant: TenantId;

beforeAll(async () => {
  system = await startServices({ DATABASE_POOL_SIZE: '4' });
  const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
  tenant = scope.tenant;
  const send = (changes: object) => system.services.dispatches.dispatch(scope, anInput(changes));
  await send({});
  await send({ to: '+14155550123' });
  await send({ channel: 'VOICE' });
  await send({ to: '+15005521211' });
  await system.services.dispatches.dispatch(sender(), anInput());
});
afterAll(() => system.stop());

const COUNTS =
  'dispatches open billedToCustom billedToDefault fallback { withCustomAccount triggered fellBack }';
const STATS = `buckets { start end counts { ${COUNTS} } groups { tenantId billedAccount channel state trigger rule
    delivery country counts { dispatches } charges { currency amount } } charges { currency charged amount } }
  totals { ${COUNTS} } rates { fallbackRate customShare defaultShare }
  charges { currency charged amount } chargesUnavailableFor`;
const PARAMETERS = `$range: StatsRange!, $bucket: StatsBucketLength!, $timeZone: String! = "UTC",
  $groupBy: [StatsDimension!]! = []`;
const ARGUMENTS = 'range: $range, bucket: $bucket, timeZone: $timeZone, groupBy: $groupBy, filter: $filter';
const OF_TENANT = `query (${PARAMETERS}, $filter: DispatchStatsFilter) {
  tenant { dispatchStats(${ARGUMENTS}) { ${STATS} } } }`;
const OF_PLATFORM = `query (${PARAMETERS}, $filter: PlatformDispatchStatsFilter) {
  platformDispatchStats(${ARGUMENTS}) { ${STATS} } }`;

const DAY_MS = 86_400_000;

/** Yesterday, today and tomorrow in UTC. */
function range(): { from: string; to: string } {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const at = (day: number) => new Date(today + day * DAY_MS).toISOString();
  return { from: at(-1), to: at(2) };
}

const ask = (variables: object = {}) =>
  client(system, principal('analyst', tenant)).ask(OF_TENANT, {
    range: range(),
    bucket: 'DAY',
    ...variables,
  });

async function stats(variables: object = {}): Promise<Json> {
  return (await data(ask(variables)))['tenant']?.['dispatchStats'] ?? expect.unreachable();
}

/** A year by the hour: 8,760 buckets, of a tenant that need not have sent anything. */
const YEAR = '(range: { from: "2025-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" }, bucket: HOUR)';

describe('an operation that asks for much', () => {
  it('given statistics several times over, then all have together what one may have alone (X5)', async () => {
    const aliases = Array.from(
      { length: 40 },
      (_, n) => `a${n}: dispatchStats${YEAR} { buckets { start end } }`,
    );
    const { codes, data: found } = await client(system, principal('analyst', tenant)).ask(
      `{ tenant { ${aliases.join(' ')} } }`,
    );
    expect(codes).toEqual(Array.from({ length: 39 }, () => 'VALUE_OUT_OF_RANGE'));
    expect([...(found['tenant']?.['a0']?.['buckets'] ?? [])]).toHaveLength(8_760);
    expect(found['tenant']?.['a1']).toBeNull();
  });

  it('given more rows than may be possible, then it is refused by name, and nothing of them is read (X5)', async () => {
    const sentFor = async (work: () => Promise<unknown>) => {
      const before = system.sent.length;
      await work();
      return system.sent.slice(before).filter(({ values }) => values.includes(tenant));
    };
    const largest = {
      range: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
      bucket: 'HOUR',
      groupBy: ['BILLED_ACCOUNT', 'CHANNEL', 'STATE', 'TRIGGER', 'RULE', 'DELIVERY'],
    };
    const who = client(system, principal('analyst', tenant));
    const named = await sentFor(() => data(who.ask('{ tenant { tenantId } }')));
    const sent = await sentFor(async () =>
      expect((await ask(largest)).codes).toEqual(['VALUE_OUT_OF_RANGE']),
    );
    expect(sent).toEqual(named);
    const read = await sentFor(() => data(ask({ ...largest, groupBy: ['RULE'] })));
    expect(read.length).toBeGreaterThan(named.length);
  });

  it('given more values than an answer may have, then one error names the limit and where it was reached (X5)', async () => {
    const counts = Array.from({ length: 40 }, (_, n) => `c${n}: counts { ${COUNTS} }`);
    const { errors, data: found } = await client(system, principal('analyst', tenant)).ask(
      `{ tenant { tenantId dispatchStats${YEAR} { buckets { ${counts.join(' ')} } } } }`,
    );
    expect(new Set(errors).size).toBe(1);
    expect(errors[0]?.extensions).toEqual({
      code: 'LIMIT_EXCEEDED',
      limit: 'answerValues',
      maximum: 200_000,
    });
    expect(errors[0]?.path?.slice(0, 3)).toEqual(['tenant', 'dispatchStats', 'buckets']);
    expect(JSON.stringify(found).length).toBeLessThan(100);
  });
});

describe("a tenant's dispatchStats", () => {
  it('counts what was sent, with rates and charges, the empty buckets too', async () => {
    const found = await stats();
    expect([...(found['buckets'] ?? [])]).toHaveLength(3);
    expect(found['totals']).toEqual({
      dispatches: 4,
      open: 0,
      billedToCustom: 3,
      billedToDefault: 0,
      fallback: { withCustomAccount: 4, triggered: 1, fellBack: 1 },
    });
    expect(found['rates']).toEqual({ fallbackRate: 0.25, customShare: 1, defaultShare: 0 });
    expect(found['charges']).toEqual([]);
    expect(found['chargesUnavailableFor']).toEqual([]);
  });

  it.each([
    { groupBy: ['CHANNEL'], field: 'channel', groups: { SMS: 3, VOICE: 1 } },
    { groupBy: ['BILLED_ACCOUNT'], field: 'billedAccount', groups: { CUSTOM: 3, NONE: 1 } },
    { groupBy: ['STATE'], field: 'state', groups: { ACCEPTED: 3, FAILED: 1 } },
    { groupBy: ['TRIGGER'], field: 'trigger', groups: { API_ERROR: 1, NONE: 3 } },
    { groupBy: ['RULE'], field: 'rule', groups: { CUSTOM_FIRST: 3, FALLBACK_ALLOWED: 1 } },
    { groupBy: ['DELIVERY'], field: 'delivery', groups: { NONE: 4 } },
    { groupBy: ['COUNTRY'], field: 'country', groups: { DE: 2, US: 2 } },
  ])('groups by $field', async ({ groupBy, field, groups }) => {
    const found = await stats({ groupBy });
    const counted = [...(found['buckets'] ?? [])]
      .flatMap((bucket) => [...(bucket['groups'] ?? [])])
      .map((group) => [String(group[field]), Number(group['counts']?.['dispatches'])] as const);
    const sums = new Map<string, number>();
    for (const [value, count] of counted) sums.set(value, (sums.get(value) ?? 0) + count);
    expect(Object.fromEntries(sums)).toEqual(groups);
  });

  it('filters, and says what charges are not kept by', async () => {
    const found = await stats({ filter: { channel: ['SMS'], trigger: ['NONE'] } });
    expect(found['totals']).toMatchObject({ dispatches: 2 });
    expect(found).toMatchObject({ charges: null, chargesUnavailableFor: ['TRIGGER'] });
    expect((await stats({ filter: { channel: [], state: null } }))['totals']).toMatchObject({
      dispatches: 0,
    });
  });

  it('gives days of a zone', async () => {
    const found = await stats({ timeZone: 'Asia/Kathmandu' });
    const [, second] = [...(found['buckets'] ?? [])];
    expect(String(second?.['start'])).toMatch(/T18:15:00\.000Z$/);
  });

  it.each([
    {
      what: 'a reversed range',
      variables: { range: { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
      codes: ['VALUE_OUT_OF_RANGE'],
    },
    {
      what: 'an empty range',
      variables: { range: { from: '2026-02-01T00:00:00Z', to: '2026-02-01T00:00:00Z' } },
      codes: ['VALUE_OUT_OF_RANGE'],
    },
    {
      what: 'a range of all time',
      variables: { range: { from: '1970-01-01T00:00:00Z', to: '9999-12-31T00:00:00Z' } },
      codes: ['VALUE_OUT_OF_RANGE'],
    },
    {
      what: 'a range off the quarter-hours',
      variables: { range: { from: '2026-01-01T00:07:00Z', to: '2026-01-02T00:00:00.001Z' } },
      codes: ['VALUE_OUT_OF_RANGE', 'VALUE_OUT_OF_RANGE'],
    },
    { what: 'a zone that is not there', variables: { timeZone: 'Mars/Olympus' }, codes: ['VALUE_MALFORMED'] },
    { what: 'a zone that is an offset', variables: { timeZone: '+05:45' }, codes: ['VALUE_MALFORMED'] },
    { what: 'an empty zone', variables: { timeZone: '' }, codes: ['VALUE_MALFORMED'] },
    { what: 'tenants of one tenant', variables: { groupBy: ['TENANT'] }, codes: ['VALUES_CONFLICT'] },
    { what: 'minutes of a day', variables: { bucket: 'MINUTE' }, codes: ['VALUE_OUT_OF_RANGE'] },
    {
      what: 'too many rows',
      variables: { bucket: 'HOUR', range: { from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } },
      codes: ['VALUE_OUT_OF_RANGE'],
    },
  ])('refuses $what by name', async ({ variables, codes }) => {
    const answer = await ask(variables);
    expect(answer.codes).toEqual(codes.slice(0, 1));
    expect(answer.data['tenant']).toEqual({ dispatchStats: null });
    expect(answer.errors[0]?.extensions['issues']).toMatchObject(codes.map((code) => ({ code })));
  });

  it.each([
    { what: 'a zone that cannot be stored', variables: { timeZone: '\0' } },
    { what: 'a country beyond all bounds', variables: { filter: { country: ['x'.repeat(1_000)] } } },
  ])('refuses $what', async ({ variables }) => {
    expect((await ask(variables)).codes).toEqual(['VALUE_OUT_OF_RANGE']);
  });
});

describe('what failed and how long it took', () => {
  const DETAILS = `query ($range: StatsRange!, $filter: DispatchStatsFilter) { tenant {
    dispatchFailures(range: $range, filter: $filter) { stage originator error { code meaning } failures }
    dispatchLatency(range: $range, filter: $filter) { toAcceptance { measured p95 { moreThanMs atMostMs } } } } }`;
  const details = (filter: object) =>
    client(system, principal('analyst', tenant)).ask(DETAILS, { range: range(), filter });

  it('is told by code and within bounds, and what it is not counted by is refused', async () => {
    const found = (await data(details({})))['tenant'] ?? expect.unreachable();
    const error = { code: 21_211, meaning: expect.stringContaining('number') };
    expect(found['dispatchFailures']).toEqual([
      { stage: 'API', originator: 'CUSTOM', error, failures: 1 },
      { stage: 'API', originator: 'DEFAULT', error, failures: 1 },
    ]);
    const acceptance = found['dispatchLatency']?.['toAcceptance'];
    expect(acceptance?.['measured']).toBe(3);
    expect(acceptance?.['p95']?.['moreThanMs']).toBeGreaterThanOrEqual(0);
    expect((await details({ country: ['DE'] })).codes).toEqual(['VALUES_CONFLICT', 'VALUES_CONFLICT']);
  });
});

describe('platformDispatchStats', () => {
  const who = () => client(system, principal('platform-analyst', tenant));
  const logged = async () =>
    (await auditOf(system, '$platform')).filter(({ kind }) => kind === 'STATISTICS_READ');

  it('counts all tenants, beside a read of one, and the reading is logged (A1, X1)', async () => {
    const before = (await logged()).length;
    const answer = await data(
      who().ask(OF_PLATFORM, {
        range: range(),
        bucket: 'MONTH',
        groupBy: ['TENANT'],
        filter: { tenant: [tenant] },
      }),
    );
    const found: Json = answer['platformDispatchStats'] ?? expect.unreachable();
    expect(found['totals']).toMatchObject({ dispatches: 4, billedToCustom: 3 });
    const groups = [...(found['buckets'] ?? [])].flatMap((bucket) => [...(bucket['groups'] ?? [])]);
    expect(groups.map((group) => group['tenantId'])).toEqual([tenant]);
    const all = await data(who().ask(OF_PLATFORM, { range: range(), bucket: 'DAY' }));
    const hourly = await data(who().ask(OF_PLATFORM, { range: range(), bucket: 'HOUR' }));
    expect(hourly['platformDispatchStats']?.['buckets']).toHaveLength(3 * 24);
    expect(hourly['platformDispatchStats']?.['totals']).toEqual(all['platformDispatchStats']?.['totals']);
    expect(all['platformDispatchStats']).toMatchObject({
      totals: { dispatches: 5, billedToDefault: 1 },
      charges: [{ currency: 'USD', charged: 1, amount: '0.093' }],
    });
    const [first, second] = (await logged()).slice(before);
    expect(first).toMatchObject({
      actor: { subject: 'ann' },
      after: { bucket: 'MONTH', groupBy: ['TENANT'], tenants: [tenant] },
    });
    expect(second).toMatchObject({ after: { bucket: 'DAY', groupBy: [], tenants: null } });
  });

  it('refuses what is not kept, and does not log what was not read', async () => {
    const before = (await logged()).length;
    const { from } = range();
    const minute = { from, to: new Date(Date.parse(from) + 60_000).toISOString() };
    const minutes = await who().ask(OF_PLATFORM, { range: minute, bucket: 'MINUTE' });
    expect(minutes.codes).toEqual(['VALUES_CONFLICT']);
    const odd = await who().ask(OF_PLATFORM, {
      range: range(),
      bucket: 'DAY',
      filter: { tenant: ['not one!'] },
    });
    expect(odd.codes).toEqual(['VALUE_MALFORMED']);
    expect(await logged()).toHaveLength(before);
  });
});
