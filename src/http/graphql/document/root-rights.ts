import { type ExecutionResult, GraphQLError, type GraphQLSchema, isNonNullType } from 'graphql';
import { forbidden } from '../../../graphql/fields/query-errors.ts';
import { lackingScopes, sends } from '../../../graphql/plugins/access-guard.ts';
import type { Principal } from '../../../kernel/access.ts';
import type { PreparedOperation } from './prepared-operation.ts';

/**
 * The refusal of a validated operation whose caller may call none of its root fields (X1), just as executing it would
 * have it; `undefined` when the caller may call one. It is known without a look at the variables: anyone who may not call
 * a field has no say in how long its input is looked at.
 */
export function refusedByRights(
  schema: GraphQLSchema,
  { definition, rootFields }: PreparedOperation,
  principal: Principal,
): ExecutionResult | undefined {
  const type = schema.getRootType(definition.operation);
  const errors: GraphQLError[] = [];
  const data: Record<string, unknown> = {};
  let isNullable = true;
  for (const [name, node] of rootFields) {
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
  return definition.operation === 'subscription' ? { errors } : { errors, data: isNullable ? data : null };
}

/** True if a validated operation does nothing but send. */
export function onlySends(schema: GraphQLSchema, { definition, rootFields }: PreparedOperation): boolean {
  const fields = schema.getRootType(definition.operation)?.getFields() ?? {};
  const asked = [...rootFields.values()].flatMap(({ name }) => fields[name.value] ?? []);
  return definition.operation === 'mutation' && asked.length > 0 && asked.every(sends);
}
