import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/kernel/ids.ts';
import { aCustomTenant, acceptedFor, countRows, newKey, TO } from '../../dispatch/dispatch-kit.ts';
import { newScope } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { client, data, type Json, principal } from '../api-kit.ts';

let system: OwnServices;

beforeAll(async () => {
  // With one connection, whatever took a second one while holding the first would never come to an end.
  system = await startServices({ DATABASE_POOL_SIZE: '4', DISPATCH_BUDGET_MS: '2000' });
});
afterAll(() => system.stop());

const OPTED_OUT = {
  code: 21_610,
  meaning: 'The recipient has opted out of messages from this sender.',
  advice: expect.stringMatching(/^Do not send again/),
};

const RECORD = `__typename
  ... on DispatchPayload { record { id state billedAccount alsoBilled trigger rule failureReason fallbackMode
    settings { treatUndefinedAsDisabled excludedErrors { code } } configurationVersion delivery deliveryError { code } channel country language
    segments validitySeconds recipient originatingNumber idempotencyKey requestId settledAt
    charge { amount currency source rateCardVersion } requestedBy { kind subject }
    attempts { ordinal originator accountSid originatingNumber twilioSid httpStatus error { code meaning advice } outcome evidence fault
      durationMs startedAt settledAt } } }
  ... on Problem { code path issues { code message path } }
  ... on RateLimited { retryAfterSeconds retryAt }`;
const DISPATCH = `mutation ($input: DispatchInput!) { dispatch(input: $input) { ${RECORD} } }`;
const BATCH = `mutation ($input: DispatchBatchInput!) { dispatchBatch(input: $input) { __typename
  ... on DispatchBatchPayload { items { ${RECORD} ... on NotStarted { idempotencyKey message } } }
  ... on Problem { code path } } }`;

function dispatcher(tenant: TenantId) {
  return client(system, principal('dispatcher', tenant, { kind: 'SERVICE' }));
}

function message(changes: object = {}): Record<string, unknown> {
  return { idempotencyKey: newKey(), channel: 'SMS', to: TO, text: 'Your code is 123456', ...changes };
}

async function dispatched(tenant: TenantId, input: object): Promise<Json> {
  const answer = await data(dispatcher(tenant).ask(DISPATCH, { input }));
  return answer['dispatch'] ?? expect.unreachable();
}

describe('the mutation dispatch', () => {
  it('answers with a record that explains itself: the custom account was tried first and is billed (B1, B4, D3)', async () => {
    const { scope, account } = await aCustomTenant(system);
    const input = message();
    const answer = await dispatched(scope.tenant, input);
    expect(answer).toMatchObject({
      __typename: 'DispatchPayload',
      record: {
        state: 'ACCEPTED',
        billedAccount: 'CUSTOM',
        alsoBilled: null,
        trigger: null,
        rule: 'CUSTOM_FIRST',
        failureReason: null,
        fallbackMode: 'DISABLED',
        settings: { treatUndefinedAsDisabled: false, excludedErrors: [] },
        configurationVersion: 1,
        channel: 'SMS',
        country: 'DE',
        language: null,
        segments: 1,
        recipient: '+491••••••••78',
        idempotencyKey: input['idempotencyKey'],
        requestId: 'r-test',
        charge: null,
        requestedBy: { kind: 'SERVICE', subject: 'ann' },
        attempts: [
          {
            ordinal: 1,
            originator: 'CUSTOM',
            accountSid: account.sid,
            outcome: 'ACCEPTED',
            evidence: 'ANSWER',
            httpStatus: 201,
            error: null,
            fault: null,
          },
        ],
      },
    });
    const [attempt] = [...(answer['record']?.['attempts'] ?? [])];
    expect(account.phoneNumbers).toContain(attempt?.['originatingNumber']);
    expect(answer['record']?.['originatingNumber']).toBe(attempt?.['originatingNumber']);
    expect(attempt?.['twilioSid']).toMatch(/^SM[0-9a-f]{32}$/);
    expect(JSON.stringify(answer)).not.toContain(TO);
  });

  it('shows both attempts of a fallback and what the default account charges (D6, B2)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const answer = await dispatched(scope.tenant, message({ to: '+15005521610' }));
    expect(answer['record']).toMatchObject({
      state: 'FAILED',
      billedAccount: 'NONE',
      trigger: 'API_ERROR',
      rule: 'FALLBACK_ALLOWED',
      charge: null,
      attempts: [
        { ordinal: 1, originator: 'CUSTOM', outcome: 'REFUSED', httpStatus: 400, error: OPTED_OUT },
        { ordinal: 2, originator: 'DEFAULT', outcome: 'REFUSED', httpStatus: 400, error: OPTED_OUT },
      ],
    });
  });

  it('needs no set-up: the default account speaks for a tenant that has none of its own (D2, B2, S12)', async () => {
    const { tenant } = newScope();
    const answer = await dispatched(tenant, message({ channel: 'VOICE', language: 'de-DE' }));
    expect(answer['record']).toMatchObject({
      state: 'ACCEPTED',
      billedAccount: 'DEFAULT',
      rule: 'NO_CUSTOM_ACCOUNT',
      configurationVersion: 0,
      language: 'de-DE',
      segments: 1,
      charge: { amount: '0.0310', currency: 'USD', source: 'RATE_CARD', rateCardVersion: 'development-1' },
    });
  });

  it('gives the same record for the same key, and refuses the key for another request (D10)', async () => {
    const { tenant } = newScope();
    const input = message({ to: '+4915100000101' });
    const first = await dispatched(tenant, input);
    const again = await dispatched(tenant, input);
    expect(again['record']?.['id']).toBe(first['record']?.['id']);
    expect(acceptedFor(system, '+4915100000101')).toHaveLength(1);
    expect(await dispatched(tenant, { ...input, text: 'Another' })).toMatchObject({
      __typename: 'NotPossible',
      code: 'IDEMPOTENCY_KEY_REUSED',
      path: ['input', 'idempotencyKey'],
    });
  });

  it('refuses a channel that is off, without a record (S9)', async () => {
    const { scope } = await aCustomTenant(system);
    const save = { draft: null, baseVersion: 1, fallbackMode: null, consent: null } as const;
    await system.services.configurations.save(newScope({ tenant: scope.tenant }), {
      ...save,
      channels: { sms: true, voice: false },
    });
    expect(await dispatched(scope.tenant, message({ channel: 'VOICE' }))).toMatchObject({
      __typename: 'NotPossible',
      code: 'NOT_POSSIBLE',
      path: ['input', 'channel'],
    });
    expect(await countRows(system, scope.tenant)).toEqual({ records: 0, attempts: 0, keys: 0 });
  });

  it.each([
    { what: 'an empty key', change: { idempotencyKey: '' }, code: 'VALUE_MALFORMED' },
    { what: 'a key too long', change: { idempotencyKey: 'k'.repeat(256) }, code: 'VALUE_MALFORMED' },
    { what: 'a key with U+0000', change: { idempotencyKey: 'a\0b' }, code: 'VALUE_MALFORMED' },
    { what: 'a recipient that is none', change: { to: '0151 1234' }, code: 'VALUE_MALFORMED' },
    { what: 'no text', change: { text: ' \n ' }, code: 'VALUE_OUT_OF_RANGE' },
    { what: 'a long text', change: { text: 'x'.repeat(1_601) }, code: 'VALUE_OUT_OF_RANGE' },
    {
      what: 'a silent call',
      change: { channel: 'VOICE', text: '\u0007\u0000\uffff\u200b' },
      code: 'VALUE_OUT_OF_RANGE',
    },
    { what: 'a huge validity', change: { validitySeconds: 2_147_483_647 }, code: 'VALUE_OUT_OF_RANGE' },
    { what: 'a negative validity', change: { validitySeconds: -1 }, code: 'VALUE_OUT_OF_RANGE' },
    { what: 'a language for an SMS', change: { language: 'de' }, code: 'VALUES_CONFLICT' },
    {
      what: 'an odd language',
      change: { channel: 'VOICE', language: '"/><Dial>' },
      code: 'VALUE_OUT_OF_RANGE',
    },
    { what: "somebody else's tenant", change: { tenantId: 'somebody-else' }, code: 'NOT_FOUND' },
  ])('refuses $what, and keeps nothing (D10, D12)', async ({ change, code }) => {
    const { tenant } = newScope();
    const answer = await dispatched(tenant, message(change));
    expect(answer).toMatchObject({ __typename: 'InvalidInput', code });
    expect(await countRows(system, tenant)).toEqual({ records: 0, attempts: 0, keys: 0 });
  });

  it('is refused with the time to come back while too much is under way', async () => {
    const busy = await startServices({ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '3000' });
    try {
      const { tenant } = newScope();
      const who = client(busy, principal('dispatcher', tenant));
      const slow = who.ask(DISPATCH, { input: message({ to: '+15005000601' }) });
      await expect.poll(async () => (await countRows(busy, tenant)).attempts, { timeout: 10_000 }).toBe(1);
      const { dispatch: refused } = await data(who.ask(DISPATCH, { input: message() }));
      expect(refused).toMatchObject({
        ...{ __typename: 'RateLimited', code: 'RATE_LIMITED', retryAfterSeconds: 1, path: [] },
      });
      expect(Date.parse(String(refused?.['retryAt']))).toBeGreaterThan(0);
      expect((await data(slow))['dispatch']?.['record']).toMatchObject({ state: 'OUTCOME_UNKNOWN' });
    } finally {
      await busy.stop();
    }
  });

  it('of a platform dispatcher names the tenant, which is there from then on (S12, X1)', async () => {
    const { tenant } = newScope();
    const who = client(system, principal('platform-dispatcher', tenant));
    const nameless = await data(who.ask(DISPATCH, { input: message() }));
    expect(nameless['dispatch']).toMatchObject({ code: 'VALUE_REQUIRED', path: ['input', 'tenantId'] });
    const named = await data(who.ask(DISPATCH, { input: message({ tenantId: tenant }) }));
    expect(named['dispatch']?.['record']).toMatchObject({ state: 'ACCEPTED' });
    expect(await system.rows('select from tenant where tenant_id = $1', [tenant])).toHaveLength(1);
  });
});

describe('the mutation dispatchBatch', () => {
  it('answers each item in order: its record, its refusal, one record for a repeated key (D10)', async () => {
    const { tenant } = newScope();
    const first = message();
    const items = [first, message({ to: 'nobody' }), first, { ...first, text: 'Another' }, message()];
    const answer = await data(dispatcher(tenant).ask(BATCH, { input: { items } }));
    const answers = [...(answer['dispatchBatch']?.['items'] ?? [])];
    expect(answers.map((item) => item['__typename'])).toEqual([
      'DispatchPayload',
      'InvalidInput',
      'DispatchPayload',
      'NotPossible',
      'DispatchPayload',
    ]);
    expect(answers[2]?.['record']?.['id']).toBe(answers[0]?.['record']?.['id']);
    expect(answers[1]).toMatchObject({ code: 'VALUE_MALFORMED', path: ['input', 'items', '1', 'to'] });
    expect(answers[3]).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
      path: ['input', 'items', '3', 'idempotencyKey'],
    });
    expect(await countRows(system, tenant)).toMatchObject({ records: 2, keys: 2 });
  });

  it('gives others their turns while it answers a long batch, also where its items are refused (X5)', async () => {
    let turns = 0;
    const turn = async () => {
      turns += 1;
    };
    const who = client(system, principal('dispatcher', newScope().tenant), turn);
    const items = Array.from({ length: 250 }, () => message({ to: 'nobody' }));
    const answer = await data(who.ask(BATCH, { input: { items } }));
    const answers = [...(answer['dispatchBatch']?.['items'] ?? [])];
    expect(answers.map((item) => item['path']?.[2])).toEqual(items.map((_item, index) => String(index)));
    expect(turns).toBe(2);
  });

  it('answers NotStarted for an item that the batch had no time for: its key is free', async () => {
    const busy = await startServices({ CALLS_PER_ACCOUNT: '1', DISPATCH_BUDGET_MS: '600' });
    try {
      const { tenant } = newScope();
      const who = client(busy, principal('dispatcher', tenant));
      const items = [message({ to: '+15005000601' }), message(), message()];
      const answer = await data(who.ask(BATCH, { input: { items } }));
      const [, second, third] = [...(answer['dispatchBatch']?.['items'] ?? [])];
      expect(second).toEqual({
        __typename: 'NotStarted',
        idempotencyKey: items[1]?.['idempotencyKey'],
        message: expect.stringContaining('still free'),
      });
      expect(third?.['__typename']).toBe('NotStarted');
      expect(await countRows(busy, tenant)).toEqual({ records: 1, attempts: 1, keys: 1 });
    } finally {
      await busy.stop();
    }
  });

  it.each([
    { what: 'no items', count: 0, code: 'VALUE_OUT_OF_RANGE' },
    { what: '1,001 items', count: 1_001, code: 'VALUE_OUT_OF_RANGE' },
  ])('is refused with $what', async ({ count, code }) => {
    const { tenant } = newScope();
    const items = Array.from({ length: count }, () => message());
    const answer = await data(dispatcher(tenant).ask(BATCH, { input: { items } }));
    expect(answer['dispatchBatch']).toMatchObject({
      __typename: 'InvalidInput',
      code,
      path: ['input', 'items'],
    });
    expect(await countRows(system, tenant)).toMatchObject({ records: 0 });
  });
});

describe('dispatchPreview', () => {
  const PREVIEW = `query ($channel: Channel!, $to: PhoneNumber!, $mode: FallbackMode) { tenant { dispatchPreview(channel: $channel, to: $to, fallbackMode: $mode) {
    configurationVersion fallbackMode country
    first { originator rule trigger originatingNumber failureReason price { amount source } }
    onApiError { originator rule trigger originatingNumber price { amount } } } } }`;

  async function previewed(tenant: TenantId, variables: object = {}): Promise<Json> {
    const who = client(system, principal('analyst', tenant));
    const answer = await data(who.ask(PREVIEW, { channel: 'SMS', to: TO, ...variables }));
    return answer['tenant']?.['dispatchPreview'] ?? expect.unreachable();
  }

  it('says who would send and who would pay, as the dispatch then does, and sends nothing (D1, D3)', async () => {
    const { scope } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const before = system.simulator.accepted().length;
    const preview = await previewed(scope.tenant);
    expect(system.simulator.accepted()).toHaveLength(before);
    expect(await countRows(system, scope.tenant)).toEqual({ records: 0, attempts: 0, keys: 0 });
    expect(preview).toMatchObject({
      configurationVersion: 1,
      fallbackMode: 'DEFAULT_ACCOUNT',
      country: 'DE',
      first: { originator: 'CUSTOM', rule: 'CUSTOM_FIRST', trigger: null, price: null, failureReason: null },
      onApiError: {
        originator: 'DEFAULT',
        rule: 'FALLBACK_ALLOWED',
        trigger: 'API_ERROR',
        price: { amount: '0.0930' },
      },
    });
    const { record } = await dispatched(scope.tenant, message());
    expect(record?.['originatingNumber']).toBe(preview['first']?.['originatingNumber']);
  });

  it('given another fallback mode, then it shows what that would cost, and changes nothing (D6, B2)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED');
    const other = await previewed(scope.tenant, { mode: 'DEFAULT_ACCOUNT' });
    expect(other).toMatchObject({
      fallbackMode: 'DEFAULT_ACCOUNT',
      first: { originator: 'CUSTOM' },
      onApiError: { originator: 'DEFAULT', rule: 'FALLBACK_ALLOWED', price: { amount: '0.0930' } },
    });
    expect(await previewed(scope.tenant)).toMatchObject({
      fallbackMode: 'DISABLED',
      onApiError: { originator: null, price: null },
    });
  });

  it('shows that nothing would follow where fallback is disabled (D6)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED');
    const { onApiError } = await previewed(scope.tenant);
    expect(onApiError).toMatchObject({
      originator: null,
      rule: 'FALLBACK_DISABLED',
      trigger: 'API_ERROR',
      originatingNumber: null,
      price: null,
    });
  });

  it('shows the default account and its price for a tenant without an account (D2, B2)', async () => {
    const preview = await previewed(newScope().tenant, { channel: 'VOICE', to: '+14155550123' });
    expect(preview).toMatchObject({
      configurationVersion: 0,
      country: 'US',
      first: {
        originator: 'DEFAULT',
        rule: 'NO_CUSTOM_ACCOUNT',
        price: { amount: '0.0140', source: 'RATE_CARD' },
      },
      onApiError: null,
    });
  });

  it('shows no step on a channel that is off (S9)', async () => {
    const { scope } = await aCustomTenant(system);
    const save = { draft: null, baseVersion: 1, fallbackMode: null, consent: null } as const;
    await system.services.configurations.save(newScope({ tenant: scope.tenant }), {
      ...save,
      channels: { sms: false, voice: true },
    });
    expect(await previewed(scope.tenant)).toMatchObject({ first: null, onApiError: null });
    expect(await previewed(scope.tenant, { channel: 'VOICE' })).toMatchObject({
      first: { originator: 'CUSTOM' },
    });
  });
});
