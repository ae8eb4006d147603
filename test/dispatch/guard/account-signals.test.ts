import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signalOfSend } from '../../../src/dispatch/guard/account-signal-rules.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { auditOf, newScope, saved, warningsOf } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { aCustomTenant, anInput, newRecipient } from '../dispatch-kit.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ DISPATCH_BUDGET_MS: '3000' });
});
afterAll(() => system.stop());

const dispatch = (scope: RequestScope) =>
  system.services.dispatches.dispatch(scope, anInput({ to: newRecipient() }));

/** The warnings that stand once they are as many; sending passes them on by itself. */
async function warnings(scope: RequestScope, count: number): Promise<readonly string[]> {
  for (;;) {
    const standing = (await warningsOf(system, scope.tenant)).map(({ kind }) => kind);
    if (standing.length === count) return standing;
  }
}

async function warningLog({ tenant }: RequestScope): Promise<readonly string[]> {
  const entries = await auditOf(system, tenant);
  return entries
    .filter(({ kind, object }) => kind.startsWith('WARNING') && !object.endsWith('FALLBACK_NOT_DEFINED'))
    .map(({ kind, object }) => `${kind} ${object}`);
}

describe('given an account whose token went stale', () => {
  test('the outage is raised once, seen through every fallback, and cleared by the next success (S11, D3, A1)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const { authToken } = account;
    account.rotateToken();
    const first = await Promise.all(Array.from({ length: 5 }, () => dispatch(scope)));
    expect(await warnings(scope, 1)).toEqual(['TOKEN_REJECTED']);
    const later = await dispatch(scope);
    for (const record of [...first, later]) {
      expect(record).toMatchObject({ billed: 'DEFAULT', trigger: 'API_ERROR' });
      expect(record.attempts[0]).toMatchObject({ originator: 'CUSTOM', httpStatus: 401, code: 20_003 });
    }
    expect(await warningLog(scope)).toEqual(['WARNING_RAISED warning/TOKEN_REJECTED']);
    account.rotateToken(authToken);
    await dispatch(scope);
    expect(await warnings(scope, 0)).toEqual([]);
    expect(await warningLog(scope)).toEqual([
      'WARNING_RAISED warning/TOKEN_REJECTED',
      'WARNING_CLEARED warning/TOKEN_REJECTED',
    ]);
  });

  test('a save ends the outage too, and what the former token came to says nothing afterwards (S11, S6)', async () => {
    const { scope, account } = await aCustomTenant(system, 'DEFAULT_ACCOUNT');
    const authToken = account.rotateToken();
    await dispatch(scope);
    await warnings(scope, 1);
    await saved(system, newScope({ tenant: scope.tenant }), { sid: account.sid, authToken });
    expect(await warnings(scope, 0)).toEqual([]);
    expect(await dispatch(scope)).toMatchObject({ billed: 'CUSTOM' });
  });
});

describe('given an account that is suspended', () => {
  test('that is the warning, not the token (S11)', async () => {
    const { scope, account } = await aCustomTenant(system);
    account.suspend();
    expect(await dispatch(scope)).toMatchObject({ state: 'FAILED', billed: 'NONE' });
    expect(await warnings(scope, 1)).toEqual(['ACCOUNT_NOT_ACTIVE']);
    account.activate();
    await dispatch(scope);
    expect(await warnings(scope, 0)).toEqual([]);
  });
});

describe('given an account that is fine', () => {
  test('a message costs no statement about warnings (S11)', async () => {
    const { scope } = await aCustomTenant(system);
    await dispatch(scope);
    const before = system.statements.length;
    await dispatch(scope);
    const texts = system.statements.slice(before).filter((text) => text.includes('"account_warning"'));
    expect(texts).toEqual([]);
  });
});

describe('given a number that Twilio refuses to send from', () => {
  test('a refresh is started, which learns that it is gone; only once in a minute (N6)', async () => {
    const { scope, account } = await aCustomTenant(system);
    for (const number of [...account.phoneNumbers]) account.releaseNumber(number);
    const sent = await dispatch(scope);
    expect(sent.attempts[0]).toMatchObject({ outcome: 'REFUSED', code: 21_606 });
    expect(await warnings(scope, 2)).toEqual(['SELECTED_NUMBER_GONE', 'NO_NUMBER_LEFT']);
    expect(await dispatch(scope)).toMatchObject({ trigger: 'NO_ORIGINATION_NUMBER' });
    const checks = await system.rows(
      `select requested_by from account_check where tenant_id = $1 and kind = 'REFRESH'`,
      [scope.tenant],
    );
    expect(checks).toMatchObject([{ requested_by: { kind: 'SYSTEM', subject: 'dispatch' } }]);
  });
});

test('every code that says something of the account says what the rules list, and nothing else does (S11)', () => {
  const none = { twilioSid: null, segments: null, fault: null };
  const news = { ...none, evidence: 'ANSWER', durationMs: 1 } as const;
  const signal = (httpStatus: number, code: number | null) =>
    signalOfSend({ ...news, outcome: 'REFUSED', httpStatus, code });
  for (const code of [20005, 20403, 10001, 90010]) expect(signal(403, code)).toBe('ACCOUNT_NOT_ACTIVE');
  for (const code of [20003, null]) expect(signal(401, code)).toBe('TOKEN_REJECTED');
  for (const code of [21211, 21606, 21610, null]) expect(signal(400, code)).toBeNull();
  expect(signalOfSend({ ...news, outcome: 'OPEN', httpStatus: 500, code: 20_500 })).toBeNull();
  expect(signalOfSend({ ...news, outcome: 'THROTTLED', httpStatus: 429, code: 20_429 })).toBeNull();
  expect(signalOfSend({ ...news, outcome: 'ACCEPTED', httpStatus: 201, code: null })).toBe('FINE');
});
