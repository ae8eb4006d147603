import type { GraphQLSchema } from 'graphql';
import { budgetAnswers } from './answer-budget.ts';
import { builder } from './builder.ts';
import { sliceLists } from './sliced-lists.ts';
import './scalars.ts';
import './query.ts';
import './account-mutations.ts';
import './draft-mutations.ts';
import './configuration-mutations.ts';
import './tenant-dispatches.ts';
import './dispatch-mutations.ts';
import './receipt-mutations.ts';
import './dispatch-stats.ts';
import './subscription.ts';
import './dispatch-recorded.ts';
import './platform-log.ts';

builder.mutationType({
  description:
    'All changes. Each mutation is one transaction, and its result is either a payload that is read after the commit or a problem that says why the mutation was refused.',
});

/** The executable schema. Throws where a field is open that should ask for a scope. */
export function createSchema(): GraphQLSchema {
  return sliceLists(budgetAnswers(builder.toSchema()));
}
