import type { Configuration as ConfigurationShape } from '../configuration/configuration.ts';
import { builder } from './builder.ts';
import { Channel, Configuration } from './configuration.ts';
import { FallbackChoice } from './fallback-policy.ts';
import { ConsentInput, DraftReferenceInput, draftReference, TENANT_ID_INPUT } from './mutation-input.ts';
import { resultOf } from './problems.ts';
import { Tenant } from './tenant.ts';

const BASE_VERSION = 'The number of the live version that this is based on; 0 where none was saved yet.';

const SaveTwilioAccountInput = builder.inputType('SaveTwilioAccountInput', {
  description: 'What to put live together, as the next version. What is absent stays as it is.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    draft: t.field({
      type: DraftReferenceInput,
      description: 'The draft to put live; absent to save the fallback policy or the channels alone.',
    }),
    baseVersion: t.int({ required: true, description: BASE_VERSION }),
    fallbackMode: t.field({ type: FallbackChoice, description: 'The fallback policy.' }),
    channels: t.field({ type: [Channel], description: 'The channels in use, at least one.' }),
    consent: t.field({
      type: ConsentInput,
      description: 'The consent that the draft asks for; absent where it asks for none.',
    }),
  }),
});

interface VersionMade {
  readonly configuration: ConfigurationShape;
}

const SaveTwilioAccountPayload = builder.objectRef<VersionMade>('SaveTwilioAccountPayload').implement({
  description: 'The version is live.',
  access: 'configuration:read',
  fields: (t) => ({
    configuration: t.expose('configuration', {
      type: Configuration,
      description: 'The version that this save made.',
    }),
    tenant: t.field({
      type: Tenant,
      description: 'The tenant with it.',
      resolve: ({ configuration: { tenant } }) => ({ tenant }),
    }),
  }),
});

const saveResult = resultOf('SaveTwilioAccount', SaveTwilioAccountPayload, [
  'RATE_LIMITED',
  'OUT_OF_DATE',
  'REQUIREMENTS_NOT_MET',
]);

builder.mutationField('saveTwilioAccount', (t) =>
  t.field({
    type: saveResult.type,
    nullable: true,
    description:
      'Puts account, numbers, channels, fallback policy and consent live together, as the next version. Every unmet requirement is named at once. The same input from the same caller again is answered with the version that it made, as long as that is live.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({ type: SaveTwilioAccountInput, required: true, description: 'What to put live.' }),
    },
    resolve: (_root, { input }, context) =>
      saveResult.answer(context, input, async (scope) => ({
        configuration: await context.services.configurations.save(scope, {
          draft: input.draft ? draftReference(scope.tenant, input.draft) : null,
          baseVersion: input.baseVersion,
          fallbackMode: input.fallbackMode ?? null,
          channels: input.channels
            ? { sms: input.channels.includes('SMS'), voice: input.channels.includes('VOICE') }
            : null,
          consent: input.consent ?? null,
        }),
      })),
  }),
);

const RemoveTwilioAccountInput = builder.inputType('RemoveTwilioAccountInput', {
  description: 'From which configuration to remove the custom account.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    baseVersion: t.int({ required: true, description: BASE_VERSION }),
  }),
});

const RemoveTwilioAccountPayload = builder.objectRef<VersionMade>('RemoveTwilioAccountPayload').implement({
  description: 'The default account sends.',
  access: 'configuration:read',
  fields: (t) => ({
    configuration: t.expose('configuration', {
      type: Configuration,
      description: 'The version without a custom account.',
    }),
    tenant: t.field({
      type: Tenant,
      description: 'The tenant with it.',
      resolve: ({ configuration: { tenant } }) => ({ tenant }),
    }),
  }),
});

const removeResult = resultOf('RemoveTwilioAccount', RemoveTwilioAccountPayload, [
  'RATE_LIMITED',
  'OUT_OF_DATE',
  'NOT_POSSIBLE',
]);

builder.mutationField('removeTwilioAccount', (t) =>
  t.field({
    type: removeResult.type,
    nullable: true,
    description:
      'Makes the next version without a custom account: the default account sends. The consent ends, a draft is discarded, history stays. The same input from the same caller again is answered with the version that it made, as long as that is live.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: RemoveTwilioAccountInput,
        required: true,
        description: 'From which configuration to remove it.',
      }),
    },
    resolve: (_root, { input: { baseVersion, ...input } }, context) =>
      removeResult.answer(context, input, async (scope) => ({
        configuration: await context.services.configurations.remove(scope, { baseVersion }),
      })),
  }),
);
