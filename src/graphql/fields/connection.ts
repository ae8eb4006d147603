import type { ObjectRef } from '@pothos/core';
import { builder, type Types } from '../builder.ts';
import type { Access } from '../plugins/access-guard.ts';
import { CONTRACT_LIMITS } from '../plugins/limits.ts';

/** What descriptions say of a list. */
interface Listed {
  /** What the list holds, in a plural. */
  readonly plural: string;
  /** What each of its edges holds. */
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
