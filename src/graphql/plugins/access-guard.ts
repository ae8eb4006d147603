import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import {
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
import { isAccessScope, type Principal, permits } from '../../kernel/access.ts';
import type { AccessScope } from '../../kernel/vocabulary/access.ts';
import { forbidden } from '../fields/query-errors.ts';

/** The scopes that a field or a type asks for, all of them. */
export type Access = AccessScope | readonly [AccessScope, ...AccessScope[]];

/**
 * The access that a root field requires, which is closed by default: scopes, nothing at all (`EVERYBODY`), or
 * what the type of the object that it finds asks for, which it demands itself (`OBJECT`; other fields that can be null may
 * do so too).
 */
export type RootAccess = Access | 'EVERYBODY' | 'OBJECT';

/** The name of the plugin, for the builder. */
export const ACCESS = 'access';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }

    export interface SchemaBuilderOptions<Types extends SchemaTypes> {
      access: {
        /** The caller of an operation. */
        readonly principalOf: (context: Types['Context']) => Principal;
      };
    }

    export interface ObjectTypeOptions<Types extends SchemaTypes = SchemaTypes, Shape = unknown> {
      /** The scopes without which objects of the type are not shown. */
      access?: Access;
    }

    export interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      /** The scopes that the field asks for beyond those of its type; it is nullable then. */
      access?: RootAccess;
    }

    export interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      access: RootAccess;
    }

    export interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      access: RootAccess;
    }

    export interface SubscriptionFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveShape,
      ResolveReturnShape,
    > {
      access: RootAccess;
    }
  }
}

type Field = GraphQLField<unknown, unknown>;
type Resolve<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

/**
 * Has every field ask for its scopes before it is resolved or subscribed to. The schema is not built unless it is
 * closed: see `openingsOf`.
 */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(type: PothosTypeConfig): PothosTypeConfig {
    if (type.kind !== 'Object' || type.pothosOptions.access === undefined) return type;
    return { ...type, extensions: { ...type.extensions, access: scopesOf(type.pothosOptions.access) } };
  }

  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { access } = field.pothosOptions;
    if (access === undefined) return field;
    return { ...field, extensions: { ...field.extensions, access: scopesOf(access) } };
  }

  override wrapResolve(resolve: Resolve<Types>, field: PothosOutputFieldConfig<Types>): Resolve<Types> {
    const scopes = scopesOf(field.pothosOptions.access);
    return scopes === 'OBJECT' || scopes.length === 0 ? resolve : this.#guarded(resolve, scopes);
  }

  override wrapSubscribe(
    subscribe: Resolve<Types> | undefined,
    field: PothosOutputFieldConfig<Types>,
  ): Resolve<Types> | undefined {
    return subscribe && this.wrapResolve(subscribe, field);
  }

  override afterBuild(schema: GraphQLSchema): GraphQLSchema {
    const openings = openingsOf(schema);
    if (openings.length > 0) throw new Error(`insecure schema: ${openings.join('; ')}`);
    return schema;
  }

  #guarded(resolve: Resolve<Types>, scopes: readonly AccessScope[]): Resolve<Types> {
    const { principalOf } = this.builder.options.access;
    return (parent, args, context, info) => {
      demand(principalOf(context), scopes);
      return resolve(parent, args, context, info);
    };
  }
}

SchemaBuilder.registerPlugin(ACCESS, AccessPlugin);

function scopesOf(access: RootAccess | undefined): readonly AccessScope[] | 'OBJECT' {
  if (access === undefined || access === 'EVERYBODY') return [];
  if (access === 'OBJECT') return access;
  return typeof access === 'string' ? [access] : access;
}

function scopesIn({ extensions }: Field | GraphQLNamedType): readonly AccessScope[] {
  const access: unknown = extensions['access'];
  if (!Array.isArray(access)) return [];
  return access.filter((scope) => typeof scope === 'string' && isAccessScope(scope));
}

/** The scopes without which objects of the type are not shown. */
export function guardOf(type: GraphQLNamedType): readonly AccessScope[] {
  return scopesIn(type);
}

/** Throws unless the token has every one of these scopes, naming those that it lacks. */
export function demand(principal: Principal, scopes: readonly AccessScope[]): void {
  const missing = lackedBy(principal, scopes);
  if (missing.length > 0) throw forbidden(missing);
}

/** True if the caller may read objects of the type. */
export function mayRead(principal: Principal, type: GraphQLNamedType): boolean {
  return lackedBy(principal, guardOf(type)).length === 0;
}

/** The scopes that a field asks for and the token lacks. */
export function lackingScopes(field: Field, principal: Principal): readonly AccessScope[] {
  return lackedBy(principal, scopesIn(field));
}

/** True if a root field sends messages, which goes before everything else (X5). */
export function sends(field: Field): boolean {
  return scopesIn(field).includes('dispatch');
}

function lackedBy(principal: Principal, scopes: readonly AccessScope[]): readonly AccessScope[] {
  return scopes.filter((scope) => !permits(principal.scopes, scope));
}

/**
 * The places where a schema is not closed by default: a root field that declares no access, a field by which a guarded type is
 * reached without the type's scopes, or a field that asks for more than its parent and cannot be null.
 *
 * @internal
 */
export function openingsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) =>
        openingsBy(schema, type, field).map((opening) => `${type.name}.${field.name} ${opening}`),
      ),
    );
}

function openingsBy(schema: GraphQLSchema, type: GraphQLObjectType, field: Field): readonly string[] {
  const isSubscription = schema.getSubscriptionType() === type;
  const isRoot = isSubscription || [schema.getQueryType(), schema.getMutationType()].includes(type);
  const held = guardOf(type);
  const asked = scopesIn(field);
  const openings: string[] = [];
  if (isRoot && field.extensions['access'] === undefined) openings.push('declares no access scopes');
  // A subscription is refused before its first event, so no event can lack the field.
  if (!isSubscription && isNonNullType(field.type) && !asked.every((scope) => permits(held, scope))) {
    openings.push('requires more scopes than its parent and is not nullable');
  }
  const demandsItself = field.extensions['access'] === 'OBJECT' && (isRoot || !isNonNullType(field.type));
  if (!demandsItself) {
    for (const target of reached(schema, getNamedType(field.type))) {
      const lacking = guardOf(target).filter((scope) => !permits([...held, ...asked], scope));
      if (lacking.length > 0) openings.push(`returns ${target.name} without requiring ${lacking.join(', ')}`);
    }
  }
  return openings;
}

function reached(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLNamedType[] {
  return isInterfaceType(type) || isUnionType(type) ? schema.getPossibleTypes(type) : [type];
}
