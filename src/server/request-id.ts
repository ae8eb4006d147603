import { randomUUID } from 'node:crypto';

const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** A name for a request that has none. */
export function newRequestId(): string {
  return randomUUID();
}

/** The name that a client gave its request, where it has the form of one, or a new one. */
export function requestIdOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : newRequestId();
}
