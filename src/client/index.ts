// The typed client of Originator's GraphQL API, for browsers and Node.
export {
  type ClientOptions,
  createClient,
  OriginatorClient,
  type RequestOptions,
  type TypedDocument,
} from './client.ts';
export { type WithEntryStates, withEntryStates } from './entry.ts';
export type { Commitment, EntryStates } from './generated/entry-states.ts';
export * from './generated/graphql.ts';
export { type Fault, OriginatorError } from './originator-error.ts';
