import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { NewAccount } from '../../../src/dev/simulator/simulator.ts';
import type { DefaultSender } from '../../../src/dispatch/settings/platform.ts';
import { plainSender } from '../../../src/dispatch/settings/sender-file-rules.ts';
import { type AuthToken, parseAccountSid } from '../../../src/kernel/ids.ts';
import { parsePhoneNumber } from '../../../src/kernel/phone-number.ts';
import { token } from '../../http/test-server.ts';
import { newAccount } from '../../support/journey.ts';
import { anInput, newKey, newRecipient, sender } from '../dispatch-kit.ts';
import {
  type CallbackSystem,
  followUpNow,
  type Node,
  recordWhen,
  startCallbackSystem,
} from '../follow-up/callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  // Time enough for every call, however busy the machine is.
  const settings = { DISPATCH_BUDGET_MS: '20000', DISPATCH_FIRST_ATTEMPT_MS: '9000' };
  system = await startCallbackSystem(settings, { work: false });
});
afterAll(() => system.stopAll());

const US = '+14155550123';
const phoneNumber = (text: string) => parsePhoneNumber(text) ?? expect.unreachable('no number');

/** An account of the platform's at Twilio. */
function anAccount(spec: NewAccount = {}) {
  const { sid: text } = newAccount(system, { numbers: 2, senderIds: ['Acme'], ...spec });
  const simulated = system.simulator.account(text);
  const sid = parseAccountSid(text) ?? expect.unreachable('the simulator gave no SID');
  return { simulated, credential: { sid, authToken: simulated.authToken as AuthToken } };
}

/** A node whose default account has these senders and no others. */
function nodeWith({ credential }: ReturnType<typeof anAccount>, senders: readonly DefaultSender[]) {
  return system.addNode({ platform: { account: { ...credential, senders } } });
}

const aService = () => `MG${randomBytes(16).toString('hex')}`;

const DISPATCH = `mutation ($input: DispatchInput!) { dispatch(input: $input) {
  __typename ... on DispatchPayload { record {
    id state billedAccount failureReason
    attempts { originatingNumber senderKind senderClass chosenNumber outcome error { code } } } } } }`;
const PREVIEW = `query ($to: PhoneNumber!, $channel: Channel!) {
  tenant { dispatchPreview(to: $to, channel: $channel) {
    first { originator originatingNumber senderKind senderClass failureReason } } } }`;

/** Asks the node over HTTP, as a service that sends for a tenant of the test's own. */
async function asker({ url }: Node, tenant: string) {
  const authorization = `Bearer ${await token({ tenant, kind: 'service', roles: ['dispatcher'], subject: 'mfa' })}`;
  return async (query: string, variables: object) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  };
}

const entriesOf = (tenant: string) =>
  system.rows(
    `select body::jsonb ->> 'kind' as kind, body::jsonb #> '{after,attempts,0}' as attempt from audit_entry
      where tenant_id = $1 order by body::jsonb ->> 'kind' desc`,
    [tenant],
  );

test('given a sender ID, when messages go to Germany and the United States over HTTP, then only the first originates from it, and record, preview and entry say its kind and class (D16, B4, A8)', async () => {
  const account = anAccount();
  const numbers = account.simulated.phoneNumbers;
  const node = await nodeWith(account, ['Acme', ...numbers].map(plainSender));
  const { tenant } = sender();
  const ask = await asker(node, tenant);
  const recipients = Array.from({ length: 24 }, newRecipient);
  const previewed = await Promise.all(recipients.map((to) => ask(PREVIEW, { to, channel: 'SMS' })));
  const at = previewed.findIndex(({ data }) => JSON.stringify(data).includes('Acme'));
  const to =
    recipients[at] ?? expect.unreachable(`one of 24 gets the sender ID: ${JSON.stringify(previewed[0])}`);
  expect(previewed[at]?.data).toEqual({
    tenant: {
      dispatchPreview: {
        first: {
          ...{ originator: 'DEFAULT', originatingNumber: 'Acme' },
          ...{ senderKind: 'SENDER_ID', senderClass: 'TRANSACTIONAL', failureReason: null },
        },
      },
    },
  });
  const { idempotencyKey, text } = anInput();
  const sent = await ask(DISPATCH, { input: { idempotencyKey, channel: 'SMS', to, text } });
  const attempt = { originatingNumber: 'Acme', senderKind: 'SENDER_ID', senderClass: 'TRANSACTIONAL' };
  expect(sent.data).toMatchObject({
    dispatch: { record: { state: 'ACCEPTED', attempts: [{ ...attempt, chosenNumber: null }] } },
  });
  expect(await entriesOf(tenant)).toMatchObject([
    {
      kind: 'DISPATCH_DECIDED',
      attempt: { from: 'Acme', senderKind: 'SENDER_ID', senderClass: 'TRANSACTIONAL', chosenFrom: null },
    },
  ]);
  for (const each of Array.from({ length: 8 }, (_, index) => `+1415555${1000 + index}`)) {
    const { data } = await ask(PREVIEW, { to: each, channel: 'SMS' });
    expect(data).toMatchObject({ tenant: { dispatchPreview: { first: { senderKind: 'LONG_CODE' } } } });
  }
});

test('given senders that fit no message to a country, when one is requested, then the default account has no origination number, and nothing is sent (D16, D7)', async () => {
  const account = anAccount();
  const node = await nodeWith(account, [{ ...plainSender('Acme'), countries: ['DE'] }]);
  const ask = await asker(node, sender().tenant);
  const before = account.simulated.requests;
  const sent = await ask(DISPATCH, {
    input: { idempotencyKey: newKey(), channel: 'SMS', to: US, text: 'Your code is 123456' },
  });
  expect(sent.data).toMatchObject({
    dispatch: {
      record: { state: 'FAILED', billedAccount: 'NONE', failureReason: 'NO_DEFAULT_NUMBER', attempts: [] },
    },
  });
  expect(await ask(PREVIEW, { to: US, channel: 'SMS' })).toMatchObject({
    data: {
      tenant: { dispatchPreview: { first: { senderKind: null, failureReason: 'NO_DEFAULT_NUMBER' } } },
    },
  });
  expect(account.simulated.requests).toBe(before);
});

test('given a messaging service, when a message is accepted, then the record names the service, and the number it chose once that was read back (D16, A8)', async () => {
  const service = aService();
  const account = anAccount({ messagingServices: [service], numbers: 1 });
  const [number] = account.simulated.phoneNumbers;
  const other = await nodeWith(account, [plainSender(service)]);
  const record = await other.services.dispatches.dispatch(sender(), anInput({ to: newRecipient() }));
  expect(record.attempts).toMatchObject([
    { from: service, senderKind: 'MESSAGING_SERVICE', chosenFrom: null, outcome: 'ACCEPTED' },
  ]);
  expect(record.followUpAt).not.toBeNull();
  await recordWhen(system, record, ({ delivery }) => delivery === 'DELIVERED');
  await followUpNow(system, record);
  other.background.start();
  onTestFinished(() => other.background.stop());
  const told = await recordWhen(system, record, ({ attempts }) => attempts[0]?.chosenFrom !== null);
  expect(told.attempts[0]?.chosenFrom).toBe(number);
  expect(told.followUpAt).toBeNull();
  expect((await entriesOf(record.tenant)).map(({ kind, attempt }) => [kind, attempt.chosenFrom])).toEqual([
    ['DISPATCH_DECIDED', null],
    ['DISPATCH_CORRECTED', number],
  ]);
});

test('given an answer of a messaging service that was lost, when Twilio lists its messages, then the one that went by way of it settles the attempt (D11, D16)', async () => {
  const service = aService();
  const { credential } = anAccount({ messagingServices: [service], numbers: 1 });
  const other = await system.addNode({
    publicUrl: () => null,
    platform: { account: { ...credential, senders: [plainSender(service)] } },
  });
  // Accepts, and answers 500.
  const record = await other.services.dispatches.dispatch(sender(), anInput({ to: '+15005010500' }));
  expect(record.attempts).toMatchObject([{ from: service, outcome: 'OPEN' }]);
  await followUpNow(system, record);
  other.background.start();
  onTestFinished(() => other.background.stop());
  const known = await recordWhen(system, record, ({ attempts }) => attempts[0]?.outcome === 'ACCEPTED');
  expect(known.attempts).toMatchObject([{ evidence: 'LIST', from: service }]);
});

test('given a sender ID towards a country that carries none, when it is sent to Twilio all the same, then Twilio refuses with 21612 (D16)', async () => {
  const { credential } = anAccount();
  const message = { from: 'Acme', body: 'Your code is 123456', statusCallback: null, validitySeconds: null };
  const send = (to: string) =>
    system.gateway.sendMessage(credential, { ...message, to: phoneNumber(to) }, { timeoutMs: 2_000 });
  expect(await send(US)).toMatchObject({ outcome: 'REFUSED', code: 21_612 });
  expect(await send(newRecipient())).toMatchObject({ outcome: 'ACCEPTED' });
});
