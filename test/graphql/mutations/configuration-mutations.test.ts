import { beforeAll, describe, expect, it } from 'vitest';
import {
  consentTo,
  liveConfiguration,
  newAccount,
  newScope,
  saved,
  verified,
} from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { admin, client, principal } from '../api-kit.ts';
import { DECLINE, REMOVE, reference, refusal, result, SAVE } from './mutation-kit.ts';

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices(ONE_CONNECTION);
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
      'NOTHING_SELECTED input.draft',
      'NOTHING_SELECTED input.channels',
      'CONSENT_REQUIRED input.consent',
    ]);
    const consent = { ...(await consentTo(system, draft, 'de')), documentDigest: 'x', draftRevision: 7 };
    expect(await result(who, SAVE, { draft: reference(draft), baseVersion: 0, consent })).toMatchObject({
      __typename: 'RequirementsNotMet',
      issues: [
        { code: 'NOTHING_SELECTED' },
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
      code: 'OUT_OF_DATE',
      path: ['input', 'baseVersion'],
      currentConfiguration: { version: 1, savedBy: { subject: 'bob' } },
      currentDraft: null,
    });
  });

  it('of nothing is refused', async () => {
    const who = admin(system, newScope().tenant);
    expect(await refusal(who, SAVE, { baseVersion: 0 })).toEqual(['InvalidInput', 'VALUE_REQUIRED input']);
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
      'OUT_OF_DATE input.baseVersion',
    ]);
    expect(await result(who, REMOVE, { baseVersion: 1 })).toMatchObject({
      __typename: 'RemoveTwilioAccountPayload',
      configuration: { version: 2, account: null },
      tenant: { draft: null },
    });
    expect(await refusal(who, REMOVE, { baseVersion: 2 })).toEqual(['NotPossible', 'NOT_FOUND']);
  });
});
