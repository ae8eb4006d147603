import { type GraphQLField, getNamedType, isLeafType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import { isPlatformRole } from '../../../src/kernel/access.ts';
import { newUuid } from '../../../src/kernel/ids.ts';
import { type AccessScope, ROLE_NAMES, type Role } from '../../../src/kernel/vocabulary/access.ts';
import { type OwnSystem, startSystem } from '../../support/running-system.ts';
import { schema } from '../api-kit.ts';
import { argumentsOf, selectionOf } from '../selection.ts';
import { everybody, furnish } from './access-kit.ts';
import { MAY, MUTATIONS, NARROWER, REACHED, REACHED_OTHERWISE, SUBSCRIPTIONS } from './access-table.ts';

let system: OwnSystem;
let who: ReturnType<typeof everybody>;
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem({ CHECKS_PER_MINUTE: '1000', TWILIO_RESPONSE_TIMEOUT_MS: '10000' });
  who = everybody(system);
  ids = await furnish(system, who);
});
afterAll(() => system.stop());

function fieldsOf(name: string): readonly GraphQLField<unknown, unknown>[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) expect.fail(`${name} is no object type`);
  return Object.values(type.getFields());
}

function missing(role: Role, scopes: readonly AccessScope[]): readonly AccessScope[] {
  return scopes.filter((scope) => !MAY[role].includes(scope));
}

/** The arguments of fields that name an entry. */
const NAMED_BY_ID: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  auditInclusionProof: { entryId: `"${newUuid(new Date())}"` },
  platformErasureCertificate: { entryId: `"${newUuid(new Date())}"` },
  erasureCertificate: { entryId: `"${newUuid(new Date())}"` },
  auditEntry: { id: `"${newUuid(new Date())}"` },
};

/** A field with the least that can be selected of it. */
function leastOf(field: GraphQLField<unknown, unknown>): string {
  const leaf = isLeafType(getNamedType(field.type));
  const given =
    field.name === 'node' && field.args.length > 0
      ? `(id: "${ids['Tenant']}")`
      : argumentsOf(field, field.args.length === 0 ? {} : (NAMED_BY_ID[field.name] ?? {}));
  const named = field.name === 'tenant' && field.args.length > 0 ? '(id: $t)' : given;
  return `${field.name}${named} ${leaf ? '' : '{ __typename }'}`;
}

/** Whether the objects of the type are shown to the role, and which of their fields are not, by real requests. */
async function walk(
  role: Role,
  name: string,
): Promise<{ readonly shown: boolean; readonly refused: string[] }> {
  const { by } = REACHED[name] ?? expect.fail(`nobody knows how to reach ${name}`);
  const refused: string[] = [];
  const document = (selected: string) => {
    const selection = by.replace('#', selected).replace('AuditEntry:id', ids['AuditEntry'] ?? '');
    return `query ${selection.includes('$t') ? '($t: ID)' : ''} { ${selection} }`;
  };
  const whole = await who.ask(role, document('__typename'));
  const shown = JSON.stringify(whole.data).includes(`"__typename":"${name}"`);
  if (!shown) {
    expect(whole.errors?.map(({ extensions }) => extensions?.code)).toContain('FORBIDDEN');
    return { shown, refused };
  }
  expect(whole.errors).toBeUndefined();
  for (const field of fieldsOf(name)) {
    const { errors = [], data } = await who.ask(role, document(leastOf(field)));
    for (const error of errors) {
      expect(error.extensions?.code).toBe('FORBIDDEN');
      expect(error.path?.at(-1)).toBe(field.name);
    }
    if (errors.length === 0) continue;
    expect(JSON.stringify(data)).toContain(`"${field.name}":null`);
    expect(errors[0]?.extensions?.missingScopes).toEqual(
      missing(role, NARROWER[`${name}.${field.name}`] ?? []),
    );
    refused.push(field.name);
  }
  return { shown, refused };
}

describe('the table of this test', () => {
  it('knows every object type of the schema and no other', () => {
    const types = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
      .map(({ name }) => name);
    expect([...Object.keys(REACHED), ...REACHED_OTHERWISE].sort()).toEqual(types.sort());
  });

  it('knows every mutation and every subscription', () => {
    const names = (type: string) => fieldsOf(type).map(({ name }) => name);
    expect(Object.keys(MUTATIONS).sort()).toEqual(names('Mutation').sort());
    expect(Object.keys(SUBSCRIPTIONS).sort()).toEqual(names('Subscription').sort());
  });

  it('knows every role', () => {
    expect(Object.keys(MAY).sort()).toEqual([...ROLE_NAMES].sort());
  });
});

describe.each(ROLE_NAMES)('the role %s', (role) => {
  it.each(Object.keys(REACHED))('is shown of %s what it may read, field by field (X1)', async (name) => {
    const { scopes } = REACHED[name] ?? expect.unreachable();
    const expected =
      missing(role, scopes).length > 0
        ? { shown: false, refused: [] }
        : {
            shown: true,
            refused: fieldsOf(name)
              .map((field) => field.name)
              .filter((field) => missing(role, NARROWER[`${name}.${field}`] ?? []).length > 0),
          };
    expect(await walk(role, name)).toEqual(expected);
  });

  it('reaches by its id what it reaches otherwise (X1)', async () => {
    expect(Object.keys(ids)).toHaveLength(11);
    for (const [typename, id] of Object.entries(ids)) {
      const { data, errors } = await who.ask(role, `{ node(id: "${id}") { __typename } }`);
      const lacking = missing(role, REACHED[typename]?.scopes ?? expect.unreachable());
      if (lacking.length === 0) expect(data).toEqual({ node: { __typename: typename } });
      else expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: lacking });
    }
  });

  it('is shown the record that another made, or nothing (X1, X2)', async () => {
    const { data, errors } = await who.ask(
      role,
      `query ($t: ID) { node(id: "${ids['DispatchRecord']}") { id }
        tenant(id: $t) { dispatchRecord(idempotencyKey: "there") { id } dispatchRecords(first: 1) { edges { node { id } } } } }`,
      'eve',
    );
    if (missing(role, ['records:read-own']).length > 0) {
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
      return;
    }
    expect(errors).toBeUndefined();
    const record = missing(role, ['records:read']).length === 0 ? { id: ids['DispatchRecord'] } : null;
    expect(data).toMatchObject({ node: record, tenant: { dispatchRecord: record } });
    expect([...(data?.['tenant']?.['dispatchRecords']?.['edges'] ?? [])].length > 0).toBe(record !== null);
  });

  it('changes what it may change, and nothing else (X1)', async () => {
    const named = isPlatformRole(role) ? `tenantId: "${who.tenant}", ` : '';
    const id = globalId('ConfigurationDraft', who.tenant, 'none');
    const draft = `draft: { id: "${id}", revision: 1 }`;
    const consent =
      'consent: { accountSid: "x", draftRevision: 1, documentVersion: 1, documentLocale: "x", documentDigest: "x" }';
    // Each is refused, after the token was found good for it, by something else than the token.
    const inputs: Readonly<Record<string, string>> = {
      verifyTwilioAccount: 'accountSid: "x", authToken: "x"',
      selectOrganizationNumbers: 'numbers: { phoneNumbers: [] }',
      saveTwilioAccount: 'baseVersion: 2',
      removeTwilioAccount: 'baseVersion: 99',
      discardDraft: draft,
      declineConsent: `${draft}, ${consent}`,
      refreshOrganizationNumbers: 'tenantId: "no such tenant!"',
      dispatch: 'idempotencyKey: "x", channel: SMS, to: "x", text: "x"',
      dispatchBatch: 'items: []',
      issueConsentReceipt: 'consentId: "x"',
      erasePerson: 'subject: "", reason: "y", reference: "z"',
      approveChangeRequest: 'id: "x", digest: "y"',
      rejectChangeRequest: 'id: "x"',
      withdrawChangeRequest: 'id: "x"',
      overrideChangeRequest: 'id: "x", reason: "y"',
      setFourEyes: 'tenantId: "no such tenant!", required: true',
      placeLegalHold: 'reason: "", reference: "z"',
      releaseLegalHold: 'id: "x", reason: "y"',
      pauseSending: 'reason: ""',
      resumeSending: 'country: "AQ", reason: ""',
    };
    for (const mutation of fieldsOf('Mutation')) {
      const input = inputs[mutation.name] ?? expect.fail(`nobody knows an input of ${mutation.name}`);
      const { data, errors } = await who.ask(
        role,
        `mutation { result: ${mutation.name}(input: { ${input.startsWith('tenantId') ? '' : named}${input} }) ${selectionOf(mutation.type, 2)} }`,
      );
      const lacking = missing(role, MUTATIONS[mutation.name] ?? expect.unreachable());
      if (lacking.length === 0) {
        expect(errors).toBeUndefined();
        expect(data?.['result']?.['__typename']).toMatch(/^(InvalidInput|OutOfDate)$/);
      } else {
        expect(data).toEqual({ result: null });
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: lacking });
      }
      expect(isUnionType(getNamedType(mutation.type))).toBe(true);
    }
  });

  it('follows what it may read (X1)', async () => {
    const named: Readonly<Record<string, string>> = {
      verificationStatus: `(id: "${ids['Verification']}")`,
      dispatchRecorded: isPlatformRole(role) ? `(tenantId: "${who.tenant}")` : '',
      configurationChanged: isPlatformRole(role) ? `(tenantId: "${who.tenant}")` : '',
    };
    for (const { name, type } of fieldsOf('Subscription')) {
      const subscription = `subscription { ${name}${named[name] ?? ''} ${selectionOf(type, 2)} }`;
      let isTold = false;
      const told = who.follow(role, subscription).finally(() => {
        isTold = true;
      });
      // What happened before the subscription had begun is not told.
      for (let count = 0; !isTold; count += 1) await who.dispatch(`${role} ${name} ${count}`);
      const { data, errors } = await told;
      const lacking = missing(role, SUBSCRIPTIONS[name] ?? expect.unreachable());
      if (lacking.length === 0) {
        expect(errors).toBeUndefined();
        expect(data?.[name]?.['__typename']).toBe(String(getNamedType(type)));
      } else {
        expect(data ?? null).toBeNull();
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: lacking });
      }
    }
  });
});
