import { beforeAll, describe, expect, it } from 'vitest';
import { consentTo, currentDraft, newAccount, newScope, saved, verified } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { admin, client, data, principal } from '../api-kit.ts';
import { DECLINE, DISCARD, REFRESH, reference, refusal, result, SELECT, VERIFY } from './mutation-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
});

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
      code: 'VALUE_MALFORMED',
      message: 'Twilio account SID must be 34 characters long',
      path: ['input', 'accountSid'],
    });
    expect([...(refused['issues'] ?? [])].map((issue) => issue['code'])).toEqual([
      'VALUE_MALFORMED',
      'VALUE_REQUIRED',
    ]);
    expect(await refusal(who, VERIFY, { accountSid: `AC${'g'.repeat(32)}`, authToken: 'a\u0000b' })).toEqual([
      'InvalidInput',
      'VALUE_MALFORMED input.accountSid',
      'VALUE_MALFORMED input.authToken',
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
      await result(who, SELECT, { draft: reference(draft), numbers: { phoneNumbers: [first, first] } }),
    ).toMatchObject({
      __typename: 'SelectOrganizationNumbersPayload',
      draft: {
        revision: 2,
        account: { organizationNumbers: { edges: [{ node: { phoneNumber: first } }] } },
      },
    });
    const next = { ...reference(draft), revision: 2 };
    expect(
      await refusal(who, SELECT, {
        draft: next,
        numbers: { phoneNumbers: [voiceOnly, second, '+15005550000', 'x'] },
      }),
    ).toEqual([
      'InvalidInput',
      'NUMBER_NOT_SELECTABLE input.numbers.phoneNumbers',
      'NUMBER_NOT_SELECTABLE input.numbers.phoneNumbers',
      'NUMBER_NOT_SELECTABLE input.numbers.phoneNumbers',
    ]);
    expect((await currentDraft(system, scope.tenant)).revision).toBe(2);
    expect(await result(who, SELECT, { draft: next, numbers: { every: 'LISTED' } })).toMatchObject({
      draft: { revision: 3 },
    });
  });

  it('takes either numbers or all of them by the language of the schema, and not too many', async () => {
    const scope = newScope();
    const who = admin(system, scope.tenant);
    const draft = reference(await verified(system, scope, newAccount(system)));
    const neither = [{}, { every: null }, { every: 'LISTED', phoneNumbers: [] }, { phoneNumbers: null }];
    for (const numbers of neither) {
      const { data: found, errors } = await who.ask(SELECT, { input: { draft, numbers } });
      expect([found, errors.length]).toEqual([null, 1]);
    }
    expect((await currentDraft(system, scope.tenant)).revision).toBe(1);
    expect(await refusal(who, SELECT, { draft, numbers: { phoneNumbers: [] } })).toEqual([
      'InvalidInput',
      'NOTHING_SELECTED input.numbers.phoneNumbers',
    ]);
    expect(
      await refusal(who, SELECT, { draft, numbers: { phoneNumbers: Array(5_001).fill('+15005550006') } }),
    ).toEqual(['InvalidInput', 'VALUE_OUT_OF_RANGE input.numbers.phoneNumbers']);
  });

  it('is refused where there is no account to select from (S7)', async () => {
    const who = admin(system, newScope().tenant);
    expect(await refusal(who, SELECT, { numbers: { every: 'LISTED' } })).toEqual([
      'NotPossible',
      'NOT_FOUND',
    ]);
  });

  it('is refused with the present draft and version once another admin has changed it (S3)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    await system.services.drafts.select(bob, { draft, numbers: 'ALL' });
    expect(
      await result(admin(system, scope.tenant), SELECT, {
        draft: reference(draft),
        numbers: { every: 'LISTED' },
      }),
    ).toMatchObject({
      __typename: 'OutOfDate',
      code: 'OUT_OF_DATE',
      message: expect.stringContaining('bob'),
      currentDraft: { revision: 2, changedBy: { subject: 'bob' } },
      currentConfiguration: { version: 0 },
    });
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
    const bob = client(system, {
      ...principal('admin', scope.tenant),
      subject: 'bob',
    });
    expect(await refusal(bob, DISCARD, { draft: reference(draft) })).toEqual([
      'OutOfDate',
      'OUT_OF_DATE input.draft',
    ]);
  });

  it('of the live account declines nothing (C4)', async () => {
    const scope = newScope();
    const account = newAccount(system);
    await saved(system, scope, account);
    const draft = await verified(system, scope, account);
    const consent = await consentTo(system, draft);
    expect(await refusal(admin(system, scope.tenant), DECLINE, { draft: reference(draft), consent })).toEqual(
      ['NotPossible', 'NOT_POSSIBLE input.consent'],
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
    expect(await refusal(who, REFRESH, {})).toEqual(['NotPossible', 'NOT_FOUND']);
    await saved(system, scope, newAccount(system));
    expect(await result(who, REFRESH, {})).toMatchObject({
      __typename: 'RefreshOrganizationNumbersPayload',
      refresh: { status: 'PENDING' },
    });
  });
});

describe('several mutations in one operation', () => {
  it('each answer with what is there after it, though things are read before (S3, D15)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const answer = await data(
      admin(system, scope.tenant).ask(
        `mutation ($id: ID!) {
          one: selectOrganizationNumbers(input: { draft: { id: $id, revision: 1 }, numbers: { every: LISTED } }) { ...Selected }
          again: selectOrganizationNumbers(input: { draft: { id: $id, revision: 1 }, numbers: { every: LISTED } }) { ...Selected }
          two: selectOrganizationNumbers(input: { draft: { id: $id, revision: 2 }, numbers: { every: LISTED } }) { ...Selected }
          stale: selectOrganizationNumbers(input: { draft: { id: $id, revision: 1 }, numbers: { every: LISTED } }) { ...Selected }
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
      again: { draft: { revision: 2, liveVersion: 0 } },
      two: { draft: { revision: 3, liveVersion: 0 } },
      stale: { currentDraft: { revision: 3 } },
      gone: { tenant: { draft: null } },
    });
  });
});
