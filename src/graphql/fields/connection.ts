import type { FieldRef } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import type { Access } from '../plugins/access-guard.ts';
import { CONTRACT_LIMITS } from '../plugins/limits.ts';
import type { Page } from './paging.ts';

const PageInfo = builder.objectRef<Page<unknown>>('PageInfo').implement({
  description: 'The position of a page in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage', {
      description:
        'True if more nodes follow. For a list that is searched in parts: true if more may follow.',
    }),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage', {
      description: 'True if the page was requested with `after`.',
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first node; null if the page is empty.',
      resolve: ({ edges }) => edges[0]?.cursor ?? null,
    }),
    endCursor: t.exposeString('endCursor', {
      nullable: true,
      description:
        'The cursor to pass as `after` for the next page. Null if the page is empty and no other follows.',
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
    description: `An edge of a page of ${of.plural}: one node and its cursor.`,
    access,
    fields: (t) => ({
      cursor: t.exposeString('cursor', {
        description: 'An opaque cursor that marks the position of the node in the list.',
      }),
      node: defineNode(t),
    }),
  });
  return builder.objectRef<P>(`${name}Connection`).implement({
    description: `A page of ${of.plural}.`,
    access,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The nodes of the page, in list order, each with its cursor.',
        resolve: ({ edges }) => edges,
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'The position of the page in the list.',
        resolve: (page) => page,
      }),
    }),
  });
}

type ArgumentBuilder = PothosSchemaTypes.ObjectFieldBuilder<Types, unknown>['arg'];

/** The page arguments of a connection field. */
export function pageArguments(arg: ArgumentBuilder) {
  return {
    first: arg.int({
      required: true,
      description: `The number of nodes to return, from 1 to ${CONTRACT_LIMITS.pageSize}.`,
    }),
    after: arg.string({ description: 'The cursor after which the page starts.' }),
  };
}
