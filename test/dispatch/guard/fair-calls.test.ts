import { beforeAll, describe, expect, test } from 'vitest';
import { SIMULATED_ACCOUNTS } from '../../../src/dev/simulator/simulator.ts';
import { type Call, createCallPlaces } from '../../../src/dispatch/guard/call-places.ts';
import type { AccountSid } from '../../../src/kernel/ids.ts';
import { newScope } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { until } from '../../support/until.ts';
import {
  aCustomTenant,
  anInput,
  anotherNode,
  countRows,
  newRecipient,
  sender,
  storyOf,
} from '../dispatch-kit.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

describe('places for calls (X5)', () => {
  const [one, other] = SIMULATED_ACCOUNTS.map(({ sid }) => sid);
  const callOf = (account: AccountSid | undefined, changes: Partial<Call> = {}): Call => {
    if (account === undefined) throw new Error('there is no account');
    return { tenant: newScope().tenant, account, isDefault: false, isBulk: false, ...changes };
  };

  test('are limited by account and by node, and come free again', () => {
    const [a, b] = [callOf(one), callOf(other)];
    const places = createCallPlaces({ perAccount: 2, perNode: 3, guaranteed: 0 });
    const taken = [a, a, a, b, b].map((call) => places.tryTake(call));
    expect(taken.map((place) => place !== undefined)).toEqual([true, true, false, true, false]);
    taken[0]?.release();
    taken[0]?.release();
    expect(places.taken).toBe(2);
    expect(places.tryTake(b)).toBeDefined();
    expect(places.tryTake(a)).toBeUndefined();
  });

  test('are waited for until the time is over, of the account first and then of the node', async () => {
    const [a, b] = [callOf(one), callOf(other)];
    const places = createCallPlaces({ perAccount: 1, perNode: 1, guaranteed: 0 });
    const held = places.tryTake(a);
    expect(await places.take(a, { timeoutMs: 20 })).toBeUndefined();
    expect(await places.take(b, { timeoutMs: 20 })).toBeUndefined();
    const next = places.take(b, { timeoutMs: 20_000 });
    held?.release();
    expect(await next).toBeDefined();
    expect(places.taken).toBe(1);
  });

  test('of an account of its own are all for its tenant; of a shared one half is kept for others', () => {
    const places = createCallPlaces({ perAccount: 20, perNode: 1_000, guaranteed: 4 });
    expect(places.free(callOf(one))).toBe(20);
    const greedy = callOf(other, { isDefault: true });
    expect(places.free(greedy)).toBe(14);
    while (places.tryTake({ ...greedy, isBulk: true })) {
      // As many as a batch gets.
    }
    expect(places.free(greedy)).toBe(2);
    expect(places.free(callOf(other, { isDefault: true }))).toBe(4);
  });
});

describe('a batch to a recipient whose carrier is silent (X5)', () => {
  const SILENT = '+15005000601';

  test('keeps no other tenant of the same account waiting, and not its own tenant’s single dispatches', async () => {
    const dispatches = anotherNode(system, {
      settings: {
        ...{ CALLS_PER_ACCOUNT: '16', CALLS_GUARANTEED: '4' },
        ...{ DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '2000' },
      },
    });
    const [greedy, modest] = [sender(), sender()];
    const silent = Array.from({ length: 100 }, () => anInput({ to: SILENT }));
    const batch = dispatches.dispatchBatch(greedy, silent);
    // All that a batch gets: half of the account's places, and half of its tenant's part.
    await until(async () => (await countRows(system, greedy.tenant)).attempts >= 10);
    let batchEnded = false;
    batch.finally(() => {
      batchEnded = true;
    });
    const others = await Promise.all(
      [modest, modest, modest, modest, greedy].map((scope) => dispatches.dispatch(scope, anInput())),
    );

    expect(others.map(({ state }) => state)).toEqual(Array(5).fill('ACCEPTED'));
    expect(batchEnded).toBe(false);
    expect((await countRows(system, greedy.tenant)).attempts).toBe(11);
    await batch;
  });
});

describe('a dispatch that finds no place', () => {
  test('waits for its turn, with its whole time left then, and holds no connection meanwhile (X5)', async () => {
    const dispatches = anotherNode(system, {
      settings: {
        ...{ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '6000', DISPATCH_FIRST_ATTEMPT_MS: '1000' },
      },
    });
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('SLOW', { on: 'MESSAGES' });
    const inputs = Array.from({ length: 12 }, () => anInput({ to: newRecipient() }));
    const records = await Promise.all(inputs.map((input) => dispatches.dispatch(scope, input)));

    // Nobody was cut short, so nobody else was billed.
    expect(records.map(storyOf)).toEqual(
      inputs.map(() => expect.objectContaining({ billed: 'CUSTOM', attempts: ['CUSTOM ACCEPTED'] })),
    );
    expect(await countRows(system, scope.tenant)).toEqual({ records: 12, attempts: 12, keys: 12 });
  });

  test('calls the account that is live when its turn comes (D14, X5)', async () => {
    const dispatches = anotherNode(system, {
      settings: {
        ...{ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '6000', DISPATCH_FIRST_ATTEMPT_MS: '1000' },
      },
    });
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.setScenario('HANGS', { on: 'MESSAGES', times: 1 });
    const hanging = dispatches.dispatch(scope, anInput());
    await until(async () => (await countRows(system, scope.tenant)).attempts >= 1);
    const waiting = dispatches.dispatch(scope, anInput());
    const admin = newScope({ tenant: scope.tenant });
    await system.services.configurations.remove(admin, { baseVersion: 1 });

    expect(storyOf(await waiting)).toMatchObject({ rule: 'NO_CUSTOM_ACCOUNT', billed: 'DEFAULT' });
    await hanging;
  });
});
