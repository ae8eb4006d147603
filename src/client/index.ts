// The typed client of Originator's GraphQL API, for browsers and Node.
import { OriginatorClient } from './generated/originator-client.ts';
import type { ClientOptions } from './graphql-client.ts';

export { type WithEntryStates, withEntryStates } from './entry.ts';
export type { Commitment, EntryStates } from './generated/entry-states.ts';
export * from './generated/graphql.ts';
export { OriginatorClient } from './generated/originator-client.ts';
export type { ClientOptions, RequestOptions } from './graphql-client.ts';
export { newIdempotencyKey } from './idempotency.ts';
export { type Fault, OriginatorError } from './originator-error.ts';
export { operationNameOf, type TypedDocument } from './typed-document.ts';

/** Makes a client. It connects to nothing until it is asked something. */
export function createClient(options: ClientOptions): OriginatorClient {
  return new OriginatorClient(options);
}
