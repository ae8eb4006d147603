import { beforeAll, describe, expect, test } from 'vitest';
import type { Draft } from '../../src/configuration/configuration.ts';
import { readConfigurationAt } from '../../src/configuration/version-store.ts';
import type { ConsentStatement } from '../../src/consent/consent.ts';
import { findConsents, findEndings, pageConsents } from '../../src/consent/consent-store.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import {
  auditKinds,
  auditOf,
  consentsOf,
  consentTo,
  currentDraft,
  liveConfiguration,
  newAccount,
  newScope,
  outliveDraft,
  refusalOf,
  refused,
  saved,
  saveInput,
  verified,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

/** A draft with numbers, ready to be saved or declined. */
async function ready(scope: RequestScope): Promise<Draft> {
  const draft = await verified(system, scope, newAccount(system));
  return system.services.drafts.select(scope, { draft, numbers: 'ALL' });
}

const save = (scope: RequestScope, draft: Draft, consent: ConsentStatement | null, baseVersion = 0) =>
  system.services.configurations.save(scope, saveInput({ draft, consent, baseVersion }));
const decline = (scope: RequestScope, draft: Draft, consent: ConsentStatement) =>
  system.services.drafts.decline(scope, { draft, consent });

describe('when consent is asked for', () => {
  test('for each new SID, also one that was live before, and for no other save (C1, C4)', async () => {
    const scope = newScope();
    const [a, b] = [newAccount(system), newAccount(system)];
    const asked = async (account: typeof a, baseVersion: number) => {
      const before = (await consentsOf(system, scope.tenant)).filter(({ kind }) => kind === 'GIVEN').length;
      await verified(system, scope, account);
      const draft = await system.services.drafts.select(scope, {
        draft: await currentDraft(system, scope.tenant),
        numbers: 'ALL',
      });
      const refusal = await save(scope, draft, null, baseVersion).catch(() => 'asked');
      if (refusal === 'asked') await save(scope, draft, await consentTo(system, draft), baseVersion);
      const after = (await consentsOf(system, scope.tenant)).filter(({ kind }) => kind === 'GIVEN').length;
      expect(after - before).toBe(refusal === 'asked' ? 1 : 0);
      return refusal === 'asked';
    };
    expect(await asked(a, 0)).toBe(true);
    expect(await asked(a, 1)).toBe(false);
    expect(await asked(b, 2)).toBe(true);
    expect(await asked(a, 3)).toBe(true);
    await system.services.configurations.remove(scope, { baseVersion: 4 });
    expect(await asked(a, 5)).toBe(true);
  });

  test('it is decided at the save: a draft of the live SID needs it once that account was removed meanwhile (C1)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    await saved(system, scope, own);
    await system.services.configurations.remove(scope, { baseVersion: 1 });
    const draft = await verified(system, scope, own);
    await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    expect(await refused(save(scope, await currentDraft(system, scope.tenant), null, 2))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'CONSENT_REQUIRED input.consent',
    ]);
  });

  test('one that is not asked for is refused, with a draft and without (C1, C2)', async () => {
    const scope = newScope();
    const own = newAccount(system);
    await saved(system, scope, own);
    const draft = await verified(system, scope, own);
    const consent = await consentTo(system, draft);
    const notAsked = 'NOT_POSSIBLE input.consent';
    expect(await refused(save(scope, draft, consent, 1))).toEqual(['REQUIREMENTS_NOT_MET', notAsked]);
    const policyOnly = saveInput({ baseVersion: 1, fallbackMode: 'DISABLED', consent });
    expect(await refused(system.services.configurations.save(scope, policyOnly))).toEqual([
      'REQUIREMENTS_NOT_MET',
      notAsked,
    ]);
    expect(await refused(decline(scope, draft, consent))).toEqual(['NOT_POSSIBLE', notAsked]);
    expect(await consentsOf(system, scope.tenant)).toHaveLength(1);
  });
});

describe('a consent that is not what this save would make live', () => {
  const differing: readonly [keyof ConsentStatement, Partial<ConsentStatement>, readonly string[]][] = [
    ['accountSid', { accountSid: `AC${'0'.repeat(32)}` }, ['accountSid']],
    ['draftRevision', { draftRevision: 1 }, ['draftRevision']],
    ['documentVersion', { documentVersion: 2 }, ['documentVersion']],
    ['documentLocale', { documentLocale: 'de' }, ['documentDigest']],
    ['documentLocale', { documentLocale: 'xx' }, ['documentLocale']],
    ['documentDigest', { documentDigest: 'f'.repeat(64) }, ['documentDigest']],
    [
      'documentDigest',
      { documentDigest: '', accountSid: 'x', draftRevision: -1 },
      ['accountSid', 'draftRevision', 'documentDigest'],
    ],
  ];
  test.each(differing)(
    'in its %s (%j) is refused, naming %j, for a yes and for a no alike (C2)',
    async (_, changed, fields) => {
      const scope = newScope();
      const draft = await ready(scope);
      const consent = { ...(await consentTo(system, draft)), ...changed };
      const before = await auditKinds(system, scope.tenant);
      const problems = fields.map((field) => `CONSENT_OUT_OF_DATE input.consent.${field}`);
      expect(await refused(save(scope, draft, consent))).toEqual(['REQUIREMENTS_NOT_MET', ...problems]);
      expect(await refused(decline(scope, draft, consent))).toEqual(['REQUIREMENTS_NOT_MET', ...problems]);
      expect(await consentsOf(system, scope.tenant)).toEqual([]);
      expect(await auditKinds(system, scope.tenant)).toEqual(before);
      expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
    },
  );

  test('is told what it would have to name (C2)', async () => {
    const scope = newScope();
    const draft = await ready(scope);
    const good = await consentTo(system, draft);
    const refusal = await refusalOf(
      save(scope, draft, { ...good, accountSid: 'x', draftRevision: 7, documentDigest: 'x' }),
    );
    expect(refusal.problems.map(({ message }) => message)).toEqual([
      `The consent does not match what would become live: the account is ${draft.account.sid}.`,
      'The consent does not match what would become live: the draft is at revision 2.',
      `The consent does not match what would become live: the digest of the text in force is ${good.documentDigest}.`,
    ]);
  });

  test('may name the text in any language in which it was shown (C2)', async () => {
    const scope = newScope();
    const draft = await ready(scope);
    const german = await consentTo(system, draft, 'de-AT');
    expect(german.documentLocale).toBe('de');
    await save(scope, draft, german);
    expect(await consentsOf(system, scope.tenant)).toMatchObject([
      { document: { version: 1, locale: 'de', digest: german.documentDigest } },
    ]);
  });
});

describe('who may say yes or no', () => {
  test.each([
    ['a service', { kind: 'SERVICE' as const }, false],
    ['a platform role', {}, true],
  ])('not %s (C8)', async (_, changes, platform) => {
    const ann = newScope();
    const draft = await ready(ann);
    const consent = await consentTo(system, draft);
    const other = { ...newScope({ ...changes, tenant: ann.tenant, subject: 'robot' }), platform };
    const before = await auditKinds(system, ann.tenant);
    expect(await refused(save(other, draft, consent))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'PERSON_REQUIRED input.consent',
    ]);
    expect(await refused(decline(other, draft, consent))).toEqual([
      'NOT_POSSIBLE',
      'PERSON_REQUIRED input.consent',
    ]);
    expect(await consentsOf(system, ann.tenant)).toEqual([]);
    expect(await auditKinds(system, ann.tenant)).toEqual(before);
    expect(await save(ann, draft, consent)).toMatchObject({ version: 1 });
  });

  test('what needs no consent may be saved by a service (C4, C8)', async () => {
    const ann = newScope();
    const own = newAccount(system);
    await saved(system, ann, own);
    const service = newScope({ tenant: ann.tenant, kind: 'SERVICE', subject: 'rotation' });
    const draft = await verified(system, service, own);
    expect(await save(service, draft, null, 1)).toMatchObject({ version: 2, savedBy: { kind: 'SERVICE' } });
  });
});

describe('the history', () => {
  test('keeps who, when, from where and to what, for a yes (C3)', async () => {
    const scope = newScope();
    const draft = await ready(scope);
    const consent = await consentTo(system, draft);
    const version = await save(scope, draft, consent);
    const [given] = await consentsOf(system, scope.tenant);
    expect(given).toEqual({
      tenant: scope.tenant,
      id: version.consentId,
      kind: 'GIVEN',
      accountSid: draft.account.sid,
      document: {
        version: consent.documentVersion,
        locale: consent.documentLocale,
        digest: consent.documentDigest,
      },
      draft: { id: draft.id, revision: draft.revision },
      configurationVersion: 1,
      ends: null,
      actor: scope.actor,
      origin: scope.origin,
      requestId: scope.requestId,
      recordedAt: version.inForceFrom,
    });
    const entry = (await auditOf(system, scope.tenant)).find(({ kind }) => kind === 'CONSENT_GIVEN');
    expect(entry).toMatchObject({
      object: `consent/${given?.id}`,
      actor: scope.actor,
      before: null,
      after: {
        consentId: given?.id,
        accountSid: draft.account.sid,
        documentDigest: consent.documentDigest,
        ...scope.origin,
      },
    });
  });

  test('keeps a no, which leaves everything else as it was, is kept once, and may be taken back (C5, D15)', async () => {
    const scope = newScope();
    const draft = await ready(scope);
    const consent = await consentTo(system, draft);
    const before = await auditKinds(system, scope.tenant);
    const declined = await decline(scope, draft, consent);
    expect(declined).toMatchObject({
      kind: 'DECLINED',
      draft: { id: draft.id, revision: 2 },
      configurationVersion: null,
      ends: null,
      actor: scope.actor,
      origin: scope.origin,
    });
    expect(await decline(scope, draft, consent)).toEqual(declined);
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
    await save(scope, draft, consent);
    expect((await consentsOf(system, scope.tenant)).map(({ kind }) => kind)).toEqual(['DECLINED', 'GIVEN']);
    expect(await auditKinds(system, scope.tenant, before.length)).toEqual([
      'CONSENT_DECLINED',
      'CONSENT_GIVEN',
      'CONFIGURATION_SAVED',
      'WARNING_RAISED',
    ]);
  });

  test('has a further record for each end, by replacing and by removing, and outlives the account (C3, C7, S5)', async () => {
    const scope = newScope();
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    const one = await saved(system, scope, newAccount(system));
    const two = await saved(system, bob, newAccount(system));
    const three = await system.services.configurations.remove(scope, { baseVersion: 2 });
    const history = await consentsOf(system, scope.tenant);
    expect(history).toMatchObject([
      { kind: 'GIVEN', id: one.consentId, configurationVersion: 1, actor: { subject: 'ann' } },
      {
        kind: 'ENDED',
        ends: { consentId: one.consentId, reason: 'ACCOUNT_REPLACED' },
        configurationVersion: 2,
        actor: { subject: 'bob' },
        recordedAt: two.inForceFrom,
        draft: null,
      },
      { kind: 'GIVEN', id: two.consentId, configurationVersion: 2, recordedAt: two.inForceFrom },
      {
        kind: 'ENDED',
        ends: { consentId: two.consentId, reason: 'ACCOUNT_REMOVED' },
        configurationVersion: 3,
        recordedAt: three.inForceFrom,
      },
    ]);
    expect(history[1]?.accountSid).toBe(one.account?.sid);
  });

  test('tells whether there was a valid consent for the live SID at any instant (C6)', async () => {
    const scope = newScope();
    const one = await saved(system, scope, newAccount(system));
    const two = await saved(system, scope, newAccount(system));
    const three = await system.services.configurations.remove(scope, { baseVersion: 2 });
    const validAt = (at: number) =>
      system.read(scope.tenant, async (tx) => {
        const { account, consentId } = await readConfigurationAt(tx, new Date(at));
        if (consentId === null) return [account, null];
        const [given] = await findConsents(tx, [consentId]);
        const [ending] = await findEndings(tx, [consentId]);
        expect(given?.kind).toBe('GIVEN');
        expect(given?.accountSid).toBe(account?.sid);
        expect(given?.recordedAt.getTime()).toBeLessThanOrEqual(at);
        expect(ending === undefined || ending.recordedAt.getTime() > at).toBe(true);
        return [account?.sid, consentId];
      });
    const [first = 0, second = 0, third = 0] = [one, two, three].map(
      ({ inForceFrom }) => inForceFrom?.getTime() ?? 0,
    );
    expect(await validAt(first - 1)).toEqual([null, null]);
    for (const at of [first, second - 1])
      expect(await validAt(at)).toEqual([one.account?.sid, one.consentId]);
    for (const at of [second, third - 1])
      expect(await validAt(at)).toEqual([two.account?.sid, two.consentId]);
    for (const at of [third, Date.now()]) expect(await validAt(at)).toEqual([null, null]);
  });

  test('can be narrowed and paged, newest first (C7)', async () => {
    const ann = newScope();
    const bob = newScope({ tenant: ann.tenant, subject: 'bob' });
    const draft = await ready(ann);
    const consent = await consentTo(system, draft);
    const cid = newScope({ tenant: ann.tenant, subject: 'cid' });
    for (const scope of [ann, bob, cid]) await decline(scope, draft, consent);
    const version = await save(bob, draft, consent);
    const page = (
      filter: Parameters<typeof pageConsents>[1],
      limit = 10,
      before: Parameters<typeof pageConsents>[2]['before'] = null,
    ) => system.read(ann.tenant, (tx) => pageConsents(tx, filter, { before, limit }));
    expect((await page({ actorSubject: 'bob' })).map(({ kind }) => kind)).toEqual(['GIVEN', 'DECLINED']);
    expect(await page({ kinds: ['DECLINED'] })).toHaveLength(3);
    expect(await page({ kinds: ['DECLINED'], actorSubject: 'ann' })).toHaveLength(1);
    expect(await page({ accountSid: draft.account.sid })).toHaveLength(4);
    expect(await page({ accountSid: newAccount(system).sid })).toEqual([]);
    const at = version.inForceFrom ?? new Date(0);
    expect((await page({ from: at })).map(({ kind }) => kind)).toEqual(['GIVEN']);
    expect(await page({ to: at })).toHaveLength(3);
    const [first, second] = await page({}, 2);
    expect(first?.kind).toBe('GIVEN');
    const rest = await page({}, 10, second?.id);
    expect([first?.id, second?.id, ...rest.map(({ id }) => id)]).toEqual(
      (await page({})).map(({ id }) => id),
    );
  });
});

test('what a consent names of a draft that is gone is refused as out of date, not recorded (C2, S3)', async () => {
  const scope = newScope();
  const draft = await ready(scope);
  const consent = await consentTo(system, draft);
  await outliveDraft(system, scope.tenant);
  expect(await refused(decline(scope, draft, consent))).toEqual(['OUT_OF_DATE', 'OUT_OF_DATE input.draft']);
  expect(await consentsOf(system, scope.tenant)).toEqual([]);
});
