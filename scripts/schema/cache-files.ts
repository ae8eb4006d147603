import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';

const byName = (one: string, other: string) => (one < other ? -1 : 1);

/** The object types of each interface and union, in the form of Apollo Client's `possibleTypes`. */
export function possibleTypes(schema: GraphQLSchema): Readonly<Record<string, readonly string[]>> {
  const found = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type): [string, string[]] => [
      type.name,
      schema
        .getPossibleTypes(type)
        .map(({ name }) => name)
        .sort(byName),
    ])
    .sort(([one], [other]) => byName(one, other));
  return Object.fromEntries(found);
}

/** The fields by which a cache knows the objects of each type again; null where an object is a part of its parent only. */
export function cacheKeys(schema: GraphQLSchema): Readonly<Record<string, readonly string[] | null>> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const found = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !type.name.startsWith('__') && !roots.includes(type))
    .map((type): [string, string[] | null] => {
      const { id, tenantId } = type.getFields();
      const isNode = type.getInterfaces().some(({ name }) => name === 'Node');
      if (id === undefined) return [type.name, null];
      return [type.name, tenantId === undefined || isNode ? ['id'] : ['tenantId', 'id']];
    })
    .sort(([one], [other]) => byName(one, other));
  return Object.fromEntries(found);
}
