import { brandWithType, type OutputType, type SchemaTypes } from '@pothos/core';
import { type GraphQLObjectType, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { Principal } from '../../kernel/access.ts';
import { parseUuid, type TenantId } from '../../kernel/ids.ts';
import type { OperationContext } from '../context.ts';
import { demand, guardOf, mayRead } from '../plugins/access-guard.ts';
import { malformedId, parseKeyOfTenant } from './global-id.ts';

/** A tenant's object, by what its id says. */
export interface Reference<K> {
  readonly tenant: TenantId;
  readonly key: K;
}

/**
 * The key of the object that a plain id stands for, as entries and exports have it; null when there is none such, and
 * `undefined` when the text is no plain id of the type.
 */
type PlainKey = (
  text: string,
  context: OperationContext,
  tenant: TenantId,
) => string | null | undefined | Promise<string | null | undefined>;

/** Finds the object of a plain id; null when there is none, and `undefined` when the text is no plain id of the type. */
type FindByPlainId = (...asked: Parameters<PlainKey>) => Promise<object | null | undefined>;

/** The ids of a type's objects, and the look-up by id. */
interface Lookup<T extends { readonly tenant: TenantId }, K> {
  /** A description of the id beside its being opaque; by default nothing. */
  readonly description?: string;
  /** The key of an object within its type and tenant. */
  readonly keyOf: (value: T) => string;
  /** The key that the text is, or `undefined` when it is no key of the type. */
  readonly parseKey: (text: string) => K | undefined;
  /** The plain ids of the type; by default UUIDs, if its keys are such. */
  readonly plainKey?: PlainKey;
  /** The object; `null` when there is none. */
  readonly find: (context: OperationContext, tenant: TenantId, key: K) => T | null | Promise<T | null>;
}

/**
 * The definition that makes objects of a type nodes: the global id, and how it leads back to the object. Another tenant's
 * object is answered as one that is not there (X2). Nothing is kept here: loaders know what a unit of reads has read.
 */
export function foundBy<T extends { readonly tenant: TenantId }, K>(lookup: Lookup<T, K>) {
  const { description = 'The global id.', keyOf, parseKey, find } = lookup;
  const plainUuid: PlainKey = (text) => (parseKey(text) === undefined ? undefined : parseUuid(text));
  const { plainKey = plainUuid } = lookup;
  const findByPlainId: FindByPlainId = async (text, context, tenant) => {
    const local = await plainKey(text, context, tenant);
    if (typeof local !== 'string') return local;
    const key = parseKey(local);
    return key === undefined ? undefined : find(context, tenant, key);
  };
  const idWithinType = (value: T) => `${value.tenant}:${keyOf(value)}`;
  return {
    extensions: { findByPlainId },
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

/**
 * The object of the caller's tenant that a plain id stands for, as entries and exports have it. Null for an id of nothing
 * that the caller may read. Throws for a text that is no id, and for callers without a tenant, whose ids must name it.
 */
export async function resolvePlainId(
  text: string,
  context: OperationContext,
  schema: GraphQLSchema,
): Promise<object | null> {
  const { principal } = context;
  const { tenant } = principal;
  if (tenant === null) throw malformedId('an object');
  if (!(await context.enter(tenant))) return null;
  const asked = nodeTypes(schema)
    .filter((type) => mayRead(principal, type))
    .map(async (type) => [type.name, await findByPlainIdOf(type)(text, context, tenant)] as const);
  const known = (await Promise.all(asked)).filter(([, node]) => node !== undefined);
  if (known.length === 0) throw malformedId('an object');
  const [found, another] = known.filter(([, node]) => node !== null);
  if (found === undefined || another !== undefined) return null;
  const [typename, node = null] = found;
  // Its type lists names of types only where a builder declares them.
  if (node !== null) brandWithType(node, typename as OutputType<SchemaTypes>);
  return node;
}

function nodeTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType('Node');
  return isInterfaceType(node) ? schema.getImplementations(node).objects : [];
}

function findByPlainIdOf({ name, extensions: { findByPlainId } }: GraphQLObjectType): FindByPlainId {
  if (typeof findByPlainId !== 'function') throw new Error(`${name} does not say what its plain ids are`);
  return async (...asked) => {
    const found: unknown = await Reflect.apply(findByPlainId, undefined, asked);
    return typeof found === 'object' ? found : undefined;
  };
}
