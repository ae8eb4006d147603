import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  buildSchema,
  concatAST,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  printSchema,
  validate,
} from 'graphql';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { breakingChanges } from '../../scripts/schema/breaking-changes.ts';
import type { Types } from '../../src/graphql/builder.ts';
import { openingsOf } from '../../src/graphql/plugins/access-guard.ts';
import { schema } from './api-kit.ts';
import { newBuilder } from './test-builder.ts';

const CONTRACT = fileURLToPath(new URL('../../schema/', import.meta.url));

function ownTypes(): readonly GraphQLNamedType[] {
  const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);
  return Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !builtIn.has(name),
  );
}

function describedParts(type: GraphQLNamedType): readonly (readonly [string, string | null | undefined])[] {
  const parts: (readonly [string, string | null | undefined])[] = [[type.name, type.description]];
  if (isEnumType(type)) {
    for (const value of type.getValues()) parts.push([`${type.name}.${value.name}`, value.description]);
  }
  if (isInputObjectType(type)) {
    for (const field of Object.values(type.getFields()))
      parts.push([`${type.name}.${field.name}`, field.description]);
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push([`${type.name}.${field.name}`, field.description]);
      for (const arg of field.args) parts.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  }
  return parts;
}

describe('the contract', () => {
  it('is committed as it is', () => {
    expect(readFileSync(`${CONTRACT}schema.graphql`, 'utf8')).toBe(`${printSchema(schema)}\n`);
  });

  it('describes every type, field, argument, input and enum value', () => {
    const silent = ownTypes()
      .flatMap(describedParts)
      .filter(([, description]) => (description ?? '').trim() === '')
      .map(([name]) => name);
    expect(silent).toEqual([]);
  });

  it('begins each description with the thing itself, and ends it as a sentence', () => {
    const unclear = ownTypes()
      .flatMap(describedParts)
      .filter(([, text]) => /^(What|Whether|Which|Who|How|Where|When|Those|Nobody)\b|[^.)]$/.test(text ?? ''))
      .map(([name, text]) => `${name}: ${text}`);
    expect(unclear).toEqual([]);
  });

  it('has operations for front ends that are all valid, each with a name of its own', () => {
    const files = readdirSync(`${CONTRACT}operations`);
    const document = concatAST(
      files.map((file) => parse(readFileSync(`${CONTRACT}operations/${file}`, 'utf8'))),
    );
    expect(files.length).toBeGreaterThan(0);
    expect(validate(buildSchema(printSchema(schema)), document).map(({ message }) => message)).toEqual([]);
  });

  it('asks every connection for a page size', () => {
    const connections = ownTypes()
      .filter((type) => isObjectType(type))
      .flatMap((type) => Object.values(type.getFields()))
      .filter((field) => String(field.type).includes('Connection'));
    expect(connections.length).toBeGreaterThan(3);
    for (const { args } of connections) {
      expect(String(args.find(({ name }) => name === 'first')?.type)).toBe('Int!');
    }
  });

  it('has a tenantId in every mutation input (X1)', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      expect(field.args.map(({ name }) => name)).toEqual(['input']);
      const input = schema.getType(String(field.args[0]?.type).replace('!', ''));
      expect(isInputObjectType(input) && String(input.getFields()['tenantId']?.type)).toBe('ID');
    }
  });

  it('names no auth token outside the inputs that take it (X4)', () => {
    const named = ownTypes()
      .flatMap(describedParts)
      .map(([name]) => name)
      .filter((name) => /authtoken/i.test(name));
    expect(named).toEqual(['TwilioCredentialInput.authToken', 'VerifyTwilioAccountInput.authToken']);
  });
});

describe('a change of the contract', () => {
  const before = buildSchema('type Query { name: String, size(of: Int): Int! } enum Mode { ON OFF }');

  it('that breaks no client is not named', () => {
    const after = buildSchema(
      'type Query { name: String!, size(of: Int): Int!, more: Int } enum Mode { ON OFF NEW }',
    );
    expect(breakingChanges(before, after)).toEqual([]);
  });

  it('that breaks a client is named, each one', () => {
    const after = buildSchema('type Query { name: Int, size(of: Int!): Int! } enum Mode { ON }');
    expect(breakingChanges(before, after)).toEqual([
      'Query.name changed type from String to Int. (FIELD_CHANGED_KIND)',
      'Query.size arg of has changed type from Int to Int!. (ARG_CHANGED_KIND)',
      'OFF was removed from enum type Mode. (VALUE_REMOVED_FROM_ENUM)',
    ]);
  });
});

describe('a schema that is open somewhere', () => {
  function openings(change: (built: ReturnType<typeof parts>) => void): readonly string[] {
    const built = parts();
    change(built);
    return openingsOf(built.schema);
  }

  function parts() {
    const built = buildSchema('type Query { secret: Secret open: Int } type Secret { word: String! }');
    const { secret, open } = built.getQueryType()?.getFields() ?? {};
    const guarded = built.getType('Secret');
    if (secret === undefined || open === undefined || !isObjectType(guarded)) expect.fail('no such schema');
    secret.extensions = { access: ['audit:read'] };
    open.extensions = { access: [] };
    guarded.extensions = { access: ['audit:read'] };
    return { schema: built, secret, open, guarded };
  }

  it('is closed to begin with', () => {
    expect(openings(() => {})).toEqual([]);
  });

  it('is refused where a root field declares no access scopes, which does not compile either (X1)', () => {
    expect(
      openings(({ open }) => {
        open.extensions = {};
      }),
    ).toEqual(['Query.open declares no access scopes']);
    type Asking = Pick<
      PothosSchemaTypes.QueryFieldOptions<Types, 'ID', false, Record<never, never>, unknown>,
      'access'
    >;
    expectTypeOf<{ readonly access: 'preview' }>().toExtend<Asking>();
    expectTypeOf<object>().not.toExtend<Asking>();
  });

  it('is not built (X1)', () => {
    const open = newBuilder();
    const field = { type: 'Int', access: 'EVERYBODY', resolve: () => 1 } as const;
    open.queryField('open', (t) => t.field(field));
    expect(() => open.toSchema()).not.toThrow();
    const silent = { ...field };
    Reflect.deleteProperty(silent, 'access');
    open.queryField('silent', (t) => t.field(silent));
    expect(() => open.toSchema()).toThrow('insecure schema: Query.silent declares no access scopes');
  });

  it('is refused where a guarded type is reached without its scopes (X1)', () => {
    expect(
      openings(({ secret }) => {
        secret.extensions = { access: ['preview'] };
      }),
    ).toEqual(['Query.secret returns Secret without requiring audit:read']);
  });

  it('is refused where a narrower field cannot be null (X1)', () => {
    expect(
      openings(({ guarded }) => {
        const { word } = guarded.getFields();
        if (word !== undefined) word.extensions = { access: ['preview'] };
      }),
    ).toEqual(['Secret.word requires more scopes than its parent and is not nullable']);
  });
});
