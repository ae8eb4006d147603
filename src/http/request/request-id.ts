import { randomUUID } from 'node:crypto';

/** The form of request ids of clients: UUIDs, ULIDs, traces and their like. */
const CLIENT_REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:/+=@-]{0,127}$/;

/** The header by which a client names its request, and by which an answer says what we call it. */
export const REQUEST_ID_HEADER = 'X-Request-Id';
/** The header by which an answer repeats what the client called its request. */
export const CLIENT_REQUEST_ID_HEADER = 'X-Client-Request-Id';

/**
 * A name for a request, always of our own making: audit entries keep it, and a client that chose it could make its
 * request look like another one.
 */
export function newRequestId(): string {
  return randomUUID();
}

/** The name that a client gave its request, to stand beside ours; `undefined` where it has not the form of one. */
export function clientRequestIdOf(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' && CLIENT_REQUEST_ID.test(header) ? header : undefined;
}
