import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** An ordinary value of each input type that is no enum, as it is written in a document. */
const ORDINARY: Readonly<Record<string, string>> = {
  Int: '1',
  Count: '1',
  String: '"1"',
  ID: '"1"',
  PhoneNumber: '"+15005550006"',
  StatsRange: '{ from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z" }',
};

function literalOf(input: GraphQLInputType): string {
  const type = getNullableType(input);
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  const literal = ORDINARY[String(type)];
  if (literal === undefined) throw new Error(`nobody knows an ordinary value of ${String(type)}`);
  return literal;
}

/** The arguments that a field needs, with ordinary values, behind those that are given. */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, string>> = {},
): string {
  const needed = field.args.filter(
    (arg) => isNonNullType(arg.type) && arg.defaultValue === undefined && !Object.hasOwn(given, arg.name),
  );
  const values = [
    ...Object.entries(given).map(([name, value]) => `${name}: ${value}`),
    ...needed.map((arg) => `${arg.name}: ${literalOf(arg.type)}`),
  ];
  return values.length === 0 ? '' : `(${values.join(', ')})`;
}

/** A selection of everything below a type, so many levels deep; empty for a leaf. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    const members = named.getTypes().map((member, index) => {
      // Members may have fields of one name and different nullability.
      const fields = Object.values(member.getFields()).map((field) => selected(field, depth, `m${index}_`));
      return `... on ${member.name} { __typename ${fields.filter((text) => text !== '').join(' ')} }`;
    });
    return `{ __typename ${members.join(' ')} }`;
  }
  if (!isObjectType(named)) return '{ __typename }';
  const fields = Object.values(named.getFields()).map((field) => selected(field, depth, ''));
  return `{ __typename ${fields.filter((text) => text !== '').join(' ')} }`;
}

function selected(field: GraphQLField<unknown, unknown>, depth: number, prefix: string): string {
  const leaf = isLeafType(getNamedType(field.type));
  if (!leaf && depth <= 1) return '';
  const alias = prefix === '' ? '' : `${prefix}${field.name}: `;
  return `${alias}${field.name}${argumentsOf(field)} ${leaf ? '' : selectionOf(field.type, depth - 1)}`.trim();
}
