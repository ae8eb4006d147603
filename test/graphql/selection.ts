import {
  type GraphQLField,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** The arguments that a field needs, with ordinary values. */
export function argumentsOf(field: GraphQLField<unknown, unknown>): string {
  const needed = field.args.filter((arg) => isNonNullType(arg.type) && arg.defaultValue === undefined);
  if (needed.length === 0) return '';
  const values = needed.map((arg) => {
    const type = getNullableType(arg.type);
    return `${arg.name}: ${isEnumType(type) ? type.getValues()[0]?.name : 1}`;
  });
  return `(${values.join(', ')})`;
}

/** A selection of everything below a type, so many levels deep; empty for a leaf. */
export function selectionOf(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (isUnionType(named)) {
    const members = named.getTypes().map((member, index) => {
      // Members may have fields of one name and different nullability.
      const fields = Object.values(member.getFields()).map((field) => selected(field, depth, `m${index}_`));
      return `... on ${member.name} { ${fields.filter((text) => text !== '').join(' ')} }`;
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
