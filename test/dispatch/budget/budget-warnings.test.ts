import { beforeAll, describe, expect, test } from 'vitest';
import { clearPastWarnings } from '../../../src/dispatch/budget/budget-warnings.ts';
import { SendingBlocked } from '../../../src/kernel/errors.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { Budget } from '../../../src/kernel/sending/sending-policy.ts';
import { liveConfiguration, newScope, saveInput } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { aCustomTenant, anInput, newRecipient, sender } from '../dispatch-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices();
});

const ofDay = (day: string): Budget => ({ mode: 'ENFORCE', day, month: null });

async function choose(
  scope: RequestScope,
  sendingPolicy: NonNullable<Parameters<typeof saveInput>[0]['sendingPolicy']>,
) {
  const admin = newScope({ tenant: scope.tenant });
  const { version, fallback } = await liveConfiguration(system, scope.tenant);
  const fallbackMode = fallback.mode === 'NOT_DEFINED' ? null : fallback.mode;
  await system.services.configurations.save(admin, {
    ...saveInput({ baseVersion: version, fallbackMode }),
    sendingPolicy,
  });
}

/** Sends so many SMS at 0.093 USD each; gives how many were let pass. */
async function send(scope: RequestScope, count: number, to?: string): Promise<number> {
  let passed = 0;
  for (let sent = 0; sent < count; sent += 1) {
    try {
      await system.services.dispatches.dispatch(scope, anInput({ to: to ?? newRecipient() }));
      passed += 1;
    } catch (error) {
      if (!(error instanceof SendingBlocked)) throw error;
    }
  }
  return passed;
}

/** The entries about budgets: kind, warning and what it is about, in their order. */
async function entriesOf({ tenant }: RequestScope): Promise<readonly string[]> {
  const rows = await system.rows(
    `select kind, coalesce(body::json -> 'after' ->> 'warning', body::json -> 'before' ->> 'warning') as warning,
            coalesce(body::json -> 'after' ->> 'period', body::json -> 'before' ->> 'period') as period, object
       from audit_entry where tenant_id = $1 and kind like 'BUDGET%' order by id`,
    [tenant],
  );
  return rows.map(({ kind, warning, period, object }) =>
    [String(kind).slice(15), warning, period, object].join(' '),
  );
}

async function standing({ tenant }: RequestScope) {
  const views = await system.read(tenant, (tx) =>
    system.services.dispatches.budgets({
      run: (work: (inside: typeof tx) => Promise<unknown>) => work(tx),
    } as never),
  );
  return views.map(({ budget, period, limit, spent, left, warning }) => ({
    ...{ budget, period, limit, spent, left, warning },
  }));
}

describe('given a budget that is used up', () => {
  test('each line that is crossed is warned of once, with its entry (G4, A1)', async () => {
    const scope = sender();
    await choose(scope, { budget: ofDay('0.93') });
    await send(scope, 4);
    expect(await entriesOf(scope)).toEqual([]);
    await send(scope, 1);
    expect(await entriesOf(scope)).toEqual(['RAISED BUDGET_HALF DAY budget/BUDGET']);
    await send(scope, 3);
    expect((await entriesOf(scope)).at(-1)).toBe('RAISED BUDGET_NEARLY_SPENT DAY budget/BUDGET');
    expect(await send(scope, 4)).toBe(2);
    expect(await entriesOf(scope)).toEqual([
      'RAISED BUDGET_HALF DAY budget/BUDGET',
      'RAISED BUDGET_NEARLY_SPENT DAY budget/BUDGET',
      'RAISED BUDGET_SPENT DAY budget/BUDGET',
    ]);
    expect(await standing(scope)).toEqual([
      {
        ...{ budget: 'BUDGET', period: 'DAY', limit: '0.93', spent: '0.93', left: '0' },
        warning: 'BUDGET_SPENT',
      },
      { budget: 'BUDGET', period: 'MONTH', limit: null, spent: '0.93', left: null, warning: null },
    ]);
  });

  test('it is spent as well where too little of its last fifth is left for a message (G4)', async () => {
    const scope = sender();
    await choose(scope, { budget: ofDay('0.2') });
    expect(await send(scope, 4)).toBe(2);
    expect((await entriesOf(scope)).at(-1)).toBe('RAISED BUDGET_SPENT DAY budget/BUDGET');
    expect(await standing(scope)).toMatchObject([{ left: '0.014', warning: 'BUDGET_SPENT' }, {}]);
  });

  test('what is released clears the warnings above it, and a higher budget does with the next message (G4)', async () => {
    const scope = sender();
    await choose(scope, { budget: ofDay('0.1') });
    // Twilio refuses it: reserved with the intent, released with the outcome. Its price is that of a number in the USA.
    await choose(scope, { budget: ofDay('0.01') });
    await send(scope, 1, '+15005521211');
    expect(await entriesOf(scope)).toEqual([
      'RAISED BUDGET_HALF DAY budget/BUDGET',
      'RAISED BUDGET_NEARLY_SPENT DAY budget/BUDGET',
      ...['CLEARED BUDGET_HALF DAY budget/BUDGET', 'CLEARED BUDGET_NEARLY_SPENT DAY budget/BUDGET'],
    ]);
    await choose(scope, { budget: ofDay('0.093') });
    await send(scope, 1);
    await choose(scope, { budget: ofDay('10') });
    await send(scope, 1);
    expect((await entriesOf(scope)).slice(-3)).toEqual([
      'CLEARED BUDGET_HALF DAY budget/BUDGET',
      'CLEARED BUDGET_NEARLY_SPENT DAY budget/BUDGET',
      'CLEARED BUDGET_SPENT DAY budget/BUDGET',
    ]);
    expect(await standing(scope)).toMatchObject([{ warning: null }, {}]);
  });

  test('fallbacks have warnings of their own (G4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    await choose(scope, { fallbackBudget: ofDay('0.1') });
    account.suspend();
    await send(scope, 2);
    expect(await entriesOf(scope)).toEqual([
      'RAISED BUDGET_HALF DAY budget/FALLBACK_BUDGET',
      'RAISED BUDGET_NEARLY_SPENT DAY budget/FALLBACK_BUDGET',
      'RAISED BUDGET_SPENT DAY budget/FALLBACK_BUDGET',
    ]);
  });

  test('of many at once on two nodes each line is warned of once (G4, A1)', async () => {
    const scope = sender();
    await choose(scope, { budget: ofDay('0.5') });
    const nodes = [system.services, system.anotherNode().services];
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        (nodes[index % 2] ?? system.services).dispatches.dispatch(scope, anInput({ to: newRecipient() })),
      ),
    );
    await send(scope, 1);
    expect([...(await entriesOf(scope))].sort()).toEqual([
      'RAISED BUDGET_HALF DAY budget/BUDGET',
      'RAISED BUDGET_NEARLY_SPENT DAY budget/BUDGET',
      'RAISED BUDGET_SPENT DAY budget/BUDGET',
    ]);
  });
});

test('warnings about a day that is over are cleared, also where nothing more is sent (G4)', async () => {
  const scope = sender();
  await choose(scope, { budget: ofDay('0.1') });
  await send(scope, 1);
  await system.rows('update budget_warning set starts_on = starts_on - 3 where tenant_id = $1', [
    scope.tenant,
  ]);
  await clearPastWarnings(system.database);
  await clearPastWarnings(system.database);
  expect((await entriesOf(scope)).slice(2).toSorted()).toEqual([
    'CLEARED BUDGET_HALF DAY budget/BUDGET',
    'CLEARED BUDGET_NEARLY_SPENT DAY budget/BUDGET',
  ]);
});
