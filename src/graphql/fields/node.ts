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
  const plainKey: PlainKey = (text) => (parseKey(text) === undefined ? undefined : parseUuid(text));
  const idWithinType = (value: T) => `${value.tenant}:${keyOf(value)}`;
  return {
    extensions: { plainKey: lookup.plainKey ?? plainKey },
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

/** The node of an id, whose type is none for a text that is no global id. */
type ResolveNode = (id: { readonly typename: string; readonly id: string }) => unknown;

/**
 * The object of the caller's tenant that a plain id stands for, as entries and exports have it. Null for an id of nothing
 * that the caller may read. Throws for a text that is no id, and for callers without a tenant, whose ids must name it.
 */
export async function resolvePlainId(
  text: string,
  context: OperationContext,
  schema: GraphQLSchema,
  resolveNode: ResolveNode,
): Promise<unknown> {
  const { principal } = context;
  const { tenant } = principal;
  if (tenant === null) throw malformedId('an object');
  if (!(await context.enter(tenant))) return null;
  const keys = await Promise.all(
    nodeTypes(schema)
      .filter((type) => mayRead(principal, type))
      .map(async (type) => [type.name, await plainKeyOf(type)(text, context, tenant)] as const),
  );
  const known = keys.flatMap(([typename, key]) => (key === undefined ? [] : [{ typename, key }]));
  if (known.length === 0) throw malformedId('an object');
  const found = await Promise.all(
    known.map(({ typename, key }) =>
      key === null ? null : resolveNode({ typename, id: `${tenant}:${key}` }),
    ),
  );
  const [node = null, another] = found.filter((one) => one !== null);
  return another === undefined ? node : null;
}

function nodeTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  const node = schema.getType('Node');
  return isInterfaceType(node) ? schema.getImplementations(node).objects : [];
}

function plainKeyOf({ name, extensions: { plainKey } }: GraphQLObjectType): PlainKey {
  if (typeof plainKey !== 'function') throw new Error(`${name} does not say what its plain ids are`);
  return async (...asked) => {
    const key: unknown = await Reflect.apply(plainKey, undefined, asked);
    return typeof key === 'string' || key === null ? key : undefined;
  };
}
