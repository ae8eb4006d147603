import { isUnionType } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { STEP_UP_MUTATIONS } from '../../../src/graphql/fields/step-up.ts';
import type { Principal } from '../../../src/kernel/access.ts';
import { newUuid } from '../../../src/kernel/ids.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { auditOf, consentTo, newAccount, newScope, verified } from '../../support/journey.ts';
import type { RunningServices } from '../../support/services.ts';
import { ONE_CONNECTION, sharedServices } from '../../support/shared.ts';
import { client, data, principal, schema } from '../api-kit.ts';

const WANTED = { levels: ['urn:strong'], methods: ['otp', 'hwk'], maxAgeSeconds: 300 };

let system: RunningServices;

beforeAll(async () => {
  system = await sharedServices({ ...ONE_CONNECTION, STEP_UP: JSON.stringify(WANTED) });
});

const recently = () => new Date(Date.now() - 10_000);
const LONG_AGO = new Date(Date.now() - 3_600_000);
const MUTATIONS = Object.values(schema.getMutationType()?.getFields() ?? {});

/** Input of each mutation that asks, right by its form; that of the tenant is put in. */
const INPUTS: Readonly<Record<string, object>> = {
  saveTwilioAccount: { baseVersion: 0, fallbackMode: 'DISABLED' },
  removeTwilioAccount: { baseVersion: 0 },
  declineConsent: {
    draft: { id: newUuid(new Date()), revision: 1 },
    consent: {
      accountSid: 'AC',
      draftRevision: 1,
      documentVersion: 1,
      documentLocale: 'en',
      documentDigest: 'x',
    },
  },
  approveChangeRequest: { id: newUuid(new Date()), digest: 'x' },
  rejectChangeRequest: { id: newUuid(new Date()) },
  withdrawChangeRequest: { id: newUuid(new Date()) },
  overrideChangeRequest: { id: newUuid(new Date()), reason: 'x' },
  setFourEyes: { required: false },
  placeLegalHold: { reason: 'A matter', reference: 'M-1' },
  releaseLegalHold: { id: newUuid(new Date()), reason: 'It is over' },
  pauseSending: { reason: 'An incident' },
  resumeSending: { country: 'AQ', reason: 'It is over' },
};

const ROLE: Readonly<Record<string, Role>> = {
  placeLegalHold: 'privacy-officer',
  releaseLegalHold: 'privacy-officer',
  pauseSending: 'platform-admin',
  resumeSending: 'platform-admin',
};

const resultOf = (mutation: string, who: Principal, input: object) => {
  const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const tenantId = who.tenant === null ? newScope().tenant : undefined;
  return data(
    client(system, who).ask(
      `mutation ($input: ${name}!) { result: ${mutation}(input: $input) { __typename
         ... on StepUpRequired { code message acrValues methods maxAgeSeconds } } }`,
      { input: { ...input, ...(tenantId === undefined ? {} : { tenantId }) } },
    ),
  ).then((answer) => answer['result']);
};

describe('given a platform that asks for more than a sign-in of long ago', () => {
  test('then exactly the mutations that are listed can answer with it (X7)', () => {
    const able = MUTATIONS.filter(({ type }) => {
      const union = isUnionType(type) ? type.getTypes() : [];
      return union.some(({ name }) => name === 'StepUpRequired');
    });
    expect(able.map(({ name }) => name).sort()).toEqual(Object.keys(STEP_UP_MUTATIONS).sort());
    expect(Object.keys(INPUTS).sort()).toEqual(Object.keys(STEP_UP_MUTATIONS).sort());
  });

  test.each(Object.keys(STEP_UP_MUTATIONS))(
    'when %s is called, then it tells what is wanted, no matter who asks (X7)',
    async (mutation) => {
      const { tenant } = newScope();
      const own = ROLE[mutation] ?? 'admin';
      const weak = { at: recently(), levels: ['urn:weak'], methods: ['pwd'] };
      const old = { at: LONG_AGO, levels: ['urn:strong'], methods: ['otp'] };
      const callers = [
        principal(own, tenant, { authentication: weak }),
        principal(own, tenant, { authentication: old }),
        principal(own, tenant, { kind: 'SERVICE' }),
        principal(own === 'privacy-officer' ? 'platform-privacy-officer' : 'platform-admin', tenant),
      ];
      for (const who of callers)
        expect(await resultOf(mutation, who, INPUTS[mutation] ?? {})).toMatchObject({
          __typename: 'StepUpRequired',
          code: 'PERSON_REQUIRED',
          acrValues: WANTED.levels,
          methods: WANTED.methods,
          maxAgeSeconds: WANTED.maxAgeSeconds,
        });
      expect(await auditOf(system, tenant)).toEqual([]);
      const strong = { at: recently(), levels: [], methods: ['pwd', 'otp'] };
      const done = await resultOf(
        mutation,
        principal(own, tenant, { authentication: strong }),
        INPUTS[mutation] ?? {},
      );
      expect(done?.['__typename']).not.toBe('StepUpRequired');
    },
  );

  test('when a draft is saved with a consent after a strong sign-in, then both record how the person authenticated (X7, C3, A4)', async () => {
    const scope = newScope();
    const draft = await verified(system, scope, newAccount(system));
    const { id, revision } = await system.services.drafts.select(scope, { draft, numbers: 'ALL' });
    const consent = await consentTo(system, { ...draft, revision });
    const input = {
      baseVersion: 0,
      draft: { id: globalId('ConfigurationDraft', scope.tenant, id), revision },
      consent,
    };
    const weak = principal('admin', scope.tenant);
    expect(await resultOf('saveTwilioAccount', weak, input)).toMatchObject({ __typename: 'StepUpRequired' });
    const strong = {
      ...weak,
      authenticatedBy: 'pwd otp',
      authentication: { at: recently(), levels: [], methods: ['pwd', 'otp'] },
    };
    expect(await resultOf('saveTwilioAccount', strong, input)).toEqual({
      __typename: 'SaveTwilioAccountPayload',
    });
    const written = (await auditOf(system, scope.tenant)).filter(({ kind }) =>
      ['CONSENT_GIVEN', 'CONFIGURATION_SAVED'].includes(kind),
    );
    expect(written.map(({ actor }) => actor.authenticatedBy)).toEqual(['pwd otp', 'pwd otp']);
  });
});
