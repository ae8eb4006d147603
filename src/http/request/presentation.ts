import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  isValueNode,
  Kind,
} from 'graphql';
import { operationEnd } from '../../kernel/operation-limits.ts';
import { refusal, tookTooLong, unavailable } from '../limits/refusal.ts';
import type { OperationInfo } from '../log/operation.ts';

/** The options for presenting results. */
export interface PresentationOptions {
  /** Errors told in one answer. */
  readonly errors: number;
  /** True if an error means that the database is not there at the moment. */
  readonly isUnavailable: (error: unknown) => boolean;
}

/** The request that the result is for. */
type Recipient = Pick<OperationInfo, 'requestId' | 'log'>;

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError !== undefined) {
    cause = cause.originalError;
  }
  return cause;
}

/**
 * The problem of the value of an argument that was valid as it was written, so that a variable in it is not; `undefined`
 * for an error that is not about a value.
 */
function argumentComplaint({ nodes }: GraphQLError): string | undefined {
  const [node] = nodes ?? [];
  if (node === undefined || !isValueNode(node)) return undefined;
  return node.kind === Kind.VARIABLE
    ? `The variable "$${node.name.value}" must have a value that is not null here.`
    : 'A variable in the value of an argument must have a value that is not null.';
}

/** V8's own words: it has no type for it. */
function isStackOverflow(cause: unknown): boolean {
  return cause instanceof RangeError && cause.message === 'Maximum call stack size exceeded';
}

function at(error: GraphQLError, other: GraphQLError): GraphQLError {
  return new GraphQLError(other.message, {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
    extensions: other.extensions,
  });
}

/**
 * The error as a client may see it. What the schema throws on purpose is a GraphQLError with a code and passes;
 * anything else is logged and shown as `INTERNAL` or, without its database, as `UNAVAILABLE`.
 */
function presentError(error: GraphQLError, recipient: Recipient, options: PresentationOptions): GraphQLError {
  const cause = rootCause(error);
  if (cause instanceof GraphQLError) {
    if (typeof cause.extensions['code'] === 'string') {
      return error;
    }
    const complaint = argumentComplaint(cause);
    if (complaint !== undefined) {
      return at(error, new GraphQLError(complaint, { extensions: { code: 'BAD_USER_INPUT' } }));
    }
  }
  if (isStackOverflow(cause)) {
    recipient.log.error({ err: cause, path: error.path }, 'stack overflow in an operation');
    return at(error, refusal('LIMIT_EXCEEDED', 'The operation is nested too deeply.', { status: 400 }));
  }
  const end = operationEnd(cause);
  if (end !== undefined) {
    recipient.log.debug({ err: end, path: error.path }, 'operation ended early');
    return at(
      error,
      'maximumMs' in end
        ? tookTooLong(end.maximumMs)
        : unavailable('The client is no longer waiting for the response.'),
    );
  }
  if (options.isUnavailable(cause)) {
    recipient.log.warn({ err: cause }, 'unavailable');
    const shown = unavailable('Originator is temporarily unavailable. Try again soon.');
    return at(error, shown);
  }
  recipient.log.error({ err: cause, path: error.path }, 'unexpected error');
  const shown = refusal('INTERNAL', 'An internal error occurred.', {
    status: 500,
    extensions: { requestId: recipient.requestId },
  });
  return at(error, shown);
}

/** Any thrown value as an error that a client may see. */
export function presentThrown(
  thrown: unknown,
  recipient: Recipient,
  options: PresentationOptions,
): GraphQLError {
  const error =
    thrown instanceof GraphQLError
      ? thrown
      : new GraphQLError('', { originalError: thrown instanceof Error ? thrown : new Error(String(thrown)) });
  return presentError(error, recipient, options);
}

/** The HTTP side of an error, as `refusal` puts it. */
function statusOf(error: GraphQLError): { status?: unknown } {
  const http = error.extensions['http'];
  return typeof http === 'object' && http !== null ? http : {};
}

/** An execution that met an unavailable database, or its deadline, answers 503 as a whole, with whatever data it has. */
function withStatus(result: ExecutionResult): ExecutionResult {
  if (result.data === undefined) {
    return result;
  }
  const lost = result.errors?.some((error) => statusOf(error).status === 503) === true;
  return lost ? result : { ...result, errors: (result.errors ?? []).map(withoutStatus) };
}

/** An error of one field among others says nothing about the answer as a whole. */
function withoutStatus(error: GraphQLError): GraphQLError {
  if (statusOf(error).status === undefined) {
    return error;
  }
  const { http: _, ...extensions } = error.extensions;
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    // An error of syntax has a place and no node.
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    extensions,
  });
}

/** The result as a client may see it: errors presentable, and not more of them than the limit. */
export function presentResult(
  result: ExecutionResult,
  recipient: Recipient,
  options: PresentationOptions,
): ExecutionResult {
  if (result.errors === undefined || result.errors.length === 0) {
    return result;
  }
  // An answer that became too large has one error, at each place where something is left out.
  const errors = [...new Set(result.errors)];
  const told = errors.slice(0, options.errors);
  const untold = errors.length - told.length;
  return withStatus({
    ...result,
    errors: told.map((error) => presentError(error, recipient, options)),
    ...(untold === 0 ? {} : { extensions: { ...result.extensions, omittedErrors: untold } }),
  });
}

/** A presented result without what only the status line and the headers of HTTP have a use for. */
export function withoutHttp(result: ExecutionResult): ExecutionResult {
  return result.errors === undefined ? result : { ...result, errors: result.errors.map(withoutStatus) };
}

/** Errors as they are written, without what only HTTP has a use for. */
export function formatErrors(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
  return errors.map((error) => withoutStatus(error).toJSON());
}

/** A result as the libraries of the protocols type it, each a little otherwise. */
interface AnyResult {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

/** A result as it is written, without what only HTTP has a use for. */
export function formatResult({ data, errors, extensions }: AnyResult): FormattedExecutionResult {
  return {
    ...(errors === undefined ? {} : { errors: formatErrors(errors) }),
    ...(data === undefined ? {} : { data }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}
