import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recipientCount } from '../../../src/database/tables.ts';
import { noteGuardRefusals } from '../../../src/dispatch/upkeep/refusal-entries.ts';
import { forgetCounts } from '../../../src/dispatch/upkeep/retention.ts';
import { SendingBlocked } from '../../../src/kernel/errors.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { liveConfiguration, newScope, saveInput } from '../../support/journey.ts';
import { auditKindsOf } from '../../support/running-system.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { aCustomTenant, acceptedFor, anInput, countRows, sender, storyOf } from '../dispatch-kit.ts';

let system: OwnServices;

beforeAll(async () => {
  system = await startServices({ SENDING_GUARDS: 'on' });
});
afterAll(() => system.stop());

let recipients = 0;

/** A number that the numbering plan of Germany assigns, and that no other test of this file uses. */
function newRecipient(): string {
  recipients += 1;
  return `+49151${String(10_000_000 + recipients)}`;
}

/** What a dispatch came to: its state, or the guard that refused it. */
async function told(scope: RequestScope, changes: Parameters<typeof anInput>[0]) {
  try {
    return (await system.services.dispatches.dispatch(scope, anInput(changes))).state;
  } catch (error) {
    if (error instanceof SendingBlocked) return error.reachedGuard;
    throw error;
  }
}

/** Lets the pauses between messages pass: the last one is long ago, and what was counted stays. */
async function pass({ tenant }: RequestScope): Promise<void> {
  await system.rows(
    `update recipient_count set last_at = last_at - interval '5 minutes' where tenant_id = $1`,
    [tenant],
  );
}

/** Sends until `count` messages to the recipient were accepted. */
async function send(scope: RequestScope, to: string, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 1) {
    await pass(scope);
    expect(await told(scope, { to })).toBe('ACCEPTED');
  }
}

async function choose(scope: RequestScope, sendingPolicy: Parameters<typeof saveInput>[0]['sendingPolicy']) {
  const admin = newScope({ tenant: scope.tenant });
  const { version } = await liveConfiguration(system, scope.tenant);
  return system.services.configurations.save(admin, {
    ...saveInput({ baseVersion: version }),
    ...(sendingPolicy === undefined ? {} : { sendingPolicy }),
  });
}

describe('given guards as they are shipped', () => {
  test('one recipient gets five messages within ten minutes and no sixth, which leaves no trace (G1, G2)', async () => {
    const scope = sender();
    const to = newRecipient();
    await send(scope, to, 5);
    await pass(scope);
    const refused = await told(scope, { to, idempotencyKey: 'again' });
    expect(refused).toMatchObject({ guard: 'RECIPIENT_RATE', limit: '5', reached: '5', windowSeconds: 600 });
    expect(acceptedFor(system, to)).toHaveLength(5);
    expect(await countRows(system, scope.tenant)).toEqual({ records: 5, attempts: 5, keys: 5 });
    // The other channel, another recipient and the very key are free.
    expect(await told(scope, { to, channel: 'VOICE' })).toBe('ACCEPTED');
    expect(await told(scope, { to: newRecipient(), idempotencyKey: 'again' })).toBe('ACCEPTED');
  });

  test('after three messages the next waits for a pause, which it is told (G2)', async () => {
    const scope = sender();
    const to = newRecipient();
    await send(scope, to, 2);
    expect(await told(scope, { to })).toBe('ACCEPTED');
    const refused = await told(scope, { to });
    expect(refused).toMatchObject({ guard: 'RECIPIENT_COOL_DOWN', limit: '30' });
    await pass(scope);
    expect(await told(scope, { to })).toBe('ACCEPTED');
    expect(await told(scope, { to })).toMatchObject({ guard: 'RECIPIENT_COOL_DOWN', limit: '60' });
  });

  test.each([
    ['PREMIUM', '+33892700123'],
    ['SHARED_COST', '+4918012345'],
    ['SATELLITE', '+881612345678'],
    ['UNASSIGNED', '+15551234567'],
  ])('a %s number is refused by name on the default account (G3)', async (kind, to) => {
    const scope = sender();
    expect(await told(scope, { to })).toMatchObject({ guard: 'NUMBER_KIND', reached: kind, retryAt: null });
    expect(await countRows(system, scope.tenant)).toEqual({ records: 0, attempts: 0, keys: 0 });
  });

  test('a repeat of a request is answered with its record and counts nothing (D10, G1)', async () => {
    const scope = sender();
    const input = anInput({ to: newRecipient() });
    for (let repeat = 0; repeat < 8; repeat += 1) await system.services.dispatches.dispatch(scope, input);
    const [row] = await system.rows('select day from recipient_count where tenant_id = $1', [scope.tenant]);
    expect(row?.['day']).toEqual([expect.any(Number), 1]);
  });

  test('each item of a batch is decided on its own, after those before it (G1, G2)', async () => {
    const scope = sender();
    const [to, other] = [newRecipient(), newRecipient()];
    await choose(scope, { coolDown: { mode: 'OFF', after: 3, firstSeconds: 30, longestSeconds: 600 } });
    const inputs = [...Array(9).fill(to), other].map((one: string) => anInput({ to: one }));
    const items = await system.services.dispatches.dispatchBatch(scope, inputs);
    expect(items.map(({ kind }) => kind)).toEqual([
      ...Array(5).fill('RECORD'),
      ...Array(4).fill('REFUSED'),
      'RECORD',
    ]);
    expect(acceptedFor(system, to)).toHaveLength(5);
  });

  test('two hundred at once from two nodes to one number: exactly the limit is sent (G1, G2)', async () => {
    const scope = sender();
    const to = newRecipient();
    await choose(scope, { coolDown: { mode: 'OFF', after: 3, firstSeconds: 30, longestSeconds: 600 } });
    const nodes = [system.services, system.anotherNode().services];
    const told = await Promise.allSettled(
      Array.from({ length: 200 }, (_, index) => {
        const node = nodes[index % 2] ?? system.services;
        return node.dispatches.dispatch(scope, anInput({ to }));
      }),
    );
    expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    for (const one of told) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(SendingBlocked);
    expect(acceptedFor(system, to)).toHaveLength(5);
  });

  test('many new recipients at once from two nodes are all sent to, and none is counted twice (G1)', async () => {
    const scope = sender();
    const recipients = Array.from({ length: 40 }, newRecipient);
    const nodes = [system.services, system.anotherNode().services];
    await Promise.all(
      nodes.flatMap(({ dispatches }) => recipients.map((to) => dispatches.dispatch(scope, anInput({ to })))),
    );
    const rows = await system.rows('select day from recipient_count where tenant_id = $1', [scope.tenant]);
    const counts = rows.map(({ day }) => (Array.isArray(day) ? day[1] : undefined));
    expect(counts).toEqual(Array(40).fill(2));
  });
});

test('counts that no window sees any more are forgotten, but for one that a dispatch holds (G2)', async () => {
  const [old, held, fresh] = [sender(), sender(), sender()];
  for (const scope of [old, held, fresh]) expect(await told(scope, { to: newRecipient() })).toBe('ACCEPTED');
  const tenants = [old.tenant, held.tenant, fresh.tenant];
  await system.rows('update recipient_count set last_on = last_on - 3 where tenant_id = any ($1)', [
    [old.tenant, held.tenant],
  ]);
  await system.database.write(held.tenant, async (tx) => {
    await tx.sql.select().from(recipientCount).for('update');
    await forgetCounts(system.database);
  });
  const left = await system.rows('select tenant_id from recipient_count where tenant_id = any ($1)', [
    tenants,
  ]);
  expect(new Set(left.map(({ tenant_id }) => tenant_id))).toEqual(new Set([held.tenant, fresh.tenant]));
});

describe('given a sending policy of a tenant', () => {
  test('it is a version of its own, readable as of before, with an entry before and after (S1)', async () => {
    const scope = sender();
    const denied = { mode: 'ENFORCE', allowed: null, denied: ['DE'] } as const;
    const { version } = await choose(scope, { smsCountries: denied });
    expect((await liveConfiguration(system, scope.tenant)).sendingPolicy.smsCountries).toEqual(denied);
    expect(await told(scope, { to: newRecipient() })).toMatchObject({ guard: 'COUNTRY', reached: 'DE' });
    expect(await told(scope, { to: newRecipient(), channel: 'VOICE' })).toBe('ACCEPTED');
    expect(await auditKindsOf(system, scope.tenant)).toEqual(
      expect.arrayContaining(['CONFIGURATION_SAVED', 'SENDING_POLICY_CHANGED']),
    );
    await choose(scope, { smsCountries: null });
    expect((await liveConfiguration(system, scope.tenant)).version).toBe(version + 1);
    expect(await told(scope, { to: newRecipient() })).toBe('ACCEPTED');
  });

  test('on the default account it is refused by name where it is looser than the bounds (G1)', async () => {
    const scope = sender();
    const looser = { mode: 'ENFORCE', tenMinutes: 6, hour: 10, day: 15 } as const;
    await expect(choose(scope, { smsRecipients: looser })).rejects.toMatchObject({
      refusal: 'NOT_POSSIBLE',
      problems: [{ path: ['input', 'sendingPolicy', 'smsRecipients'] }],
    });
    await expect(choose(scope, { numberKinds: { mode: 'ENFORCE', denied: ['PREMIUM'] } })).rejects.toThrow();
    await expect(choose(scope, { smsRecipients: { ...looser, tenMinutes: -1 } })).rejects.toMatchObject({
      refusal: 'INVALID_INPUT',
    });
    expect((await liveConfiguration(system, scope.tenant)).version).toBe(0);
  });

  test('what is only observed lets everything pass (G1)', async () => {
    const scope = sender();
    const to = newRecipient();
    await choose(scope, { coolDown: { mode: 'OBSERVE', after: 1, firstSeconds: 30, longestSeconds: 600 } });
    expect([await told(scope, { to }), await told(scope, { to })]).toEqual(['ACCEPTED', 'ACCEPTED']);
  });
});

describe('given refusals', () => {
  test('they are entries by hour and guard once the hour is over, however many there were (A1)', async () => {
    const scope = sender();
    await choose(scope, { smsCountries: { mode: 'OBSERVE', allowed: null, denied: ['DE'] } });
    for (let sent = 0; sent < 3; sent += 1) await told(scope, { to: '+33892700123' });
    await told(scope, { to: newRecipient() });
    await noteGuardRefusals(system.database);
    expect(await auditKindsOf(system, scope.tenant)).not.toContain('GUARD_REFUSALS_COUNTED');

    await system.rows(`update guard_refusal set hour = hour - interval '1 day' where tenant_id = $1`, [
      scope.tenant,
    ]);
    // Once more changes nothing.
    await noteGuardRefusals(system.database);
    await noteGuardRefusals(system.database);
    const bodies = await system.rows(
      `select body::json -> 'after' as after from audit_entry where tenant_id = $1 and kind = 'GUARD_REFUSALS_COUNTED' order by id`,
      [scope.tenant],
    );
    expect(bodies.map(({ after }) => after)).toEqual([
      { guard: 'COUNTRY', hour: expect.any(String), observed: true, refusals: 1 },
      { guard: 'NUMBER_KIND', hour: expect.any(String), observed: false, refusals: 3 },
    ]);
  });
});

describe('given a preview', () => {
  test('it tells the guards and what is left of each (G1)', async () => {
    const scope = sender();
    const to = newRecipient();
    await send(scope, to, 2);
    const { guards, refused } = await system.read(scope.tenant, (tx) =>
      system.services.dispatches.preview(
        { run: (work: (inside: typeof tx) => Promise<unknown>) => work(tx) } as never,
        { channel: 'SMS', to: to as never, fallbackMode: null },
      ),
    );
    expect(refused).toBeNull();
    expect(guards).toContainEqual(
      expect.objectContaining({ guard: 'RECIPIENT_RATE', windowSeconds: 600, limit: '5', left: 3 }),
    );
  });
});

describe('given an account of the tenant that Twilio has suspended', () => {
  test('what a bound refuses on the default account is not fallen back with (G1, G3, D6)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    account.suspend();
    const { dispatches } = system.services;
    const fine = await dispatches.dispatch(scope, anInput({ to: newRecipient() }));
    const guarded = await dispatches.dispatch(scope, anInput({ to: '+33892700123' }));
    expect(storyOf(fine)).toMatchObject({ rule: 'FALLBACK_ALLOWED', state: 'ACCEPTED' });
    expect(storyOf(guarded)).toMatchObject({
      ...{ rule: 'FALLBACK_GUARDED', state: 'FAILED', billed: 'NONE' },
      attempts: ['CUSTOM REFUSED'],
    });
  });
});
