import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHORTEST_CALL_MS, startBudget } from '../../../src/dispatch/guard/time-budget.ts';
import { rateLimitOf, refusalOf } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  anotherNode,
  countRows,
  newRecipient,
  sender,
  storyOf,
} from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '1500' });
});
afterAll(() => system.stop());

/** Waiting for a place ends before a call that is never answered does. */
const SHORT = { DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '2500' };

describe('more calls than may be under way', () => {
  test('are refused before anything is kept, with the time to come back, and their keys are free', async () => {
    const dispatches = anotherNode(system, { settings: { CALLS_PER_ACCOUNT: '2', ...SHORT } });
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('HANGS', { on: 'MESSAGES', times: 2 });
    const hanging = [dispatches.dispatch(scope, anInput()), dispatches.dispatch(scope, anInput())];
    await until(async () => (await countRows(system, scope.tenant)).attempts >= 2);
    const request = anInput({ to: newRecipient() });
    const refusal = await rateLimitOf(dispatches.dispatch(scope, request));

    expect(refusal).toMatchObject({ refusal: 'RATE_LIMITED', retryAfterSeconds: 1 });
    expect(refusal.retryAt?.getTime()).toBeGreaterThan(0);
    expect((await countRows(system, scope.tenant)).keys).toBe(2);
    expect(acceptedFor(system, request.to)).toEqual([]);
    await Promise.all(hanging);
    // Our own limit is no API error: the same key now sends from the custom account, without any fallback.
    expect(storyOf(await dispatches.dispatch(scope, request))).toMatchObject({
      ...{ billed: 'CUSTOM', trigger: null },
    });
  });

  test('are not counted of requests that failed before their call began (X5)', async () => {
    const rateCard = { version: 'unusable', currency: 'EUR', prices: [] };
    const dispatches = anotherNode(system, {
      platform: { rateCard },
      settings: { CALLS_PER_ACCOUNT: '1', ...SHORT },
    });
    const scope = sender();
    const failed = () => dispatches.dispatch(scope, anInput());
    for (let round = 0; round < 3; round += 1) await expect(failed()).rejects.toThrow(/catch-all price/);
    expect((await countRows(system, scope.tenant)).records).toBe(0);
  });

  test('do not keep another account of the same node from sending', async () => {
    const dispatches = anotherNode(system, { settings: { CALLS_PER_ACCOUNT: '1', ...SHORT } });
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('HANGS', { on: 'MESSAGES', times: 1 });
    const hanging = dispatches.dispatch(scope, anInput());
    await until(async () => (await countRows(system, scope.tenant)).attempts >= 1);
    expect((await dispatches.dispatch(sender(), anInput())).state).toBe('ACCEPTED');
    await hanging;
  });
});

describe('the time of a dispatch', () => {
  test('is counted from before its intent; a first attempt has its share while a second is possible', () => {
    let now = 1_000;
    const time = startBudget({ totalMs: 10_000, firstMs: 6_000 }, () => now);
    expect([time.forAttempt(true), time.forAttempt(false)]).toEqual([6_000, 10_000]);
    now += 4_000;
    expect([time.forAttempt(true), time.forAttempt(false)]).toEqual([2_000, 6_000]);
    now += 2_000 - SHORTEST_CALL_MS + 1;
    expect([time.forAttempt(true), time.forAttempt(false)]).toEqual([0, 4_000 + SHORTEST_CALL_MS - 1]);
    now += 4_000;
    expect(time.forAttempt(false)).toBe(0);
  });

  test('a first attempt that is not answered leaves the second the rest', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('HANGS', { on: 'MESSAGES' });
    const record = await system.services.dispatches.dispatch(scope, anInput());

    expect(storyOf(record)).toMatchObject({
      billed: 'DEFAULT',
      attempts: ['CUSTOM OPEN', 'DEFAULT ACCEPTED'],
    });
    expect(record.attempts[0]?.durationMs).toBeLessThan(1_600);
  });

  test('a first attempt without a second has all of it', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('HANGS', { on: 'MESSAGES' });
    const record = await system.services.dispatches.dispatch(scope, anInput());

    expect(record.attempts.map(({ outcome }) => outcome)).toEqual(['OPEN']);
    expect(record.attempts[0]?.durationMs).toBeGreaterThan(2_000);
  });

  test('that is over before the second attempt ends the dispatch, saying so', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('THROTTLED', { on: 'MESSAGES' });
    // The clock leaps over the budget while the first call is under way.
    let leaptMs = 0;
    const dispatches = anotherNode(system, {
      clock: () => performance.now() + leaptMs,
      settings: { DISPATCH_BUDGET_MS: '10000', DISPATCH_FIRST_ATTEMPT_MS: '10000' },
      gateway: {
        ...system.gateway,
        sendMessage: async (...order) => {
          const outcome = await system.gateway.sendMessage(...order);
          leaptMs = 10_000;
          return outcome;
        },
      },
    });
    const record = await dispatches.dispatch(scope, anInput());

    expect(storyOf(record)).toMatchObject({
      state: 'FAILED',
      billed: 'NONE',
      attempts: ['CUSTOM THROTTLED'],
    });
    expect(record).toMatchObject({ failureReason: 'TIME_SPENT', rule: 'FALLBACK_ALLOWED' });
  });
});

describe('a call that no time is left for', () => {
  test('is no API error: the first attempt ends the dispatch, and nobody else is billed (D3, D4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    let leaptMs = 0;
    const dispatches = anotherNode(system, {
      clock: () => performance.now() + leaptMs,
      settings: { DISPATCH_BUDGET_MS: '20000', DISPATCH_FIRST_ATTEMPT_MS: '5000' },
    });
    const before = account.requests;
    // The intent waits for longer than the first attempt may take, and for less than both may.
    const locking = new Client({ connectionString: system.adminUrl });
    await locking.connect();
    await locking.query('begin; lock table dispatch_key in access exclusive mode');
    const dispatched = dispatches.dispatch(scope, anInput());
    await until(() => waitersFor('dispatch_key'));
    leaptMs = 6_000;
    await locking.query('commit');
    const record = await dispatched;
    await locking.end();

    expect(storyOf(record)).toEqual({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'CUSTOM_FIRST', trigger: null },
      attempts: ['CUSTOM NOT_SENT'],
    });
    expect(record).toMatchObject({ failureReason: 'TIME_SPENT', attempts: [{ fault: 'TIME_SPENT' }] });
    expect(account.requests).toBe(before);
  });

  test('is told as the reason where the second attempt found no place in time (D7)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    // The default account's only place stays taken for longer than the other dispatch has.
    const dispatches = anotherNode(system, {
      settings: {
        ...{ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '600', DISPATCH_FIRST_ATTEMPT_MS: '400' },
      },
      gateway: {
        ...system.gateway,
        async sendMessage(credential, ...rest) {
          if (credential.sid !== account.sid) await released;
          return system.gateway.sendMessage(credential, ...rest);
        },
      },
    });
    const busy = sender();
    const holding = dispatches.dispatch(busy, anInput());
    await until(async () => (await countRows(system, busy.tenant)).attempts >= 1);
    const record = await dispatches.dispatch(scope, anInput()).finally(release);
    await holding;

    expect(storyOf(record)).toMatchObject({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' },
      attempts: ['CUSTOM REFUSED', 'DEFAULT NOT_SENT'],
    });
    expect(record.failureReason).toBe('TIME_SPENT');
  });
});

describe('a node that stops', () => {
  test('gives dispatches under way the rest of their time, and takes none in meanwhile', async () => {
    const dispatches = anotherNode(system);
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const underWay = [
      dispatches.dispatch(scope, anInput()),
      dispatches.dispatchBatch(scope, [anInput(), anInput()]),
    ];
    await until(async () => (await countRows(system, scope.tenant)).attempts >= 3);
    const drained = dispatches.drain();
    const late = await refusalOf(dispatches.dispatch(scope, anInput()));
    await drained;

    expect(late.refusal).toBe('RATE_LIMITED');
    const states = await system.rows('select state from dispatch_record where tenant_id = $1', [
      scope.tenant,
    ]);
    expect(states.map(({ state }) => state)).toEqual(['ACCEPTED', 'ACCEPTED', 'ACCEPTED']);
    await Promise.all(underWay);
  });

  test('begins no more of a batch: the rest is answered as not started, and its keys are free', async () => {
    const dispatches = anotherNode(system, { settings: { CALLS_PER_ACCOUNT: '2' } });
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const batch = dispatches.dispatchBatch(
      scope,
      Array.from({ length: 40 }, () => anInput()),
    );
    await until(async () => (await countRows(system, scope.tenant)).attempts >= 2);
    await dispatches.drain();
    const kinds = (await batch).map((item) => (item.kind === 'RECORD' ? item.record.state : item.kind));

    expect(new Set(kinds)).toEqual(new Set(['ACCEPTED', 'NOT_STARTED']));
    const begun = kinds.filter((kind) => kind === 'ACCEPTED').length;
    expect(await countRows(system, scope.tenant)).toEqual({ records: begun, attempts: begun, keys: begun });
  });
});

/** How many transactions wait for a lock on the table. */
async function waitersFor(table: string): Promise<number> {
  const locks = await system.rows('select from pg_locks where relation = $1::regclass and not granted', [
    table,
  ]);
  return locks.length;
}
