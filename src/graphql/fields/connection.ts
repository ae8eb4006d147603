import type { ObjectRef } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import type { Access } from '../plugins/access-guard.ts';
import { CONTRACT_LIMITS } from '../plugins/contract-limits.ts';

/** The words that describe a list. */
interface Listed {
  /** The nodes of the list, as a plural. */
  readonly plural: string;
  /** The node of an edge. */
  readonly node: string;
  readonly access: Access;
}

/** The connection type of a list, with its edge type. */
export function connectionOf<T>(type: ObjectRef<Types, T>, { plural, node, access }: Listed) {
  return builder.connectionObject(
    { type, name: `${type.name}Connection`, description: `A page of ${plural}.`, access },
    {
      description: `An edge of a page of ${plural}: one node and its cursor.`,
      access,
      nodeField: { description: node },
    },
  );
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
