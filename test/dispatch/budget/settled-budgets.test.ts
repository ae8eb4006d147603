import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { SendOutcome } from '../../../src/twilio/gateway.ts';
import { liveConfiguration, newScope, saveInput } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import { anInput, anotherNode, newRecipient, sender } from '../dispatch-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices();
});

/** A dispatch whose process makes its call and hears nothing of it until the test answers. */
async function dying() {
  const scope = sender();
  const { version } = await liveConfiguration(system, scope.tenant);
  await system.services.configurations.save(newScope({ tenant: scope.tenant }), {
    ...saveInput({ baseVersion: version }),
    sendingPolicy: { budget: { mode: 'ENFORCE', day: '0.1', month: null } },
  });
  let answer: (outcome: SendOutcome) => void = () => {};
  const answered = new Promise<SendOutcome>((resolve) => {
    answer = resolve;
  });
  const dispatches = anotherNode(system, { gateway: { ...system.gateway, sendMessage: () => answered } });
  const done = dispatches.dispatch(scope, anInput({ to: newRecipient() }));
  onTestFinished(async () => {
    answer({ outcome: 'NOT_SENT', fault: 'REFUSED' });
    await done;
  });
  const rows = (text: string) => system.rows(text, [scope.tenant]);
  while ((await rows('select 1 from dispatch_record where tenant_id = $1')).length === 0);
  const spent = async () =>
    Number(
      (
        await rows(
          `select coalesce(sum(amount), 0) as spent from budget_spending where tenant_id = $1 and period = 'DAY'`,
        )
      )[0]?.['spent'],
    );
  const die = async () => {
    await rows(`update dispatch_record set lease_until = now() - interval '1 second' where tenant_id = $1`);
    while (
      (await rows(`select 1 from dispatch_record where tenant_id = $1 and state = 'PENDING'`)).length > 0
    );
  };
  return { scope, done, answer, spent, die };
}

const ACCEPTED = { outcome: 'ACCEPTED', sid: `SM${'7'.repeat(32)}`, httpStatus: 201, segments: 3 } as const;

describe('given a process that dies between intent and outcome', () => {
  test('the price stays reserved, also once recovery has ended the dispatch (G4, D11)', async () => {
    const { scope, spent, die } = await dying();
    expect(await spent()).toBe(0.093);
    await die();
    expect(await spent()).toBe(0.093);
    await expect(
      system.services.dispatches.dispatch(scope, anInput({ to: newRecipient() })),
    ).rejects.toMatchObject({ reachedGuard: { guard: 'BUDGET', reached: '0.093' } });
  });

  test('what is learnt later settles it once: a refusal releases it (G4, D11)', async () => {
    const { done, answer, spent, die } = await dying();
    await die();
    answer({ outcome: 'NOT_SENT', fault: 'REFUSED' });
    await done;
    expect(await spent()).toBe(0);
  });

  test('and Twilio’s count of segments is what it comes to (G4, B5)', async () => {
    const { done, answer, spent, die } = await dying();
    await die();
    answer(ACCEPTED);
    await done;
    expect(await spent()).toBeCloseTo(3 * 0.093, 9);
  });
});
