import { beforeAll, describe, expect, test } from 'vitest';
import { readEnvironment, SETTING_NAMES } from '../../../src/app/environment.ts';
import { createClient, type LimitsQuery } from '../../../src/client/index.ts';
import { DEFAULT_LIMITS } from '../../../src/http/limits/limits.ts';
import { clientOf } from '../../client/client-kit.ts';
import { newTenant, type RunningSystem, startSystem } from '../../support/running-system.ts';
import { sharedSystem } from '../../support/shared.ts';

type Limit = LimitsQuery['viewer']['limits'][number];

let system: RunningSystem;
let token: string;
beforeAll(async () => {
  system = await sharedSystem();
  token = await system.token({ role: 'admin', tenant: newTenant() });
});

/** The fetch of a page that asks for the cost, and what came. */
function costAsking() {
  const answers: { readonly headers: Headers; readonly body: unknown }[] = [];
  const asking: typeof fetch = async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('x-originator-cost', '1');
    const response = await fetch(url, { ...init, headers });
    answers.push({ headers: response.headers, body: await response.clone().json() });
    return response;
  };
  return { answers, asking };
}

const named = (limits: readonly Limit[], name: string) => limits.filter((limit) => limit.name === name);

describe('viewer.limits', () => {
  test('given a caller of any role, then each limit is told with what it counts, for whom, and its setting (X5)', async () => {
    const other = await system.token({ role: 'dispatcher', tenant: newTenant() });
    const viewer = await clientOf(system, token).limits();
    expect(await clientOf(system, other).limits()).toEqual(viewer);
    const { limits } = viewer;
    expect(new Set(limits.map(({ name, per }) => `${name} ${per}`)).size).toBe(limits.length);
    expect(limits.map(({ name }) => name)).toEqual(limits.map(({ name }) => name).toSorted());
    for (const { counts, setting } of limits) {
      expect(counts).toMatch(/^[A-Z].*\w.*\.$/);
      if (setting !== null) expect(SETTING_NAMES).toContain(setting);
    }
    expect(named(limits, 'objects')).toMatchObject([{ maximum: 10_000, per: 'OPERATION', setting: null }]);
    expect(named(limits, 'pageSize')).toMatchObject([{ maximum: 100 }]);
    expect(
      named(limits, 'subscriptions').map(({ per, maximum, guaranteed }) => [per, maximum, guaranteed]),
    ).toEqual([
      ['SUBJECT', 200, null],
      ['TENANT', 1_040, 40],
      ['SERVER', 2_000, null],
    ]);
  });

  test('given a setting that changes a limit, then the limit in force is told', async () => {
    const own = await startSystem({
      CHECKS_PER_MINUTE: '7',
      SHARE_EXPORTS: '4/1/3',
      OPERATION_TIMEOUT_MS: '9000',
    });
    try {
      const viewer = await clientOf(own, await own.token({ tenant: newTenant() })).limits();
      expect(named(viewer.limits, 'checksPerMinute')).toMatchObject([{ maximum: 7, per: 'TENANT' }]);
      expect(named(viewer.limits, 'operationTime')).toMatchObject([{ maximum: 9_000 }]);
      expect(named(viewer.limits, 'exports').map(({ maximum }) => maximum)).toEqual([3, 3, 4]);
    } finally {
      await own.stop();
    }
  });

  test('given what can be set of limits, then a limit names each such setting', async () => {
    const viewer = await clientOf(system, token).limits();
    const told = new Set(viewer.limits.map(({ setting }) => setting));
    const shares = Object.keys(readEnvironment({}).env).filter((name) => name.startsWith('SHARE_'));
    expect([...shares, 'SHARE_READS'].filter((name) => !told.has(name))).toEqual([]);
  });
});

describe('the cost of an operation of the contract', () => {
  test('given a client of ours that asks for it, then the client gives the data alone, and each limit is one of the list', async () => {
    const { answers, asking } = costAsking();
    const client = createClient({ url: system.endpoint, token, fetch: asking });
    const viewer = await client.limits();
    expect(Object.keys(viewer)).toEqual(['limits']);
    const [{ body, headers } = { body: {}, headers: new Headers() }] = answers;
    const cost: Record<string, { requested: number; limit: number }> = Object(body).extensions.cost;
    expect(Object.keys(cost)).toHaveLength(14);
    for (const [name, { requested, limit }] of Object.entries(cost)) {
      expect(named(viewer.limits, name).map(({ maximum }) => maximum)).toEqual([limit]);
      expect(requested).toBeLessThan(limit);
    }
    expect(cost['answerValues']?.requested).toBe(6 * viewer.limits.length);
    expect(cost['answerBytes']?.requested).toBeGreaterThan(5_000);
    expect(headers.get('ratelimit')).toMatch(/^"reads";r=\d$/);
  });

  test('given a read that is asked for twice, then its cost is the same, and an error keeps code and path', async () => {
    const { answers, asking } = costAsking();
    const analyst = await system.token({ role: 'analyst', tenant: newTenant() });
    const client = createClient({ url: system.endpoint, token: analyst, fetch: asking });
    for (let count = 0; count < 2; count += 1)
      await expect(client.tenantConfiguration()).rejects.toMatchObject({
        code: 'FORBIDDEN',
        paths: [['tenant', 'configuration']],
      });
    const [first, second] = answers.map(({ body }) => JSON.stringify(Object(body).extensions.cost));
    expect(first).toBe(second);
    expect(first).toContain('"objects"');
  });

  test('given a share that is full, then the client learns from the refusal when to come back, and comes back', async () => {
    const limits = { ...DEFAULT_LIMITS, reads: { places: 1, guaranteed: 0, perMember: 1 }, readWait: 1 };
    const own = await startSystem({}, { limits });
    try {
      const bearer = await own.token({ tenant: newTenant() });
      const { answers, asking } = costAsking();
      const client = createClient({ url: own.endpoint, token: bearer, fetch: asking, retries: 5 });
      await Promise.all(Array.from({ length: 12 }, () => client.limits()));
      for (const { headers } of answers)
        expect(headers.get('ratelimit-policy')).toBe('"reads";q=1;qu="concurrent-requests"');
      for (const { headers } of answers.filter(({ body }) => Object(body).errors !== undefined))
        expect(headers.get('ratelimit')).toBe('"reads";r=0;t=2');
    } finally {
      await own.stop();
    }
  });
});
