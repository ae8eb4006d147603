import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';

/** The number of items of a list that are completed without a pause; a page has no more. */
const SLICE = 100;

/** The name of the plugin, for the builder. */
export const SLICED_LISTS = 'slicedLists';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      slicedLists: SlicedListsPlugin<Types>;
    }

    export interface SchemaBuilderOptions<Types extends SchemaTypes> {
      slicedLists: {
        /** Resolves when it is the turn of the caller to have the thread again. */
        readonly takeTurn: (context: Types['Context']) => Promise<void>;
      };
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
      /**
       * The number of items that a list without page arguments has at most, or, where something else bounds them together, what
       * one counts for: what an operation costs is reckoned by it before anything is read.
       */
      listLength?: number;
    }
  }
}

type Resolve<Types extends SchemaTypes> = GraphQLFieldResolver<unknown, Types['Context'], object>;

/**
 * Has long lists completed slice by slice, each in a turn of the caller (X5): graphql-js itself completes a list in one
 * go, and keeps everybody waiting meanwhile.
 */
class SlicedListsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { listLength } = field.pothosOptions;
    return listLength === undefined ? field : { ...field, extensions: { ...field.extensions, listLength } };
  }

  override wrapResolve(resolve: Resolve<Types>, field: PothosOutputFieldConfig<Types>): Resolve<Types> {
    if (field.type.kind !== 'List') return resolve;
    const { takeTurn } = this.builder.options.slicedLists;
    return (parent, args, context, info) => {
      const value: unknown = resolve(parent, args, context, info);
      const turn = () => takeTurn(context);
      return value instanceof Promise ? value.then((list) => sliced(list, turn)) : sliced(value, turn);
    };
  }
}

SchemaBuilder.registerPlugin(SLICED_LISTS, SlicedListsPlugin);

function sliced(list: unknown, takeTurn: () => Promise<void>): unknown {
  if (!Array.isArray(list) || list.length <= SLICE) return list;
  let turn = Promise.resolve();
  return list.map((item: unknown, index) => {
    if (index < SLICE) return item;
    if (index % SLICE === 0) turn = turn.then(() => takeTurn());
    return turn.then(() => item);
  });
}
