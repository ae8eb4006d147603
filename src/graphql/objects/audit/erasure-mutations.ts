import { NotPossible, RateLimited } from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import { PLATFORM_LOG_INPUT, requestFields } from '../../fields/mutation-input.ts';
import { inLog } from '../../fields/tenant-argument.ts';
import { tenantOfLog } from '../tenant/changed-tenant.ts';

const SCOPES = ['privacy:erase'] as const;

builder.relayMutationField(
  'erasePerson',
  {
    description: 'The person to erase, and why.',
    inputFields: (t) => ({
      ...requestFields(t),
      platformLog: t.boolean({ required: true, defaultValue: false, description: PLATFORM_LOG_INPUT }),
      subject: t.string({ required: true, description: 'The subject of the person’s tokens.' }),
      reason: t.string({
        required: true,
        description: 'The reason why the person is erased. It stays in the log and must not name them.',
      }),
      reference: t.string({
        required: true,
        description:
          'The reference of the request elsewhere, such as the number of a ticket. It stays in the log too.',
      }),
    }),
  },
  {
    description:
      'Erases the data of a person from the tenant, or from the platform’s own log, for good: subject, display names, addresses and user agents. Entries of the audit log keep commitments, from which nothing can be learnt, and stay provable. An equal request, repeated, is given the same answer.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited] },
    resolve: (_root, { input }, context, info) =>
      inLog(context, info, input, async (scope) => {
        const { subject, reason, reference } = input;
        const { id, at } = await context.services.erasures.erase(scope, { subject, reason, reference });
        return { tenant: scope.tenant, id, at };
      }),
  },
  {
    description: 'The erasure as the audit log has it.',
    access: SCOPES,
    outputFields: (t) => ({
      entryId: t.exposeString('id', {
        description: 'The id of the audit entry of kind `PERSON_ERASED`, as exports have it.',
      }),
      erasedAt: t.expose('at', { type: 'DateTime', description: 'The time at which the person was erased.' }),
      tenant: tenantOfLog(t),
    }),
  },
);
