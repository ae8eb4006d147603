import { type GraphQLObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { parseGlobalId } from '../../src/graphql/fields/global-id.ts';
import { schema } from './api-kit.ts';

const NODES = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type))
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Node'));

test.each(NODES)('given an object of $name, when its id is read, then it is there at once', (type) => {
  const id: unknown = Reflect.apply(type.getFields()['id']?.resolve ?? expect.unreachable(), undefined, [
    { tenant: 'acme' },
    {},
    { answer: { check: () => {}, take: () => {} } },
    { fieldName: 'id' },
  ]);
  // A promise in each node of a page is one for its edge and for the page, too.
  expect(id).toBeTypeOf('string');
  expect(parseGlobalId(String(id))).toMatchObject({ typename: type.name, tenant: 'acme' });
});
