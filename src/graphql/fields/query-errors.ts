import { GraphQLError } from 'graphql';
import type { Refusal } from '../../kernel/errors.ts';
import type { AccessScope } from '../../kernel/vocabulary/access.ts';
import type { ErrorCode } from '../../kernel/vocabulary/errors.ts';

/** An error of `errors` that a client is meant to see. */
export function queryError(
  code: ErrorCode,
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
    'VALUES_CONFLICT',
    'An operation can access only one tenant. Use a separate operation for each tenant.',
  );
}

/** The error of a refused query: the code of the first problem, and in `issues` each of them with its place. */
export function refused({ problems, message }: Refusal): GraphQLError {
  return queryError(problems[0].code, message, { issues: problems });
}
