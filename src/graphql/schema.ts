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
    'What can be done. Each mutation is one transaction; its answer is read after it, or says why it was refused.',
});

/** The executable schema. Throws where a field is open that should ask for a scope. */
export function createSchema(): GraphQLSchema {
  return sliceLists(budgetAnswers(builder.toSchema()));
}
