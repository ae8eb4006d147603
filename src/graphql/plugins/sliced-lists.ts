import {
  defaultFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNullableType,
  isListType,
  isObjectType,
} from 'graphql';

/** How many items of a list are completed without a pause; a page has no more. */
const SLICE = 100;

interface TakingTurns {
  /** Resolves when it is the turn of whoever asks. */
  turn(): Promise<void>;
}

/**
 * Has long lists completed slice by slice, each in a turn of whoever asks (X5): graphql-js itself completes a list in one
 * go, and keeps everybody waiting meanwhile.
 */
export function sliceLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type)) sliceListsOf(type);
  return schema;
}

function sliceListsOf(type: GraphQLObjectType): void {
  if (type.name.startsWith('__')) return;
  for (const field of Object.values(type.getFields())) {
    if (!isListType(getNullableType(field.type))) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (parent, args, context: TakingTurns, info) => {
      const value: unknown = resolve(parent, args, context, info);
      return value instanceof Promise ? value.then((list) => sliced(list, context)) : sliced(value, context);
    };
  }
}

function sliced(list: unknown, context: TakingTurns): unknown {
  if (!Array.isArray(list) || list.length <= SLICE) return list;
  let turn = Promise.resolve();
  return list.map((item: unknown, index) => {
    if (index < SLICE) return item;
    if (index % SLICE === 0) turn = turn.then(() => context.turn());
    return turn.then(() => item);
  });
}
