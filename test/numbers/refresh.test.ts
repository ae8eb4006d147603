import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountCheck } from '../../src/account/account-check.ts';
import { latestAccountCheck } from '../../src/account/account-check-store.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { readNumbers } from '../../src/numbers/number-store.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';
import {
  auditKinds,
  auditOf,
  begin,
  currentDraft,
  ended,
  liveConfiguration,
  newAccount,
  newScope,
  rateLimitOf,
  refused,
  saved,
  verified,
  warningsOf,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ CHECKS_PER_MINUTE: '4' });
});
afterAll(() => system.stop());

const refresh = async (scope: RequestScope): Promise<AccountCheck> =>
  ended(system, await system.services.refreshes.refresh(scope));

const kinds = async (scope: RequestScope) => (await warningsOf(system, scope.tenant)).map(({ kind }) => kind);

/** A live account of the test's own with two numbers, both selected. */
async function live(fallbackMode: 'DISABLED' | null = 'DISABLED') {
  const scope = newScope();
  const account = newAccount(system);
  const atTwilio = system.simulator.account(account.sid);
  const [a = '', b = ''] = atTwilio.phoneNumbers;
  const version = await saved(system, scope, account, { fallbackMode });
  const logged = (await auditKinds(system, scope.tenant)).length;
  return { scope, account, atTwilio, a, b, version, logged };
}

describe('a refresh', () => {
  test('of a tenant without any account is refused (N6)', async () => {
    expect(await refused(system.services.refreshes.refresh(newScope()))).toEqual([
      'NOT_POSSIBLE',
      'NOT_FOUND',
    ]);
  });

  test('takes a number that is gone as unavailable, warns of it, logs it, and makes no version (N6, S11, A1)', async () => {
    const { scope, account, atTwilio, a, b, version, logged } = await live();
    atTwilio.releaseNumber(b);
    const check = await refresh(scope);
    expect(check).toMatchObject({
      kind: 'REFRESH',
      trigger: 'ON_DEMAND',
      status: 'REFRESHED',
      failureReason: null,
    });
    const numbers = await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid));
    expect(numbers).toMatchObject([
      { phoneNumber: a, present: true },
      { phoneNumber: b, present: false },
    ]);
    const [warning] = await warningsOf(system, scope.tenant);
    expect(warning?.kind).toBe('SELECTED_NUMBER_GONE');
    expect(warning?.since).toEqual(numbers[1]?.availabilityChangedAt);
    expect(await liveConfiguration(system, scope.tenant)).toEqual(version);
    expect(await auditOf(system, scope.tenant, logged)).toMatchObject([
      {
        kind: 'NUMBER_AVAILABILITY_CHANGED',
        object: `number/${account.sid}/${b}`,
        before: { phoneNumber: b, accountSid: account.sid, available: true },
        after: { phoneNumber: b, accountSid: account.sid, available: false },
        requestId: scope.requestId,
      },
      { kind: 'WARNING_RAISED', object: 'warning/SELECTED_NUMBER_GONE' },
    ]);
  });

  test('has a number that returns available again, and a capability that is lost take it away (N1, N6)', async () => {
    const { scope, atTwilio, a, b, logged } = await live();
    atTwilio.releaseNumber(a);
    atTwilio.setCapabilities(b, { sms: true, voice: false });
    await refresh(scope);
    expect(await kinds(scope)).toEqual(['SELECTED_NUMBER_GONE', 'NO_NUMBER_LEFT']);
    const [{ since } = { since: null }] = await warningsOf(system, scope.tenant);
    atTwilio.restoreNumber(a);
    await refresh(scope);
    expect(await warningsOf(system, scope.tenant)).toEqual([{ kind: 'SELECTED_NUMBER_GONE', since }]);
    atTwilio.setCapabilities(b, { sms: true, voice: true });
    await refresh(scope);
    expect(await kinds(scope)).toEqual([]);
    expect(await auditKinds(system, scope.tenant, logged)).toEqual([
      'NUMBER_AVAILABILITY_CHANGED',
      'NUMBER_AVAILABILITY_CHANGED',
      'WARNING_RAISED',
      'WARNING_RAISED',
      'NUMBER_AVAILABILITY_CHANGED',
      'WARNING_CLEARED',
      'NUMBER_AVAILABILITY_CHANGED',
      'WARNING_CLEARED',
    ]);
  });

  test('forgets a number that is gone and that nobody selected, and lists a new one unselected (N4, N6)', async () => {
    const scope = newScope();
    const account = newAccount(system, { numbers: 3 });
    const atTwilio = system.simulator.account(account.sid);
    const [a = '', b = ''] = atTwilio.phoneNumbers;
    const { selectedNumbers } = await saved(system, scope, account, { numbers: [a] });
    atTwilio.releaseNumber(b);
    const added = atTwilio.addNumber();
    const before = await auditKinds(system, scope.tenant);
    await refresh(scope);
    const numbers = await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid));
    expect(numbers.map(({ phoneNumber }) => phoneNumber)).toEqual(atTwilio.phoneNumbers);
    expect(atTwilio.phoneNumbers).toContain(added);
    expect((await liveConfiguration(system, scope.tenant)).selectedNumbers).toEqual(selectedNumbers);
    expect(await auditKinds(system, scope.tenant)).toEqual(before);
  });

  test('covers the live account and the draft, each under its own token (N6)', async () => {
    const { scope, atTwilio, b } = await live();
    const drafted = newAccount(system);
    const draft = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, drafted),
      numbers: 'ALL',
    });
    const [c = ''] = system.simulator.account(drafted.sid).phoneNumbers;
    const logged = (await auditKinds(system, scope.tenant)).length;
    atTwilio.releaseNumber(b);
    system.simulator.account(drafted.sid).releaseNumber(c);
    expect(await refresh(scope)).toMatchObject({ status: 'REFRESHED' });
    const changed = (await auditOf(system, scope.tenant, logged)).filter(({ kind }) =>
      kind.startsWith('NUMBER'),
    );
    expect(changed.map(({ object }) => object.split('/')[2]).sort()).toEqual([b, c].sort());
    expect(await kinds(scope)).toEqual(['SELECTED_NUMBER_GONE']);
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
  });

  test('that cannot be read completely leaves availability as it was, and warns (N6)', async () => {
    const { scope, account, atTwilio, b, logged } = await live();
    atTwilio.releaseNumber(b);
    const before = await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid));
    atTwilio.setScenario('SERVER_ERROR', { on: 'NUMBERS' });
    expect(await refresh(scope)).toMatchObject({ status: 'FAILED', failureReason: 'TWILIO_UNAVAILABLE' });
    expect(await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid))).toEqual(before);
    expect(await kinds(scope)).toEqual(['REFRESH_FAILED']);
    atTwilio.setScenario('FINE');
    await refresh(scope);
    expect(await kinds(scope)).toEqual(['SELECTED_NUMBER_GONE']);
    expect(await auditKinds(system, scope.tenant, logged)).toEqual([
      'WARNING_RAISED',
      'NUMBER_AVAILABILITY_CHANGED',
      'WARNING_CLEARED',
      'WARNING_RAISED',
    ]);
  });

  test('of a draft that cannot be read is noted on the draft, without a new revision (N6, S3)', async () => {
    const { scope } = await live();
    const drafted = newAccount(system);
    const draft = await verified(system, scope, drafted);
    system.simulator.account(drafted.sid).rotateToken();
    expect(await refresh(scope)).toMatchObject({ status: 'FAILED', failureReason: 'INCORRECT_CREDENTIALS' });
    const noted = await currentDraft(system, scope.tenant);
    expect(noted).toEqual({ ...draft, refreshFailedAt: expect.any(Date) });
    expect(await kinds(scope)).toEqual([]);
    await refresh(scope);
    expect(await currentDraft(system, scope.tenant)).toEqual(noted);
  });

  test.each([
    ['a token that Twilio rejects', 'TOKEN_REJECTED', 'INCORRECT_CREDENTIALS'],
    ['an account that is suspended', 'ACCOUNT_NOT_ACTIVE', 'ACCOUNT_SUSPENDED'],
    ['an account that is closed', 'ACCOUNT_NOT_ACTIVE', 'ACCOUNT_CLOSED'],
  ])('of %s raises %s, which the next success clears (S11)', async (_, warning, failureReason) => {
    const { scope, atTwilio, account } = await live();
    if (failureReason === 'INCORRECT_CREDENTIALS') atTwilio.rotateToken();
    if (failureReason === 'ACCOUNT_SUSPENDED') atTwilio.suspend();
    if (failureReason === 'ACCOUNT_CLOSED') atTwilio.close();
    expect(await refresh(scope)).toMatchObject({ status: 'FAILED', failureReason });
    const raised = await warningsOf(system, scope.tenant);
    expect(raised.map(({ kind }) => kind)).toEqual([warning, 'REFRESH_FAILED']);
    await refresh(scope);
    expect(await warningsOf(system, scope.tenant)).toEqual(raised);
    atTwilio.rotateToken(account.authToken);
    atTwilio.activate();
    await refresh(scope);
    expect(await kinds(scope)).toEqual([]);
  });

  test('is not begun twice: while one is under way it is given again (N6)', async () => {
    const { scope, account } = await live();
    system.gateway.hold(account.sid);
    const first = await system.services.refreshes.refresh(scope);
    await system.gateway.waiting(account.sid);
    for (let count = 0; count < 5; count += 1) {
      expect((await system.services.refreshes.refresh({ ...scope, requestId: 'another' })).id).toBe(first.id);
    }
    system.gateway.release(account.sid);
    expect(await ended(system, first)).toMatchObject({ status: 'REFRESHED' });
    expect((await system.services.refreshes.refresh(scope)).id).not.toBe(first.id);
  });

  test('is limited per minute like verifications, apart from them (N6, V9)', async () => {
    const { scope } = await live();
    const first = await refresh(scope);
    for (let count = 1; count < 4; count += 1) await refresh(scope);
    const refusal = await rateLimitOf(system.services.refreshes.refresh(scope));
    expect(refusal.refusal).toBe('RATE_LIMITED');
    expect(refusal.retryAt).toEqual(new Date(first.createdAt.getTime() + 60_000));
    await ended(system, await begin(system, scope, newAccount(system)));
  });

  test('that ends after its account was given up changes nothing (N6, S5)', async () => {
    const { scope, account, atTwilio, b } = await live();
    atTwilio.releaseNumber(b);
    system.gateway.hold(account.sid);
    const check = await system.services.refreshes.refresh(scope);
    await system.gateway.waiting(account.sid);
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    const logged = (await auditKinds(system, scope.tenant)).length;
    system.gateway.release(account.sid);
    expect(await ended(system, check)).toMatchObject({ status: 'REFRESHED' });
    expect(await system.read(scope.tenant, (tx) => readNumbers(tx, account.sid))).toEqual([]);
    expect(await auditKinds(system, scope.tenant, logged)).toEqual([]);
    expect(await kinds(scope)).toEqual([]);
  });
});

test('a refresh whose tokens cannot be opened ends in its time, as one that failed (N6)', async () => {
  const own = await startServices({ CHECK_LEASE_MS: '100' });
  try {
    const scope = newScope();
    await saved(own, scope, newAccount(own));
    await own.stopWork();
    const check = await own.services.refreshes.refresh(scope);
    await own.rows(
      `update account_check set deadline_at = now() + interval '300 milliseconds' where id = $1`,
      [check.id],
    );
    const node = own.anotherNode(createKeyRing([{ id: 'other', bytes: randomBytes(32) }]));
    node.background.start();
    const last = await ended({ ...own, services: node.services }, check);
    expect(last).toMatchObject({ status: 'FAILED', failureReason: 'TWILIO_UNAVAILABLE' });
    expect(await warningsOf(own, scope.tenant)).toMatchObject([{ kind: 'REFRESH_FAILED' }]);
    await node.background.stop();
  } finally {
    await own.stop();
  }
});

describe('every hour', () => {
  const age = (scope: RequestScope, minutes: number, where = 'true') =>
    system.rows(
      `update account_check set created_at = created_at - $2 * interval '1 minute' where tenant_id = $1 and ${where}`,
      [scope.tenant, minutes],
    );
  const latest = (scope: RequestScope) =>
    system.read(scope.tenant, (tx) => latestAccountCheck(tx, 'REFRESH'));

  test('the numbers of a live account are read again, by Originator itself (N6)', async () => {
    const { scope, atTwilio, b, logged } = await live();
    await system.services.refreshes.refreshDue(1_000);
    expect(await latest(scope)).toBeUndefined();
    atTwilio.releaseNumber(b);
    await age(scope, 61);
    await system.services.refreshes.refreshDue(1_000);
    const check = await latest(scope);
    if (check === undefined) throw new Error('no refresh was begun');
    expect(await ended(system, check)).toMatchObject({ trigger: 'HOURLY', status: 'REFRESHED' });
    expect(await auditOf(system, scope.tenant, logged)).toMatchObject([
      { kind: 'NUMBER_AVAILABILITY_CHANGED', actor: { kind: 'SYSTEM', authenticatedBy: 'internal' } },
      { kind: 'WARNING_RAISED', actor: { kind: 'SYSTEM' } },
    ]);
    await system.services.refreshes.refreshDue(1_000);
    expect((await latest(scope))?.id).toBe(check.id);
  });

  test('those of a draft are too, and those of nothing are not (N6)', async () => {
    const [drafting, removed, empty] = [newScope(), newScope(), newScope()];
    await verified(system, drafting, newAccount(system));
    await saved(system, removed, newAccount(system));
    await system.services.configurations.remove(removed, { baseVersion: 1 });
    await ended(system, await begin(system, empty, { ...newAccount(system), authToken: 'wrong' }));
    for (const scope of [drafting, removed, empty]) await age(scope, 61);
    await system.services.refreshes.refreshDue(1_000);
    expect(await latest(drafting)).toMatchObject({ trigger: 'HOURLY' });
    expect(await latest(removed)).toBeUndefined();
    expect(await latest(empty)).toBeUndefined();
  });

  test.each([
    ['failed', true],
    ['was of another account', false],
  ])('a verification that %s does not put off the live account’s turn (N6)', async (_, fails) => {
    const { scope } = await live();
    await age(scope, 61);
    const other = newAccount(system);
    await ended(system, await begin(system, scope, fails ? { ...other, authToken: 'wrong' } : other));
    await system.services.refreshes.refreshDue(1_000);
    expect(await latest(scope)).toMatchObject({ trigger: 'HOURLY' });
  });

  test('refreshes by the clock do not count towards those on demand (N6)', async () => {
    const { scope } = await live();
    for (let count = 0; count < 5; count += 1) {
      await age(scope, 61);
      await system.services.refreshes.refreshDue(1_000);
      const check = await latest(scope);
      if (check !== undefined) await ended(system, check);
    }
    await system.rows('update account_check set created_at = now() where tenant_id = $1', [scope.tenant]);
    expect(await refresh(scope)).toMatchObject({ status: 'REFRESHED' });
  });
});
