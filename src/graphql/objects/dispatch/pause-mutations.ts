import { NotPossible, RateLimited, StepUpRequired } from '../../../kernel/errors.ts';
import { builder, type InputFields } from '../../builder.ts';
import { requestFields } from '../../fields/mutation-input.ts';
import { inLog } from '../../fields/tenant-argument.ts';
import { tenantOfLog } from '../tenant/changed-tenant.ts';
import { SendingPause } from './sending-pause.ts';

const SCOPES = ['sending:pause', 'configuration:read'] as const;

/** The inputs of both mutations: the coverage of a stop, and the reason. */
function coverage(t: InputFields) {
  return {
    ...requestFields(t),
    everyTenant: t.boolean({
      required: true,
      defaultValue: false,
      description: 'True for the messages of all tenants; `tenantId` is absent then.',
    }),
    country: t.string({
      description: 'The country of the recipients, as ISO 3166-1 alpha-2; absent for all countries.',
    }),
    reason: t.string({
      required: true,
      description: 'The reason, of up to 500 characters. It stays in the log and must name nobody.',
    }),
  };
}

builder.relayMutationField(
  'pauseSending',
  { description: 'The messages to stop, and why.', inputFields: coverage },
  {
    description:
      'Stops sending for a tenant or for all of them, to one country or to all: from the next dispatch on, on every node. Messages under way finish. A pause that stands stays as it is and is the answer. For the admins of the platform.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited, StepUpRequired] },
    resolve: (_root, { input }, context, info) =>
      inLog(context, info, { ...input, platformLog: input.everyTenant }, async (scope) => {
        const { country = null, reason } = input;
        return {
          tenant: scope.tenant,
          pause: await context.services.pauses.pause(scope, { country, reason }),
        };
      }),
  },
  {
    description: 'The stop that stands.',
    access: SCOPES,
    outputFields: (t) => ({
      pause: t.expose('pause', { type: SendingPause, description: 'The stop.' }),
      tenant: tenantOfLog(t),
    }),
  },
);

builder.relayMutationField(
  'resumeSending',
  { description: 'The stop to end, and why.', inputFields: coverage },
  {
    description:
      'Ends a stop, which is named by what it covers. Others that stand go on. For the admins of the platform.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited, StepUpRequired] },
    resolve: (_root, { input }, context, info) =>
      inLog(context, info, { ...input, platformLog: input.everyTenant }, async (scope) => {
        const { country = null, reason } = input;
        const { id, at } = await context.services.pauses.resume(scope, { country, reason });
        return { tenant: scope.tenant, id, at };
      }),
  },
  {
    description: 'The end of a stop as the audit log has it.',
    access: SCOPES,
    outputFields: (t) => ({
      entryId: t.exposeString('id', {
        description: 'The id of the audit entry of kind `SENDING_RESUMED`, as exports have it.',
      }),
      resumedAt: t.expose('at', { type: 'DateTime', description: 'The time at which the stop ended.' }),
      tenant: tenantOfLog(t),
    }),
  },
);
