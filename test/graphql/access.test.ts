import { type GraphQLField, getNamedType, isLeafType, isObjectType, isUnionType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../src/graphql/global-id.ts';
import { type AccessScope, isPlatformRole, ROLE_NAMES, type Role } from '../../src/kernel/access.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { newTenant, type RunningSystem, startSystem } from '../support/running-system.ts';
import { MAY, NARROWER, REACHED, REACHED_BY_MUTATIONS, WRITE } from './access-table.ts';
import { type Json, schema } from './api-kit.ts';
import { argumentsOf, selectionOf } from './selection.ts';

let system: RunningSystem;
let tenant: TenantId;
let ids: Readonly<Record<string, string>>;

interface Answer {
  readonly data: Json | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string; readonly missingScopes?: readonly string[] };
  }[];
}

const tokens = new Map<Role, Promise<string>>();

async function send(role: Role, query: string, accept = 'application/json'): Promise<string> {
  const token = tokens.get(role) ?? system.token({ role, tenant });
  tokens.set(role, token);
  const response = await fetch(system.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${await token}` },
    body: JSON.stringify({ query, variables: query.includes('$t') ? { t: tenant } : {} }),
  });
  return response.text();
}

async function ask(role: Role, query: string): Promise<Answer> {
  const answer: Answer = JSON.parse(await send(role, query));
  return answer;
}

async function change(mutation: string): Promise<Json> {
  const { data, errors } = await ask('admin', `mutation { result: ${mutation} }`);
  expect(errors).toBeUndefined();
  return data?.['result'] ?? expect.fail('nothing was answered');
}

async function verify(account: { readonly sid: string; readonly authToken: string }): Promise<void> {
  const { sid, authToken } = account;
  const { verification } = await change(
    `verifyTwilioAccount(input: { accountSid: "${sid}", authToken: "${authToken}" }) {
      ... on VerifyTwilioAccountPayload { verification { id } } }`,
  );
  const followed = await send(
    'admin',
    `subscription { verificationStatus(id: "${String(verification?.['id'])}") { status } }`,
    'text/event-stream',
  );
  expect(followed).toMatch(/VERIFIED|FAILED/);
}

async function readDraft(): Promise<Json> {
  const { data } = await ask(
    'admin',
    `{ tenant { draft { id revision liveVersion
        consentRequired { accountSid draftRevision document { version locale digest } } } } }`,
  );
  return data?.['tenant']?.['draft'] ?? expect.fail('there is no draft');
}

async function save(account: { readonly sid: string; readonly authToken: string }): Promise<void> {
  await verify(account);
  const { id, revision } = await readDraft();
  await change(`selectOrganizationNumbers(input: { draft: { id: "${String(id)}", revision: ${String(revision)} }, all: true }) {
    __typename }`);
  const draft = await readDraft();
  const { accountSid, draftRevision, document } =
    draft['consentRequired'] ?? expect.fail('no consent asked for');
  const saved = await change(`saveTwilioAccount(input: { baseVersion: ${String(draft['liveVersion'])},
    draft: { id: "${String(id)}", revision: ${String(draft['revision'])} },
    consent: { accountSid: "${String(accountSid)}", draftRevision: ${String(draftRevision)},
      documentVersion: ${String(document?.['version'])}, documentLocale: "${String(document?.['locale'])}",
      documentDigest: "${String(document?.['digest'])}" } }) { __typename }`);
  expect(saved['__typename']).toBe('SaveTwilioAccountPayload');
}

/** A tenant that has something of everything. */
async function furnish(): Promise<void> {
  await save(system.simulator.addAccount({ numbers: 2 }));
  await save(system.simulator.addAccount({ numbers: 2, type: 'Trial' }));
  await verify(system.simulator.addAccount({ numbers: 2 }));
  await verify({ ...system.simulator.addAccount({ numbers: 2 }), authToken: 'wrong' });
  await change('refreshOrganizationNumbers(input: {}) { __typename }');
  const { data } = await ask(
    'admin',
    `{ tenant { id latestVerification { id } latestRefresh { id } consents(first: 1) { edges { node { id } } }
        draft { id account { id } } configuration { id account { id organizationNumbers(first: 1) { edges { node { id } } } } } } }`,
  );
  const { data: log } = await ask('auditor', '{ tenant { auditLog(first: 1) { edges { node { id } } } } }');
  const found = JSON.stringify([data, log]).matchAll(/"id":"([^"]+)"/g);
  ids = Object.fromEntries(
    [...found].map(([, id = '']) => [Buffer.from(id, 'base64url').toString().split(':')[0] ?? '', id]),
  );
}

beforeAll(async () => {
  system = await startSystem({ VERIFICATIONS_PER_MINUTE: '1000' });
  tenant = newTenant();
  await furnish();
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

/** A field with the least that can be selected of it. */
function leastOf(field: GraphQLField<unknown, unknown>): string {
  const leaf = isLeafType(getNamedType(field.type));
  const given =
    field.name === 'node' && field.args.length > 0 ? `(id: "${ids['Tenant']}")` : argumentsOf(field);
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
    const selection = by.replace('#', selected);
    return `query ${selection.includes('$t') ? '($t: ID)' : ''} { ${selection} }`;
  };
  const whole = await ask(role, document('__typename'));
  const shown = JSON.stringify(whole.data).includes(`"__typename":"${name}"`);
  if (!shown) {
    expect(whole.errors?.map(({ extensions }) => extensions?.code)).toContain('FORBIDDEN');
    return { shown, refused };
  }
  expect(whole.errors).toBeUndefined();
  for (const field of fieldsOf(name)) {
    const { errors = [], data } = await ask(role, document(leastOf(field)));
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
    expect([...Object.keys(REACHED), ...REACHED_BY_MUTATIONS].sort()).toEqual(types.sort());
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
    expect(Object.keys(ids)).toHaveLength(9);
    for (const [typename, id] of Object.entries(ids)) {
      const { data, errors } = await ask(role, `{ node(id: "${id}") { __typename } }`);
      const lacking = missing(role, REACHED[typename]?.scopes ?? expect.unreachable());
      if (lacking.length === 0) expect(data).toEqual({ node: { __typename: typename } });
      else expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', missingScopes: lacking });
    }
  });

  it('changes what it may change, and nothing else (X1)', async () => {
    const named = isPlatformRole(role) ? `tenantId: "${tenant}", ` : '';
    const id = globalId('ConfigurationDraft', tenant, 'none');
    const draft = `draft: { id: "${id}", revision: 1 }`;
    const consent =
      'consent: { accountSid: "x", draftRevision: 1, documentVersion: 1, documentLocale: "x", documentDigest: "x" }';
    // Each is refused, after the token was found good for it, by something else than the token.
    const inputs: Readonly<Record<string, string>> = {
      verifyTwilioAccount: 'accountSid: "x", authToken: "x"',
      selectOrganizationNumbers: '',
      saveTwilioAccount: 'baseVersion: 2',
      removeTwilioAccount: 'baseVersion: 99',
      discardDraft: draft,
      declineConsent: `${draft}, ${consent}`,
      refreshOrganizationNumbers: 'tenantId: "no such tenant!"',
    };
    const mutations = fieldsOf('Mutation');
    expect(mutations.map(({ name }) => name).sort()).toEqual(Object.keys(inputs).sort());
    for (const mutation of mutations) {
      const input = inputs[mutation.name] ?? '';
      const { data, errors } = await ask(
        role,
        `mutation { result: ${mutation.name}(input: { ${input.startsWith('tenantId') ? '' : named}${input} }) ${selectionOf(mutation.type, 2)} }`,
      );
      const lacking = missing(role, WRITE);
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
    const id = ids['Verification'] ?? expect.unreachable();
    const followed = await send(
      role,
      `subscription { verificationStatus(id: "${id}") { status } }`,
      'text/event-stream',
    );
    expect(fieldsOf('Subscription').map(({ name }) => name)).toEqual(['verificationStatus']);
    expect(followed).toContain(
      missing(role, ['configuration:read']).length === 0 ? '"FAILED"' : '"FORBIDDEN"',
    );
  });
});
