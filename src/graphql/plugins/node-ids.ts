import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import { encodeGlobalId } from '../fields/global-id.ts';

/** The name of the plugin, for the builder. */
export const NODE_IDS = 'nodeIds';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      nodeIds: NodeIdsPlugin<Types>;
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
      /** The id of a node within its type, for its global id. */
      idWithinType?(parent: unknown): string;
    }
  }
}

/**
 * Gives the global ids of nodes without a promise. The relay plugin makes one for each, and with it for the node, its edge
 * and its page: a third of the time that a page of records takes.
 */
class NodeIdsPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { idWithinType } = field.pothosOptions;
    if (idWithinType === undefined) return field;
    return { ...field, resolve: (parent) => encodeGlobalId(field.parentType, idWithinType(parent)) };
  }
}

SchemaBuilder.registerPlugin(NODE_IDS, NodeIdsPlugin);
