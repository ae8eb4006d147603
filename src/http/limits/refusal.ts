import { type ASTNode, GraphQLError } from 'graphql';
import type { ErrorCode } from '../../kernel/vocabulary/errors.ts';

export interface RefusalDetails {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told to the client beside the code. */
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly nodes?: readonly ASTNode[];
  /**
   * True if the refusal is one that GraphQL itself defines (a document that does not parse or validate, variables
   * that do not fit): clients that accept only `application/json` expect a 200 for it.
   */
  readonly byTheLanguage?: boolean;
}

/**
 * A refusal as GraphQL says it. `extensions.http` decides the status line and is taken out before the error is
 * sent.
 */
export function refusal(code: ErrorCode, message: string, details: RefusalDetails): GraphQLError {
  return new GraphQLError(message, {
    nodes: details.nodes ?? null,
    extensions: {
      code,
      ...details.extensions,
      http: {
        status: details.status,
        ...(details.headers === undefined ? {} : { headers: details.headers }),
        ...(details.byTheLanguage === true ? { spec: true } : {}),
      },
    },
  });
}

/** The refusal of something that is more than a limit of `Limits` allows, which it names. */
export function limitExceeded(limit: string, maximum: number, what: string, status = 400): GraphQLError {
  return refusal('LIMIT_EXCEEDED', `${what}; the limit is ${maximum}.`, {
    status,
    extensions: { limit, maximum },
  });
}

/** The refusal of a request whose token does not speak for anybody. */
export function unauthenticated(message: string, challenge: string): GraphQLError {
  return refusal('UNAUTHENTICATED', message, { status: 401, headers: { 'WWW-Authenticate': challenge } });
}

/** The refusal of a request whose operation name does not pick one operation of the document. */
export function noSuchOperation(): GraphQLError {
  return refusal('OPERATION_RESOLUTION_FAILURE', 'Unknown operation name, or `operationName` is required.', {
    status: 400,
  });
}

const RETRY_AFTER_SECONDS = 2;

/**
 * The refusal of a request that would succeed if something were there that is missing at the moment. Events and messages
 * of a WebSocket have no headers, so it says by itself when to come back.
 */
export function unavailable(message: string): GraphQLError {
  return refusal('UNAVAILABLE', message, {
    status: 503,
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    extensions: { retryAfterSeconds: RETRY_AFTER_SECONDS },
  });
}

/** The refusal of a request for something that is not served. */
export function nothingHere(): GraphQLError {
  return refusal('NOT_FOUND', 'Not found.', { status: 404 });
}

const CLIENT_ERRORS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'The headers are too long. A token with many claims is the usual cause.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive.'],
};

/** The refusal of what could not be read as a request, by the code that Node gives the error. */
export function notHttp(errorCode = ''): GraphQLError {
  const [status, message] = CLIENT_ERRORS[errorCode] ?? [400, 'This is not a valid HTTP request.'];
  return refusal('BAD_REQUEST', message, { status });
}

/** The refusal of an operation that took longer than it may: it holds what others wait for. */
export function tookTooLong(maximumMs: number): GraphQLError {
  const message = `The request took longer than ${maximumMs / 1_000} seconds. Request less at once, or try again later.`;
  return refusal('LIMIT_EXCEEDED', message, {
    status: 503,
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    extensions: { limit: 'operationTime', maximum: maximumMs, retryAfterSeconds: RETRY_AFTER_SECONDS },
  });
}
