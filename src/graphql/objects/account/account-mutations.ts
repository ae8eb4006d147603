import { NotPossible, RateLimited } from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import { requestFields } from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { NumberRefresh } from '../configuration/number-refresh.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { Verification } from './verification.ts';

builder.relayMutationField(
  'verifyTwilioAccount',
  {
    description: 'The account to verify. Leading and trailing blanks are removed from both values.',
    inputFields: (t) => ({
      ...requestFields(t),
      accountSid: t.string({ required: true, description: 'The account SID: 34 characters.' }),
      authToken: t.string({ required: true, description: 'The auth token. It is never returned.' }),
    }),
  },
  {
    description:
      'Starts to verify an account. Responds at once and supersedes a verification that is still running. The verified account becomes the draft; nothing live changes.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [NotPossible, RateLimited] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        const { accountSid, authToken } = input;
        return {
          verification: await context.services.verifications.verify(scope, { accountSid, authToken }),
        };
      }),
  },
  {
    description: 'The result of starting a verification.',
    access: 'configuration:read',
    outputFields: (t) => ({
      verification: t.expose('verification', {
        type: Verification,
        description: 'The verification. Follow it by its id.',
      }),
      tenant: changedTenant(t),
    }),
  },
);

builder.relayMutationField(
  'refreshOrganizationNumbers',
  {
    description: 'The tenant whose numbers to refresh.',
    inputFields: (t) => ({ ...requestFields(t) }),
  },
  {
    description:
      'Starts a refresh, which reads from Twilio the numbers of the live account and of the draft. Responds at once and creates no configuration version.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [NotPossible, RateLimited] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => ({
        refresh: await context.services.refreshes.refresh(scope),
      })),
  },
  {
    description: 'The result of starting a refresh. If one was already running, it is returned.',
    access: 'configuration:read',
    outputFields: (t) => ({
      refresh: t.expose('refresh', {
        type: NumberRefresh,
        description: 'The refresh. Query it again to follow it.',
      }),
      tenant: changedTenant(t),
    }),
  },
);
