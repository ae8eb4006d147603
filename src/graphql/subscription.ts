import type { AccountCheck } from '../account/account-check.ts';
import { builder } from './builder.ts';
import type { OperationContext } from './context.ts';
import { endable } from './fields/endable.ts';
import { malformedId, parseGlobalId, uuidWithin } from './fields/global-id.ts';
import { queryError } from './fields/query-errors.ts';
import { Verification } from './objects/account/verification.ts';

builder.subscriptionType({
  description: 'All subscriptions. Access is checked again for each event.',
  fields: (t) => ({
    verificationStatus: t.field({
      type: Verification,
      description:
        'Sends the verification in its present state, then again whenever its status changes. The stream completes after the final status.',
      access: 'configuration:read',
      args: {
        id: t.arg.id({
          required: true,
          description: "The verification, by its global id; in one's own tenant also by its plain one.",
        }),
      },
      subscribe: (_root, { id }, context) => watch(id, context),
      resolve: (check) => check,
    }),
  }),
});

/** The source of the events. It outlives the context, which it only uses to begin. */
async function watch(id: string, context: OperationContext): Promise<AsyncIterable<AccountCheck>> {
  const { checkWatch } = context.services;
  const tenant = parseGlobalId(id)?.tenant ?? context.principal.tenant;
  const uuid = tenant === null ? undefined : uuidWithin(tenant, 'Verification', id);
  if (tenant === null || uuid === undefined) throw malformedId('a verification');
  const known = (await context.enter(tenant)) ? await context.reads(tenant).checks.load(uuid) : null;
  if (known?.kind !== 'VERIFICATION') throw queryError('NOT_FOUND', 'The verification does not exist.');
  return endable((stop) => checkWatch.watch(tenant, uuid, stop));
}
