import type { TenantId } from '../../kernel/ids.ts';
import { builder } from '../builder.ts';
import type { OperationContext } from '../context.ts';
import { globalId, malformedId, parseGlobalId } from './global-id.ts';

/** Finds an object by its key; `null` when there is none. */
type Find = (context: OperationContext, tenant: TenantId) => Promise<object | null>;

/** How the objects of each type are found; the types add themselves. */
const FINDERS = new Map<string, (local: string) => Find | undefined>();

/** Which type an object was found as. */
const FOUND_AS = new WeakMap<object, string>();

/** An object with a global id. */
export const Node = builder.interfaceRef<object>('Node').implement({
  description: 'An object with a global id by which it can be fetched again.',
  fields: (t) => ({
    id: t.id({
      description: 'The global id. It is opaque and identifies the tenant, too.',
      resolve: () => {
        throw new Error('every node type has an id of its own');
      },
    }),
  }),
  resolveType: (value) => FOUND_AS.get(value),
});

/**
 * Makes a type's objects findable by their global id.
 *
 * @param parse the key within the tenant, or `undefined` when the text is no key of the type
 */
export function findable<K>(
  typename: string,
  parse: (local: string) => K | undefined,
  find: (context: OperationContext, tenant: TenantId, key: K) => Promise<object | null>,
): void {
  FINDERS.set(typename, (local) => {
    const key = parse(local);
    return key === undefined ? undefined : (context, tenant) => find(context, tenant, key);
  });
}

/** The `id` field of a type's objects. */
export function idOf<T extends { readonly tenant: TenantId }>(
  typename: string,
  localOf: (value: T) => string,
) {
  return (value: T) => globalId(typename, value.tenant, localOf(value));
}

/** A global id that has been understood. */
export interface NodeReference {
  readonly typename: string;
  /** The object, or `null` when there is none for the caller (X2). */
  find(context: OperationContext): Promise<object | null>;
}

/** What a global id refers to. Throws for a text that is none. */
export function nodeReference(text: string): NodeReference {
  const id = parseGlobalId(text);
  const find = id && FINDERS.get(id.typename)?.(id.local);
  if (id === undefined || find === undefined) throw malformedId('an object');
  const { typename, tenant } = id;
  return {
    typename,
    async find(context) {
      if (!(await context.enter(tenant))) return null;
      const found = await find(context, tenant);
      if (found !== null) FOUND_AS.set(found, typename);
      return found;
    },
  };
}
