import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import { expectA, given } from '../../src/dev/tour/front-end.ts';
import { auditKindsOf, newTenant, type OwnSystem, startSystem } from '../support/running-system.ts';
import { account, allNumbers, content, frontEnd, readAuditLog } from './journey-kit.ts';

const phoneNumbers = (numbers: readonly { readonly phoneNumber: string }[]) =>
  numbers.map(({ phoneNumber }) => phoneNumber);

/** What the journey leaves in the audit log (A1). A refusal leaves nothing, a failed verification its end. */
const EXPECTED_LOG = [
  ...['VERIFICATION_FINISHED', 'VERIFICATION_FINISHED'],
  ...['VERIFICATION_FINISHED', 'DRAFT_CREATED', 'DRAFT_CHANGED'],
  ...['CONSENT_GIVEN', 'CONFIGURATION_SAVED', 'FALLBACK_POLICY_CHANGED'],
  ...['DRAFT_CREATED', 'CONFIGURATION_SAVED'],
  ...[
    'VERIFICATION_FINISHED',
    'VERIFICATION_FINISHED',
    'DRAFT_CREATED',
    'CONFIGURATION_SAVED',
    'TOKEN_ROTATED',
  ],
  ...['VERIFICATION_FINISHED', 'DRAFT_CREATED', 'DRAFT_CHANGED'],
  ...['CONSENT_ENDED', 'CONSENT_GIVEN', 'CONFIGURATION_SAVED'],
  ...['CONFIGURATION_SAVED', 'FALLBACK_POLICY_CHANGED'],
  ...['CONSENT_ENDED', 'ACCOUNT_REMOVED'],
];

describe.each([
  ['with a pool of connections', {}],
  ['with one connection for each kind of work', { DATABASE_POOL_SIZE: '4' }],
])('%s', (_, settings) => {
  let system: OwnSystem;
  beforeAll(async () => {
    system = await startSystem(settings);
  });
  afterAll(() => system.stop());

  test('the journey: verify, select, consent, save, rotate, change the account, remove (V1 V4 V6 V7 N1 N2 N3 C1 C2 C4 C7 S1 S2 S3 S4 S5 S6 A1 X4)', async () => {
    const tenant = newTenant();
    const ann = await frontEnd(system, { tenant, subject: 'ann' });
    const bob = await frontEnd(system, { tenant, subject: 'bob', displayName: 'Bob Admin' });
    const eve = await frontEnd(system, { role: 'auditor', tenant, subject: 'eve' });
    const many = account('many');
    const other = account('fine');
    const history: ReturnType<typeof content>[] = [];
    const remember = async () => {
      const live = content(await ann.configuration());
      history.push(live);
      return live;
    };
    expect(await remember()).toMatchObject({ version: 0, sid: null, mode: 'NOT_DEFINED', inForceFrom: null });

    // A SID of the wrong length is refused before any network call.
    const tooShort = other.sid.slice(0, -1);
    const misspelt = expectA(
      await ann.client.verifyTwilioAccount({ accountSid: tooShort, authToken: other.authToken }),
      'InvalidInput',
    );
    expect(misspelt).toMatchObject({
      code: 'VALUE_MALFORMED',
      message: 'Twilio account SID must be 34 characters long',
      path: ['input', 'accountSid'],
    });
    expect(
      [tooShort, ...SIMULATED_ACCOUNTS.map(({ sid }) => sid)].filter((sid) => system.simulator.requests(sid)),
    ).toEqual([]);

    // A wrong token, and an account without numbers: not verified, and nothing has changed.
    expect(await ann.verify({ sid: other.sid, authToken: 'not the token' })).toMatchObject({
      status: 'FAILED',
      failure: { reason: 'INCORRECT_CREDENTIALS', message: 'Error receiving account information' },
    });
    expect(await ann.verify(account('no-numbers'))).toMatchObject({
      status: 'FAILED',
      failure: { reason: 'NO_ORIGINATING_NUMBERS' },
    });
    expect((await ann.client.tenantDraft())?.draft).toBeNull();

    // 2,000 mixed numbers: those that do both are listed, the others are reported with their reasons.
    expect(await ann.verify(many)).toMatchObject({ status: 'VERIFIED', failure: null });
    expect(system.simulator.requests(many.sid)).toBeGreaterThan(2);
    const listed = await allNumbers(ann, 'LISTED');
    const excluded = await allNumbers(ann, 'EXCLUDED');
    expect(listed.counts).toEqual({ listed: 1000, selected: 0, available: 1000, excluded: 1000 });
    expect(listed.numbers).toHaveLength(1000);
    expect(listed.numbers.every((number) => number.excluded === null && number.available)).toBe(true);
    const reasons = excluded.numbers.map((number) => number.excluded);
    expect(reasons.filter((reason) => reason === 'SMS_ONLY')).toHaveLength(250);
    expect(reasons.filter((reason) => reason === 'VOICE_ONLY')).toHaveLength(250);
    expect(reasons.filter((reason) => reason === 'NEITHER')).toHaveLength(500);
    expect(new Set(phoneNumbers([...listed.numbers, ...excluded.numbers])).size).toBe(2000);

    // At least one number must be selected, and none that cannot do both.
    const [first = '', second = '', third = ''] = phoneNumbers(listed.numbers);
    const voiceOnly = given(excluded.numbers.find((number) => number.excluded === 'VOICE_ONLY')).phoneNumber;
    expect(await ann.select([])).toMatchObject({
      code: 'NOTHING_SELECTED',
      path: ['input', 'numbers', 'phoneNumbers'],
    });
    const refused = await ann.select([first, voiceOnly]);
    expect(refused).toMatchObject({
      code: 'NUMBER_NOT_SELECTABLE',
      message: expect.stringContaining(voiceOnly),
      issues: { length: 1 },
    });
    expect((await allNumbers(ann, 'SELECTED')).numbers).toEqual([]);
    const chosen = expectA(await ann.select([first, second]), 'SelectOrganizationNumbersPayload').draft;
    expect(chosen.unmetRequirements.map(({ code }) => code)).toEqual(['CONSENT_REQUIRED']);

    // Without consent the save is refused, and the refusal brings the text in force.
    const withoutConsent = expectA(await ann.saveDraft({ fallbackMode: 'DISABLED' }), 'RequirementsNotMet');
    expect(withoutConsent.issues.map(({ code }) => code)).toEqual(['CONSENT_REQUIRED']);
    expect(withoutConsent.consentDocument).toEqual(await ann.client.consentDocument());
    expect(withoutConsent.consentDocument).toEqual(chosen.consentRequired?.document);
    expect(await ann.configuration()).toMatchObject({ version: 0, account: null });

    // With consent and a fallback policy, everything goes live together.
    expectA(
      await ann.saveDraft({ fallbackMode: 'DISABLED', ...(await ann.consent()) }),
      'SaveTwilioAccountPayload',
    );
    const one = await remember();
    expect(one).toMatchObject({ version: 1, sid: many.sid, numbers: [first, second], mode: 'DISABLED' });
    expect(one.channels).toEqual(['SMS', 'VOICE']);
    expect((await ann.client.tenantDraft())?.draft).toBeNull();

    // Other numbers of the same account: nothing is asked.
    const changed = expectA(await ann.select([third, second]), 'SelectOrganizationNumbersPayload').draft;
    expect([changed.consentRequired, changed.unmetRequirements]).toEqual([null, []]);
    expectA(await ann.saveDraft(), 'SaveTwilioAccountPayload');
    const two = await remember();
    expect(two).toEqual({
      ...one,
      version: 2,
      numbers: [second, third].sort(),
      inForceFrom: two.inForceFrom,
    });

    // A new token of the same account: selection, policy and consent are kept.
    const authToken = system.simulator.account(many.sid).rotateToken();
    expect(await ann.verify(many)).toMatchObject({ failure: { reason: 'INCORRECT_CREDENTIALS' } });
    expect(await ann.verify({ sid: many.sid, authToken })).toMatchObject({ status: 'VERIFIED' });
    expectA(await ann.saveDraft(), 'SaveTwilioAccountPayload');
    const three = await remember();
    expect(three).toEqual({
      ...{ ...two, version: 3 },
      inForceFrom: three.inForceFrom,
      tokenSetAt: three.tokenSetAt,
    });
    expect(given(three.tokenSetAt) > given(two.tokenSetAt)).toBe(true);

    // Another account: consent is required again, and until the save the old one stays live.
    expect(await ann.verify(other)).toMatchObject({ status: 'VERIFIED' });
    expectA(await ann.select('ALL'), 'SelectOrganizationNumbersPayload');
    expect(expectA(await ann.saveDraft(), 'RequirementsNotMet').code).toBe('CONSENT_REQUIRED');
    expect(content(await ann.configuration())).toEqual(three);
    expectA(await ann.saveDraft(await ann.consent()), 'SaveTwilioAccountPayload');
    const four = await remember();
    expect(four).toMatchObject({ version: 4, sid: other.sid, mode: 'DISABLED' });
    expect(four.numbers).toEqual(system.simulator.account(other.sid).phoneNumbers);
    expect(four.consentId).not.toBe(three.consentId);

    // Two admins save at once: one wins, and the other is shown the winner's version.
    const saves = await Promise.all([
      ann.client.saveTwilioAccount({ baseVersion: 4, fallbackMode: 'DEFAULT_ACCOUNT' }),
      bob.client.saveTwilioAccount({ baseVersion: 4, fallbackMode: 'DEFAULT_ACCOUNT' }),
    ]);
    const winner = given(saves.find(({ __typename }) => __typename === 'SaveTwilioAccountPayload'));
    const loser = given(saves.find(({ __typename }) => __typename === 'OutOfDate'));
    const { configuration: won } = expectA(winner, 'SaveTwilioAccountPayload');
    const { code, currentConfiguration } = expectA(loser, 'OutOfDate');
    expect([code, won.version]).toEqual(['OUT_OF_DATE', 5]);
    expect(won.savedBy?.subject).toBe(saves.indexOf(winner) === 0 ? 'ann' : 'bob');
    expect(currentConfiguration).toEqual(won);
    await remember();

    // Removed: the default account sends, no token is left, and the history of consents is.
    const removed = expectA(
      await ann.client.removeTwilioAccount({ baseVersion: 5 }),
      'RemoveTwilioAccountPayload',
    );
    expect(removed.configuration).toMatchObject({ version: 6, account: null, consent: null });
    expect(await remember()).toMatchObject({ version: 6, sid: null, numbers: [] });
    const tokens = await system.rows(
      'select sealed_token, wrapped_key, erased_at from account_credential where tenant_id = $1',
      [tenant],
    );
    expect(tokens).toHaveLength(6);
    for (const token of tokens) {
      expect(token).toEqual({ sealed_token: null, wrapped_key: null, erased_at: expect.any(Date) });
    }
    const consents = given((await ann.client.consents({ first: 10 }))?.consents).edges.map(
      ({ node }) => node,
    );
    expect(consents.map(({ kind, accountSid }) => [kind, accountSid]).reverse()).toEqual([
      ['GIVEN', many.sid],
      ['ENDED', many.sid],
      ['GIVEN', other.sid],
      ['ENDED', other.sid],
    ]);

    // The configuration as of each earlier instant is what it was then.
    for (const [index, version] of history.entries()) {
      const begun =
        version.inForceFrom ?? new Date(Date.parse(given(one.inForceFrom)) - 60_000).toISOString();
      expect(content(await ann.configuration(begun))).toEqual(version);
      const next = history[index + 1]?.inForceFrom;
      if (next === undefined || next === null) continue;
      const last = new Date(Date.parse(next) - 1).toISOString();
      expect(content(await ann.configuration(last))).toEqual(version);
      const validity = given((await ann.client.consentValidity({ at: last }))?.consentValidity);
      expect([validity.valid, validity.accountSid]).toEqual([version.sid !== null, version.sid]);
    }

    // The audit log has it all, in order, and an auditor reads what the database keeps.
    const log = await readAuditLog(eve);
    expect(log.map(({ kind }) => kind)).toEqual(EXPECTED_LOG);
    expect(log.map(({ kind }) => kind)).toEqual(await auditKindsOf(system, tenant));
    const bySomebodyElse = log.filter(({ actor }) => actor.subject !== 'ann');
    expect(bySomebodyElse.map(({ kind, actor }) => [kind, actor.subject])).toEqual(
      saves.indexOf(winner) === 0
        ? []
        : [
            ['CONFIGURATION_SAVED', 'bob'],
            ['FALLBACK_POLICY_CHANGED', 'bob'],
          ],
    );
    expect(system.logLines.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  });
});
