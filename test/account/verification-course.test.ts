import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountCheck } from '../../src/account/account-check.ts';
import { readDraft } from '../../src/configuration/draft-store.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import { createKeyRing } from '../../src/secrets/key-ring.ts';
import {
  auditKinds,
  auditOf,
  begin,
  checkNow,
  currentDraft,
  ended,
  keptTokens,
  newAccount,
  newScope,
  rateLimitOf,
  saved,
  verified,
} from '../support/journey.ts';
import { developmentConfig } from '../support/processes/development.ts';
import { type OwnServices, startServices } from '../support/services.ts';

let system: OwnServices;
beforeAll(async () => {
  system = await startServices({ CHECKS_PER_MINUTE: '4' });
});
afterAll(() => system.stop());

/** The statuses that a subscriber sees from now on. */
async function statuses(check: AccountCheck): Promise<readonly string[]> {
  const seen: string[] = [];
  for await (const { status } of system.services.checkWatch.watch(check.tenant, check.id)) seen.push(status);
  return seen;
}

/** The status that a subscriber who joins now is given first. */
async function firstStatus(check: AccountCheck): Promise<string | undefined> {
  for await (const { status } of system.services.checkWatch.watch(check.tenant, check.id)) return status;
  return undefined;
}

describe('following a verification', () => {
  test('it is answered at once as pending and passes through its statuses in order (V5)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    system.gateway.hold(own.sid);
    system.gateway.hold(own.sid, 'NUMBERS');
    const check = await begin(system, scope, own);
    expect(check).toMatchObject({
      status: 'PENDING',
      kind: 'VERIFICATION',
      accountSid: own.sid,
      finishedAt: null,
    });
    expect(check.deadlineAt.getTime() - check.createdAt.getTime()).toBe(60_000);
    const all = statuses(check);
    await system.gateway.waiting(own.sid);
    expect(await firstStatus(check)).toBe('CHECKING_CREDENTIALS');
    system.gateway.release(own.sid);
    await system.gateway.waiting(own.sid, 'NUMBERS');
    expect(await firstStatus(check)).toBe('LISTING_NUMBERS');
    system.gateway.release(own.sid, 'NUMBERS');
    const course = ['PENDING', 'CHECKING_CREDENTIALS', 'LISTING_NUMBERS', 'VERIFIED'];
    const seen = await all;
    expect(seen).toEqual(course.filter((status) => seen.includes(status)));
    expect(seen.slice(-2)).toEqual(['LISTING_NUMBERS', 'VERIFIED']);
  });

  test('who joins after the end gets the terminal status and no more (V5)', async () => {
    const check = await ended(system, await begin(system, newScope(), newAccount(system)));
    expect(await statuses(check)).toEqual(['VERIFIED']);
  });

  test('nobody follows what is not there, or is another tenant’s (X2)', async () => {
    const check = await begin(system, newScope(), newAccount(system));
    expect(await statuses({ ...check, id: newUuid(new Date()) })).toEqual([]);
    expect(await statuses({ ...check, tenant: newScope().tenant })).toEqual([]);
    await ended(system, check);
  });

  test('a subscriber can leave while it runs (V5)', async () => {
    const own = newAccount(system);
    system.gateway.hold(own.sid);
    const check = await begin(system, newScope(), own);
    const leave = new AbortController();
    const seen: string[] = [];
    for await (const { status } of system.services.checkWatch.watch(check.tenant, check.id, leave.signal)) {
      seen.push(status);
      leave.abort();
    }
    expect(seen).toHaveLength(1);
    system.gateway.release(own.sid);
    expect(await ended(system, check)).toMatchObject({ status: 'VERIFIED' });
  });
});

describe('a verification is superseded', () => {
  test('by a newer one, which ends as if it were the first (V9)', async () => {
    const scope = newScope();
    const [first, second] = [newAccount(system), newAccount(system)];
    system.gateway.hold(first.sid);
    const older = await begin(system, scope, first);
    await system.gateway.waiting(first.sid);
    const newer = await begin(system, scope, second);
    expect(await checkNow(system, older)).toMatchObject({ status: 'FAILED', failureReason: 'SUPERSEDED' });
    system.gateway.release(first.sid);
    expect(await ended(system, newer)).toMatchObject({ status: 'VERIFIED' });
    expect(await currentDraft(system, scope.tenant)).toMatchObject({ account: { sid: second.sid } });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, true]);
    expect(await auditOf(system, scope.tenant)).toMatchObject([
      { kind: 'VERIFICATION_FINISHED', after: { status: 'FAILED', failureReason: 'SUPERSEDED' } },
      { kind: 'VERIFICATION_FINISHED', after: { status: 'VERIFIED' } },
      { kind: 'DRAFT_CREATED' },
    ]);
  });

  test('by discarding the draft, and by removing the account (V9)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const draft = await verified(system, scope, newAccount(system));
    const own = newAccount(system);
    system.gateway.hold(own.sid);
    const discarded = await begin(system, scope, own);
    await system.services.drafts.discard(scope, { draft });
    expect(await checkNow(system, discarded)).toMatchObject({
      status: 'FAILED',
      failureReason: 'SUPERSEDED',
    });
    const removed = await begin(system, scope, own);
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    expect(await checkNow(system, removed)).toMatchObject({ status: 'FAILED', failureReason: 'SUPERSEDED' });
    system.gateway.release(own.sid);
    expect(await keptTokens(system, scope.tenant)).toEqual([false, false, false, false]);
    expect(await system.read(scope.tenant, readDraft)).toBeNull();
  });

  test('and what has ended before stays as it ended (V5)', async () => {
    const scope = newScope();
    const failed = await ended(system, await begin(system, scope, { ...newAccount(system), authToken: 'x' }));
    const good = await ended(system, await begin(system, scope, newAccount(system)));
    await ended(system, await begin(system, scope, newAccount(system)));
    expect(await checkNow(system, failed)).toEqual(failed);
    expect(await checkNow(system, good)).toEqual(good);
  });
});

test('one verification too many is refused until the oldest is a minute old, and writes nothing (V9)', async () => {
  const scope = newScope();
  const own = newAccount(system);
  const checks: AccountCheck[] = [];
  for (let count = 0; count < 4; count += 1)
    checks.push(await ended(system, await begin(system, scope, own)));
  const before = await auditKinds(system, scope.tenant);
  const refusal = await rateLimitOf(begin(system, scope, own));
  expect(refusal).toMatchObject({ refusal: 'RATE_LIMITED', problems: [{ code: 'RATE_LIMITED', path: [] }] });
  const [oldest] = checks;
  expect(refusal.retryAt?.getTime()).toBe((oldest?.createdAt.getTime() ?? 0) + 60_000);
  expect(refusal.retryAfterSeconds).toBeGreaterThan(0);
  expect(refusal.retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(await auditKinds(system, scope.tenant)).toEqual(before);
  expect(await keptTokens(system, scope.tenant)).toHaveLength(4);
  await ended(system, await begin(system, newScope(), own));
  await system.rows(`update account_check set created_at = created_at - interval '1 minute' where id = $1`, [
    oldest?.id,
  ]);
  expect(await ended(system, await begin(system, scope, own))).toMatchObject({ status: 'VERIFIED' });
});

describe('whichever node runs it', () => {
  test('a node that stops gives its checks up, and another one finishes them at once (V5)', async () => {
    const own = await startServices();
    try {
      const scope = newScope();
      const account = newAccount(own);
      own.gateway.hold(account.sid);
      const check = await begin(own, scope, account);
      await own.gateway.waiting(account.sid);
      await own.stopWork();
      own.gateway.release(account.sid);
      expect(await checkNow(own, check)).toMatchObject({ status: 'CHECKING_CREDENTIALS', finishedAt: null });
      expect(await own.rows('select lease_holder from account_check where id = $1', [check.id])).toEqual([
        { lease_holder: null },
      ]);
      const node = own.anotherNode();
      node.background.start();
      const [seen] = await Promise.all([ended({ ...own, services: node.services }, check)]);
      expect(seen).toMatchObject({ status: 'VERIFIED' });
      expect(await auditKinds(own, scope.tenant)).toEqual(['VERIFICATION_FINISHED', 'DRAFT_CREATED']);
      await node.background.stop();
    } finally {
      await own.stop();
    }
  });

  test('the lease of a node that died is respected until it runs out, and then taken over (V5)', async () => {
    const own = await startServices({}, { work: false });
    try {
      const check = await begin(own, newScope(), newAccount(own));
      await own.rows(
        `update account_check set status = 'LISTING_NUMBERS', lease_holder = $2,
                lease_until = clock_timestamp() + interval '300 milliseconds' where id = $1`,
        [check.id, randomUUID()],
      );
      const [lease] = await own.rows('select lease_until as until from account_check where id = $1', [
        check.id,
      ]);
      const node = own.anotherNode();
      node.background.start();
      const finished = await ended({ ...own, services: node.services }, check);
      expect(finished.status).toBe('VERIFIED');
      expect(finished.changedAt.getTime()).toBeGreaterThanOrEqual(lease?.['until'].getTime());
      await node.background.stop();
    } finally {
      await own.stop();
    }
  });
});

test('a node that has lost its lease to another gives the check up, and leaves it to that one (V5)', async () => {
  const own = newAccount(system);
  system.gateway.hold(own.sid);
  const check = await begin(system, newScope(), own);
  await system.gateway.waiting(own.sid);
  const lease = (holder: string | null, until: string | null) =>
    system.rows('update account_check set lease_holder = $2, lease_until = $3 where id = $1', [
      check.id,
      holder,
      until,
    ]);
  await lease(randomUUID(), '2999-01-01T00:00:00Z');
  await system.gateway.givenUp(own.sid);
  expect(await checkNow(system, check)).toMatchObject({ status: 'CHECKING_CREDENTIALS', finishedAt: null });
  await lease(null, null);
  await system.gateway.waiting(own.sid);
  system.gateway.release(own.sid);
  expect(await ended(system, check)).toMatchObject({ status: 'VERIFIED' });
});

describe('within the time that a verification has', () => {
  test('an account that never answers ends as unavailable (V4)', async () => {
    const own = await startServices({ CHECK_BUDGET_MS: '200', TWILIO_RESPONSE_TIMEOUT_MS: '60000' });
    try {
      const account = newAccount(own, { scenario: 'HANGS' });
      const check = await begin(own, newScope(), account);
      expect(check.deadlineAt.getTime() - check.createdAt.getTime()).toBe(200);
      expect(await ended(own, check)).toMatchObject({
        status: 'FAILED',
        failureReason: 'TWILIO_UNAVAILABLE',
      });
    } finally {
      await own.stop();
    }
  });

  test('it ends even where its token cannot be opened, and the next one is not kept from running (V4)', async () => {
    const own = await startServices({ CHECK_LEASE_MS: '100' }, { work: false });
    try {
      const scope = newScope();
      const live = newAccount(own);
      const node = own.anotherNode(createKeyRing([{ id: 'other', bytes: randomBytes(32) }]));
      const nodeSystem = { ...own, services: node.services };
      const check = await begin(own, scope, live);
      const soon = `update account_check set deadline_at = now() + interval '300 milliseconds' where id = $1`;
      await own.rows(soon, [check.id]);
      node.background.start();
      expect(await ended(nodeSystem, check)).toMatchObject({
        status: 'FAILED',
        failureReason: 'TWILIO_UNAVAILABLE',
      });
      expect(await keptTokens(own, scope.tenant)).toEqual([false]);
      expect(await ended(nodeSystem, await begin(nodeSystem, scope, live))).toMatchObject({
        status: 'VERIFIED',
      });
      await node.background.stop();
    } finally {
      await own.stop();
    }
  });

  test('a minute is the most that can be set, and ten a minute is what a tenant may do (V4, V9)', () => {
    expect(developmentConfig().checks).toMatchObject({ budgetMs: 60_000, perMinute: 10 });
    expect(() => developmentConfig({ CHECK_BUDGET_MS: '60001' })).toThrow(/CHECK_BUDGET_MS/);
  });
});
