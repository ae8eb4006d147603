import type { DispatchExplainedQuery } from '../../../generated/graphql.ts';

/** A dispatch record with all that its page tells of it. */
export type Explained = Extract<DispatchExplainedQuery['node'], { readonly __typename: 'DispatchRecord' }>;
