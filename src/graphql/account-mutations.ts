import type { AccountCheck } from '../account/account-check.ts';
import { builder } from './builder.ts';
import { TENANT_ID_INPUT } from './mutation-input.ts';
import { NumberRefresh } from './number-refresh.ts';
import { resultOf } from './problems.ts';
import { Verification } from './verification.ts';

const VerifyTwilioAccountInput = builder.inputType('VerifyTwilioAccountInput', {
  description: 'The account to verify. Blanks around both texts are dropped.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    accountSid: t.string({ required: true, description: 'The account SID, 34 characters.' }),
    authToken: t.string({ required: true, description: 'The auth token. It is never shown again.' }),
  }),
});

const VerifyTwilioAccountPayload = builder
  .objectRef<{ readonly verification: AccountCheck }>('VerifyTwilioAccountPayload')
  .implement({
    description: 'The verification has begun.',
    access: 'configuration:read',
    fields: (t) => ({
      verification: t.expose('verification', {
        type: Verification,
        description: 'The verification, to be followed by its id.',
      }),
    }),
  });

const verifyResult = resultOf('VerifyTwilioAccount', VerifyTwilioAccountPayload, ['RATE_LIMITED']);

builder.mutationField('verifyTwilioAccount', (t) =>
  t.field({
    type: verifyResult.type,
    nullable: true,
    description:
      'Begins to verify an account. It answers at once; a verification under way is superseded. A verified account becomes the draft, nothing live changes.',
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
  description: 'Whose numbers to read anew.',
  fields: (t) => ({ tenantId: t.id({ description: TENANT_ID_INPUT }) }),
});

const RefreshOrganizationNumbersPayload = builder
  .objectRef<{ readonly refresh: AccountCheck }>('RefreshOrganizationNumbersPayload')
  .implement({
    description: 'The refresh has begun, or was under way.',
    access: 'configuration:read',
    fields: (t) => ({
      refresh: t.expose('refresh', {
        type: NumberRefresh,
        description: 'The refresh, to be followed by asking again.',
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
      'Begins to read from Twilio which numbers the live account and the draft have. It answers at once and changes no version.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: RefreshOrganizationNumbersInput,
        required: true,
        description: 'Whose numbers to read anew.',
      }),
    },
    resolve: (_root, { input }, context) =>
      refreshResult.answer(context, input, async (scope) => ({
        refresh: await context.services.refreshes.refresh(scope),
      })),
  }),
);
