import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { chooseNumber } from '../../../src/dispatch/decide/number-choice-rules.ts';
import { newScope, refusalOf, refused } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { sharedServices } from '../../support/shared.ts';
import {
  aCustomTenant,
  acceptedFor,
  anInput,
  countRows,
  newRecipient,
  refreshNumbers,
  releaseNumbers,
  sender,
  storyOf,
  useOnly,
} from '../dispatch-kit.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const dispatch: RunningServices['services']['dispatches']['dispatch'] = (...order) =>
  system.services.dispatches.dispatch(...order);

describe('a live custom account', () => {
  test('is tried first each time, also while its token is stale (D1, D3)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const token = account.authToken;
    account.rotateToken();
    const before = account.requests;
    for (let time = 1; time <= 3; time += 1) {
      expect(storyOf(await dispatch(scope, anInput())).attempts).toEqual([
        'CUSTOM REFUSED',
        'DEFAULT ACCEPTED',
      ]);
      expect(account.requests - before).toBe(time);
    }
    account.rotateToken(token);
    expect(storyOf(await dispatch(scope, anInput()))).toMatchObject({
      ...{ billed: 'CUSTOM', rule: 'CUSTOM_FIRST', attempts: ['CUSTOM ACCEPTED'] },
    });
  });

  test('lets two transactions in a row be billed to different accounts, and each explains itself (B4)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const first = await dispatch(scope, anInput());
    account.suspend();
    const second = await dispatch(scope, anInput());

    expect(first).toMatchObject({ billed: 'CUSTOM', rule: 'CUSTOM_FIRST', trigger: null, charge: null });
    expect(second).toMatchObject({ billed: 'DEFAULT', rule: 'FALLBACK_ALLOWED', trigger: 'API_ERROR' });
    expect(first.configurationVersion).toBe(1);
    for (const { attempts } of [first, second]) {
      expect(account.phoneNumbers).toContain(attempts[0]?.from);
      expect(attempts[0]?.accountSid).toBe(account.sid);
    }
    expect(second).toMatchObject({ fallbackMode: 'DEFAULT_ACCOUNT', configurationVersion: 1 });
  });

  test('sends to a recipient from the same number, and from the others to others (D3)', async () => {
    const { scope } = await aCustomTenant(system, 'DISABLED', { numbers: 4 });
    const recipients = Array.from({ length: 24 }, newRecipient);
    const round = async () =>
      Promise.all(recipients.map(async (to) => (await dispatch(scope, anInput({ to }))).attempts[0]?.from));
    const [first, second] = [await round(), await round()];

    expect(second).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  test('keeps the number of everybody else when one disappears (D3, N6)', async () => {
    const tenant = await aCustomTenant(system, 'DISABLED', { numbers: 4 });
    const recipients = Array.from({ length: 24 }, newRecipient);
    const round = () =>
      Promise.all(
        recipients.map(async (to) => (await dispatch(tenant.scope, anInput({ to }))).attempts[0]?.from),
      );
    const before = await round();
    const gone = String(before[0]);
    await releaseNumbers(system, tenant, [gone]);
    const without = await round();
    tenant.account.restoreNumber(gone);
    await refreshNumbers(system, tenant);

    expect(without).not.toContain(gone);
    expect(without.filter((from, at) => before[at] !== gone && before[at] !== from)).toEqual([]);
    expect(await round()).toEqual(before);
  });

  test('without an available number is not tried: the policy says what follows (D4, D6)', async () => {
    const [allowed, disabled, undefinedMode] = await Promise.all([
      aCustomTenant(system, 'DEFAULT_ACCOUNT'),
      aCustomTenant(system, 'DISABLED'),
      aCustomTenant(system, 'NOT_DEFINED'),
    ]);
    for (const tenant of [allowed, disabled, undefinedMode]) await releaseNumbers(system, tenant);
    const requests = allowed.account.requests;

    const trigger = 'NO_ORIGINATION_NUMBER';
    expect(storyOf(await dispatch(allowed.scope, anInput()))).toEqual({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'FALLBACK_ALLOWED', trigger },
      attempts: ['DEFAULT ACCEPTED'],
    });
    expect(storyOf(await dispatch(disabled.scope, anInput()))).toEqual({
      ...{ state: 'FAILED', billed: 'NONE', rule: 'FALLBACK_DISABLED', trigger },
      attempts: [],
    });
    expect(storyOf(await dispatch(undefinedMode.scope, anInput({ channel: 'VOICE' })))).toEqual({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'FALLBACK_NOT_DEFINED', trigger },
      attempts: ['DEFAULT ACCEPTED'],
    });
    expect(allowed.account.requests).toBe(requests);
  });
});

describe('a tenant without a custom account', () => {
  test('is sent for by the default account, which is no fallback, no matter who names it first (D2, S12)', async () => {
    const scope = sender();
    const to = newRecipient();
    const record = await dispatch(scope, anInput({ to }));

    expect(storyOf(record)).toEqual({
      ...{ state: 'ACCEPTED', billed: 'DEFAULT', rule: 'NO_CUSTOM_ACCOUNT', trigger: null },
      attempts: ['DEFAULT ACCEPTED'],
    });
    expect(record).toMatchObject({ configurationVersion: 0, fallbackMode: 'NOT_DEFINED' });
    expect(record.charge).toEqual({
      ...{ amount: '0.0930', currency: 'USD', source: 'RATE_CARD', rateCardVersion: 'development-1' },
    });
  });

  test('gets its SMS from a sender ID or a number of the platform, and its calls from a number (N7)', async () => {
    const scope = sender();
    const sentFrom = (channel: 'SMS' | 'VOICE', count: number) =>
      Promise.all(
        Array.from({ length: count }, async () => {
          const { attempts } = await dispatch(scope, anInput({ channel, to: newRecipient() }));
          return String(attempts[0]?.from);
        }),
      );
    // One of four senders is drawn for each message: that none of so many draws the one is one chance in a million.
    const [messages, calls] = await Promise.all([sentFrom('SMS', 48), sentFrom('VOICE', 8)]);

    expect(messages).toContain('Originator');
    expect(calls.filter((from) => !from.startsWith('+1555999'))).toEqual([]);
  });
});

describe('a channel that is off', () => {
  test('refuses a dispatch: no record, nothing sent or billed, and its key is free (S9)', async () => {
    const scope = sender();
    const to = newRecipient();
    await useOnly(system, scope, 'VOICE');
    const request = anInput({ to });

    expect(await refused(dispatch(scope, request))).toEqual(['NOT_POSSIBLE', 'NOT_POSSIBLE input.channel']);
    expect(await countRows(system, scope.tenant)).toEqual({ records: 0, attempts: 0, keys: 0 });
    expect(acceptedFor(system, to)).toEqual([]);

    await useOnly(system, scope, 'SMS');
    expect((await dispatch(scope, request)).state).toBe('ACCEPTED');
    expect((await refusalOf(dispatch(scope, anInput({ channel: 'VOICE' })))).refusal).toBe('NOT_POSSIBLE');
  });
});

describe('a save between two dispatches', () => {
  test('decides the one that is requested after it was answered (D14)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DISABLED');
    account.suspend();
    const before = await dispatch(scope, anInput());
    const admin = newScope({ tenant: scope.tenant });
    await system.services.configurations.save(admin, {
      ...{ draft: null, baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT', channels: null, consent: null },
    });
    const after = await dispatch(scope, anInput());
    await system.services.configurations.remove(admin, { baseVersion: 2 });
    const last = await dispatch(scope, anInput());

    expect([before, after, last].map(({ configurationVersion }) => configurationVersion)).toEqual([1, 2, 3]);
    expect([before, after, last].map(({ rule }) => rule)).toEqual([
      'FALLBACK_DISABLED',
      'FALLBACK_ALLOWED',
      'NO_CUSTOM_ACCOUNT',
    ]);
  });
});

describe('the choice of a number', () => {
  const weigh = (number: string, recipient: string) =>
    createHash('sha256').update(`${number} ${recipient}`).digest().readUInt32BE(0);
  const numbers = fc.uniqueArray(fc.stringMatching(/^\+[1-9][0-9]{6,11}$/), { minLength: 1, maxLength: 12 });
  const recipient = fc.stringMatching(/^\+[1-9][0-9]{6,11}$/);

  test('is one of them, whatever their order, and none of none (D3)', () => {
    expect(chooseNumber([], '+4915112345678', weigh)).toBeUndefined();
    fc.assert(
      fc.property(numbers, recipient, fc.integer(), (list, to, turn) => {
        const chosen = chooseNumber(list, to, weigh);
        const at = Math.abs(turn) % list.length;
        expect(list).toContain(chosen);
        expect(chooseNumber([...list.slice(at), ...list.slice(0, at)], to, weigh)).toBe(chosen);
      }),
    );
  });

  test('stays when another number goes or comes, but for those whom the new one takes (D3)', () => {
    fc.assert(
      fc.property(numbers, recipient, fc.nat(), (list, to, pick) => {
        const chosen = chooseNumber(list, to, weigh);
        const changed = list[pick % list.length];
        const without = list.filter((number) => number !== changed);
        const left = chooseNumber(without, to, weigh);
        if (changed !== chosen) expect(left).toBe(chosen);
        else expect(left).not.toBe(chosen);
      }),
    );
  });
});
