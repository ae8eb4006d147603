import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { DispatchRecord } from '../../src/dispatch/record/dispatch.ts';
import type { SendOutcome } from '../../src/twilio/gateway.ts';
import { newScope, verified } from '../support/journey.ts';
import { anInput, sender } from './dispatch-kit.ts';
import { type CallbackSystem, recordNow, recordWhen, startCallbackSystem } from './follow-up/callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem();
});
afterEach(() => vi.useRealTimers());
afterAll(() => system.stopAll());

const HOUR_MS = 3_600_000;

/** A dispatch that waits for Twilio's answer until the test has ended. */
async function underWay(): Promise<Pick<DispatchRecord, 'tenant' | 'id'>> {
  let answer: (outcome: SendOutcome) => void = () => {};
  const answered = new Promise<SendOutcome>((resolve) => {
    answer = resolve;
  });
  const scope = sender();
  let called = () => {};
  const asked = new Promise<void>((resolve) => {
    called = resolve;
  });
  const node = await system.addNode({
    gateway: {
      ...system.gateway,
      sendMessage: () => {
        called();
        return answered;
      },
    },
  });
  const done = node.services.dispatches.dispatch(scope, anInput());
  onTestFinished(async () => {
    answer({ outcome: 'NOT_SENT', fault: 'REFUSED' });
    await done;
  });
  await asked;
  const [row] = await system.rows('select id from dispatch_record where tenant_id = $1', [scope.tenant]);
  return { tenant: scope.tenant, id: row?.['id'] };
}

describe.each([
  ['an hour ahead', HOUR_MS],
  ['an hour behind', -HOUR_MS],
])('given a process whose clock is %s of the database’s', (_, skew) => {
  const skewed = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew });

  test('then leases are written and judged by that of the database: one that stands is left alone, one that is over is taken (D11)', async () => {
    skewed();
    const [standing, over] = [await underWay(), await underWay()];
    const leases = await system.rows(
      `select extract(epoch from lease_until - clock_timestamp()) as left from dispatch_record where id = any($1)`,
      [[standing.id, over.id]],
    );
    for (const { left } of leases) {
      expect(Number(left)).toBeGreaterThan(0);
      expect(Number(left)).toBeLessThan(60);
    }
    await system.rows(
      `update dispatch_record set lease_until = clock_timestamp() - case id when $1 then -interval '59 minutes' else interval '1 second' end
        where id in ($1, $2)`,
      [standing.id, over.id],
    );
    await recordWhen(system, over, ({ state }) => state === 'OUTCOME_UNKNOWN');
    expect(await recordNow(system, standing)).toMatchObject({ state: 'PENDING' });
  });

  test('then an account is verified within its time, and the draft is good (V4, V8)', async () => {
    skewed();
    const draft = await verified(system, newScope(), system.simulator.addAccount({ numbers: 2 }));
    const [row] = await system.rows(
      `select expires_at between clock_timestamp() + interval '23 hours' and clock_timestamp() + interval '24 hours' as is_good
         from configuration_draft where id = $1`,
      [draft.id],
    );
    expect(row).toEqual({ is_good: true });
  });
});
