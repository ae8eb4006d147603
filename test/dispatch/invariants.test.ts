import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { inspectDispatches } from '../support/dispatch-invariants.ts';
import { untilSettled } from '../support/dispatch-settling.ts';
import { startFleet } from '../support/processes/fault-fleet.ts';
import { type OwnSystem, startSystem } from '../support/running-system.ts';

const ABSENCE_MS = 1_000;
let system: OwnSystem;

beforeAll(async () => {
  system = await startSystem({
    ...{ DISPATCH_BUDGET_MS: '3000', DISPATCH_FIRST_ATTEMPT_MS: '1200', RECOVERY_POLL_MS: '50' },
    ...{ OUTCOME_AFTER_MS: '100', ABSENCE_AFTER_MS: String(ABSENCE_MS) },
  });
  const fleet = await startFleet(system, system.endpoint, { tenants: 6, dispatches: 60, seed: 1 });
  for (const { dispatcherToken, items } of fleet) {
    const answer = await createClient({ url: system.endpoint, token: dispatcherToken }).dispatchBatch({
      items,
    });
    if (answer.__typename !== 'DispatchBatchPayload') throw new Error(answer.message);
  }
  await untilSettled(system, { absenceMs: ABSENCE_MS + 3_000, withinMs: 60_000 });
});
afterAll(() => system.stop());

const DAY_MS = 86_400_000;

/** The days around this one, in which all was sent. */
function thisTime() {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return { from: new Date(today - DAY_MS), to: new Date(today + 2 * DAY_MS) };
}

const inspect = (accepted = system.simulator.accepted()) => inspectDispatches(system, accepted, thisTime());

describe('the look at everything', () => {
  test('finds a small load sound', async () => {
    const findings = await inspectDispatches(system);
    expect(findings.broken).toEqual([]);
    expect(findings.records).toBe(60);
    expect(findings.accepted).toBeGreaterThan(20);
  });

  test('finds a message that no attempt sent, and one that is missing', async () => {
    const accepted = system.simulator.accepted();
    const [first, ...others] = accepted;
    if (first === undefined) throw new Error('nothing was accepted');
    expect(
      (await inspect([...accepted, { ...first, sid: 'SM0', statusCallback: null }])).broken,
    ).toHaveLength(1);
    expect((await inspect(others)).broken.length).toBeGreaterThan(0);
    expect((await inspect([...accepted, { ...first, sid: 'SM1' }])).broken.join()).toContain('sent two');
  });

  const ONE_ACCEPTED = `id = (select id from dispatch_record where state = 'ACCEPTED' and also_billed is null order by id limit 1)`;
  test.each([
    [
      'a bill to the wrong account',
      `billed_account = case billed_account when 'CUSTOM' then 'DEFAULT' else 'CUSTOM' end`,
      'B1',
    ],
    [
      'a dispatch that failed and was accepted',
      `state = 'FAILED', billed_account = 'NONE'`,
      'it failed, and was accepted',
    ],
    ['a dispatch that is still pending', `state = 'PENDING', lease_until = now() + interval '1 hour'`, 'D8'],
    [
      'a bill that the log does not know',
      `also_billed = case billed_account when 'CUSTOM' then 'DEFAULT' else 'CUSTOM' end`,
      'A1',
    ],
    ['a recipient that was not erased', `recipient_sealed = '\\x00'`, 'D12'],
    ['a key of another record', `idempotency_key = 'another'`, 'D10'],
    [
      'a property that was not counted',
      `rule = case rule when 'CUSTOM_FIRST' then 'NO_CUSTOM_ACCOUNT' else 'CUSTOM_FIRST' end`,
      'statistics',
    ],
  ])('finds %s', async (_, change, found) => {
    await system.rows(`create table kept as select * from dispatch_record where ${ONE_ACCEPTED}`);
    try {
      await system.rows(`update dispatch_record set ${change} where id = (select id from kept)`);
      expect((await inspect()).broken.join('\n')).toContain(found);
    } finally {
      await system.rows('delete from dispatch_record where id = (select id from kept)');
      await system.rows('insert into dispatch_record select * from kept');
      await system.rows('drop table kept');
    }
    expect((await inspect()).broken).toEqual([]);
  });
});
