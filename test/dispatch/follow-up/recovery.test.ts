import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { FOLLOW_UP_END_MS } from '../../../src/dispatch/decide/follow-up-rules.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import type { SendOutcome } from '../../../src/twilio/gateway.ts';
import { check, told } from '../../audit/lived-tenant.ts';
import { auditOf } from '../../support/journey.ts';
import { aCustomTenant, acceptedFor, anInput, newRecipient, sender } from '../dispatch-kit.ts';
import {
  addressOf,
  age,
  type CallbackSystem,
  followUpNow,
  messageFields,
  miscountsOf,
  type Node,
  post,
  recordNow,
  recordWhen,
  someSid,
  startCallbackSystem,
} from './callback-kit.ts';

let system: CallbackSystem;
/** A node that Twilio cannot reach: nothing is settled by callbacks. */
let deaf: Node;
beforeAll(async () => {
  system = await startCallbackSystem();
  deaf = await system.addNode({ publicUrl: () => null });
});
afterAll(() => system.stopAll());

const QUARTER_HOUR_MS = 15 * 60_000;
/** Past the quarter of an hour after which absence tells, with the time of the call. */
const OLD_MS = QUARTER_HOUR_MS + 3_000;

const dispatch = (node: Node, scope: ReturnType<typeof sender>, to: string) =>
  node.services.dispatches.dispatch(scope, anInput({ to }));

/** Longer than a node keeps what it is asking about from the others. */
const HELD_MS = 120_000;

/** The record once Twilio was asked about it, and is to be asked again much later or never. */
async function asked(record: DispatchRecord): Promise<DispatchRecord> {
  await followUpNow(system, record);
  return recordWhen(
    system,
    record,
    ({ followUpAt }) => followUpAt === null || followUpAt.getTime() > Date.now() + HELD_MS,
  );
}

/** A dispatch whose process makes its call and never hears of it, until the test answers. */
async function dying(scope: ReturnType<typeof sender>, to = newRecipient()) {
  let answer: (outcome: SendOutcome) => void = () => {};
  const answered = new Promise<SendOutcome>((resolve) => {
    answer = resolve;
  });
  const node = await system.addNode({
    gateway: { ...system.gateway, sendMessage: () => answered },
  });
  const input = anInput({ to });
  const done = node.services.dispatches.dispatch(scope, input);
  onTestFinished(async () => {
    answer({ outcome: 'NOT_SENT', fault: 'REFUSED' });
    await done;
  });
  const row = async () =>
    (
      await system.rows(
        'select dispatch_id as id from dispatch_key where tenant_id = $1 and idempotency_key = $2',
        [scope.tenant, input.idempotencyKey],
      )
    )[0];
  let found = await row();
  while (found === undefined) found = await row();
  const { tenant } = scope;
  const id = found['id'] as DispatchRecord['id'];
  const die = async () => {
    await system.rows(`update dispatch_record set lease_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    return recordWhen(system, { tenant, id }, ({ state }) => state !== 'PENDING');
  };
  return { input, done, answer, node, named: { tenant, id }, die };
}

describe('given a process that died during a call', () => {
  test('while its lease stands nobody touches it; then it is unknown, and nothing is sent (D8, D11)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const { die, named, input } = await dying(scope);
    expect(await recordNow(system, named)).toMatchObject({ state: 'PENDING' });
    const record = await die();
    expect(record).toMatchObject({
      ...{ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN', rule: 'CUSTOM_FIRST', trigger: null },
      ...{ leaseUntil: null, failureReason: null },
    });
    expect(record.attempts.map(({ outcome, evidence }) => [outcome, evidence])).toEqual([['OPEN', null]]);
    expect(record.sealedRecipient).not.toBeNull();
    expect(acceptedFor(system, input.to)).toEqual([]);
    const again = await system.node.services.dispatches.dispatch(scope, input);
    expect(again).toMatchObject({ id: record.id, state: 'OUTCOME_UNKNOWN' });
    expect(acceptedFor(system, input.to)).toEqual([]);
  });

  test('when Twilio lists nothing a quarter of an hour later, it failed and was interrupted (D11)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const { die } = await dying(scope);
    const open = await asked(await die());
    expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN', followUps: 1 });
    await age(system, open, OLD_MS);
    const record = await asked(open);
    expect(record).toMatchObject({
      ...{ state: 'FAILED', billed: 'NONE', failureReason: 'INTERRUPTED', sealedRecipient: null },
      ...{ rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR', followUpAt: null },
    });
    expect(record.attempts).toMatchObject([{ outcome: 'NOT_SENT', evidence: 'LIST' }]);
    expect((await auditOf(system, scope.tenant)).slice(-2).map(({ kind }) => kind)).toEqual([
      'DISPATCH_DECIDED',
      'DISPATCH_CORRECTED',
    ]);
  });

  test('an answer that comes after recovery still counts (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const { die, answer, done } = await dying(scope);
    expect(await die()).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    const sid = someSid();
    answer({ outcome: 'ACCEPTED', sid, segments: 1, httpStatus: 201 });
    expect(await done).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM', leaseUntil: null });
    expect((await done).attempts).toMatchObject([
      { outcome: 'ACCEPTED', evidence: 'ANSWER', twilioSid: sid },
    ]);
  });

  test('a refusal that comes after recovery is no reason to send by the default account (D11)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const { die, answer, done } = await dying(scope);
    await die();
    answer({ outcome: 'REFUSED', httpStatus: 400, code: 21_211 });
    const record = await done;
    expect(record).toMatchObject({ state: 'FAILED', billed: 'NONE', failureReason: 'INTERRUPTED' });
    expect(record.attempts).toHaveLength(1);
  });

  test('a callback tells it before any list does (D11, D13)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const { die, node } = await dying(scope);
    const open = await die();
    const sid = someSid();
    const told = await post(addressOf(node, open), messageFields(sid, 'sent'), account.authToken);
    expect(told.status).toBe(204);
    const record = await recordNow(system, open);
    expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM', delivery: 'SENT' });
    expect(record.attempts).toMatchObject([{ outcome: 'ACCEPTED', evidence: 'CALLBACK', twilioSid: sid }]);
  });
});

describe('given an attempt that is open', () => {
  test.each(['CUSTOM', 'DEFAULT'] as const)(
    'the sole message that Twilio lists settles it, on the %s account (D8, D11, D12)',
    async (originator) => {
      const scope = originator === 'CUSTOM' ? (await aCustomTenant(system)).scope : sender();
      system.simulator.clearAccepted();
      const open = await dispatch(deaf, scope, '+15005010602');
      expect(open).toMatchObject({ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN' });
      expect(open.sealedRecipient).not.toBeNull();
      const record = await asked(open);
      expect(record).toMatchObject({ state: 'ACCEPTED', billed: originator, sealedRecipient: null });
      const [sent] = acceptedFor(system, '+15005010602');
      expect(record.attempts).toMatchObject([
        { outcome: 'ACCEPTED', evidence: 'LIST', twilioSid: sent?.sid },
      ]);
      expect(record.charge === null).toBe(originator === 'CUSTOM');
    },
  );

  test('absence tells nothing before a quarter of an hour is over, and then that it was not accepted (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const open = await dispatch(deaf, scope, '+15005000602');
    await age(system, open, QUARTER_HOUR_MS - 300_000);
    expect(await asked(open)).toMatchObject({ state: 'OUTCOME_UNKNOWN', followUps: 1 });
    await age(system, open, 303_000);
    const record = await asked(open);
    expect(record).toMatchObject({
      state: 'FAILED',
      billed: 'NONE',
      failureReason: null,
      rule: 'FALLBACK_DISABLED',
    });
    expect(record.attempts).toMatchObject([{ outcome: 'NOT_SENT', evidence: 'LIST', fault: 'RESET' }]);
    expect(await miscountsOf(system, record.tenant)).toEqual([]);
  });

  test('a message that another attempt holds is nobody else’s (D11)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED', { numbers: 1 });
    system.simulator.clearAccepted();
    const first = await asked(await dispatch(deaf, scope, '+15005010602'));
    expect(first).toMatchObject({ state: 'ACCEPTED' });
    // The very same to Twilio's eyes, but not accepted.
    const { dispatches } = deaf.services;
    const account = system.simulator.account(first.attempts[0]?.accountSid ?? '');
    account.setScenario('RESETS', { on: 'MESSAGES', times: 1 });
    const second = await dispatches.dispatch(scope, anInput({ to: '+15005010602' }));
    await age(system, second, OLD_MS);
    await system.rows(
      `update dispatch_attempt set started_at = started_at + interval '15 minutes' where dispatch_id = $1`,
      [second.id],
    );
    expect(await asked(second)).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    expect(acceptedFor(system, '+15005010602')).toHaveLength(1);
  });

  test('two open attempts and one message: it is ascribed to neither, also across tenants (D11)', async () => {
    system.simulator.clearAccepted();
    const accepted = await dispatch(deaf, sender(), '+15005010500');
    const platform = system.simulator.account(simulatedPlatform().sid);
    platform.setScenario('SERVER_ERROR', { on: 'MESSAGES', times: 1 });
    const refused = await dispatch(deaf, sender(), '+15005010500');
    expect(acceptedFor(system, '+15005010500')).toHaveLength(1);
    expect(await asked(accepted)).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    expect(await asked(refused)).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
  });

  test('two messages and one open attempt: it stays unknown (D11)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED', { numbers: 1 });
    system.simulator.clearAccepted();
    const open = await dispatch(deaf, scope, '+15005010602');
    const other = await dispatch(deaf, scope, '+15005010602');
    // The second one is forgotten, so that nobody holds or contests its message.
    await system.rows('delete from dispatch_attempt where dispatch_id = $1', [other.id]);
    expect(await asked(open)).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
  });

  test('after the last time it stays unknown for ever, and the recipient is erased (D11, D12)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const open = await dispatch(deaf, scope, '+15005000602');
    account.setScenario('SERVER_ERROR');
    await system.rows(
      `update dispatch_record set created_at = created_at - $2 * interval '1 ms' where id = $1`,
      [open.id, FOLLOW_UP_END_MS],
    );
    await followUpNow(system, open);
    const record = await recordWhen(system, open, ({ followUpAt }) => followUpAt === null);
    expect(record).toMatchObject({ state: 'OUTCOME_UNKNOWN', billed: 'UNKNOWN', sealedRecipient: null });
  });

  test('what cannot be opened any more is given up in the end too (D11, D12)', async () => {
    const { scope } = await aCustomTenant(system);
    const open = await dispatch(deaf, scope, '+15005000602');
    await system.rows(`update dispatch_record set recipient_key_id = 'gone' where id = $1`, [open.id]);
    expect(await asked(open)).toMatchObject({ state: 'OUTCOME_UNKNOWN', followUps: 1 });
    await system.rows(`update dispatch_record set created_at = created_at - interval '1 day' where id = $1`, [
      open.id,
    ]);
    expect(await asked(open)).toMatchObject({ followUpAt: null, sealedRecipient: null });
  });

  test('of two nodes that look at once, one message settles it once (D11)', async () => {
    const { scope } = await aCustomTenant(system);
    const open = await dispatch(deaf, scope, '+15005010603');
    const other = await system.addNode();
    other.background.start();
    const record = await asked(open);
    expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM' });
    const kinds = (await auditOf(system, scope.tenant)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'DISPATCH_CORRECTED')).toHaveLength(1);
    expect(await miscountsOf(system, record.tenant)).toEqual([]);
  });
});

describe('given a message of a custom account', () => {
  test('its price is null until Twilio tells it, then positive, with an entry of its own (B3, A8)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(system.node, scope, newRecipient());
    expect(sent.charge).toBeNull();
    const final = await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED');
    expect(final.charge).toBeNull();
    const record = await priced(final);
    expect(record.charge).toEqual({
      amount: '0.00790',
      currency: 'USD',
      source: 'TWILIO',
      rateCardVersion: null,
    });
    expect(record).toMatchObject({ billed: 'CUSTOM', followUpAt: null });
    expect(await miscountsOf(system, record.tenant)).toEqual([]);
    const entries = (await auditOf(system, scope.tenant)).filter(({ kind }) => kind === 'DISPATCH_PRICED');
    expect(entries).toMatchObject([
      {
        object: `dispatch/${record.id}`,
        before: null,
        after: { billedAccount: 'CUSTOM', charge: { amount: '0.00790', currency: 'USD' } },
      },
    ]);
    // The bill rests on the price, so an altered one is found.
    const checked = async () => told(await check(system, scope.tenant));
    expect(await checked()).toEqual([]);
    await system.rows(`update dispatch_record set charge_amount = '0.00070' where id = $1`, [record.id]);
    expect(await checked()).toEqual(['dispatch/<id> has a price that differs from its entry in amount']);
  });

  test('without callbacks, both status and price are asked for (B3, D13)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(system.node, scope, '+15005000701');
    const record = await priced(sent);
    expect(record).toMatchObject({ delivery: 'DELIVERED', followUpAt: null });
    expect(record.charge).toMatchObject({ amount: '0.00790', source: 'TWILIO' });
  });

  test('what costs nothing is asked for again and again, for a day; then null stays (B3)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(system.node, scope, '+15005530001');
    const failed = await recordWhen(system, sent, ({ delivery }) => delivery === 'FAILED');
    const once = await asked(failed);
    expect(once).toMatchObject({ charge: null, followUps: 1 });
    const waited = (record: DispatchRecord) => (record.followUpAt?.getTime() ?? 0) - Date.now();
    const twice = await asked(once);
    expect(waited(twice)).toBeGreaterThan(waited(once) * 1.5);
    await system.rows(`update dispatch_record set created_at = created_at - interval '1 day' where id = $1`, [
      sent.id,
    ]);
    expect(await asked(twice)).toMatchObject({ charge: null, followUpAt: null, delivery: 'FAILED' });
  });
});

/** The record once Twilio has told the price; its price comes a moment after the end. */
async function priced(record: DispatchRecord): Promise<DispatchRecord> {
  for (;;) {
    const now = await asked(record);
    if (now.charge !== null) return now;
  }
}
