import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewAccount } from '../../../src/dev/simulator/simulator.ts';
import {
  auditKinds,
  begin,
  currentDraft,
  ended,
  newAccount,
  newScope,
  saved,
  verified,
} from '../../support/journey.ts';
import { anInput, newRecipient } from '../dispatch-kit.ts';
import {
  addressOf,
  type CallbackSystem,
  messageFields,
  post,
  recordNow,
  recordWhen,
  someSid,
  startCallbackSystem,
} from './callback-kit.ts';

let system: CallbackSystem;
beforeAll(async () => {
  system = await startCallbackSystem({ DISPATCH_BUDGET_MS: '20000', DISPATCH_FIRST_ATTEMPT_MS: '9000' });
});
afterAll(() => system.stopAll());

/** An account of which only a key is known. */
function keyed(allowed?: NonNullable<NewAccount['apiKeys']>[number]['allowed']) {
  const apiKey = { sid: `SK${randomBytes(16).toString('hex')}`, secret: randomBytes(16).toString('hex') };
  const { sid } = newAccount(system, { apiKeys: [allowed === undefined ? apiKey : { ...apiKey, allowed }] });
  return { sid, apiKey };
}

test('given a restricted key, when it is verified, then it lists the numbers, and what it may not read is not known (V4, V7, X4)', async () => {
  const scope = newScope();
  const account = keyed(['NUMBERS', 'MESSAGES']);
  const draft = await verified(system, scope, account);
  expect(draft.account).toMatchObject({
    ...{ sid: account.sid, status: 'UNKNOWN', type: 'UNKNOWN', credentialKind: 'API_KEY', name: '' },
    ownerAccountSid: account.sid,
  });
  const kept = await system.rows(
    'select to_jsonb(c)::text as line from account_credential c where tenant_id = $1',
    [scope.tenant],
  );
  expect(JSON.stringify(kept)).toContain(account.apiKey.sid);
  expect(JSON.stringify(kept)).not.toContain(account.apiKey.secret);
  expect(system.logLines.join('')).not.toContain(account.apiKey.secret);
});

test('given a key that may read everything, when it is verified, then the account is known like by its token (V4)', async () => {
  const account = keyed(['ACCOUNT', 'NUMBERS', 'MESSAGES', 'CALLS']);
  const draft = await verified(system, newScope(), account);
  expect(draft.account).toMatchObject({ status: 'ACTIVE', type: 'FULL', credentialKind: 'API_KEY' });
});

test.each([
  ['that may not list numbers', () => keyed(['MESSAGES'])],
  ['with another secret', () => ({ ...keyed(), apiKey: { sid: keyed().apiKey.sid, secret: 'another' } })],
])('given a key %s, when it is verified, then the credentials are incorrect (V4)', async (_, make) => {
  const scope = newScope();
  const check = await ended(system, await begin(system, scope, make()));
  expect(check).toMatchObject({ status: 'FAILED', failureReason: 'INCORRECT_CREDENTIALS' });
});

test('given a token that is rotated to a key, when it is saved, then numbers and consent stay, and the key sends (S6, S10)', async () => {
  const scope = newScope();
  const apiKey = { sid: `SK${randomBytes(16).toString('hex')}`, secret: 'of the key' };
  const account = newAccount(system, { apiKeys: [apiKey] });
  const before = await saved(system, scope, account);
  const after = await saved(system, scope, { sid: account.sid, apiKey });
  expect(after.account).toMatchObject({ sid: account.sid, credentialKind: 'API_KEY' });
  expect(after.consentId).toBe(before.consentId);
  expect(after.selectedNumbers).toHaveLength(before.selectedNumbers.length);
  expect(await auditKinds(system, scope.tenant)).toContain('TOKEN_ROTATED');
  const sent = await system.node.services.dispatches.dispatch(scope, anInput({ to: newRecipient() }));
  expect(sent).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM' });
});

test('given an account of which only a key is known, when Twilio reports, then what is read back counts, and nothing that is only said (D13)', async () => {
  const scope = newScope();
  const { sid, apiKey } = keyed();
  await saved(system, scope, { sid, apiKey });
  expect((await currentDraft(system, scope.tenant).catch(() => null))?.account.sid).toBeUndefined();
  // Twilio reports nothing by itself.
  const sent = await system.node.services.dispatches.dispatch(scope, anInput({ to: '+15005000701' }));
  expect(sent).toMatchObject({ state: 'ACCEPTED', billed: 'CUSTOM', delivery: 'NONE' });
  const url = addressOf(system.node, sent);
  const twilioSid = String(sent.attempts[0]?.twilioSid);

  // Nobody has such a message, and the address of another attempt is nobody's.
  expect((await post(url, messageFields(someSid(), 'undelivered', 30_003), 'guessed')).status).not.toBe(204);
  expect(
    (await post(`${url.slice(0, -2)}xx`, messageFields(twilioSid, 'failed'), 'guessed')).status,
  ).not.toBe(204);
  expect(await recordNow(system, sent)).toMatchObject({ delivery: 'NONE' });

  // Whatever is said of it, Twilio's own word counts.
  const told = await recordWhen(system, sent, ({ delivery }) => {
    if (delivery !== 'DELIVERED') void post(url, messageFields(twilioSid, 'failed', 30_003), 'guessed');
    return delivery === 'DELIVERED';
  });
  expect(told).toMatchObject({ delivery: 'DELIVERED', deliveryCode: null });
});

test('given an account of which only a key is known, when a message is delivered, then Twilio’s own callbacks tell it (D13)', async () => {
  const scope = newScope();
  const { sid, apiKey } = keyed();
  await saved(system, scope, { sid, apiKey });
  const sent = await system.node.services.dispatches.dispatch(scope, anInput({ to: newRecipient() }));
  expect(await recordWhen(system, sent, ({ delivery }) => delivery === 'DELIVERED')).toBeDefined();
});
