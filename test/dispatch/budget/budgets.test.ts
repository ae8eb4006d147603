import { beforeAll, describe, expect, test } from 'vitest';
import { SendingBlocked } from '../../../src/kernel/errors.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { Budget } from '../../../src/kernel/sending/sending-policy.ts';
import { liveConfiguration, newScope, saveInput } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import {
  aCustomTenant,
  anInput,
  countRows,
  newRecipient,
  recordsOf,
  releaseNumbers,
  sender,
  storyOf,
} from '../dispatch-kit.ts';

let system: RunningServices;

// Without what other guards count: here it is about money alone. One SMS to Germany costs 0.093 USD.
beforeAll(async () => {
  system = await sharedServices();
});

const PRICE = 0.093;

const ofDay = (day: string, mode: Budget['mode'] = 'ENFORCE'): Budget => ({ mode, day, month: null });

async function choose(
  scope: RequestScope,
  sendingPolicy: NonNullable<Parameters<typeof saveInput>[0]['sendingPolicy']>,
) {
  const admin = newScope({ tenant: scope.tenant });
  const { version, fallback } = await liveConfiguration(system, scope.tenant);
  const fallbackMode = fallback.mode === 'NOT_DEFINED' ? null : fallback.mode;
  return system.services.configurations.save(admin, {
    ...saveInput({ baseVersion: version, fallbackMode }),
    sendingPolicy,
  });
}

/** A tenant without an account, with such a budget for a day. */
async function budgeted(day: string, mode: Budget['mode'] = 'ENFORCE'): Promise<RequestScope> {
  const scope = sender();
  await choose(scope, { budget: ofDay(day, mode) });
  return scope;
}

/** What a dispatch came to: its state, or the guard that refused it. */
async function told(scope: RequestScope, changes: Parameters<typeof anInput>[0] = {}) {
  try {
    const input = anInput({ to: newRecipient(), ...changes });
    return (await system.services.dispatches.dispatch(scope, input)).state;
  } catch (error) {
    if (error instanceof SendingBlocked) return error.reachedGuard;
    throw error;
  }
}

/** The money that is spent, as the counters have it. */
async function spentBy({ tenant }: RequestScope, period = 'DAY', budget = 'BUDGET'): Promise<number> {
  const [row] = await system.rows(
    'select coalesce(sum(amount), 0) as spent from budget_spending where tenant_id = $1 and period = $2 and budget = $3',
    [tenant, period, budget],
  );
  return Number(row?.['spent']);
}

describe('given a budget for a day on the default account', () => {
  test('what it has too little left for is refused by name, until the day ends (G4)', async () => {
    const scope = await budgeted('0.2');
    expect([await told(scope), await told(scope)]).toEqual(['ACCEPTED', 'ACCEPTED']);
    const refused = await told(scope);
    expect(refused).toMatchObject({ guard: 'BUDGET', limit: '0.2', reached: '0.186' });
    const tomorrow = new Date();
    tomorrow.setUTCHours(24, 0, 0, 0);
    expect(refused).toMatchObject({ retryAt: tomorrow });
    expect(await countRows(system, scope.tenant)).toEqual({ records: 2, attempts: 2, keys: 2 });
    // What costs less still fits.
    expect(await told(scope, { to: '+12025550123' })).toBe('ACCEPTED');
    expect(await spentBy(scope)).toBeCloseTo(2 * PRICE + 0.0083, 9);
    expect(await spentBy(scope, 'MONTH')).toBeCloseTo(2 * PRICE + 0.0083, 9);
  });

  test('a message of several segments takes the price of each, and a repeat nothing (D10, G4)', async () => {
    const scope = await budgeted('1');
    const input = anInput({ to: newRecipient(), text: 'x'.repeat(400) });
    for (let repeat = 0; repeat < 3; repeat += 1) await system.services.dispatches.dispatch(scope, input);
    expect(await spentBy(scope)).toBeCloseTo(3 * PRICE, 9);
  });

  test('a number that the rate card does not name is counted at its highest price (G4)', async () => {
    const scope = await budgeted('0.092');
    expect(await told(scope, { to: '+33612345678' })).toMatchObject({ guard: 'BUDGET', retryAt: null });
  });

  test('what Twilio refuses is released (G4)', async () => {
    const scope = await budgeted('0.1');
    expect(await told(scope, { to: '+15005521211' })).toBe('FAILED');
    expect(await spentBy(scope)).toBe(0);
    expect(await told(scope)).toBe('ACCEPTED');
  });

  test('each item of a batch is decided after what those before it take (G4)', async () => {
    const scope = await budgeted('0.3');
    const inputs = Array.from({ length: 6 }, () => anInput({ to: newRecipient() }));
    const items = await system.services.dispatches.dispatchBatch(scope, inputs);
    expect(items.map(({ kind }) => kind)).toEqual([...Array(3).fill('RECORD'), ...Array(3).fill('REFUSED')]);
    expect(await spentBy(scope)).toBeCloseTo(3 * PRICE, 9);
  });

  test('what is only observed lets everything pass, and is counted (G4)', async () => {
    const scope = await budgeted('0.1', 'OBSERVE');
    expect([await told(scope), await told(scope)]).toEqual(['ACCEPTED', 'ACCEPTED']);
    const rows = await system.rows(
      'select guard, observed, sum(refusals)::int as count from guard_refusal where tenant_id = $1 group by 1, 2',
      [scope.tenant],
    );
    expect(rows).toEqual([{ guard: 'BUDGET', observed: true, count: 1 }]);
  });

  test('two hundred at once from two nodes spend no more than it and what is under way (G4)', async () => {
    const scope = await budgeted('1');
    const nodes = [system.services, system.anotherNode().services];
    const send = (index: number) =>
      (nodes[index % 2] ?? system.services).dispatches.dispatch(scope, anInput({ to: newRecipient() }));
    const all = await Promise.allSettled(Array.from({ length: 200 }, (_, index) => send(index)));
    const sent = all.filter(({ status }) => status === 'fulfilled').length;
    for (const one of all) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SendingBlocked);
    expect(sent).toBeGreaterThanOrEqual(10);
    expect(sent).toBeLessThan(200);
    expect(await spentBy(scope)).toBeCloseTo(sent * PRICE, 9);
    // Nothing is under way any more: not one message is let pass.
    expect(await told(scope)).toMatchObject({ guard: 'BUDGET' });
  });
});

describe('given an account of the tenant', () => {
  test('its own messages cost no budget anything (G4)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(scope, { budget: ofDay('0'), fallbackBudget: ofDay('0') });
    expect(await told(scope)).toBe('ACCEPTED');
    expect(await spentBy(scope, 'DAY', 'FALLBACK_BUDGET')).toBe(0);
  });

  test('a fallback is not made once its budget is spent: the dispatch fails by its own rule (G4, D6)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(scope, { budget: ofDay('0'), fallbackBudget: ofDay('0.1') });
    account.suspend();
    const { dispatches } = system.services;
    const first = await dispatches.dispatch(scope, anInput({ to: newRecipient() }));
    const second = await dispatches.dispatch(scope, anInput({ to: newRecipient() }));
    expect(storyOf(first)).toMatchObject({ rule: 'FALLBACK_ALLOWED', state: 'ACCEPTED', billed: 'DEFAULT' });
    expect(storyOf(second)).toEqual({
      ...{ rule: 'FALLBACK_BUDGET_SPENT', state: 'FAILED', billed: 'NONE', trigger: 'API_ERROR' },
      attempts: ['CUSTOM REFUSED'],
    });
    expect(await spentBy(scope, 'DAY', 'FALLBACK_BUDGET')).toBeCloseTo(PRICE, 9);
    expect(await spentBy(scope)).toBe(0);
  });

  test('nor is one made that would be the first attempt, since no number is left (G4, D3)', async () => {
    const tenant = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(tenant.scope, { fallbackBudget: ofDay('0.1') });
    await releaseNumbers(system, tenant);
    const inputs = Array.from({ length: 3 }, () => anInput({ to: newRecipient() }));
    const items = await system.services.dispatches.dispatchBatch(tenant.scope, inputs);
    expect(recordsOf(items).map(storyOf)).toEqual([
      expect.objectContaining({ rule: 'FALLBACK_ALLOWED', state: 'ACCEPTED' }),
      ...Array(2).fill(
        expect.objectContaining({ rule: 'FALLBACK_BUDGET_SPENT', state: 'FAILED', attempts: [] }),
      ),
    ]);
  });

  test('many fallbacks at once from two nodes spend no more than it and what is under way (G4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(scope, { fallbackBudget: ofDay('0.5') });
    account.suspend();
    const nodes = [system.services, system.anotherNode().services];
    const records = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (nodes[index % 2] ?? system.services).dispatches.dispatch(scope, anInput({ to: newRecipient() })),
      ),
    );
    const made = records.filter(({ rule }) => rule === 'FALLBACK_ALLOWED').length;
    expect(made).toBeGreaterThanOrEqual(5);
    expect(made).toBeLessThan(100);
    expect(records.filter(({ rule }) => rule === 'FALLBACK_BUDGET_SPENT')).toHaveLength(100 - made);
    expect(await spentBy(scope, 'DAY', 'FALLBACK_BUDGET')).toBeCloseTo(made * PRICE, 9);
  });
});

describe('given a budget in a policy', () => {
  test.each([
    [{ budget: { mode: 'ENFORCE', day: '-1', month: null } }, ['budget', 'day']],
    [{ fallbackBudget: { mode: 'ENFORCE', day: null, month: '1e3' } }, ['fallbackBudget', 'month']],
    [{ timeZone: 'Europe/Nowhere' }, ['timeZone']],
  ] as const)('%j is refused by name (G4)', async (sendingPolicy, path) => {
    await expect(choose(sender(), sendingPolicy)).rejects.toMatchObject({
      problems: [{ code: 'VALUE_MALFORMED', path: ['input', 'sendingPolicy', ...path] }],
    });
  });

  test('days begin by the clocks of its zone (G4)', async () => {
    const scope = await budgeted('0.1');
    expect(await told(scope)).toBe('ACCEPTED');
    expect(await told(scope)).toMatchObject({ guard: 'BUDGET' });
    // It is another day there, and has been, or will be, one here.
    const isMorning = new Date().getUTCHours() < 12;
    await choose(scope, { timeZone: isMorning ? 'Etc/GMT+12' : 'Etc/GMT-14' });
    expect(await told(scope)).toBe('ACCEPTED');
    expect(await told(scope)).toMatchObject({ guard: 'BUDGET' });
    await choose(scope, { timeZone: null });
    expect(await told(scope)).toMatchObject({ guard: 'BUDGET' });
  });
});

describe('given a preview', () => {
  test('it tells what is left of each budget, and that a fallback would not be made (G4, D1)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(scope, { fallbackBudget: ofDay('0.05') });
    const { guards, refused, onApiError } = await system.read(scope.tenant, (tx) =>
      system.services.dispatches.preview(
        { run: (work: (inside: typeof tx) => Promise<unknown>) => work(tx) } as never,
        { channel: 'SMS', to: newRecipient() as never, fallbackMode: null },
      ),
    );
    expect(refused).toBeNull();
    expect(guards).toMatchObject([
      { guard: 'FALLBACK_BUDGET', limit: '0.05', reached: '0', left: 0, isReached: true },
    ]);
    expect(onApiError?.step).toMatchObject({ rule: 'FALLBACK_BUDGET_SPENT', next: 'END' });
  });
});
