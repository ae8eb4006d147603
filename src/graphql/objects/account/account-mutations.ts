import { NotPossible, RateLimited } from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import { requestFields } from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { NumberRefresh } from '../configuration/number-refresh.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { Verification } from './verification.ts';

const ApiKey = builder.inputType('TwilioApiKeyInput', {
  description:
    'An API key of an account. A restricted one has to be allowed to list phone numbers, and to send.',
  fields: (t) => ({
    sid: t.string({ required: true, description: 'The SID of the key: SK and 32 hexadecimal digits.' }),
    secret: t.string({ required: true, description: 'The secret of the key. It is never returned.' }),
  }),
});

const TwilioCredential = builder.inputType('TwilioCredentialInput', {
  description: 'Either the auth token of an account or one of its API keys.',
  isOneOf: true,
  fields: (t) => ({
    authToken: t.string({ description: 'The auth token. It is never returned.' }),
    apiKey: t.field({ type: ApiKey, description: 'An API key with its secret.' }),
  }),
});

builder.relayMutationField(
  'verifyTwilioAccount',
  {
    description: 'The account to verify. Leading and trailing blanks are removed from both values.',
    inputFields: (t) => ({
      ...requestFields(t),
      accountSid: t.string({ required: true, description: 'The account SID: 34 characters.' }),
      authToken: t.string({
        description: 'The auth token. It is never returned.',
        deprecationReason: 'Use `credential`, which takes API keys too.',
      }),
      credential: t.field({
        type: TwilioCredential,
        description: 'The auth token or an API key of the account. Required unless `authToken` is given.',
      }),
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
        const { accountSid, authToken, credential } = input;
        return {
          verification: await context.services.verifications.verify(scope, {
            accountSid,
            authToken: authToken ?? null,
            credential: credential ?? null,
          }),
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
