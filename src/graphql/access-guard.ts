import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { isAccessScope, type Principal, permits } from '../kernel/access.ts';
import type { AccessScope } from '../kernel/vocabulary/access.ts';
import type { OperationContext } from './context.ts';
import { forbidden } from './query-errors.ts';

type Field = GraphQLField<unknown, OperationContext>;

/** Says of an object type that it is only reached by who has these scopes, all of them. */
export function guardedBy(...scopes: readonly AccessScope[]) {
  return { guardedBy: scopes };
}

/** Says of a field which scopes it asks for, all of them; a root field that is for everybody says so with none. */
export function asksFor(...scopes: readonly AccessScope[]) {
  return { asksFor: scopes };
}

/** Says of a root field that it asks for the scopes of whatever object it finds, and does so itself. */
export function asksPerObject() {
  return { asksFor: [], asksPerObject: true };
}

function scopesIn(value: unknown): readonly AccessScope[] {
  if (!Array.isArray(value)) return [];
  return value.filter((scope) => typeof scope === 'string' && isAccessScope(scope));
}

/** The scopes without which objects of the type are not shown. */
export function guardOf(type: GraphQLNamedType): readonly AccessScope[] {
  return scopesIn(type.extensions['guardedBy']);
}

/** Throws unless the token has every one of these scopes, naming those that it lacks. */
export function demand(context: OperationContext, scopes: readonly AccessScope[]): void {
  const missing = lackedBy(context.principal, scopes);
  if (missing.length > 0) throw forbidden(missing);
}

/** The scopes that a field asks for and the token lacks. */
export function lackingScopes(
  field: GraphQLField<unknown, unknown>,
  principal: Principal,
): readonly AccessScope[] {
  return lackedBy(principal, scopesIn(field.extensions['asksFor']));
}

/** Whether a root field sends messages, which goes before everything else (X5). */
export function sends(field: GraphQLField<unknown, unknown>): boolean {
  return scopesIn(field.extensions['asksFor']).includes('dispatch');
}

function lackedBy(principal: Principal, scopes: readonly AccessScope[]): readonly AccessScope[] {
  return scopes.filter((scope) => !permits(principal.scopes, scope));
}

/**
 * Has every field of the schema ask for its scopes. Throws for a schema that is not closed by default: a root field
 * without a word on access, a field by which a guarded type is reached without the type's scopes, or a field that asks
 * for more than its parent and cannot be null.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const flaws = objectTypes(schema).flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => {
      const found = flawsOf(schema, type, field);
      enforce(field);
      return found.map((flaw) => `${type.name}.${field.name} ${flaw}`);
    }),
  );
  if (flaws.length > 0) throw new Error(`insecure schema: ${flaws.join('; ')}`);
  return schema;
}

function objectTypes(schema: GraphQLSchema): readonly GraphQLObjectType<unknown, OperationContext>[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType<unknown, OperationContext> =>
      isObjectType(type) && !type.name.startsWith('__'),
  );
}

function enforce(field: Field): void {
  const scopes = scopesIn(field.extensions['asksFor']);
  if (scopes.length === 0) return;
  const guarded =
    (
      resolve: GraphQLFieldResolver<unknown, OperationContext>,
    ): GraphQLFieldResolver<unknown, OperationContext> =>
    (parent, args, context, info) => {
      demand(context, scopes);
      return resolve(parent, args, context, info);
    };
  field.resolve = guarded(field.resolve ?? defaultFieldResolver);
  if (field.subscribe !== undefined) field.subscribe = guarded(field.subscribe);
}

function flawsOf(
  schema: GraphQLSchema,
  type: GraphQLObjectType<unknown, OperationContext>,
  field: Field,
): readonly string[] {
  const isRoot = [schema.getQueryType(), schema.getMutationType()].includes(type);
  const isSubscription = schema.getSubscriptionType() === type;
  const held = guardOf(type);
  const asked = scopesIn(field.extensions['asksFor']);
  const flaws: string[] = [];
  if ((isRoot || isSubscription) && field.extensions['asksFor'] === undefined) {
    flaws.push('declares no access scopes');
  }
  // A subscription is refused before its first event, so no event can lack the field.
  if (!isSubscription && isNonNullType(field.type) && !asked.every((scope) => permits(held, scope))) {
    flaws.push('asks for more than its parent and is not nullable');
  }
  if (field.extensions['asksPerObject'] !== true) {
    for (const target of reached(schema, getNamedType(field.type))) {
      const lacking = guardOf(target).filter((scope) => !permits([...held, ...asked], scope));
      if (lacking.length > 0) flaws.push(`gives ${target.name} without asking for ${lacking.join(', ')}`);
    }
  }
  return flaws;
}

function reached(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : [type];
}
