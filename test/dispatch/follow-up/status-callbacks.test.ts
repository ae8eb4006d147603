import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { simulatedPlatform } from '../../../src/dev/simulator/simulator.ts';
import { signature } from '../../../src/dev/simulator/status-callback.ts';
import type { DispatchRecord } from '../../../src/dispatch/record/dispatch.ts';
import { callbackAddress } from '../../../src/dispatch/send/callback-address.ts';
import { newUuid, parseTenantId, parseUuid } from '../../../src/kernel/ids.ts';
import { auditKinds, newScope } from '../../support/journey.ts';
import { aCustomTenant, anInput, newRecipient, sender } from '../dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  everythingOf,
  HASHES,
  messageFields,
  miscountsOf,
  post,
  recordNow,
  recordWhen,
  send,
  someSid,
  startCallbackSystem,
} from './callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem();
});
afterAll(() => system.stopAll());

const PLATFORM_TOKEN = simulatedPlatform().authToken;
const dispatch = (scope = sender(), changes: Parameters<typeof anInput>[0] = {}) =>
  system.node.services.dispatches.dispatch(scope, anInput({ to: newRecipient(), ...changes }));
/** An accepted message of which the simulator itself reports nothing. */
const silent = (scope = sender()) => dispatch(scope, { to: '+15005000701' });
const sidOf = (record: DispatchRecord, ordinal = 1) =>
  record.attempts.find((attempt) => attempt.ordinal === ordinal)?.twilioSid ?? '';

describe('given messages and calls that Twilio reports on', () => {
  test.each([
    ['SMS', '+15005000702', 'DELIVERED', null],
    ['SMS', '+15005000703', 'DELIVERED', null],
    ['SMS', '+15005000704', 'DELIVERED', null],
    ['SMS', '+15005530003', 'UNDELIVERED', 30_003],
    ['SMS', '+15005530001', 'FAILED', 30_001],
    ['VOICE', '+15005000702', 'COMPLETED', null],
    ['VOICE', '+15005000703', 'COMPLETED', null],
    ['VOICE', '+15005000704', 'COMPLETED', null],
    ['VOICE', '+15005000486', 'BUSY', null],
    ['VOICE', '+15005000480', 'NO_ANSWER', null],
    ['VOICE', '+15005000487', 'CANCELED', null],
  ] as const)('%s to %s ends %s, whatever the order (D13, B1)', async (channel, to, delivery, code) => {
    const sent = await dispatch(sender(), { channel, to });
    const record = await recordWhen(system, sent, (now) => now.delivery === delivery);
    expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'DEFAULT', deliveryCode: code });
    expect(record.charge).toEqual(sent.charge);
    expect(await auditKinds(system, sent.tenant)).toEqual(['DISPATCH_DECIDED']);
  });

  test('a custom account signs with its own token, and a delivery error bills nobody else (D4, D13, B1)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const sent = await dispatch(scope, { to: '+15005530005' });
    const record = await recordWhen(system, sent, (now) => now.delivery === 'UNDELIVERED');
    expect(record).toMatchObject({
      billed: 'CUSTOM',
      alsoBilled: null,
      rule: 'CUSTOM_FIRST',
      deliveryCode: 30_005,
    });
    expect(record.attempts).toHaveLength(1);
    expect(record.attempts[0]?.accountSid).toBe(account.sid);
  });
});

describe('given an attempt whose answer did not come', () => {
  test('a callback is evidence of acceptance, and a correction is logged (D8, D11, D13)', async () => {
    const { scope } = await aCustomTenant(system);
    const sent = await dispatch(scope, { to: '+15005010602' });
    const record = await recordWhen(system, sent, (now) => now.delivery === 'DELIVERED');
    expect(record).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM', sealedRecipient: null });
    expect(record.attempts[0]).toMatchObject({ outcome: 'ACCEPTED', evidence: 'CALLBACK' });
    expect(sidOf(record)).toMatch(/^SM/);
    const kinds = (await auditKinds(system, sent.tenant)).filter((kind) => kind.startsWith('DISPATCH'));
    // Entries are read by when their transactions began, which need not be the order in which they took turns.
    expect([['DISPATCH_DECIDED'], ['DISPATCH_CORRECTED', 'DISPATCH_DECIDED']]).toContainEqual(
      kinds.toSorted(),
    );
  });

  test('both accounts accepted: the first known is billed, delivery is its own, the other is named (D8, D13, B1)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    // The custom account accepts and is silent; then nothing else tells of it.
    account.setScenario('SERVER_ERROR', { on: 'MESSAGES' });
    const sent = await silent(scope);
    expect(sent).toMatchObject({
      state: 'ACCEPTED',
      billed: 'DEFAULT',
      alsoBilled: null,
      rule: 'FALLBACK_ALLOWED',
    });
    await post(addressOf(system.node, sent, 2), messageFields(sidOf(sent, 2), 'sent'), PLATFORM_TOKEN);
    const late = messageFields(someSid(), 'delivered');
    expect((await post(addressOf(system.node, sent, 1), late, account.authToken)).status).toBe(204);
    const record = await recordNow(system, sent);
    expect(record).toMatchObject({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', alsoBilled: 'CUSTOM', delivery: 'SENT' },
      ...{ rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR', sealedRecipient: null },
    });
    expect(record.charge).toEqual(sent.charge);
    expect((await auditKinds(system, sent.tenant)).slice(-2)).toEqual([
      'DISPATCH_DECIDED',
      'DISPATCH_CORRECTED',
    ]);
  });
});

describe('given a callback that comes before its settlement', () => {
  test('it ends the dispatch, and the settlement never moves delivery back (D8, D13)', async () => {
    const sent = await dispatch(sender(), { to: '+15005000704' });
    expect(sent).toMatchObject({ state: 'ACCEPTED', billed: 'DEFAULT' });
    expect(sent.delivery).not.toBe('NONE');
    expect(sent.attempts[0]).toMatchObject({ evidence: 'CALLBACK', httpStatus: 201 });
    expect(sent.attempts[0]?.durationMs).not.toBeNull();
  });
});

describe('given a callback that is not good', () => {
  test('everything wrong gets the same 403, and nothing changes (D13, X2)', async () => {
    const sent = await silent();
    const other = await silent();
    const url = addressOf(system.node, sent);
    const [attempt] = sent.attempts;
    const fields = messageFields(sidOf(sent), 'delivered');
    const body = new URLSearchParams(fields).toString();
    const named = (tenantText: string, idText: string, attemptText: string) => {
      const [tenant, dispatchId, attempt] = [
        parseTenantId(tenantText),
        parseUuid(idText),
        parseUuid(attemptText),
      ];
      return tenant === undefined || dispatchId === undefined || attempt === undefined
        ? url.replace(sent.tenant, tenantText).replace(sent.id, idText).replace(attemptId, attemptText)
        : callbackAddress(system.node.url, HASHES, { tenant, dispatchId, attemptId: attempt });
    };
    const before = await everythingOf(system, sent.tenant);
    const id = newUuid(new Date());
    const attemptId = attempt?.id ?? '';
    const answers = [
      await post(url, fields, 'another token'),
      await post(url, fields, ''),
      await post(url, fields, PLATFORM_TOKEN, `${url}?`),
      await post(url, fields, PLATFORM_TOKEN, url.replace('http:', 'https:')),
      await send(url, body, null),
      await send(url, body, ''),
      await send(url, body, signature(url, messageFields(sidOf(sent), 'failed'), PLATFORM_TOKEN)),
      await send(url, `${body}&MessageStatus=failed`, signature(url, fields, PLATFORM_TOKEN)),
      await send(url, body, signature(url, fields, PLATFORM_TOKEN), 'application/json'),
      await post(`${url}?a=1`, fields, PLATFORM_TOKEN),
      await post(`${url}/`, fields, PLATFORM_TOKEN),
      await post(url.slice(0, -1), fields, PLATFORM_TOKEN),
      await post(url.slice(0, -22), fields, PLATFORM_TOKEN),
      await post(url.replace(sent.id, sent.id.toUpperCase()), fields, PLATFORM_TOKEN),
      await post(named(sent.tenant, id, attemptId), fields, PLATFORM_TOKEN),
      await post(named(sent.tenant, sent.id, id), fields, PLATFORM_TOKEN),
      await post(named(newScope().tenant, sent.id, attemptId), fields, PLATFORM_TOKEN),
      await post(named(other.tenant, sent.id, attemptId), fields, PLATFORM_TOKEN),
      await post(named(sent.tenant, sent.id, other.attempts[0]?.id ?? ''), fields, PLATFORM_TOKEN),
      await post(named('%00', sent.id, attemptId), fields, PLATFORM_TOKEN),
      await post(named('$platform', sent.id, attemptId), fields, PLATFORM_TOKEN),
      await post(named(sent.tenant, '1', '2'), fields, PLATFORM_TOKEN),
      await post(`${system.node.url}/twilio/status/`, fields, PLATFORM_TOKEN),
    ];
    expect(new Set(answers.map(({ status, body: text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(403);
    expect(await everythingOf(system, sent.tenant)).toEqual(before);
  });

  test('an address that Twilio was not told is refused before anything is asked of the database (D13, X5)', async () => {
    const sent = await silent();
    const url = addressOf(system.node, sent);
    const fields = messageFields(sidOf(sent), 'delivered');
    const [another, elsewhere] = [newUuid(new Date()), newScope().tenant];
    // Of the dispatch alone: what others have sent goes on being reported meanwhile.
    const askedWith = (value: string) => system.sent.filter(({ values }) => values.includes(value)).length;
    const asked = () => [sent.id, another, elsewhere].map(askedWith);
    const before = asked();
    const strangers = [url.replace(sent.id, another), url.replace(sent.tenant, elsewhere)];
    for (const stranger of [...strangers, url.slice(0, -22)]) {
      expect((await post(stranger, fields, PLATFORM_TOKEN)).status).toBe(403);
    }
    expect(asked()).toEqual(before);
    expect((await post(url, fields, PLATFORM_TOKEN)).status).toBe(204);
    expect(asked()[0]).toBeGreaterThan(before[0] ?? 0);
  });

  test('one tenant cannot report on another by its own token (D13, X2)', async () => {
    const [mine, theirs] = await Promise.all([aCustomTenant(system), aCustomTenant(system)]);
    const sent = await silent(theirs.scope);
    const forged = await post(
      addressOf(system.node, sent),
      messageFields(sidOf(sent), 'failed', 30_001),
      mine.account.authToken,
    );
    expect(forged.status).toBe(403);
    expect(await recordNow(system, sent)).toMatchObject({ delivery: 'NONE', deliveryCode: null });
  });

  test('what is too long, or not posted, is refused for that (D13)', async () => {
    const sent = await silent();
    const url = addressOf(system.node, sent);
    expect((await send(url, `a=${'x'.repeat(17_000)}`, 'x')).status).toBe(413);
    expect((await fetch(url)).status).toBe(405);
  });
});

describe('given a good callback', () => {
  test('replayed or late, it is answered 204 and writes nothing (D13)', async () => {
    const sent = await silent();
    const url = addressOf(system.node, sent);
    const report = (status: string, sid = sidOf(sent)) =>
      post(url, messageFields(sid, status), PLATFORM_TOKEN);
    expect((await report('delivered')).status).toBe(204);
    const before = await everythingOf(system, sent.tenant);
    for (const status of ['delivered', 'sent', 'queued', 'failed', 'undelivered', 'no such status']) {
      expect((await report(status)).status).toBe(204);
    }
    // A message that is not the attempt's, a call's report on a message, and one that says nothing.
    expect((await report('failed', someSid())).status).toBe(204);
    const call = { CallSid: sidOf(sent).replace('SM', 'CA'), CallStatus: 'failed' };
    expect((await post(url, call, PLATFORM_TOKEN)).status).toBe(204);
    expect((await post(url, {}, PLATFORM_TOKEN)).status).toBe(204);
    expect(await everythingOf(system, sent.tenant)).toEqual(before);
  });

  test('many at once to two nodes count once (D13)', async () => {
    const address = () => system.node.url;
    const second = await system.addNode({ publicUrl: address });
    const sent = await silent();
    const url = addressOf(system.node, sent);
    const fields = messageFields(sidOf(sent), 'undelivered', 30_003);
    const there = url.replace(system.node.url, second.url);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        post(index % 2 === 0 ? url : there, fields, PLATFORM_TOKEN, url),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect(await recordNow(system, sent)).toMatchObject({ delivery: 'UNDELIVERED', deliveryCode: 30_003 });
    expect(await miscountsOf(system, sent.tenant)).toEqual([]);
  });
});
