import { beforeAll, describe, expect, test } from 'vitest';
import type { Channels } from '../../src/configuration/configuration.ts';
import { initialConfiguration } from '../../src/configuration/configuration.ts';
import { findConfigurations, readConfigurationAt } from '../../src/configuration/version-store.ts';
import { NO_CHOICE } from '../../src/kernel/sending/sending-policy.ts';
import type { FallbackChoice } from '../../src/kernel/vocabulary/fallback.ts';
import {
  auditKinds,
  auditOf,
  consentsOf,
  consentTo,
  currentDraft,
  keptTokens,
  liveConfiguration,
  newAccount,
  newScope,
  outliveDraft,
  refusalOf,
  refused,
  saved,
  saveInput,
  verified,
  warningsOf,
} from '../support/journey.ts';
import type { RunningServices } from '../support/services.ts';
import { sharedServices } from '../support/shared.ts';

let system: RunningServices;
beforeAll(async () => {
  system = await sharedServices();
});

const BOTH: Channels = { sms: true, voice: true };
const save = (...[scope, input]: Parameters<RunningServices['services']['configurations']['save']>) =>
  system.services.configurations.save(scope, input);

describe('the first save', () => {
  test('puts account, numbers, channels, policy and consent live together, as version 1 (S1)', async () => {
    const scope = newScope();
    const verifiedDraft = await verified(system, scope, newAccount(system));
    const draft = await system.services.drafts.select(scope, { draft: verifiedDraft, numbers: 'ALL' });
    const consent = await consentTo(system, draft);
    const before = await auditKinds(system, scope.tenant);
    const channels = { sms: true, voice: false };
    const version = await save(
      scope,
      saveInput({ draft, consent, channels, fallbackMode: 'DEFAULT_ACCOUNT' }),
    );
    expect(version).toMatchObject({
      tenant: scope.tenant,
      version: 1,
      account: draft.account,
      selectedNumbers: draft.selectedNumbers,
      channels,
      fallback: { mode: 'DEFAULT_ACCOUNT', chosenAt: version.inForceFrom, chosenBy: scope.actor },
      savedBy: scope.actor,
      requestId: scope.requestId,
    });
    expect(await liveConfiguration(system, scope.tenant)).toEqual(version);
    const [given] = await consentsOf(system, scope.tenant);
    expect(version.consentId).toBe(given?.id);
    expect(given).toMatchObject({ kind: 'GIVEN', configurationVersion: 1, recordedAt: version.inForceFrom });
    await expect(currentDraft(system, scope.tenant)).rejects.toThrow('no draft');
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await auditOf(system, scope.tenant, before.length)).toMatchObject([
      { kind: 'CONSENT_GIVEN', object: `consent/${given?.id}` },
      {
        kind: 'CONFIGURATION_SAVED',
        object: 'configuration/1',
        before: {
          version: 0,
          accountSid: null,
          selectedNumbers: [],
          channels: ['SMS', 'VOICE'],
          fallbackMode: 'NOT_DEFINED',
          consentId: null,
        },
        after: {
          version: 1,
          accountSid: draft.account.sid,
          selectedNumbers: draft.selectedNumbers.map(({ phoneNumber }) => phoneNumber),
          channels: ['SMS'],
          fallbackMode: 'DEFAULT_ACCOUNT',
          consentId: given?.id,
        },
      },
      {
        kind: 'FALLBACK_POLICY_CHANGED',
        before: { mode: 'NOT_DEFINED' },
        after: { mode: 'DEFAULT_ACCOUNT' },
      },
      { kind: 'CHANNELS_CHANGED', before: { channels: ['SMS', 'VOICE'] }, after: { channels: ['SMS'] } },
    ]);
  });

  test('needs nothing to be there before: a tenant starts at version 0 with the default account (S12)', async () => {
    const scope = newScope();
    expect(await liveConfiguration(system, scope.tenant)).toEqual({
      tenant: scope.tenant,
      version: 0,
      inForceFrom: null,
      account: null,
      selectedNumbers: [],
      channels: BOTH,
      fallback: { mode: 'NOT_DEFINED', chosenAt: null, chosenBy: null },
      sendingPolicy: NO_CHOICE,
      consentId: null,
      savedBy: null,
      requestId: null,
      requestDigest: null,
    });
    const version = await save(scope, saveInput({ fallbackMode: 'DISABLED' }));
    expect(version).toMatchObject({
      version: 1,
      account: null,
      channels: BOTH,
      fallback: { mode: 'DISABLED' },
    });
    expect(await auditKinds(system, scope.tenant)).toEqual([
      'CONFIGURATION_SAVED',
      'FALLBACK_POLICY_CHANGED',
    ]);
    expect(await warningsOf(system, scope.tenant)).toEqual([]);
  });
});

describe('what a save lacks', () => {
  test('is named all at once, and nothing changes (S2)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const before = await auditKinds(system, scope.tenant);
    const input = saveInput({ draft, channels: { sms: false, voice: false } });
    expect(await refused(save(scope, input))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'NOTHING_SELECTED input.draft',
      'NOTHING_SELECTED input.channels',
      'CONSENT_REQUIRED input.consent',
    ]);
    expect(await auditKinds(system, scope.tenant)).toEqual(before);
    expect(await liveConfiguration(system, scope.tenant)).toMatchObject({ version: 0 });
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
  });

  test('is named with the expiry of the draft, where that has come too (S2, V8)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    await outliveDraft(system, scope.tenant);
    expect(await refused(save(scope, saveInput({ draft })))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'OUT_OF_DATE input.draft',
      'NOTHING_SELECTED input.draft',
      'CONSENT_REQUIRED input.consent',
    ]);
  });

  test('may be a selected number that is available (S2)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 3 });
    const atTwilio = system.simulator.account(own.sid);
    const [a = '', b = ''] = atTwilio.phoneNumbers;
    await system.services.drafts.select(scope, {
      draft: await verified(system, scope, own),
      numbers: [a, b],
    });
    atTwilio.releaseNumber(a);
    atTwilio.setCapabilities(b, { sms: false, voice: true });
    const draft = await verified(system, scope, own);
    const input = saveInput({ draft, consent: await consentTo(system, draft) });
    expect(await refused(save(scope, input))).toEqual([
      'REQUIREMENTS_NOT_MET',
      'NOTHING_SELECTED input.draft',
    ]);
    atTwilio.restoreNumber(a);
    const next = await verified(system, scope, own);
    const version = await save(scope, saveInput({ draft: next, consent: await consentTo(system, next) }));
    expect(version.selectedNumbers.map(({ phoneNumber }) => phoneNumber)).toEqual([a, b]);
    expect((await warningsOf(system, scope.tenant)).map(({ kind }) => kind)).toEqual([
      'SELECTED_NUMBER_GONE',
      'FALLBACK_NOT_DEFINED',
    ]);
  });

  test('is anything at all to save (S7)', async () => {
    const scope = newScope();
    expect(await refused(save(scope, saveInput({})))).toEqual(['INVALID_INPUT', 'VALUE_REQUIRED input']);
    const consent = {
      accountSid: '',
      draftRevision: 0,
      documentVersion: 1,
      documentLocale: 'en',
      documentDigest: '',
    };
    expect(await refused(save(scope, saveInput({ consent })))).toEqual([
      'INVALID_INPUT',
      'VALUE_REQUIRED input',
    ]);
  });
});

describe('what is no longer current', () => {
  test('is refused with what is, who made it and when, on both counts at once (S3)', async () => {
    const [ann, bob] = [newScope(), newScope({ subject: 'bob' })];
    const both = { ...bob, tenant: ann.tenant };
    const live = await saved(system, ann, newAccount(system));
    const draft = await verified(system, ann, newAccount(system));
    const changed = await system.services.drafts.select(both, { draft, numbers: 'ALL' });
    const refusal = await refusalOf(save(ann, saveInput({ draft, baseVersion: 0 })));
    expect(refusal.refusal).toBe('OUT_OF_DATE');
    expect(refusal.problems).toEqual([
      {
        code: 'OUT_OF_DATE',
        message: `The draft is at revision 2, last changed by ${both.actor.displayName} at ${changed.changedAt.toISOString()}.`,
        path: ['input', 'draft'],
      },
      {
        code: 'OUT_OF_DATE',
        message: `The live configuration is version 1, saved by ${ann.actor.displayName} at ${live.inForceFrom?.toISOString()}.`,
        path: ['input', 'baseVersion'],
      },
    ]);
  });

  test('may be another draft, none, or one where none was named (S3)', async () => {
    const scope = newScope();
    const { drafts } = system.services;
    const first = await verified(system, scope, newAccount(system));
    const second = await verified(system, scope, newAccount(system));
    const outOfDate = ['OUT_OF_DATE', 'OUT_OF_DATE input.draft'];
    const consent = await consentTo(system, first);
    expect(await refused(save(scope, saveInput({ draft: first })))).toEqual(outOfDate);
    expect(await refused(drafts.select(scope, { draft: first, numbers: 'ALL' }))).toEqual(outOfDate);
    expect(await refused(drafts.select(scope, { draft: null, numbers: 'ALL' }))).toEqual(outOfDate);
    expect(await refused(drafts.decline(scope, { draft: first, consent }))).toEqual(outOfDate);
    expect(await refused(drafts.discard(scope, { draft: first }))).toEqual(outOfDate);
    await drafts.discard(scope, { draft: second });
    const bob = newScope({ tenant: scope.tenant, subject: 'bob' });
    expect(await refused(drafts.discard(bob, { draft: second }))).toEqual(outOfDate);
    expect(await refused(save(scope, saveInput({ draft: second })))).toEqual(outOfDate);
    expect(await refused(system.services.configurations.remove(scope, { baseVersion: 1 }))).toEqual([
      'OUT_OF_DATE',
      'OUT_OF_DATE input.baseVersion',
    ]);
  });
});

describe('a save of policy or channels alone', () => {
  test('needs no draft and no account, and leaves a draft alone (S7, S9)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const one = await save(scope, saveInput({ channels: { sms: false, voice: true } }));
    expect(one).toMatchObject({
      version: 1,
      account: null,
      channels: { sms: false, voice: true },
      fallback: { mode: 'NOT_DEFINED' },
    });
    const two = await save(scope, saveInput({ baseVersion: 1, fallbackMode: 'DEFAULT_ACCOUNT' }));
    expect(two).toMatchObject({
      version: 2,
      channels: { sms: false, voice: true },
      fallback: { mode: 'DEFAULT_ACCOUNT' },
    });
    expect(await currentDraft(system, scope.tenant)).toEqual(draft);
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    const next = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    expect(next.selectedNumbers).toHaveLength(2);
  });

  test('keeps the account, its numbers, its token and its consent (S7, C4)', async () => {
    const scope = newScope();
    const live = await saved(system, scope, newAccount(system), { fallbackMode: null });
    expect((await warningsOf(system, scope.tenant)).map(({ kind }) => kind)).toEqual([
      'FALLBACK_NOT_DEFINED',
    ]);
    const before = await auditKinds(system, scope.tenant);
    const next = await save(
      scope,
      saveInput({ baseVersion: 1, fallbackMode: 'DISABLED', channels: { sms: true, voice: false } }),
    );
    const { account, selectedNumbers, consentId } = live;
    expect(next).toMatchObject({ version: 2, account, selectedNumbers, consentId });
    expect(await keptTokens(system, scope.tenant)).toEqual([true]);
    expect(await consentsOf(system, scope.tenant)).toHaveLength(1);
    expect(await auditKinds(system, scope.tenant, before.length)).toEqual([
      'CONFIGURATION_SAVED',
      'FALLBACK_POLICY_CHANGED',
      'CHANNELS_CHANGED',
      'WARNING_CLEARED',
    ]);
  });

  test.each<[Channels]>([[{ sms: false, voice: false }]])(
    'with no channel on is refused (S9)',
    async (channels) => {
      expect(await refused(save(newScope(), saveInput({ channels })))).toEqual([
        'REQUIREMENTS_NOT_MET',
        'NOTHING_SELECTED input.channels',
      ]);
    },
  );

  test('that changes nothing still makes a version, and tells of no change (S1, S8)', async () => {
    const scope = newScope();
    const one = await save(scope, saveInput({ fallbackMode: 'DISABLED' }));
    const two = await save(
      { ...scope, requestId: 'again' },
      saveInput({ baseVersion: 1, fallbackMode: 'DISABLED', channels: BOTH }),
    );
    expect(two).toMatchObject({ version: 2, fallback: one.fallback });
    expect(await auditKinds(system, scope.tenant, 2)).toEqual(['CONFIGURATION_SAVED']);
  });
});

test('once a mode was chosen nothing returns it to undefined, not even removing the account (S8, S5)', async () => {
  const scope = newScope();
  const choices: readonly (FallbackChoice | null)[] = ['DEFAULT_ACCOUNT', null, 'DISABLED', null];
  await saved(system, scope, newAccount(system), { fallbackMode: null });
  const modes = ['NOT_DEFINED'];
  for (const [index, fallbackMode] of choices.entries()) {
    const next = await save(scope, saveInput({ baseVersion: index + 1, fallbackMode, channels: BOTH }));
    modes.push(next.fallback.mode);
  }
  modes.push((await system.services.configurations.remove(scope, { baseVersion: 5 })).fallback.mode);
  modes.push((await saved(system, scope, newAccount(system), { fallbackMode: null })).fallback.mode);
  expect(modes).toEqual([
    'NOT_DEFINED',
    'DEFAULT_ACCOUNT',
    'DEFAULT_ACCOUNT',
    'DISABLED',
    'DISABLED',
    'DISABLED',
    'DISABLED',
  ]);
});

describe('versions', () => {
  test('are in force from ever later instants, even where the clock stands still (S1)', async () => {
    const scope = newScope();
    await save(scope, saveInput({ fallbackMode: 'DISABLED' }));
    await system.rows(`alter table configuration_version disable trigger append_only`);
    const [row] = await system.rows(
      `update configuration_version set in_force_from = now() + interval '1 hour' where tenant_id = $1 returning in_force_from as at`,
      [scope.tenant],
    );
    await system.rows(`alter table configuration_version enable trigger append_only`);
    const two = await save(scope, saveInput({ baseVersion: 1, channels: BOTH }));
    const three = await save(scope, saveInput({ baseVersion: 2, channels: BOTH }));
    expect([two.inForceFrom?.getTime(), three.inForceFrom?.getTime()]).toEqual([
      row?.['at'].getTime() + 1,
      row?.['at'].getTime() + 2,
    ]);
  });

  test('stay as they were, at each earlier instant (S1, S5)', async () => {
    const scope = newScope();
    const own = newAccount(system, { numbers: 2 });
    const [a = ''] = system.simulator.account(own.sid).phoneNumbers;
    const one = await saved(system, scope, own, { numbers: [a] });
    const two = await saved(system, scope, own);
    const three = await save(scope, saveInput({ baseVersion: 2, channels: { sms: false, voice: true } }));
    const four = await saved(system, scope, newAccount(system), { fallbackMode: 'DEFAULT_ACCOUNT' });
    const five = await system.services.configurations.remove(scope, { baseVersion: 4 });
    const versions = [one, two, three, four, five];
    for (const [index, version] of versions.entries()) {
      const from = version.inForceFrom?.getTime() ?? 0;
      const at = (instant: number) =>
        system.read(scope.tenant, (tx) => readConfigurationAt(tx, new Date(instant)));
      expect(await at(from)).toEqual(version);
      expect(await at(from - 1)).toEqual(versions[index - 1] ?? initialConfiguration(scope.tenant));
    }
    const found = await system.read(scope.tenant, (tx) => findConfigurations(tx, [0, 2, 4, 99]));
    expect(found).toEqual(expect.arrayContaining([initialConfiguration(scope.tenant), two, four]));
    expect(found).toHaveLength(3);
  });
});
