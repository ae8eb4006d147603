import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERIFICATION_FAILURE_MESSAGES } from '../../src/account/verification-rules.ts';
import { readDraft } from '../../src/configuration/draft-store.ts';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import { readNumbers } from '../../src/numbers/number-store.ts';
import {
  auditKinds,
  auditOf,
  begin,
  consentTo,
  currentDraft,
  ended,
  keptTokens,
  liveConfiguration,
  newAccount,
  newScope,
  refused,
  saved,
  saveInput,
  verified,
  warningsOf,
} from '../support/journey.ts';
import { type OwnServices, startServices } from '../support/services.ts';

let system: OwnServices;
beforeAll(async () => {
  // Short enough that an account which never answers can be waited for, three times over.
  system = await startServices({ TWILIO_RESPONSE_TIMEOUT_MS: '800' });
});
afterAll(() => system.stop());

const account = (key: string) => {
  const found = SIMULATED_ACCOUNTS.find((each) => each.key === key);
  if (found === undefined) throw new Error(`no account ${key}`);
  return found;
};

describe('input that fails V1 or V2', () => {
  test.each([
    [
      'a SID of 33 characters',
      { accountSid: account('fine').sid.slice(1) },
      'VALUE_MALFORMED input.accountSid',
    ],
    ['a SID of another form', { accountSid: `AX${'0'.repeat(32)}` }, 'VALUE_MALFORMED input.accountSid'],
    [
      'a SID with a zero character',
      { accountSid: `AC\u0000${'0'.repeat(31)}` },
      'VALUE_MALFORMED input.accountSid',
    ],
    ['no token', { authToken: '' }, 'VALUE_REQUIRED input.authToken'],
    ['a token of 129 characters', { authToken: 'x'.repeat(129) }, 'VALUE_OUT_OF_RANGE input.authToken'],
    ['a token with a line feed', { authToken: 'a\nb' }, 'VALUE_MALFORMED input.authToken'],
  ])('such as %s is refused before any network call or database write (V3)', async (_, changed, problem) => {
    const scope = newScope();
    const { sid, authToken } = account('fine');
    const requests = () =>
      system.simulator.accounts().reduce((sum, each) => sum + system.simulator.requests(each.sid), 0);
    const before = [
      requests(),
      system.statements.filter((text) => /insert|update|delete/i.test(text)).length,
    ];
    const verify = system.services.verifications.verify(scope, { accountSid: sid, authToken, ...changed });
    expect(await refused(verify)).toEqual(['INVALID_INPUT', problem]);
    expect([
      requests(),
      system.statements.filter((text) => /insert|update|delete/i.test(text)).length,
    ]).toEqual(before);
    expect(await system.rows('select 1 from tenant where tenant_id = $1', [scope.tenant])).toEqual([]);
  });
});

describe('an account that verifies', () => {
  test.each([
    ['fine', 3, []],
    ['fine-too', 2, []],
    ['sub-account', 1, []],
    ['trial', 1, ['TRIAL']],
    ['platform', 3, []],
    ['throttled-then-fine', 3, []],
    ['slow', 3, []],
  ])(
    '%s becomes a draft with its %i numbers and the warnings %j (V4, V7, V10)',
    async (key, numbers, warnings) => {
      const scope = newScope();
      const { sid } = account(key);
      const check = await ended(system, await begin(system, scope, account(key)));
      expect(check).toMatchObject({ status: 'VERIFIED', failureReason: null, accountSid: sid, warnings });
      const draft = await currentDraft(system, scope.tenant);
      expect(draft).toMatchObject({
        revision: 1,
        selectedNumbers: [],
        changedBy: scope.actor,
        account: {
          sid,
          status: 'ACTIVE',
          type: key === 'trial' ? 'TRIAL' : 'FULL',
          tokenSetAt: check.createdAt,
        },
      });
      expect(draft.account.ownerAccountSid).toBe(key === 'sub-account' ? account('fine').sid : sid);
      expect(await system.read(scope.tenant, (tx) => readNumbers(tx, sid))).toHaveLength(numbers);
      expect(await keptTokens(system, scope.tenant)).toEqual([true]);
      expect(await auditKinds(system, scope.tenant)).toEqual(['VERIFICATION_FINISHED', 'DRAFT_CREATED']);
      expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0, account: null });
    },
  );

  test('is kept and compared under the SID that Twilio spells (V2)', async () => {
    const scope = newScope();
    const spelled = newAccount(system, { sid: `AC${'ABCDEF0123456789'.repeat(2)}` });
    const typed = { ...spelled, sid: `AC${'abcdef0123456789'.repeat(2)}` };
    const version = await saved(system, scope, typed);
    expect(version.account?.sid).toBe(spelled.sid);
    const draft = await verified(system, scope, typed);
    expect(draft.selectedNumbers).toEqual(version.selectedNumbers);
    const unasked = { draft, baseVersion: 1, consent: await consentTo(system, draft) };
    expect(await refused(system.services.configurations.save(scope, saveInput(unasked)))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'NOT_POSSIBLE input.consent',
    ]);
  });

  test('still warns of being a trial once it is live (V10)', async () => {
    const scope = newScope();
    const { inForceFrom } = await saved(system, scope, account('trial'));
    expect(await warningsOf(system, scope.tenant)).toMatchObject([{ kind: 'TRIAL' }]);
    expect(inForceFrom).not.toBeNull();
  });
});

describe('an account that does not verify', () => {
  const wrongToken = { ...account('fine'), authToken: 'f'.repeat(32) };
  const unknown = { sid: `AC${'e'.repeat(32)}`, authToken: 'f'.repeat(32) };
  test.concurrent.each([
    ['a wrong token', wrongToken, 'INCORRECT_CREDENTIALS'],
    ['an unknown SID', unknown, 'INCORRECT_CREDENTIALS'],
    ...(
      [
        ['test-credentials', 'TEST_CREDENTIALS'],
        ['suspended', 'ACCOUNT_SUSPENDED'],
        ['closed', 'ACCOUNT_CLOSED'],
        ['not-usable', 'ACCOUNT_NOT_USABLE'],
        ['no-numbers', 'NO_ORIGINATING_NUMBERS'],
        ['one-capability', 'NO_USABLE_NUMBERS'],
        ['throttled', 'TWILIO_UNAVAILABLE'],
        ['server-error', 'TWILIO_UNAVAILABLE'],
        ['unavailable', 'TWILIO_UNAVAILABLE'],
        ['hangs', 'TWILIO_UNAVAILABLE'],
        ['resets', 'TWILIO_UNAVAILABLE'],
        ['cuts', 'TWILIO_UNAVAILABLE'],
        ['garbage', 'TWILIO_UNAVAILABLE'],
        ['other-sid', 'TWILIO_UNAVAILABLE'],
      ] as const
    ).map(([key, reason]) => [key, account(key), reason] as const),
  ] as const)(
    '%s ends as such, its token erased and nothing else changed (V4, V6)',
    async (_, given, reason) => {
      const scope = newScope();
      const check = await ended(system, await begin(system, scope, given));
      expect(check).toMatchObject({
        status: 'FAILED',
        failureReason: reason,
        accountSid: given.sid,
        warnings: [],
      });
      expect(await keptTokens(system, scope.tenant)).toEqual([false]);
      expect(await system.read(scope.tenant, readDraft)).toBeNull();
      expect(
        await system.rows('select 1 from organization_number where tenant_id = $1', [scope.tenant]),
      ).toEqual([]);
      const [entry, ...others] = await auditOf(system, scope.tenant);
      expect(others).toEqual([]);
      expect(entry).toMatchObject({
        kind: 'VERIFICATION_FINISHED',
        object: `verification/${check.id}`,
        actor: { kind: 'PERSON', subject: 'ann', authenticatedBy: 'mfa' },
        requestId: scope.requestId,
        after: { status: 'FAILED', accountSid: given.sid, failureReason: reason },
      });
    },
  );

  test('any later page that cannot be read fails the whole (V4)', async () => {
    const scope = newScope();
    const large = newAccount(system, { numbers: 1_100 });
    system.simulator.account(large.sid).setScenario('SERVER_ERROR', { on: 'NUMBERS', skip: 1 });
    const check = await ended(system, await begin(system, scope, large));
    expect(check).toMatchObject({ status: 'FAILED', failureReason: 'TWILIO_UNAVAILABLE' });
    expect(
      await system.rows('select 1 from organization_number where tenant_id = $1', [scope.tenant]),
    ).toEqual([]);
  });

  test('leaves the live configuration and the draft as they were (V6)', async () => {
    const scope = newScope();
    const live = await saved(system, scope, newAccount(system));
    const other = newAccount(system);
    const draft = await verified(system, scope, other);
    const before = await auditKinds(system, scope.tenant);
    const check = await ended(system, await begin(system, scope, { ...other, authToken: 'wrong' }));
    expect(check.failureReason).toBe('INCORRECT_CREDENTIALS');
    expect(await liveConfiguration(system, scope.tenant)).toEqual(live);
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
    expect(await keptTokens(system, scope.tenant)).toEqual([true, true, false]);
    expect(await auditKinds(system, scope.tenant, before.length)).toEqual(['VERIFICATION_FINISHED']);
  });

  test('every reason has a text that says what to do, those of the product word for word (V4)', () => {
    expect(VERIFICATION_FAILURE_MESSAGES.INCORRECT_CREDENTIALS).toBe('Error receiving account information');
    for (const text of Object.values(VERIFICATION_FAILURE_MESSAGES)) expect(text).toMatch(/^\S.{20,}/);
    expect(Object.keys(VERIFICATION_FAILURE_MESSAGES).sort()).toEqual([
      'ACCOUNT_CLOSED',
      'ACCOUNT_NOT_USABLE',
      'ACCOUNT_SUSPENDED',
      'INCORRECT_CREDENTIALS',
      'INTERNAL',
      'NO_ORIGINATING_NUMBERS',
      'NO_USABLE_NUMBERS',
      'SUPERSEDED',
      'TEST_CREDENTIALS',
      'TWILIO_UNAVAILABLE',
    ]);
  });
});

describe('the draft that a verification makes', () => {
  test('replaces an earlier one and keeps its selection when the SID is the same (V7)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 3 });
    const first = await verified(system, scope, own);
    const [number = ''] = system.simulator.account(own.sid).phoneNumbers;
    const chosen = await system.services.drafts.select(scope, { draft: first, numbers: [number] });
    const second = await verified(system, scope, own);
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({ revision: 1, selectedNumbers: chosen.selectedNumbers });
    expect(await keptTokens(system, scope.tenant)).toEqual([false, true]);
    const entries = await auditOf(system, scope.tenant, 3);
    expect(entries).toMatchObject([
      { kind: 'VERIFICATION_FINISHED' },
      {
        kind: 'DRAFT_REPLACED',
        before: { draftId: first.id, revision: 2, accountSid: own.sid },
        after: { draftId: second.id, revision: 1, accountSid: own.sid },
      },
    ]);
  });

  test('starts without a selection when the SID is another one (V7)', async () => {
    const scope = newScope();
    await verified(system, scope, newAccount(system));
    await system.services.drafts.select(scope, {
      draft: await currentDraft(system, scope.tenant),
      numbers: 'ALL',
    });
    const other = newAccount(system);
    expect(await verified(system, scope, other)).toMatchObject({
      selectedNumbers: [],
      account: { sid: other.sid },
    });
    const kept = await system.rows(
      'select distinct account_sid as sid from organization_number where tenant_id = $1',
      [scope.tenant],
    );
    expect(kept).toEqual([{ sid: other.sid }]);
  });

  test('starts from the live selection when the SID is the live one, and leaves what is live (V7, S4)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 3 });
    const [number = ''] = system.simulator.account(own.sid).phoneNumbers;
    const live = await saved(system, scope, own, { numbers: [number] });
    await verified(system, scope, newAccount(system));
    const draft = await verified(system, scope, own);
    expect(draft.selectedNumbers).toEqual(live.selectedNumbers);
    expect(await liveConfiguration(system, scope.tenant)).toEqual(live);
    expect(await keptTokens(system, scope.tenant)).toEqual([true, false, true]);
  });
});
