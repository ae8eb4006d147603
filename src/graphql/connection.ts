import type { FieldRef } from '@pothos/core';
import type { Access } from './access-guard.ts';
import { builder, type Types } from './builder.ts';
import { CONTRACT_LIMITS } from './limits.ts';
import type { Page } from './paging.ts';

const PageInfo = builder.objectRef<Page<unknown>>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      description: 'Whether more nodes follow; of a list that is looked through in parts, whether more may.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'Whether the page was asked for after a cursor.',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first node; null on an empty page.',
      resolve: ({ edges }) => edges[0]?.cursor ?? null,
    }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description:
        'For `after` of the next page: the cursor of the last node, or of where looking for nodes ended. Null on an empty page that no other follows.',
    }),
  }),
});

interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/**
 * The connection type of a list, with its edge type.
 *
 * @param of what the list holds, in a plural that descriptions use
 * @param defineNode the `node` field of the edge
 */
export function connectionOf<T, P extends Page<T> = Page<T>>(
  name: string,
  of: { readonly plural: string; readonly access: Access },
  defineNode: (t: PothosSchemaTypes.ObjectFieldBuilder<Types, Edge<T>>) => FieldRef<Types, unknown, 'Object'>,
) {
  const { access } = of;
  const edge = builder.objectRef<Edge<T>>(`${name}Edge`).implement({
    description: `One of the ${of.plural}, with its cursor.`,
    access,
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: 'Where the node lies in the list; opaque.' }),
      node: defineNode(t),
    }),
  });
  return builder.objectRef<P>(`${name}Connection`).implement({
    description: `A page of ${of.plural}.`,
    access,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The nodes of the page in the order of the list, each with its cursor.',
        resolve: ({ edges }) => edges,
      }),
      pageInfo: t.field({ type: PageInfo, description: 'Where the page lies.', resolve: (page) => page }),
    }),
  });
}

type ArgumentBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, unknown>['arg'];

/** The page arguments of a connection field. */
export function pageArguments(arg: ArgumentBuilder) {
  return {
    first: arg.int({
      required: true,
      description: `How many nodes, 1 to ${CONTRACT_LIMITS.pageSize}.`,
    }),
    after: arg.string({ description: 'The cursor of this list after which the page begins.' }),
  };
}
