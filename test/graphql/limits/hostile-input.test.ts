import {
  GraphQLError,
  type GraphQLInputType,
  GraphQLString,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { globalId } from '../../../src/graphql/fields/global-id.ts';
import type { RequestScope } from '../../../src/kernel/scope.ts';
import { SCOPES } from '../../../src/kernel/vocabulary/access.ts';
import { newKey, TO } from '../../dispatch/dispatch-kit.ts';
import { newAccount, newScope, saved, verified } from '../../support/journey.ts';
import { type OwnServices, startServices } from '../../support/services.ts';
import { client, type Outcome, principal, schema } from '../api-kit.ts';
import { argumentsOf, selectionOf } from '../selection.ts';

let system: OwnServices;
let scope: RequestScope;

beforeAll(async () => {
  system = await startServices({ CHECKS_PER_MINUTE: '10000' });
  scope = newScope();
  await saved(system, scope, newAccount(system));
  await verified(system, scope, newAccount(system));
});
afterAll(() => system.stop());

const TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202e\u2028',
  "'; drop table tenant; --",
  '$platform',
  '../../etc/passwd',
  'x'.repeat(100_000),
  Buffer.from('Tenant:acme:').toString('base64url'),
  Buffer.from('1\nconsents/acme\nx').toString('base64url'),
];
const INTEGERS = [0, -1, 1, 101, 2_147_483_647, -2_147_483_648];
const INSTANTS = ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '2026-03-01T00:00:00.000000001Z'];

/** Odd values of an input type, each of them one that the type itself takes. */
function oddValues(type: GraphQLInputType): readonly unknown[] {
  if (isNonNullType(type)) return oddValues(type.ofType).filter((value) => value !== null);
  if (isListType(type)) {
    const values = oddValues(type.ofType);
    return [null, [], values.slice(0, 40), ...values.slice(0, 3).map((value) => Array(6_000).fill(value))];
  }
  if (isInputObjectType(type)) return [null, ...oddObjects(type)];
  if (isEnumType(type)) return [null, ...type.getValues().map(({ name }) => name)];
  switch (getNamedType(type).name) {
    case 'Int':
      return [null, ...INTEGERS];
    case 'Count':
      return [null, 0, 1, 2_147_483_648, Number.MAX_SAFE_INTEGER];
    case 'Boolean':
      return [null, true, false];
    case 'DateTime':
      return [null, ...INSTANTS];
    case 'AccountSid':
      return [null, `AC${'0'.repeat(32)}`];
    case 'PhoneNumber':
      return [null, '+15005550006'];
    default:
      return [null, ...TEXTS, ...OWN_IDS()];
  }
}

const OWN_IDS = () =>
  [
    ['Tenant', ''],
    ['Configuration', '999999999'],
    ['Configuration', '2147483648'],
    ['TwilioAccount', 'v999999999'],
    ['OrganizationNumber', 'v1/+49'],
    ['OrganizationNumber', 'v1//'],
    ['Nonsense', 'x'],
  ].map(([typename = '', local = '']) => globalId(typename, scope.tenant, local));

/** Members with which what is odd about the others gets as far as it can. */
const ORDINARY: Readonly<Record<string, () => unknown>> = {
  idempotencyKey: newKey,
  to: () => TO,
  text: () => 'Your code is 1',
  numbers: () => ({ every: 'LISTED' }),
  items: () => [{ idempotencyKey: newKey(), channel: 'SMS', to: TO, text: 'Your code is 1' }],
};

/** Objects in which one member is odd and the others are ordinary. */
function oddObjects(type: GraphQLInputType): readonly object[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  const fields = Object.values(named.getFields());
  const ordinary = () =>
    Object.fromEntries(
      fields
        .filter((field) => isNonNullType(field.type))
        .map((field) => [
          field.name,
          ORDINARY[field.name]?.() ?? oddValues(field.type).find((value) => value !== '') ?? '',
        ]),
    );
  if (named.isOneOf) {
    return fields.flatMap((field) =>
      oddValues(field.type).flatMap((value) => (value === null ? [] : [{ [field.name]: value }])),
    );
  }
  return [
    ordinary(),
    ...fields.flatMap((field) =>
      oddValues(field.type).map((value) => ({ ...ordinary(), [field.name]: value })),
    ),
  ];
}

interface Case {
  readonly field: string;
  readonly source: string;
  readonly values: readonly unknown[];
}

/** Every argument of every field that is reached from a root, with what odd values it is asked for. */
function cases(): readonly Case[] {
  const query = schema.getQueryType()?.getFields() ?? {};
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const found: Case[] = [];
  const add = (
    path: string,
    field: (typeof mutations)[number],
    wrap: (text: string) => string,
    kind: string,
  ) => {
    for (const arg of field.args) {
      const selected = `${field.name}${argumentsOf(field, { [arg.name]: '$value' })} ${selectionOf(field.type, 2)}`;
      found.push({
        field: `${path}${field.name}(${arg.name})`,
        source: `${kind} ($value: ${String(arg.type)}) { ${wrap(selected)} }`,
        values: oddValues(arg.type),
      });
    }
  };
  for (const field of Object.values(query)) add('', field, (text) => text, 'query');
  for (const [root, name] of [
    ['tenant', 'Tenant'],
    ['platformLog', 'PlatformLog'],
  ] as const) {
    const type = schema.getType(name);
    if (!isObjectType(type)) expect.fail(`${name} is no object type`);
    for (const field of Object.values(type.getFields())) {
      add(`${root}.`, field, (text) => `${root} { ${text} }`, 'query');
    }
  }
  for (const field of mutations) add('', field, (text) => text, 'mutation');
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    add('', field, (text) => text, 'subscription');
  }
  const numbers = `{ tenant { configuration { account { organizationNumbers`;
  found.push({
    field: 'organizationNumbers(after)',
    source: `query ($value: String) ${numbers}(first: 1, after: $value) { edges { cursor } } } } } }`,
    values: oddValues(GraphQLString),
  });
  return found;
}

/** An error that a client may see has a code; anything else would be shown as a fault of ours. */
function faults({ errors }: Outcome): readonly string[] {
  return errors
    .filter((error) => !(error instanceof GraphQLError) || typeof error.extensions['code'] !== 'string')
    .map((error) => error.message);
}

describe('whatever a client sends', () => {
  it('is answered with a typed refusal or an error with a code, argument by argument', async () => {
    const scopes = [...SCOPES];
    const own = client(system, principal('admin', scope.tenant, { scopes }));
    const platform = client(system, principal('platform-admin', scope.tenant, { scopes }));
    /** Who may get furthest: the platform’s log is for platform roles, and a tenant that is not named is one’s own. */
    const asking = (source: string) => {
      if (source.includes('platformLog {')) return [platform];
      return source.includes('tenant {') ? [own] : [own, platform];
    };
    const found: string[] = [];
    let asked = 0;
    for (const { field, source, values } of cases()) {
      const isFollowed = source.startsWith('subscription');
      for (const value of values) {
        for (const who of asking(source)) {
          const answer = await (isFollowed ? who.begin(source, { value }) : who.ask(source, { value }));
          asked += 1;
          found.push(
            ...faults(answer).map(
              (message) => `${field} ${JSON.stringify(value)?.slice(0, 200)}: ${message}`,
            ),
          );
        }
      }
    }
    expect(found).toEqual([]);
    expect(asked).toBeGreaterThan(500);
  }, 120_000);
});
