import type { AskedChange } from '../../../configuration/change-request/change-request-verbs.ts';
import type { Configuration as ConfigurationShape } from '../../../configuration/configuration.ts';
import {
  NotPossible,
  OutOfDate,
  RateLimited,
  RequirementsNotMet,
  StepUpRequired,
} from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import {
  ConsentInput,
  DraftReferenceInput,
  draftReference,
  requestFields,
} from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { ChangeRequested } from './change-request-mutations.ts';
import { Channel, Configuration } from './configuration.ts';
import { FallbackChoice } from './fallback-policy.ts';
import { policyInput, SendingPolicyInput } from './sending-policy.ts';

const BASE_VERSION =
  'The number of the live version that the change is based on; 0 if nothing has been saved yet.';

const APPLY_AT =
  'The time at which to make the change, as a change request; absent for at once. Everything is checked then, too.';

/** The version that was made; a change that waits is another result. */
function made(asked: AskedChange): { readonly configuration: ConfigurationShape } {
  if (asked.kind === 'REQUESTED') throw new ChangeRequested(asked.request);
  return { configuration: asked.configuration };
}

builder.relayMutationField(
  'saveTwilioAccount',
  {
    description:
      'The configuration to make live as the next version. A field that is absent keeps its present value.',
    inputFields: (t) => ({
      ...requestFields(t),
      draft: t.field({
        type: DraftReferenceInput,
        description:
          'The draft to make live. Omit it to save only the fallback mode, the channels or the sending policy.',
      }),
      baseVersion: t.int({ required: true, description: BASE_VERSION }),
      applyAt: t.field({ type: 'DateTime', description: APPLY_AT }),
      fallbackMode: t.field({ type: FallbackChoice, description: 'The fallback mode.' }),
      channels: t.field({ type: [Channel], description: 'The channels to use. At least one is required.' }),
      sendingPolicy: t.field({
        type: SendingPolicyInput,
        description:
          "The members of the sending policy to change. On the default account they cannot be looser than the platform's bounds.",
      }),
      consent: t.field({
        type: ConsentInput,
        description: 'The consent that the draft requires. Omit it if none is required.',
      }),
    }),
  },
  {
    description:
      'Makes account, numbers, channels, policies and consent live together, as the next version. A refusal names every unmet requirement at once. While that version is live, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: {
      types: [NotPossible, RateLimited, OutOfDate, RequirementsNotMet, StepUpRequired, ChangeRequested],
    },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        const save = {
          draft: input.draft ? draftReference(scope.tenant, input.draft) : null,
          baseVersion: input.baseVersion,
          fallbackMode: input.fallbackMode ?? null,
          channels: input.channels
            ? { sms: input.channels.includes('SMS'), voice: input.channels.includes('VOICE') }
            : null,
          ...(input.sendingPolicy ? { sendingPolicy: policyInput(input.sendingPolicy) } : {}),
          consent: input.consent ?? null,
        };
        const change = { kind: 'SAVE', input: save } as const;
        return made(await context.services.changeRequests.ask(scope, change, input.applyAt ?? null));
      }),
  },
  {
    description: 'The result of a save. The new version is live.',
    access: 'configuration:read',
    outputFields: (t) => ({
      configuration: t.expose('configuration', {
        type: Configuration,
        description: 'The version that the save created.',
      }),
      tenant: changedTenant(t),
    }),
  },
);

builder.relayMutationField(
  'removeTwilioAccount',
  {
    description: 'From which configuration to remove the custom account.',
    inputFields: (t) => ({
      ...requestFields(t),
      baseVersion: t.int({ required: true, description: BASE_VERSION }),
      applyAt: t.field({ type: 'DateTime', description: APPLY_AT }),
    }),
  },
  {
    description:
      'Removes the custom account by creating the next version without one, so that the default account sends. The consent ends, a draft is discarded, and the history is kept. While that version is live, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [RateLimited, OutOfDate, NotPossible, StepUpRequired, ChangeRequested] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        const change = { kind: 'REMOVAL', baseVersion: input.baseVersion } as const;
        return made(await context.services.changeRequests.ask(scope, change, input.applyAt ?? null));
      }),
  },
  {
    description: 'The result of a removal. The default account now sends.',
    access: 'configuration:read',
    outputFields: (t) => ({
      configuration: t.expose('configuration', {
        type: Configuration,
        description: 'The version without a custom account.',
      }),
      tenant: changedTenant(t),
    }),
  },
);
