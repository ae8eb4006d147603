import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Principal } from '../../kernel/access.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { OperationContext } from '../context.ts';
import { demand, guardOf } from '../plugins/access-guard.ts';
import { malformedId, parseKeyOfTenant } from './global-id.ts';

/** A tenant's object, by what its id says. */
export interface Reference<K> {
  readonly tenant: TenantId;
  readonly key: K;
}

/** The ids of a type's objects, and the look-up by id. */
interface Lookup<T extends { readonly tenant: TenantId }, K> {
  /** A description of the id beside its being opaque; by default nothing. */
  readonly description?: string;
  /** The key of an object within its type and tenant. */
  readonly keyOf: (value: T) => string;
  /** The key that the text is, or `undefined` when it is no key of the type. */
  readonly parseKey: (text: string) => K | undefined;
  /** The object; `null` when there is none. */
  readonly find: (context: OperationContext, tenant: TenantId, key: K) => T | null | Promise<T | null>;
}

/**
 * The definition that makes objects of a type nodes: the global id, and how it leads back to the object. Another tenant's
 * object is answered as one that is not there (X2). Nothing is kept here: loaders know what a unit of reads has read.
 */
export function foundBy<T extends { readonly tenant: TenantId }, K>(lookup: Lookup<T, K>) {
  const { description = 'The global id.', keyOf, parseKey, find } = lookup;
  const idWithinType = (value: T) => `${value.tenant}:${keyOf(value)}`;
  return {
    id: {
      description,
      resolve: idWithinType,
      idWithinType,
      parse: (text: string): Reference<K> => {
        const { tenant, local } = parseKeyOfTenant(text) ?? {};
        const key = local === undefined ? undefined : parseKey(local);
        if (tenant === undefined || key === undefined) throw malformedId('an object');
        return { tenant, key };
      },
    },
    loadWithoutCache: async ({ tenant, key }: Reference<K>, context: OperationContext): Promise<T | null> =>
      (await context.enter(tenant)) ? find(context, tenant, key) : null,
  };
}

/** Throws unless the name is one of a type of nodes, and the caller may read objects of it (X1). */
export function demandAccessToNode(schema: GraphQLSchema, typename: string, principal: Principal): void {
  const type = schema.getType(typename);
  if (!isObjectType(type) || !type.getInterfaces().some(({ name }) => name === 'Node')) {
    throw malformedId('an object');
  }
  demand(principal, guardOf(type));
}
