import { findBreakingChanges, type GraphQLSchema } from 'graphql';

/** What a client of the contract `before` could trip over in the contract `after`, each in a sentence. */
export function breakingChanges(before: GraphQLSchema, after: GraphQLSchema): readonly string[] {
  return findBreakingChanges(before, after).map(({ type, description }) => `${description} (${type})`);
}
