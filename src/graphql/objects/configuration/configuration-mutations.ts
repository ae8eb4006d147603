import type { Configuration as ConfigurationShape } from '../../../configuration/configuration.ts';
import { builder } from '../../builder.ts';
import {
  ConsentInput,
  DraftReferenceInput,
  draftReference,
  TENANT_ID_INPUT,
} from '../../fields/mutation-input.ts';
import { resultOf } from '../problems.ts';
import { Tenant } from '../tenant/tenant.ts';
import { Channel, Configuration } from './configuration.ts';
import { FallbackChoice } from './fallback-policy.ts';

const BASE_VERSION =
  'The number of the live version that the change is based on; 0 if nothing has been saved yet.';

const SaveTwilioAccountInput = builder.inputType('SaveTwilioAccountInput', {
  description:
    'The configuration to make live as the next version. A field that is absent keeps its present value.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    draft: t.field({
      type: DraftReferenceInput,
      description: 'The draft to make live. Omit it to save only the fallback mode or the channels.',
    }),
    baseVersion: t.int({ required: true, description: BASE_VERSION }),
    fallbackMode: t.field({ type: FallbackChoice, description: 'The fallback mode.' }),
    channels: t.field({ type: [Channel], description: 'The channels to use. At least one is required.' }),
    consent: t.field({
      type: ConsentInput,
      description: 'The consent that the draft requires. Omit it if none is required.',
    }),
  }),
});

interface VersionMade {
  readonly configuration: ConfigurationShape;
}

const SaveTwilioAccountPayload = builder.objectRef<VersionMade>('SaveTwilioAccountPayload').implement({
  description: 'The result of a save. The new version is live.',
  access: 'configuration:read',
  fields: (t) => ({
    configuration: t.expose('configuration', {
      type: Configuration,
      description: 'The version that the save created.',
    }),
    tenant: t.field({
      type: Tenant,
      description: 'The tenant with its new configuration.',
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
      'Makes account, numbers, channels, fallback policy and consent live together, as the next version. A refusal names every unmet requirement at once. While that version is live, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: SaveTwilioAccountInput,
        required: true,
        description: 'The configuration to make live.',
      }),
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
  description: 'The result of a removal. The default account now sends.',
  access: 'configuration:read',
  fields: (t) => ({
    configuration: t.expose('configuration', {
      type: Configuration,
      description: 'The version without a custom account.',
    }),
    tenant: t.field({
      type: Tenant,
      description: 'The tenant with its new configuration.',
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
      'Removes the custom account by creating the next version without one, so that the default account sends. The consent ends, a draft is discarded, and the history is kept. While that version is live, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: RemoveTwilioAccountInput,
        required: true,
        description: 'The configuration to remove the account from.',
      }),
    },
    resolve: (_root, { input: { baseVersion, ...input } }, context) =>
      removeResult.answer(context, input, async (scope) => ({
        configuration: await context.services.configurations.remove(scope, { baseVersion }),
      })),
  }),
);
