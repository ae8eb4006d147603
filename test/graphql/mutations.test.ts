import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/configuration/configuration.ts';
import { globalId } from '../../src/graphql/global-id.ts';
import { newUuid } from '../../src/kernel/ids.ts';
import {
  auditKinds,
  consentTo,
  currentDraft,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  verified,
} from '../support/journey.ts';
import { type RunningServices, startServices } from '../support/services.ts';
import { admin, client, data, type Json, principal } from './api-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await startServices({ DATABASE_POOL_SIZE: '1' });
});
afterAll(() => system.stop());

const PROBLEM = '... on Problem { code message path issues { code message path } }';
const VERIFY = `mutation ($input: VerifyTwilioAccountInput!) { result: verifyTwilioAccount(input: $input) {
  __typename ... on VerifyTwilioAccountPayload { verification { id status accountSid failure { reason message } } }
  ${PROBLEM} ... on RateLimited { retryAfterSeconds retryAt } } }`;
const SELECT = `mutation ($input: SelectOrganizationNumbersInput!) { result: selectOrganizationNumbers(input: $input) {
  __typename ... on SelectOrganizationNumbersPayload { draft { id revision
    account { organizationNumbers(filter: SELECTED, first: 10) { edges { node { phoneNumber } } } } } }
  ${PROBLEM} ... on OutOfDate { currentDraft { id revision changedBy { subject } } currentConfiguration { version } } } }`;
const SAVE = `mutation ($input: SaveTwilioAccountInput!) { result: saveTwilioAccount(input: $input) {
  __typename ... on SaveTwilioAccountPayload { configuration { version channels consent { id kind }
    fallbackPolicy { mode } account { sid warnings { kind } } savedBy { subject } } tenant { draft { id } configuration { version } } }
  ${PROBLEM} ... on RequirementsNotMet { consentDocument { version locale digest } currentDraft { revision } }
  ... on OutOfDate { currentDraft { id revision } currentConfiguration { version savedBy { subject } inForceFrom } } } }`;
const REMOVE = `mutation ($input: RemoveTwilioAccountInput!) { result: removeTwilioAccount(input: $input) {
  __typename ... on RemoveTwilioAccountPayload { configuration { version account { sid } } tenant { draft { id } } }
  ${PROBLEM} ... on OutOfDate { currentConfiguration { version } } } }`;
const DISCARD = `mutation ($input: DiscardDraftInput!) { result: discardDraft(input: $input) {
  __typename ... on DiscardDraftPayload { draftId tenant { draft { id } } }
  ${PROBLEM} ... on OutOfDate { currentDraft { id } currentConfiguration { version } } } }`;
const DECLINE = `mutation ($input: DeclineConsentInput!) { result: declineConsent(input: $input) {
  __typename ... on DeclineConsentPayload { consent { kind accountSid } draft { id revision } }
  ${PROBLEM} ... on RequirementsNotMet { consentDocument { digest } } } }`;
const REFRESH = `mutation ($input: RefreshOrganizationNumbersInput!) { result: refreshOrganizationNumbers(input: $input) {
  __typename ... on RefreshOrganizationNumbersPayload { refresh { id status } }
  ${PROBLEM} ... on RateLimited { retryAfterSeconds } } }`;

function reference(draft: Draft): { readonly id: string; readonly revision: number } {
  return { id: globalId('ConfigurationDraft', draft.tenant, draft.id), revision: draft.revision };
}

type Who = ReturnType<typeof client>;

async function result(who: Who, mutation: string, input: object): Promise<Json> {
  const answer = await data(who.ask(mutation, { input }));
  return answer['result'] ?? expect.fail('there is no result');
}

/** The type of a refusal, and the code and the path of each issue. */
async function refusal(who: Who, mutation: string, input: object): Promise<readonly string[]> {
  const refused = await result(who, mutation, input);
  const issues = [...(refused['issues'] ?? expect.fail(`${refused['__typename']} is no refusal`))];
  expect(refused['code']).toBe(issues[0]?.['code']);
  expect(refused['message']).toBe(issues[0]?.['message']);
  expect(refused['path']).toEqual(issues[0]?.['path']);
  return [
    String(refused['__typename']),
    ...issues.map((issue) => `${issue['code']} ${[...(issue['path'] ?? [])].join('.')}`.trim()),
  ];
}

describe('verifyTwilioAccount', () => {
  it('answers at once with a pending verification (V5)', async () => {
    const { tenant } = newScope();
    const account = newAccount(system);
    expect(
      await result(admin(system, tenant), VERIFY, {
        accountSid: ` ${account.sid} `,
        authToken: account.authToken,
      }),
    ).toMatchObject({
      __typename: 'VerifyTwilioAccountPayload',
      verification: { status: 'PENDING', accountSid: account.sid, failure: null },
    });
  });

  it('names everything that is wrong with the input, in the very words, before any write (V1, V2, V3)', async () => {
    const { tenant } = newScope();
    const who = admin(system, tenant);
    const refused = await result(who, VERIFY, { accountSid: 'AC123', authToken: ' ' });
    expect(refused).toMatchObject({
      __typename: 'InvalidInput',
      code: 'ACCOUNT_SID_LENGTH',
      message: 'Twilio account SID must be 34 characters long',
      path: ['input', 'accountSid'],
    });
    expect([...(refused['issues'] ?? [])].map((issue) => issue['code'])).toEqual([
      'ACCOUNT_SID_LENGTH',
      'AUTH_TOKEN_MISSING',
    ]);
    expect(await refusal(who, VERIFY, { accountSid: `AC${'g'.repeat(32)}`, authToken: 'a\u0000b' })).toEqual([
      'InvalidInput',
      'ACCOUNT_SID_FORMAT input.accountSid',
      'AUTH_TOKEN_NOT_PRINTABLE input.authToken',
    ]);
    expect(await system.rows('select from account_check where tenant_id = $1', [tenant])).toHaveLength(0);
  });

  it('says when to come back once it was asked for too often (V9)', async () => {
    const who = admin(system, newScope().tenant);
    const account = newAccount(system);
    const input = { accountSid: account.sid, authToken: account.authToken };
    for (let count = 0; count < 10; count += 1) {
      expect((await result(who, VERIFY, input))['__typename']).toBe('VerifyTwilioAccountPayload');
    }
    const limited = await result(who, VERIFY, input);
    expect(limited).toMatchObject({ __typename: 'RateLimited', code: 'RATE_LIMITED', path: [] });
    expect(Number(limited['retryAfterSeconds'])).toBeGreaterThan(0);
    expect(Number(limited['retryAfterSeconds'])).toBeLessThanOrEqual(60);
    expect(new Date(String(limited['retryAt'])).getTime()).toBeGreaterThan(Date.now());
  });
});

describe('selectOrganizationNumbers', () => {
  it('answers with the draft as it is after it, and refuses numbers by name (N2, N3)', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const account = newAccount(system, { numbers: 3 });
    const handle = system.simulator.account(account.sid);
    const [voiceOnly = '', first = '', second = ''] = handle.phoneNumbers;
    handle.setCapabilities(voiceOnly, { sms: false, voice: true });
    const draft = await verified(system, scope, account);
    expect(
      await result(who, SELECT, { draft: reference(draft), phoneNumbers: [first, first] }),
    ).toMatchObject({
      __typename: 'SelectOrganizationNumbersPayload',
      draft: {
        revision: 2,
        account: { organizationNumbers: { edges: [{ node: { phoneNumber: first } }] } },
      },
    });
    const next = { ...reference(draft), revision: 2 };
    expect(
      await refusal(who, SELECT, { draft: next, phoneNumbers: [voiceOnly, second, '+15005550000', 'x'] }),
    ).toEqual([
      'InvalidInput',
      'NUMBER_EXCLUDED input.phoneNumbers',
      'NUMBER_UNKNOWN input.phoneNumbers',
      'NUMBER_UNKNOWN input.phoneNumbers',
    ]);
    expect((await currentDraft(system, scope.tenant)).revision).toBe(2);
    expect(await result(who, SELECT, { draft: next, all: true })).toMatchObject({ draft: { revision: 3 } });
  });

  it('takes either numbers or all of them, and not too many', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const draft = reference(await verified(system, scope, newAccount(system)));
    const conflict = ['InvalidInput', 'CONFLICTING_INPUT input.phoneNumbers'];
    expect(await refusal(who, SELECT, { draft })).toEqual(conflict);
    expect(await refusal(who, SELECT, { draft, all: false })).toEqual(conflict);
    expect(await refusal(who, SELECT, { draft, all: true, phoneNumbers: [] })).toEqual(conflict);
    expect(await refusal(who, SELECT, { draft, phoneNumbers: [] })).toEqual([
      'InvalidInput',
      'NO_NUMBER_SELECTED input.phoneNumbers',
    ]);
    expect(await refusal(who, SELECT, { draft, phoneNumbers: Array(5_001).fill('+15005550006') })).toEqual([
      'InvalidInput',
      'TOO_MANY_VALUES input.phoneNumbers',
    ]);
  });

  it('is refused where there is no account to select from (S7)', async () => {
    const who = admin(system, newScope().tenant);
    expect(await refusal(who, SELECT, { all: true })).toEqual(['NotPossible', 'NO_ACCOUNT']);
  });

  it('is refused with the present draft and version once another admin has changed it (S3)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    await system.services.drafts.select(bob, { draft, numbers: 'ALL' });
    expect(
      await result(admin(system, scope.tenant), SELECT, { draft: reference(draft), all: true }),
    ).toMatchObject({
      __typename: 'OutOfDate',
      code: 'DRAFT_OUT_OF_DATE',
      message: expect.stringContaining('bob'),
      currentDraft: { revision: 2, changedBy: { subject: 'bob' } },
      currentConfiguration: { version: 0 },
    });
  });
});

describe('saveTwilioAccount', () => {
  it('answers with the version it made and what is around it then (S1)', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const account = newAccount(system);
    const verifiedDraft = await verified(system, scope, account);
    const draft = await system.services.drafts.select(scope, { draft: verifiedDraft, numbers: 'ALL' });
    const consent = await consentTo(system, draft);
    const answer = await result(who, SAVE, {
      draft: reference(draft),
      baseVersion: 0,
      fallbackMode: 'DEFAULT_ACCOUNT',
      channels: ['VOICE'],
      consent,
    });
    expect(answer).toMatchObject({
      __typename: 'SaveTwilioAccountPayload',
      configuration: {
        version: 1,
        channels: ['VOICE'],
        consent: { kind: 'GIVEN' },
        fallbackPolicy: { mode: 'DEFAULT_ACCOUNT' },
        account: { sid: account.sid, warnings: [] },
        savedBy: { subject: 'ann' },
      },
      tenant: { draft: null, configuration: { version: 1 } },
    });
  });

  it('names every unmet requirement at once, with the text in force in the language of the consent (S2, C2)', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const draft = await verified(system, scope, newAccount(system));
    expect(await refusal(who, SAVE, { draft: reference(draft), baseVersion: 0, channels: [] })).toEqual([
      'RequirementsNotMet',
      'NO_NUMBER_SELECTED input.draft',
      'NO_CHANNEL input.channels',
      'CONSENT_REQUIRED input.consent',
    ]);
    const consent = { ...(await consentTo(system, draft, 'de')), documentDigest: 'x', draftRevision: 7 };
    expect(await result(who, SAVE, { draft: reference(draft), baseVersion: 0, consent })).toMatchObject({
      __typename: 'RequirementsNotMet',
      issues: [
        { code: 'NO_NUMBER_SELECTED' },
        { code: 'CONSENT_OUT_OF_DATE', path: ['input', 'consent', 'draftRevision'] },
        { code: 'CONSENT_OUT_OF_DATE', path: ['input', 'consent', 'documentDigest'] },
      ],
      consentDocument: { locale: 'de', version: 1 },
      currentDraft: { revision: 1 },
    });
  });

  it('is refused with the version of the winner when two admins save at once (S3)', async () => {
    const scope = newScope();
    await saved(system, newScope({ tenant: scope.tenant, subject: 'bob' }), newAccount(system));
    const who = admin(system, scope.tenant);
    expect(await result(who, SAVE, { baseVersion: 0, fallbackMode: 'DISABLED' })).toMatchObject({
      __typename: 'OutOfDate',
      code: 'VERSION_OUT_OF_DATE',
      path: ['input', 'baseVersion'],
      currentConfiguration: { version: 1, savedBy: { subject: 'bob' } },
      currentDraft: null,
    });
  });

  it('of nothing is refused', async () => {
    const who = admin(system, newScope().tenant);
    expect(await refusal(who, SAVE, { baseVersion: 0 })).toEqual(['InvalidInput', 'NOTHING_TO_SAVE input']);
  });

  it('takes consent from a person of the tenant only (C8)', async () => {
    const scope = newScope();
    const first = await verified(system, scope, newAccount(system));
    const draft = await system.services.drafts.select(scope, { draft: first, numbers: 'ALL' });
    const consent = await consentTo(system, draft);
    const platform = client(system, principal('platform-admin', scope.tenant));
    const service = client(system, principal('admin', scope.tenant, { kind: 'SERVICE' }));
    const input = { draft: reference(draft), baseVersion: 0, consent };
    expect(await refusal(service, SAVE, input)).toEqual([
      'RequirementsNotMet',
      'PERSON_REQUIRED input.consent',
    ]);
    expect(await refusal(platform, SAVE, { ...input, tenantId: scope.tenant })).toEqual([
      'RequirementsNotMet',
      'PERSON_REQUIRED input.consent',
    ]);
    expect(await refusal(service, DECLINE, { draft: reference(draft), consent })).toEqual([
      'NotPossible',
      'PERSON_REQUIRED input.consent',
    ]);
    expect((await liveConfiguration(system, scope.tenant)).version).toBe(0);
  });
});

describe('removeTwilioAccount', () => {
  it('answers with the version without an account (S5)', async () => {
    const scope = newScope();
    await saved(system, scope, newAccount(system));
    await verified(system, scope, newAccount(system));
    const who = admin(system, scope.tenant);
    expect(await refusal(who, REMOVE, { baseVersion: 0 })).toEqual([
      'OutOfDate',
      'VERSION_OUT_OF_DATE input.baseVersion',
    ]);
    expect(await result(who, REMOVE, { baseVersion: 1 })).toMatchObject({
      __typename: 'RemoveTwilioAccountPayload',
      configuration: { version: 2, account: null },
      tenant: { draft: null },
    });
    expect(await refusal(who, REMOVE, { baseVersion: 2 })).toEqual(['NotPossible', 'NO_ACCOUNT']);
  });
});

describe('discardDraft and declineConsent', () => {
  it('answer with what is left (V9, C5)', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const draft = await verified(system, scope, newAccount(system));
    const consent = await consentTo(system, draft);
    expect(await result(who, DECLINE, { draft: reference(draft), consent })).toMatchObject({
      __typename: 'DeclineConsentPayload',
      consent: { kind: 'DECLINED', accountSid: draft.account.sid },
      draft: { id: reference(draft).id, revision: 1 },
    });
    expect(
      await refusal(who, DECLINE, { draft: reference(draft), consent: { ...consent, documentVersion: 9 } }),
    ).toEqual(['RequirementsNotMet', 'CONSENT_OUT_OF_DATE input.consent.documentVersion']);
    expect(await result(who, DISCARD, { draft: reference(draft) })).toMatchObject({
      __typename: 'DiscardDraftPayload',
      draftId: reference(draft).id,
      tenant: { draft: null },
    });
    expect(await refusal(who, DISCARD, { draft: reference(draft) })).toEqual([
      'OutOfDate',
      'DRAFT_OUT_OF_DATE input.draft',
    ]);
  });

  it('of the live account declines nothing (C4)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    await saved(system, scope, account);
    const draft = await verified(system, scope, account);
    const consent = await consentTo(system, draft);
    expect(await refusal(admin(system, scope.tenant), DECLINE, { draft: reference(draft), consent })).toEqual(
      ['NotPossible', 'CONSENT_NOT_ASKED_FOR input.consent'],
    );
  });

  it('leave the consent out for a token that may not read consents (X1)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const who = client(
      system,
      principal('admin', scope.tenant, { scopes: ['configuration:read', 'configuration:write'] }),
    );
    const input = { draft: reference(draft), consent: await consentTo(system, draft) };
    const answer = await who.ask(DECLINE, { input });
    expect(answer.codes).toEqual(['FORBIDDEN']);
    expect(answer.errors[0]?.path).toEqual(['result', 'consent']);
    expect(answer.data['result']).toMatchObject({ consent: null, draft: { revision: 1 } });
  });
});

describe('refreshOrganizationNumbers', () => {
  it('answers at once, is limited, and refused without an account (N6)', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    expect(await refusal(who, REFRESH, {})).toEqual(['NotPossible', 'NO_ACCOUNT']);
    await saved(system, scope, newAccount(system));
    expect(await result(who, REFRESH, {})).toMatchObject({
      __typename: 'RefreshOrganizationNumbersPayload',
      refresh: { status: 'PENDING' },
    });
  });
});

describe('several mutations in one operation', () => {
  it('each answer with what is there after it, though things are read before (S3)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const answer = await data(
      admin(system, scope.tenant).ask(
        `mutation ($id: ID!) {
          one: selectOrganizationNumbers(input: { draft: { id: $id, revision: 1 }, all: true }) { ...Selected }
          stale: selectOrganizationNumbers(input: { draft: { id: $id, revision: 1 }, all: true }) { ...Selected }
          two: selectOrganizationNumbers(input: { draft: { id: $id, revision: 2 }, all: true }) { ...Selected }
          gone: discardDraft(input: { draft: { id: $id, revision: 3 } }) {
            ... on DiscardDraftPayload { tenant { draft { id } } } } }
        fragment Selected on SelectOrganizationNumbersResult {
          ... on SelectOrganizationNumbersPayload { draft { revision liveVersion } }
          ... on OutOfDate { currentDraft { revision } } }`,
        { id: reference(draft).id },
      ),
    );
    expect(answer).toEqual({
      one: { draft: { revision: 2, liveVersion: 0 } },
      stale: { currentDraft: { revision: 2 } },
      two: { draft: { revision: 3, liveVersion: 0 } },
      gone: { tenant: { draft: null } },
    });
  });
});

describe('the tenant of a mutation', () => {
  const save = (tenantId?: string | null) => ({
    ...(tenantId === undefined ? {} : { tenantId }),
    baseVersion: 0,
    fallbackMode: 'DISABLED',
  });

  it("is absent or one's own, by either id (X1)", async () => {
    for (const name of [undefined, null, 'plain', 'global'] as const) {
      const { tenant } = newScope();
      const named = name === 'plain' ? tenant : name === 'global' ? globalId('Tenant', tenant, '') : name;
      expect((await result(admin(system, tenant), SAVE, save(named)))['__typename']).toBe(
        'SaveTwilioAccountPayload',
      );
    }
  });

  it("that is another's is answered as one that is not there (X2)", async () => {
    const foreign = newScope();
    await saved(system, foreign, newAccount(system));
    const who = admin(system, newScope().tenant);
    const there = await result(who, SAVE, save(foreign.tenant));
    expect(there).toEqual(await result(who, SAVE, save('nobody-has-ever-named-it')));
    expect(there).toMatchObject({
      __typename: 'InvalidInput',
      code: 'NOT_FOUND',
      path: ['input', 'tenantId'],
    });
    expect((await liveConfiguration(system, foreign.tenant)).version).toBe(1);
  });

  it('has to be named by a platform role, and to be there (X1, S12)', async () => {
    const scope = newScope();
    const who = client(system, principal('platform-admin', scope.tenant));
    expect(await refusal(who, SAVE, save())).toEqual(['InvalidInput', 'TENANT_REQUIRED input.tenantId']);
    expect(await refusal(who, SAVE, save('no tenant!'))).toEqual([
      'InvalidInput',
      'TENANT_MALFORMED input.tenantId',
    ]);
    expect(await refusal(who, SAVE, save('$platform'))).toEqual([
      'InvalidInput',
      'TENANT_MALFORMED input.tenantId',
    ]);
    expect(await refusal(who, SAVE, save(scope.tenant))).toEqual([
      'InvalidInput',
      'NOT_FOUND input.tenantId',
    ]);
    expect(await system.rows('select from tenant where tenant_id = $1', [scope.tenant])).toHaveLength(0);
    await data(admin(system, scope.tenant).ask('{ tenant { id } }'));
    expect(await result(who, SAVE, save(scope.tenant))).toMatchObject({ configuration: { version: 1 } });
    expect(await auditKinds(system, scope.tenant)).toEqual([
      'CONFIGURATION_SAVED',
      'FALLBACK_POLICY_CHANGED',
    ]);
  });
});

describe('the id of a draft', () => {
  it("that is another tenant's is answered as an unknown one (X2)", async () => {
    const foreign = await verified(system, newScope(), newAccount(system));
    const scope = newScope();
    await verified(system, scope, newAccount(system));
    const who = admin(system, scope.tenant);
    const unknown = globalId('ConfigurationDraft', scope.tenant, newUuid(new Date()));
    const answer = async (id: string) => result(who, DISCARD, { draft: { id, revision: 1 } });
    const refused = await answer(reference(foreign).id);
    expect(refused).toEqual(await answer(unknown));
    expect(refused).toMatchObject({ __typename: 'OutOfDate', code: 'DRAFT_OUT_OF_DATE' });
  });

  it("does not become one's own by another tenant in it (X2)", async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const disguised = globalId('ConfigurationDraft', newScope().tenant, draft.id);
    expect(
      await refusal(admin(system, scope.tenant), DISCARD, { draft: { id: disguised, revision: 1 } }),
    ).toEqual(['OutOfDate', 'DRAFT_OUT_OF_DATE input.draft']);
    expect((await currentDraft(system, scope.tenant)).id).toBe(draft.id);
  });

  it('that is malformed, or of something else, is refused', async () => {
    const { tenant } = newScope();
    const who = admin(system, tenant);
    for (const id of [
      '',
      'x',
      '\u0000',
      globalId('Tenant', tenant, ''),
      globalId('ConfigurationDraft', tenant, '1'),
    ]) {
      expect(await refusal(who, DISCARD, { draft: { id, revision: 1 } })).toEqual([
        'InvalidInput',
        'ID_MALFORMED input.draft.id',
      ]);
    }
  });
});
