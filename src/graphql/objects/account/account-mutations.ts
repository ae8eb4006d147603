import type { AccountCheck } from '../../../account/account-check.ts';
import { builder } from '../../builder.ts';
import { TENANT_ID_INPUT } from '../../fields/mutation-input.ts';
import { NumberRefresh } from '../configuration/number-refresh.ts';
import { resultOf } from '../problems.ts';
import { Verification } from './verification.ts';

const VerifyTwilioAccountInput = builder.inputType('VerifyTwilioAccountInput', {
  description: 'The account to verify. Leading and trailing blanks are removed from both values.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    accountSid: t.string({ required: true, description: 'The account SID: 34 characters.' }),
    authToken: t.string({ required: true, description: 'The auth token. It is never returned.' }),
  }),
});

const VerifyTwilioAccountPayload = builder
  .objectRef<{ readonly verification: AccountCheck }>('VerifyTwilioAccountPayload')
  .implement({
    description: 'The result of starting a verification.',
    access: 'configuration:read',
    fields: (t) => ({
      verification: t.expose('verification', {
        type: Verification,
        description: 'The verification. Follow it by its id.',
      }),
    }),
  });

const verifyResult = resultOf('VerifyTwilioAccount', VerifyTwilioAccountPayload, ['RATE_LIMITED']);

builder.mutationField('verifyTwilioAccount', (t) =>
  t.field({
    type: verifyResult.type,
    nullable: true,
    description:
      'Starts to verify an account. Responds at once and supersedes a verification that is still running. The verified account becomes the draft; nothing live changes.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({ type: VerifyTwilioAccountInput, required: true, description: 'The account to verify.' }),
    },
    resolve: (_root, { input }, context) =>
      verifyResult.answer(context, input, async (scope) => {
        const { accountSid, authToken } = input;
        return {
          verification: await context.services.verifications.verify(scope, { accountSid, authToken }),
        };
      }),
  }),
);

const RefreshOrganizationNumbersInput = builder.inputType('RefreshOrganizationNumbersInput', {
  description: 'The tenant whose numbers to refresh.',
  fields: (t) => ({ tenantId: t.id({ description: TENANT_ID_INPUT }) }),
});

const RefreshOrganizationNumbersPayload = builder
  .objectRef<{ readonly refresh: AccountCheck }>('RefreshOrganizationNumbersPayload')
  .implement({
    description: 'The result of starting a refresh. If one was already running, it is returned.',
    access: 'configuration:read',
    fields: (t) => ({
      refresh: t.expose('refresh', {
        type: NumberRefresh,
        description: 'The refresh. Query it again to follow it.',
      }),
    }),
  });

const refreshResult = resultOf('RefreshOrganizationNumbers', RefreshOrganizationNumbersPayload, [
  'NOT_POSSIBLE',
  'RATE_LIMITED',
]);

builder.mutationField('refreshOrganizationNumbers', (t) =>
  t.field({
    type: refreshResult.type,
    nullable: true,
    description:
      'Starts a refresh, which reads from Twilio the numbers of the live account and of the draft. Responds at once and creates no configuration version.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: RefreshOrganizationNumbersInput,
        required: true,
        description: 'The tenant whose numbers to refresh.',
      }),
    },
    resolve: (_root, { input }, context) =>
      refreshResult.answer(context, input, async (scope) => ({
        refresh: await context.services.refreshes.refresh(scope),
      })),
  }),
);
