import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestScope } from '../../src/kernel/scope.ts';
import type { SendOutcome, TwilioGateway } from '../../src/twilio/gateway.ts';
import { type RunningServices, startServices } from '../support/services.ts';
import { aCustomTenant, anInput, anotherNode, newRecipient, storyOf } from './dispatch-kit.ts';

const BUDGET_MS = 3_000;

let system: RunningServices;
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
