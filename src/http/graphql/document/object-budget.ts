import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { NoteCount } from '../../limits/counted-limits.ts';
import type { Limits } from '../../limits/limits.ts';
import { limitExceeded } from '../../limits/refusal.ts';
import type { Fragments } from './document-limits.ts';
import type { PreparedOperation } from './prepared-operation.ts';

const PAGE_ARGUMENTS = ['first', 'last'];

interface Selected {
  readonly node: FieldNode;
  readonly definition: GraphQLField<unknown, unknown>;
}

interface Scoped {
  readonly set: SelectionSetNode;
  readonly type: GraphQLCompositeType;
}

/** Counts the objects that an operation could return if every page were full. */
class ObjectCount {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #variables: Readonly<Record<string, unknown>>;
  readonly #fragments: Fragments;
  readonly #limits: Limits;
  /** True if a variable had a say in it. */
  dependsOnVariables = false;

  constructor(
    schema: GraphQLSchema,
    { definition, fragments }: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    limits: Limits,
  ) {
    this.#schema = schema;
    this.#operation = definition;
    this.#variables = variables;
    this.#fragments = fragments;
    this.#limits = limits;
  }

  total(): number {
    const root = this.#schema.getRootType(this.#operation.operation);
    return root ? this.#below([{ set: this.#operation.selectionSet, type: root }], false) : 0;
  }

  /** `paged` says that the page size has been counted already, for `edges` and `nodes` below a connection. */
  #below(scopes: readonly Scoped[], paged: boolean): number {
    let total = 0;
    for (const selected of this.#collect(scopes).values()) {
      const nested = selected.flatMap(({ node, definition }): Scoped[] => {
        const type = getNamedType(definition.type);
        return node.selectionSet !== undefined && isCompositeType(type)
          ? [{ set: node.selectionSet, type }]
          : [];
      });
      if (nested.length === 0) {
        continue;
      }
      const takesPage = selected.some(({ definition }) => hasPage(definition));
      const factor = Math.max(...selected.map((field) => this.#factor(field, paged)));
      total += factor * (1 + this.#below(nested, takesPage));
      if (total > this.#limits.objects) {
        return total;
      }
    }
    return total;
  }

  #factor({ node, definition }: Selected, paged: boolean): number {
    if (hasPage(definition)) {
      return this.#pageSize(node);
    }
    const list = isListType(getNullableType(definition.type));
    // How many types a schema has is no matter of the caller, and validation limits how they nest.
    const introspection = getNamedType(definition.type).name.startsWith('__');
    if (!list || paged || introspection) {
      return 1;
    }
    const declared = definition.extensions['listLength'];
    return typeof declared === 'number' ? declared : this.#limits.assumedListLength;
  }

  #pageSize(node: FieldNode): number {
    const sizes = (node.arguments ?? [])
      .filter(({ name }) => PAGE_ARGUMENTS.includes(name.value))
      .map(({ value }) => {
        const given = value.kind === Kind.VARIABLE ? this.#variable(value.name.value) : value;
        const size =
          typeof given === 'object' && given !== null && 'value' in given
            ? Number(given.value)
            : Number(given);
        return Number.isFinite(size) ? size : this.#limits.pageSize;
      });
    const size = sizes.length === 0 ? this.#limits.assumedListLength : Math.max(...sizes);
    return Math.min(Math.max(size, 1), this.#limits.pageSize);
  }

  /** The variable's value or, without one, the literal that is its default. */
  #variable(name: string): unknown {
    this.dependsOnVariables = true;
    return Object.hasOwn(this.#variables, name)
      ? this.#variables[name]
      : this.#operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)
          ?.defaultValue;
  }

  #collect(scopes: readonly Scoped[]): Map<string, Selected[]> {
    const byName = new Map<string, Selected[]>();
    const spread = new Set<string>();
    const rest = [...scopes];
    for (let scope = rest.pop(); scope !== undefined; scope = rest.pop()) {
      for (const selection of scope.set.selections) {
        if (selection.kind === Kind.FIELD) {
          const name = selection.alias?.value ?? selection.name.value;
          const definition = definitionOf(scope.type, selection.name.value);
          if (definition !== undefined) {
            byName.set(name, [...(byName.get(name) ?? []), { node: selection, definition }]);
          }
          continue;
        }
        if (selection.kind === Kind.FRAGMENT_SPREAD && spread.has(selection.name.value)) {
          continue;
        }
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          spread.add(selection.name.value);
        }
        if (fragment !== undefined) {
          const condition = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
          rest.push({
            set: fragment.selectionSet,
            type: isCompositeType(condition) ? condition : scope.type,
          });
        }
      }
    }
    return byName;
  }
}

function hasPage(definition: GraphQLField<unknown, unknown>): boolean {
  return definition.args.some(({ name }) => PAGE_ARGUMENTS.includes(name));
}

function definitionOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

/** The cost of operations without variable pages, which is counted once. */
const fixed = new WeakMap<PreparedOperation, number>();

/**
 * Refuses, by throwing a GraphQLError, a validated operation whose nested pages and lists could return more
 * objects than the limit. A page size beyond the largest counts as the largest: the schema refuses it by itself,
 * with a better message.
 *
 * @param note is told what is counted
 */
export function checkObjectBudget(
  schema: GraphQLSchema,
  prepared: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  limits: Limits,
  note?: NoteCount,
): void {
  let total = fixed.get(prepared);
  if (total === undefined) {
    const count = new ObjectCount(schema, prepared, variables, limits);
    total = count.total();
    if (!count.dependsOnVariables) fixed.set(prepared, total);
  }
  note?.('objects', total);
  if (total > limits.objects) {
    throw limitExceeded('objects', limits.objects, 'The operation could return too many objects');
  }
}
