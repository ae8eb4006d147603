import { GraphQLError } from 'graphql';
import type { ProblemCode, Refusal } from '../../kernel/errors.ts';
import type { AccessScope } from '../../kernel/vocabulary/access.ts';

/** The codes of `extensions.code` for what a query asks amiss; refusals of mutations are types of their own. */
export type QueryErrorCode = ProblemCode | 'FORBIDDEN' | 'ONE_TENANT_AT_A_TIME';

/** An error of `errors` that a client is meant to see. */
export function queryError(
  code: QueryErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extensions } });
}

/** The token lacks scopes, which the error names (X1). */
export function forbidden(missing: readonly AccessScope[]): GraphQLError {
  const names = missing.join(', ');
  return queryError('FORBIDDEN', `The token does not permit this; it lacks ${names}.`, {
    missingScopes: missing,
  });
}

/** A platform role works in one tenant at a time (X1). */
export function oneTenantAtATime(): GraphQLError {
  return queryError(
    'ONE_TENANT_AT_A_TIME',
    'An operation can access only one tenant. Use a separate operation for each tenant.',
  );
}

/** What a query was refused for: the code of the first problem, and in `issues` each of them with its place. */
export function refused({ problems, message }: Refusal): GraphQLError {
  return queryError(problems[0].code, message, { issues: problems });
}
