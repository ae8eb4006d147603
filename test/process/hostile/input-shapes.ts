import {
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { argumentsOf, selectionOf } from '../../graphql/selection.ts';

/** As much as a request may hold, less room for the rest of it. */
const BYTES = 2 * 1024 * 1024 - 8 * 1024;

/** A text over and over again, as often as fits. */
export function filled(part: string, bytes: number = BYTES): string {
  return part.repeat(Math.floor(bytes / Buffer.byteLength(part)));
}

function listOf(part: string, count = Math.floor(BYTES / (part.length + 1))): string {
  return `[${Array.from({ length: count }, () => part).join(',')}]`;
}

function objectOf(count: number, member: (index: number) => string): string {
  return `{${Array.from({ length: count }, (_, index) => member(index)).join(',')}}`;
}

const DEEP = Math.floor(BYTES / 2);

/** JSON that is too much of something. */
export const TOO_MUCH: Readonly<Record<string, string>> = {
  'empty objects': listOf('{}'),
  'empty lists': listOf('[]'),
  nulls: listOf('null'),
  'empty strings': listOf('""'),
  'one number': filled('9'),
  'floating numbers': listOf('1.7976931348623157e308'),
  'lists in lists': `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  'objects in objects': `${filled('{"a":', DEEP)}1${filled('}', DEEP / 5)}`,
  'brackets that are never closed': filled('[{"a":'),
  'an object with many members': objectOf(150_000, (index) => `"k${index}":1`),
  'members that look like indices': objectOf(150_000, (index) => `"${index * 1024}":1`),
  'one member again and again': objectOf(250_000, () => '"a":1'),
};

/** JSON that is as much of something as is let through. */
export const JUST_NOT_TOO_MUCH: Readonly<Record<string, string>> = {
  'one string': `"${filled('x')}"`,
  'one string of escapes': `"${filled('\\u0041')}"`,
  'one string of other characters': `"${filled('漢')}"`,
  'half an emoji after a long string': `"${filled('é')}\\ud83d"`,
  '9,990 empty objects': listOf('{}', 9_990),
  '9,990 nulls': listOf('null', 9_990),
  '9,990 strings': listOf(`"${'x'.repeat(200)}"`, 9_990),
  '9,990 wrong numbers': listOf('1e400', 9_990),
  '9,990 unknown members': objectOf(9_990, (index) => `"${'k'.repeat(190)}${index}":1`),
  'lists in lists, full': listOf(listOf('{}', 95), 95),
  'nested as deep as can be': `${'[{"a":'.repeat(15)}1${'}]'.repeat(15)}`,
};

/** Documents of as many characters as are let through, or more. */
export const DOCUMENTS: Readonly<Record<string, string>> = Object.fromEntries(
  [64 * 1024 - 64, BYTES].flatMap((length) =>
    Object.entries({
      'a comment': `#${filled('x', length)}\n{ viewer { subject } }`,
      'empty lines': `${filled('\n', length)}{ ${Array.from({ length: 100 }, (_, n) => `nothing${n}`).join('\n')} }`,
      commas: `{ viewer { subject ${filled(',', length)} } }`,
      'a name': `{ ${filled('x', length)} }`,
      'a number': `{ viewer(a: ${filled('9', length)}) { subject } }`,
      'a string': `{ viewer(a: "${filled('x', length)}") { subject } }`,
      'a string of escapes': `{ viewer(a: "${filled('\\u0041', length)}") { subject } }`,
      'a block string of lines': `{ viewer(a: """${filled('\n ', length)}""") { subject } }`,
      'a string without an end': `{ viewer(a: "${filled('x', length)}`,
      'selections in selections': filled('{a', length),
      'lists in lists': `{ viewer(a: ${filled('[', length)}`,
      'objects in objects': `{ viewer(a: ${filled('{a:', length)}`,
      'types in types': `query ($a: ${filled('[', length)}`,
      fields: `{ ${filled('viewer { subject } ', length)} }`,
      'unknown fields': `{ ${filled('nothing ', length)} }`,
      aliases: `{ ${filled('a: __typename ', length)} }`,
      variables: `query (${filled('$a: Int ', length)}) { viewer { subject } }`,
      directives: `{ viewer ${filled('@skip(if: true) ', length)} { subject } }`,
      fragments: `{ ...F } ${filled('fragment F on Query { viewer { subject } } ', length)}`,
      operations: filled('{ viewer { subject } } ', length),
      nonsense: filled('}) %$! "', length),
    }).map(([name, text]) => [`${name}, ${length} characters`, text]),
  ),
);

/** A field with an argument of a type, to be asked with that argument in `$value`. */
export interface TypedInput {
  readonly type: GraphQLInputType;
  readonly query: string;
}

/** For each type that an argument of the schema has, a field that takes it. */
export function typedInputs(schema: GraphQLSchema): readonly TypedInput[] {
  const found = new Map<string, TypedInput>();
  const add = (type: unknown, wrap: (selected: string) => string) => {
    if (!isObjectType(type)) throw new Error('this is no object type of the schema');
    for (const field of Object.values(type.getFields())) {
      for (const arg of field.args) {
        const selected = `${field.name}${argumentsOf(field, { [arg.name]: '$value' })} ${selectionOf(field.type, 1)}`;
        const query = wrap(selected).replace('$type', String(arg.type));
        if (!found.has(String(arg.type))) found.set(String(arg.type), { type: arg.type, query });
      }
    }
  };
  add(schema.getMutationType(), (selected) => `mutation ($value: $type) { ${selected} }`);
  add(schema.getSubscriptionType(), (selected) => `subscription ($value: $type) { ${selected} }`);
  add(schema.getType('Tenant'), (selected) => `query ($value: $type) { tenant { ${selected} } }`);
  add(schema.getQueryType(), (selected) => `query ($value: $type) { ${selected} }`);
  add(schema.getType('PlatformLog'), (selected) => `query ($value: $type) { platformLog { ${selected} } }`);
  return [...found.values()];
}

/** A value that the type takes and that is as large as can be, each list in it with so many items. */
export function fullValue(type: GraphQLInputType, items: number): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = fullValue(nullable.ofType, items);
    return Array.from({ length: items }, () => item);
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    return Object.fromEntries(
      fields
        .filter((field) => isNonNullType(field.type) || isListType(field.type))
        .map((field) => [field.name, fullValue(field.type, items)]),
    );
  }
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  return LEAVES[String(nullable)] ?? 'x'.repeat(64);
}

const LEAVES: Readonly<Record<string, unknown>> = {
  Int: 1,
  Count: 1,
  Float: 1,
  Boolean: true,
  DateTime: '2026-01-01T00:00:00Z',
  PhoneNumber: '+15005550006',
  AccountSid: `AC${'0'.repeat(32)}`,
};
