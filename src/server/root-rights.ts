import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { lackingScopes, sends } from '../graphql/access-guard.ts';
import { forbidden } from '../graphql/query-errors.ts';
import type { Principal } from '../kernel/access.ts';
import { fragmentsOf } from './document-limits.ts';

/** The root fields of a validated operation by response name, fragments put in place. */
function rootFields(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FieldNode> {
  const fragments = fragmentsOf(document);
  const found = new Map<string, FieldNode>();
  const spread = new Set<string>();
  const rest = [operation.selectionSet];
  for (let set = rest.pop(); set !== undefined; set = rest.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        found.set(selection.alias?.value ?? selection.name.value, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        rest.push(selection.selectionSet);
      } else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        rest.push(...(fragment === undefined ? [] : [fragment.selectionSet]));
      }
    }
  }
  return found;
}

/**
 * What a validated operation comes to when its caller may call none of its root fields (X1), just as executing it would
 * have it; `undefined` when the caller may call one. It is known without a look at the variables: whoever may not call
 * a field has no say in how long its input is looked at.
 */
export function refusedByRights(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  principal: Principal,
): ExecutionResult | undefined {
  const type = schema.getRootType(operation.operation);
  const errors: GraphQLError[] = [];
  const data: Record<string, unknown> = {};
  let isNullable = true;
  for (const [name, node] of rootFields(document, operation)) {
    if (node.name.value === '__typename') {
      data[name] = type?.name;
      continue;
    }
    const field = type?.getFields()[node.name.value];
    const lacking = field === undefined ? [] : lackingScopes(field, principal);
    if (field === undefined || lacking.length === 0) {
      return undefined;
    }
    data[name] = null;
    isNullable &&= !isNonNullType(field.type);
    const { message, extensions } = forbidden(lacking);
    errors.push(new GraphQLError(message, { nodes: [node], path: [name], extensions }));
  }
  if (errors.length === 0) {
    return undefined;
  }
  return operation.operation === 'subscription' ? { errors } : { errors, data: isNullable ? data : null };
}

/** Whether a validated operation does nothing but send. */
export function onlySends(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): boolean {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {};
  const asked = [...rootFields(document, operation).values()].flatMap(({ name }) => fields[name.value] ?? []);
  return operation.operation === 'mutation' && asked.length > 0 && asked.every(sends);
}
