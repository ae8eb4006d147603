import { beforeAll, describe, expect, test } from 'vitest';
import { DRAFT_LIFETIME_MS } from '../../src/configuration/draft-rules.ts';
import { readDraft } from '../../src/configuration/draft-store.ts';
import {
  auditKinds,
  auditOf,
  begin,
  checkNow,
  consentsOf,
  consentTo,
  currentDraft,
  ended,
  keptTokens,
  liveConfiguration,
  newAccount,
  newScope,
  outliveDraft,
  refused,
  saved,
  saveInput,
  verified,
  warningsOf,
} from '../support/journey.ts';
import { type RunningServices, startServices } from '../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

describe('another account', () => {
  test('is the whole flow again; the former one is live until the save, and its token gone with it (S4, S10)', async () => {
    const scope = newScope();
    const [first, second] = [newAccount(system), newAccount(system)];
    const live = await saved(system, scope, first);
    const draft = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, second),
      numbers: 'ALL',
    });
    expect(await liveConfiguration(system, scope.tenant)).toEqual(live);
    expect(await keptTokens(system, scope.tenant)).toEqual([true, true]);
    const unasked = saveInput({ draft, baseVersion: 1 });
    expect(await refused(system.services.configurations.save(scope, unasked))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'CONSENT_REQUIRED input.consent',
    ]);
    const consent = await consentTo(system, draft);
    const before = await auditKinds(system, scope.tenant);
    const next = await system.services.configurations.save(scope, { ...unasked, consent });
    expect(next).toMatchObject({ version: 2, account: { sid: second.sid }, fallback: live.fallback });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, true]);
    expect(await auditKinds(system, scope.tenant, before.length)).toEqual([
      'CONSENT_ENDED',
      'CONSENT_GIVEN',
      'CONFIGURATION_SAVED',
    ]);
    const held = await system.rows(
      'select distinct account_sid as sid from organization_number where tenant_id = $1',
      [scope.tenant],
    );
    expect(held).toEqual([{ sid: second.sid }]);
  });
});

describe('removing the account', () => {
  test('makes a version with the default account, ends everything of the old one, and keeps policy and channels (S5, S10)', async () => {
    const scope = newScope();
    const channels = { sms: true, voice: false };
    const live = await saved(system, scope, newAccount(system), { channels, fallbackMode: null });
    const draft = await verified(system, scope, newAccount(system));
    const logged = (await auditKinds(system, scope.tenant)).length;
    const next = await system.services.configurations.remove(scope, { baseVersion: 1 });
    expect(next).toMatchObject({
      ...{ version: 2, account: null, selectedNumbers: [], consentId: null },
      ...{ channels, fallback: live.fallback, savedBy: scope.actor },
    });
    expect(await liveConfiguration(system, scope.tenant)).toEqual(next);
    expect(await system.read(scope.tenant, readDraft)).toBeNull();
    expect(await keptTokens(system, scope.tenant)).toEqual([false, false]);
    expect(await warningsOf(system, scope.tenant)).toEqual([]);
    expect(
      await system.rows('select 1 from organization_number where tenant_id = $1', [scope.tenant]),
    ).toEqual([]);
    expect(await auditOf(system, scope.tenant, logged)).toMatchObject([
      { kind: 'DRAFT_DISCARDED', before: { draftId: draft.id } },
      { kind: 'CONSENT_ENDED', object: `consent/${live.consentId}`, after: { reason: 'ACCOUNT_REMOVED' } },
      {
        kind: 'ACCOUNT_REMOVED',
        before: { version: 1, accountSid: live.account?.sid },
        after: { version: 2, accountSid: null },
      },
      { kind: 'WARNING_CLEARED', object: 'warning/FALLBACK_NOT_DEFINED' },
    ]);
  });

  test('of a tenant that has none is refused; again it gives what is there, and to somebody else it is out of date (S5, S3, D15)', async () => {
    const scope = newScope();
    const remove = (baseVersion: number, by = scope) =>
      system.services.configurations.remove(by, { baseVersion });
    expect(await refused(remove(0))).toEqual(['NOT_POSSIBLE', 'NOT_FOUND']);
    await saved(system, scope, newAccount(system));
    const removed = await remove(1);
    const logged = await auditKinds(system, scope.tenant);
    expect(await remove(1)).toEqual(removed);
    expect(await auditKinds(system, scope.tenant)).toEqual(logged);
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    expect(await refused(remove(1, bob))).toEqual(['OUT_OF_DATE', 'OUT_OF_DATE input.baseVersion']);
    expect(await refused(remove(2))).toEqual(['NOT_POSSIBLE', 'NOT_FOUND']);
  });

  test('does not need a person: no consent is given by it (S5, C8)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const service = { ...newScope({ tenant: scope.tenant, kind: 'SERVICE', subject: 'provisioning' }) };
    expect(await system.services.configurations.remove(service, { baseVersion: 1 })).toMatchObject({
      version: 2,
    });
    const [, end] = await consentsOf(system, scope.tenant);
    expect(end).toMatchObject({ kind: 'ENDED', actor: { kind: 'SERVICE', subject: 'provisioning' } });
  });

  test('clears an expired draft away, whose end is in the log as what it was (S5, V8, A1)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const draft = await verified(system, scope, newAccount(system));
    await outliveDraft(system, scope.tenant);
    const logged = (await auditKinds(system, scope.tenant)).length;
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, false]);
    expect(await auditOf(system, scope.tenant, logged)).toMatchObject([
      { kind: 'DRAFT_EXPIRED', before: { draftId: draft.id } },
      { kind: 'CONSENT_ENDED' },
      { kind: 'ACCOUNT_REMOVED' },
    ]);
  });
});

describe('rotating the token', () => {
  test('asks nothing, keeps numbers, policy and consent, and switches tokens with the save (S6, S10, C4)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    const live = await saved(system, scope, own, { fallbackMode: 'DEFAULT_ACCOUNT' });
    const rotated = { ...own, authToken: system.simulator.account(own.sid).rotateToken() };
    const draft = await verified(system, scope, rotated);
    expect(draft.selectedNumbers).toEqual(live.selectedNumbers);
    expect(await keptTokens(system, scope.tenant)).toEqual([true, true]);
    const logged = (await auditKinds(system, scope.tenant)).length;
    const next = await system.services.configurations.save(scope, saveInput({ draft, baseVersion: 1 }));
    const { selectedNumbers, consentId, fallback, channels } = live;
    expect(next).toMatchObject({ version: 2, selectedNumbers, consentId, fallback, channels });
    expect(next.account).toEqual(draft.account);
    expect(next.account?.tokenSetAt.getTime()).toBeGreaterThan(live.account?.tokenSetAt.getTime() ?? 0);
    expect(await keptTokens(system, scope.tenant)).toEqual([false, true]);
    expect(await auditOf(system, scope.tenant, logged)).toMatchObject([
      { kind: 'CONFIGURATION_SAVED' },
      {
        kind: 'TOKEN_ROTATED',
        object: `account/${own.sid}`,
        before: { tokenSetAt: live.account?.tokenSetAt.toISOString() },
        after: { tokenSetAt: draft.account.tokenSetAt.toISOString() },
      },
    ]);
  });

  test('ends the outage that the dead token caused, by the save and not before (S6, S11)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    await saved(system, scope, own);
    const rotated = { ...own, authToken: system.simulator.account(own.sid).rotateToken() };
    await ended(system, await system.services.refreshes.refresh(scope));
    const outage = await warningsOf(system, scope.tenant);
    expect(outage.map(({ kind }) => kind)).toEqual(['TOKEN_REJECTED', 'REFRESH_FAILED']);
    const draft = await verified(system, scope, rotated);
    expect(await warningsOf(system, scope.tenant)).toEqual(outage);
    // The draft's token reads the account; the live one is as dead as before.
    await ended(system, await system.services.refreshes.refresh(scope));
    expect(await warningsOf(system, scope.tenant)).toEqual(outage);
    await system.services.configurations.save(scope, saveInput({ draft, baseVersion: 1 }));
    expect(await warningsOf(system, scope.tenant)).toEqual([]);
  });
});

describe('other numbers of the live account', () => {
  test('are selected and saved without a verification and without consent (S7, C4)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    const live = await saved(system, scope, own);
    const [, b = ''] = system.simulator.account(own.sid).phoneNumbers;
    const draft = await system.services.drafts.select(scope, { draft: null, numbers: [b] });
    const next = await system.services.configurations.save(scope, saveInput({ draft, baseVersion: 1 }));
    expect(next).toMatchObject({
      version: 2,
      account: live.account,
      consentId: live.consentId,
      selectedNumbers: [{ phoneNumber: b }],
    });
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await auditKinds(system, scope.tenant, 6)).toEqual(['DRAFT_CREATED', 'CONFIGURATION_SAVED']);
  });

  test('are given up without touching the live token (S7, S10)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    const draft = await system.services.drafts.select(scope, { draft: null, numbers: 'ALL' });
    await system.services.drafts.discard(scope, { draft });
    const again = await system.services.drafts.select(scope, { draft: null, numbers: 'ALL' });
    await outliveDraft(system, scope.tenant);
    await system.services.drafts.expire(100);
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await auditOf(system, scope.tenant, 6)).toMatchObject([
      { kind: 'DRAFT_CREATED' },
      { kind: 'DRAFT_DISCARDED', before: { draftId: draft.id } },
      { kind: 'DRAFT_CREATED' },
      { kind: 'DRAFT_EXPIRED', before: { draftId: again.id } },
    ]);
    await ended(system, await system.services.refreshes.refresh(scope));
    expect(await warningsOf(system, scope.tenant)).toEqual([]);
  });
});

describe('a draft', () => {
  test('expires 24 hours after its verification, and edits do not prolong it (V8)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    expect(DRAFT_LIFETIME_MS).toBe(86_400_000);
    expect(draft.expiresAt.getTime()).toBe(draft.account.verifiedAt.getTime() + DRAFT_LIFETIME_MS);
    const edited = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    expect(edited.expiresAt).toEqual(draft.expiresAt);
  });

  test('that has expired can do nothing any more, even before it is cleared away (V8)', async () => {
    const scope = newScope();
    const draft = await system.services.drafts.select(scope, {
      draft: await verified(system, scope, newAccount(system)),
      numbers: 'ALL',
    });
    const consent = await consentTo(system, draft);
    await outliveDraft(system, scope.tenant);
    const { drafts, configurations } = system.services;
    const expired = ['OUT_OF_DATE', 'OUT_OF_DATE input.draft'];
    expect(await refused(drafts.select(scope, { draft, numbers: 'ALL' }))).toEqual(expired);
    expect(await refused(drafts.decline(scope, { draft, consent }))).toEqual(expired);
    expect(await refused(drafts.discard(scope, { draft }))).toEqual(expired);
    expect(await refused(configurations.save(scope, saveInput({ draft, consent })))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'OUT_OF_DATE input.draft',
    ]);
    expect(await refused(drafts.select(scope, { draft: null, numbers: 'ALL' }))).toEqual([
      'NOT_POSSIBLE',
      'NOT_FOUND',
    ]);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
  });

  test('that has expired is cleared away with its token and its numbers, and the log says who did it (V8, A1)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    await system.services.drafts.expire(100);
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
    await outliveDraft(system, scope.tenant);
    expect(await system.services.drafts.expire(100)).toBeGreaterThan(0);
    expect(await system.read(scope.tenant, readDraft)).toBeNull();
    expect(await keptTokens(system, scope.tenant)).toEqual([false]);
    expect(
      await system.rows('select 1 from organization_number where tenant_id = $1', [scope.tenant]),
    ).toEqual([]);
    expect(await auditOf(system, scope.tenant, 2)).toMatchObject([
      {
        kind: 'DRAFT_EXPIRED',
        object: `draft/${draft.id}`,
        actor: { kind: 'SYSTEM', subject: 'draft-expiry', authenticatedBy: 'internal' },
      },
    ]);
    expect(await system.services.drafts.expire(100)).toBe(0);
  });

  test('in the place of an expired one says both in the log (V8, V7)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    const first = await verified(system, scope, own);
    await system.services.drafts.select(scope, { draft: first, numbers: 'ALL' });
    await outliveDraft(system, scope.tenant);
    expect(await verified(system, scope, own)).toMatchObject({ revision: 1, selectedNumbers: [] });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, true]);
    expect(await auditKinds(system, scope.tenant, 3)).toEqual([
      'VERIFICATION_FINISHED',
      'DRAFT_EXPIRED',
      'DRAFT_CREATED',
    ]);
  });

  test('that is discarded is gone with its token and its verification under way (V9, A1)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const own = newAccount(system);
    system.gateway.hold(own.sid);
    const check = await begin(system, scope, own);
    await system.services.drafts.discard(scope, { draft });
    expect(await checkNow(system, check)).toMatchObject({ status: 'FAILED', failureReason: 'SUPERSEDED' });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, false]);
    expect(await auditKinds(system, scope.tenant, 2)).toEqual(['VERIFICATION_FINISHED', 'DRAFT_DISCARDED']);
    system.gateway.release(own.sid);
  });
});

test('the sweep runs by itself (V8)', async () => {
  const own = await startServices({ DRAFT_EXPIRY_POLL_MS: '20' });
  try {
    const scope = newScope();
    await verified(own, scope, newAccount(own));
    await outliveDraft(own, scope.tenant);
    await expect.poll(() => own.read(scope.tenant, readDraft), { timeout: 10_000 }).toBeNull();
    expect(await auditKinds(own, scope.tenant, 2)).toEqual(['DRAFT_EXPIRED']);
  } finally {
    await own.stop();
  }
});
