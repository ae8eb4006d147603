import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import './fields/scalars.ts';
import './query.ts';
import './objects/problems.ts';
import './objects/account/account-mutations.ts';
import './objects/configuration/draft-mutations.ts';
import './objects/configuration/configuration-mutations.ts';
import './objects/configuration/configuration-change.ts';
import './objects/dispatch/tenant-budgets.ts';
import './objects/configuration/change-request-mutations.ts';
import './objects/dispatch/tenant-dispatches.ts';
import './objects/dispatch/dispatch-mutations.ts';
import './objects/audit/erasure-mutations.ts';
import './objects/audit/hold-mutations.ts';
import './objects/dispatch/pause-mutations.ts';
import './objects/audit/receipt-mutations.ts';
import './objects/statistics/dispatch-details.ts';
import './objects/statistics/dispatch-stats.ts';
import './objects/statistics/fallback-what-if.ts';
import './subscription.ts';
import './objects/configuration/configuration-changed.ts';
import './objects/dispatch/dispatch-recorded.ts';
import './objects/audit/platform-log.ts';
import './objects/audit/platform-privacy.ts';
import './objects/audit/across-tenants.ts';

builder.mutationType({
  description:
    'All changes. Each mutation is one transaction, and its result is either a payload that is read after the commit or a problem that says why the mutation was refused.',
});

/** The executable schema. Throws where a field is open that should ask for a scope. */
export function createSchema(): GraphQLSchema {
  return builder.toSchema();
}
