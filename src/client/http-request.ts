import { type AnswerContext, dataOf, unreadable } from './answer.ts';
import { connectionLost } from './originator-error.ts';

/** The address of the API and the token to use. */
export interface Connection {
  readonly url: string;
  /** Asked before each request and each connection. */
  readonly token: () => Promise<string>;
  readonly fetch: typeof globalThis.fetch;
}

/** A request as it is sent: for a document that the server knows by its id, or for one of which it gets the text. */
export interface Request {
  readonly documentId?: string;
  readonly query?: string;
  readonly variables: object;
}

const JSON_ANSWER = 'application/graphql-response+json, application/json;q=0.9';

/** Sends one document and gives the response, whose body has not been read. */
export async function post(
  { url, token, fetch }: Connection,
  request: Request,
  accept: string,
  signal?: AbortSignal,
): Promise<Response> {
  const headers = {
    accept,
    authorization: `Bearer ${await token()}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify(request);
  try {
    return await fetch(url, { method: 'POST', headers, body, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    signal?.throwIfAborted();
    throw connectionLost('Originator could not be reached.', error);
  }
}

/** The seconds of a `Retry-After`, which may also be a date. */
function secondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null || retryAfter.trim() === '') return null;
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return seconds;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1_000));
}

/** The properties of a response beside its body. */
export function contextOf(response: Response): AnswerContext {
  return {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    retryAfterSeconds: secondsOf(response.headers.get('retry-after')),
  };
}

/** Reads a response to its end as one result. Throws `OriginatorError` where it is a fault, or no result at all. */
export async function readResult<Result>(response: Response, signal?: AbortSignal): Promise<Result> {
  const context = contextOf(response);
  let result: unknown;
  try {
    result = await response.json();
  } catch (error) {
    signal?.throwIfAborted();
    // A body that breaks off is an answer that was lost; one that came whole and is no JSON is somebody else's.
    throw error instanceof SyntaxError
      ? unreadable(context, error)
      : connectionLost('The connection was lost before the whole answer was there.', error);
  }
  return dataOf(result, context);
}

/** Executes a query or a mutation. */
export async function execute<Result>(
  connection: Connection,
  request: Request,
  signal?: AbortSignal,
): Promise<Result> {
  return readResult(await post(connection, request, JSON_ANSWER, signal), signal);
}
