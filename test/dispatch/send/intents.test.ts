import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import type { SendOutcome, TwilioGateway } from '../../../src/twilio/gateway.ts';
import { newScope, saveInput } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { aCustomTenant, acceptedFor, anInput, anotherNode, newRecipient, storyOf } from '../dispatch-kit.ts';

const BUDGET_MS = 3_000;

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({
    DISPATCH_BUDGET_MS: String(BUDGET_MS),
    DISPATCH_FIRST_ATTEMPT_MS: '1200',
  });
});
afterAll(() => system.stop());

/** What others see of the tenant's dispatches, committed as it is. */
async function seen({ tenant }: RequestScope): Promise<string> {
  const rows = await system.rows(
    `select r.state, string_agg(concat_ws(' ', a.originator, a.outcome, a.evidence), ', ' order by a.ordinal) as attempts
       from dispatch_record r join dispatch_attempt a on a.tenant_id = r.tenant_id and a.dispatch_id = r.id
      where r.tenant_id = $1 group by r.id, r.state order by r.id`,
    [tenant],
  );
  return rows.map(({ state, attempts }) => `${state}: ${attempts}`).join('; ');
}

/** A gateway that looks at what is committed whenever something is to be sent. */
function watching(scope: RequestScope) {
  const views: string[] = [];
  const look = async <O extends SendOutcome>(send: () => Promise<O>): Promise<O> => {
    views.push(await seen(scope));
    return send();
  };
  const gateway: TwilioGateway = {
    ...system.gateway,
    sendMessage: (...order) => look(() => system.gateway.sendMessage(...order)),
    placeCall: (...order) => look(() => system.gateway.placeCall(...order)),
  };
  return { gateway, views };
}

describe('what is committed when Twilio is called', () => {
  test.each(['SMS', 'VOICE'] as const)(
    'is the intent of that call, and the outcome of the one before it (%s: D11)',
    async (channel) => {
      const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
      account.setScenario('NOT_USABLE', { on: channel === 'SMS' ? 'MESSAGES' : 'CALLS' });
      const { gateway, views } = watching(scope);
      const record = await anotherNode(system, { gateway }).dispatch(
        scope,
        anInput({ channel, to: newRecipient() }),
      );
      expect(storyOf(record).attempts).toEqual(['CUSTOM REFUSED', 'DEFAULT ACCEPTED']);
      expect(views).toEqual(['PENDING: CUSTOM OPEN', 'PENDING: CUSTOM REFUSED ANSWER, DEFAULT OPEN']);
    },
  );

  test('in a batch is the intent of each of its next calls (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const { gateway, views } = watching(scope);
    const items = Array.from({ length: 5 }, () => anInput({ to: newRecipient() }));
    await anotherNode(system, { gateway }).dispatchBatch(scope, items);
    expect(views).toHaveLength(5);
    for (const view of views) expect(view.split('; ')).toHaveLength(5);
  });
});

describe('what happens while the first call is under way', () => {
  /** A node that does `meanwhile` while Twilio is refusing its first call. */
  const interruptedBy = (meanwhile: () => Promise<unknown>) => {
    let isFirst = true;
    const gateway: TwilioGateway = {
      ...system.gateway,
      async sendMessage(...order) {
        if (isFirst) {
          isFirst = false;
          await meanwhile();
        }
        return system.gateway.sendMessage(...order);
      },
    };
    return anotherNode(system, { gateway });
  };
  const saved = (scope: RequestScope, fallbackMode: 'DISABLED' | 'DEFAULT_ACCOUNT') =>
    system.services.configurations.save(
      newScope({ tenant: scope.tenant }),
      saveInput({ baseVersion: 1, fallbackMode }),
    );

  test.each([
    ['DEFAULT_ACCOUNT', 'DISABLED', ['CUSTOM REFUSED', 'DEFAULT ACCEPTED'], 'FALLBACK_ALLOWED'],
    ['DISABLED', 'DEFAULT_ACCOUNT', ['CUSTOM REFUSED'], 'FALLBACK_DISABLED'],
  ] as const)(
    'a save from %s to %s decides only what comes after it (D14)',
    async (was, is, attempts, rule) => {
      const { scope, account } = await aCustomTenant(system, was);
      account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
      const record = await interruptedBy(() => saved(scope, is)).dispatch(scope, anInput());
      expect(storyOf(record)).toMatchObject({ rule, attempts });
      expect(record).toMatchObject({ configurationVersion: 1, fallbackMode: was });
      expect(await system.services.dispatches.dispatch(scope, anInput())).toMatchObject({
        ...{ configurationVersion: 2, fallbackMode: is },
      });
    },
  );

  test('a removal leaves the second attempt to the version that began (D14)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.setScenario('NOT_USABLE', { on: 'MESSAGES' });
    const removed = () =>
      system.services.configurations.remove(newScope({ tenant: scope.tenant }), { baseVersion: 1 });
    const record = await interruptedBy(removed).dispatch(scope, anInput());
    expect(storyOf(record)).toMatchObject({ billed: 'NONE', attempts: ['CUSTOM REFUSED'] });
    expect(await system.services.dispatches.dispatch(scope, anInput())).toMatchObject({
      ...{ configurationVersion: 2, billed: 'DEFAULT', rule: 'NO_CUSTOM_ACCOUNT' },
    });
  });

  test('the same key gives the record as it stands, and sends nothing (D10)', async () => {
    const { scope } = await aCustomTenant(system);
    const input = anInput({ to: newRecipient() });
    const meanwhile: unknown[] = [];
    const node = interruptedBy(async () => {
      meanwhile.push(await node.dispatch(scope, input), ...(await node.dispatchBatch(scope, [input])));
    });
    const record = await node.dispatch(scope, input);
    const pending = expect.objectContaining({
      ...{ id: record.id, state: 'PENDING', billed: 'UNKNOWN', settledAt: null },
    });
    expect(meanwhile).toEqual([pending, { kind: 'RECORD', record: pending }]);
    expect(record.state).toBe('ACCEPTED');
    expect(acceptedFor(system, input.to)).toHaveLength(1);
  });
});

describe('the lease of a dispatch', () => {
  test('is written with its intent, by the clock of the database: ten seconds longer than its time (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const leases: unknown[] = [];
    const gateway: TwilioGateway = {
      ...system.gateway,
      async sendMessage(...order) {
        const [row] = await system.rows(
          `select extract(epoch from lease_until - created_at) * 1000 as lease,
                  created_at between clock_timestamp() - interval '1 minute' and clock_timestamp() as is_now
             from dispatch_record where tenant_id = $1`,
          [scope.tenant],
        );
        leases.push(Number(row?.['lease']), row?.['is_now']);
        return system.gateway.sendMessage(...order);
      },
    };
    const settings = { DISPATCH_BUDGET_MS: String(BUDGET_MS) };
    const record = await anotherNode(system, { gateway, settings }).dispatch(scope, anInput());
    expect(leases).toEqual([BUDGET_MS + 10_000, true]);
    expect(record.leaseUntil).toBeNull();
  });
});
