import {
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../api-kit.ts';

type Field = GraphQLField<unknown, unknown>;

const ALL = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    (isObjectType(type) ? Object.values(type.getFields()) : []).map((field) => ({ type, field })),
  );

const isPaged = (field: Field) => field.args.some(({ name }) => name === 'first');

/** A connection has its size from the fields that lead to it. */
function isPage(type: GraphQLNamedType): boolean {
  const leading = ALL.filter(({ field }) => getNamedType(field.type) === type);
  return leading.length > 0 && leading.every(({ field }) => isPaged(field));
}

test('given every list of the schema, then it is paged or says how long it is, so that its cost is known before (X5)', () => {
  const lists = ALL.filter(({ field }) => isListType(getNullableType(field.type)));
  expect(lists.length).toBeGreaterThan(20);
  const unbounded = lists
    .filter(({ field }) => typeof field.extensions['listLength'] !== 'number' && !isPaged(field))
    .filter(({ type }) => !isPage(type))
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect(unbounded).toEqual([]);
});
