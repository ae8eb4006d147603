import type { GraphQLResolveInfo } from 'graphql';
import { permits } from '../../kernel/access.ts';
import { refuse } from '../../kernel/errors.ts';
import { PLATFORM_TENANT, parseTenantId, type TenantId } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { withRequestKey } from '../../tenant/request-key.ts';
import type { OperationContext } from '../context.ts';
import { parseGlobalId } from './global-id.ts';
import { forbidden, queryError } from './query-errors.ts';
import { demandStepUp } from './step-up.ts';

/** The tenant that a text names, by its plain id or by its global one; `undefined` when it is neither. */
export function tenantNamed(text: string): TenantId | undefined {
  const id = parseGlobalId(text);
  return id?.typename === 'Tenant' && id.local === '' ? id.tenant : parseTenantId(text);
}

const REQUIRED = 'A platform role must name the tenant in each request.';
const MALFORMED = 'A tenant id has 1 to 64 letters, digits, dots, underscores or hyphens.';

/** The tenant that a query is about: the caller's own unless one is named. `null` when there is none such (X2). */
export function tenantOfQuery(
  context: OperationContext,
  text: string | null | undefined,
): TenantId | null | Promise<TenantId | null> {
  const own = context.principal.tenant;
  const tenant = text === null || text === undefined ? own : tenantNamed(text);
  if (tenant === null) throw queryError('VALUE_REQUIRED', REQUIRED);
  if (tenant === undefined) throw queryError('VALUE_MALFORMED', MALFORMED);
  const entered = context.enter(tenant);
  if (entered instanceof Promise) return entered.then((isThere) => (isThere ? tenant : null));
  return entered ? tenant : null;
}

/** The tenant that a mutation is for. Refuses one that is not the caller's as it does one that is not there (X2). */
async function tenantOfInput(context: OperationContext, text: string | null | undefined): Promise<TenantId> {
  const path = ['input', 'tenantId'];
  const own = context.principal.tenant;
  const tenant = text === null || text === undefined ? own : tenantNamed(text);
  if (tenant === null) throw refuse('INVALID_INPUT', 'VALUE_REQUIRED', REQUIRED, path);
  if (tenant === undefined) throw refuse('INVALID_INPUT', 'VALUE_MALFORMED', MALFORMED, path);
  if (await context.enter(tenant)) return tenant;
  throw refuse('INVALID_INPUT', 'NOT_FOUND', 'The tenant does not exist.', path);
}

/** The members that the input of every mutation has. */
interface MutationInput {
  readonly tenantId?: string | null | undefined;
  readonly idempotencyKey?: string | null | undefined;
}

/**
 * Runs the verb of a mutation in the tenant that its input names, once for its idempotency key. What it refuses, the `errors` of
 * the field turn into its answer.
 */
export async function inTenant<Result>(
  context: OperationContext,
  { fieldName }: Pick<GraphQLResolveInfo, 'fieldName'>,
  input: MutationInput,
  verb: (scope: RequestScope) => Promise<Result>,
): Promise<Result> {
  demandStepUp(context, fieldName, input);
  return context.change(async () =>
    verb(keyed(context, await tenantOfInput(context, input.tenantId), fieldName, input)),
  );
}

/** Sends in the tenant that an input names. Its messages have idempotency keys of their own, which their records keep (D10). */
export function sendInTenant<Result>(
  context: OperationContext,
  input: Pick<MutationInput, 'tenantId'>,
  verb: (scope: RequestScope) => Promise<Result>,
): Promise<Result> {
  return context.change(async () => verb(context.scope(await tenantOfInput(context, input.tenantId))));
}

function keyed(
  context: OperationContext,
  tenant: TenantId,
  mutation: string,
  { tenantId: _named, idempotencyKey, ...input }: MutationInput,
): RequestScope {
  const scope = context.scope(tenant);
  if (idempotencyKey === null || idempotencyKey === undefined) return scope;
  return withRequestKey(context.services.hashes, scope, { mutation, input, idempotencyKey });
}

/**
 * Runs the verb of a mutation in the log that its input names: that of a tenant, or the platform's own, which is for roles of the
 * platform alone.
 */
export async function inLog<Result>(
  context: OperationContext,
  info: Pick<GraphQLResolveInfo, 'fieldName'>,
  input: MutationInput & { readonly platformLog: boolean },
  verb: (scope: RequestScope) => Promise<Result>,
): Promise<Result> {
  if (!input.platformLog) return inTenant(context, info, input, verb);
  if (!permits(context.principal.scopes, 'tenants:read')) throw forbidden(['tenants:read']);
  if (input.tenantId !== null && input.tenantId !== undefined)
    throw refuse(
      'INVALID_INPUT',
      'VALUES_CONFLICT',
      'This is about the platform as a whole: name no tenant.',
      ['input', 'tenantId'],
    );
  demandStepUp(context, info.fieldName, input);
  return context.change(() => verb(keyed(context, PLATFORM_TENANT, info.fieldName, input)));
}
