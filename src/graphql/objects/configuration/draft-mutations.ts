import {
  NotPossible,
  OutOfDate,
  RateLimited,
  RequirementsNotMet,
  refuse,
  StepUpRequired,
} from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import type { Described } from '../../fields/described.ts';
import {
  ConsentInput,
  DraftReferenceInput,
  draftReference,
  requestFields,
} from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { CONTRACT_LIMITS } from '../../plugins/contract-limits.ts';
import { Consent } from '../consent/consent.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { ConfigurationDraft } from './configuration-draft.ts';

const EveryNumber = builder.enumType('EveryNumber', {
  description: 'Numbers that can be selected all together.',
  values: {
    LISTED: { description: 'Every number that is listed at this moment.' },
  } satisfies Described<'LISTED'>,
});

const NumberSelection = builder.inputType('NumberSelection', {
  description: 'Either numbers by name or all of them.',
  isOneOf: true,
  fields: (t) => ({
    phoneNumbers: t.stringList({
      description: `The numbers in E.164, at most ${CONTRACT_LIMITS.selectedNumbers}.`,
    }),
    every: t.field({ type: EveryNumber, description: 'The numbers that are selected all together.' }),
  }),
});

/** The numbers that a selection names. Refuses one that is too long. */
function selectedNumbers({
  phoneNumbers,
}: {
  readonly phoneNumbers?: readonly string[] | null | undefined;
}): readonly string[] | 'ALL' {
  const named = phoneNumbers ?? 'ALL';
  if (named.length <= CONTRACT_LIMITS.selectedNumbers) return named;
  const message = `A selection names at most ${CONTRACT_LIMITS.selectedNumbers} numbers; select all instead.`;
  throw refuse('INVALID_INPUT', 'VALUE_OUT_OF_RANGE', message, ['input', 'numbers', 'phoneNumbers']);
}

builder.relayMutationField(
  'selectOrganizationNumbers',
  {
    description: 'The numbers to select. They replace the former selection.',
    inputFields: (t) => ({
      ...requestFields(t),
      draft: t.field({
        type: DraftReferenceInput,
        description: 'The draft to edit. If there is no draft, omit it to start one from the live account.',
      }),
      numbers: t.field({ type: NumberSelection, required: true, description: 'The numbers to select.' }),
    }),
  },
  {
    description:
      'Selects numbers in the draft. A refusal names every number that cannot be selected. While the draft has not changed since, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [RateLimited, OutOfDate, NotPossible] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        const numbers = selectedNumbers(input.numbers);
        const draft = input.draft ? draftReference(scope.tenant, input.draft) : null;
        return { draft: await context.services.drafts.select(scope, { draft, numbers }) };
      }),
  },
  {
    description: 'The result of a selection.',
    access: 'configuration:read',
    outputFields: (t) => ({
      draft: t.expose('draft', {
        type: ConfigurationDraft,
        description: 'The draft with its new revision.',
      }),
      tenant: changedTenant(t),
    }),
  },
);

builder.relayMutationField(
  'discardDraft',
  {
    description: 'The draft to discard.',
    inputFields: (t) => ({
      ...requestFields(t),
      draft: t.field({ type: DraftReferenceInput, required: true, description: 'The draft to discard.' }),
    }),
  },
  {
    description:
      'Discards the draft. Its auth token is erased, and a running verification is superseded. The same caller may repeat the request.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [NotPossible, RateLimited, OutOfDate] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        await context.services.drafts.discard(scope, { draft: draftReference(scope.tenant, input.draft) });
        return { draftId: input.draft.id };
      }),
  },
  {
    description: 'The result of discarding a draft.',
    access: 'configuration:read',
    outputFields: (t) => ({
      draftId: t.exposeID('draftId', { description: 'The global id of the discarded draft.' }),
      tenant: changedTenant(t),
    }),
  },
);

builder.relayMutationField(
  'declineConsent',
  {
    description: 'The consent to decline.',
    inputFields: (t) => ({
      ...requestFields(t),
      draft: t.field({
        type: DraftReferenceInput,
        required: true,
        description: 'The draft that requires the consent.',
      }),
      consent: t.field({
        type: ConsentInput,
        required: true,
        description: 'The account, draft and legal text that were shown.',
      }),
    }),
  },
  {
    description:
      'Records that a person of the tenant declined the text that was shown. Repeating it for the same text and draft revision returns the existing record.',
    access: ['configuration:write', 'configuration:read'],
    nullable: true,
    errors: { types: [RateLimited, OutOfDate, RequirementsNotMet, NotPossible, StepUpRequired] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => {
        const draft = draftReference(scope.tenant, input.draft);
        return { consent: await context.services.drafts.decline(scope, { draft, consent: input.consent }) };
      }),
  },
  {
    description: 'The result of declining. The decision is recorded; nothing else changed.',
    access: 'configuration:read',
    outputFields: (t) => ({
      consent: t.expose('consent', {
        type: Consent,
        nullable: true,
        description: 'The consent record.',
        access: 'consents:read',
      }),
      draft: t.field({
        type: ConfigurationDraft,
        nullable: true,
        description: 'The draft, unchanged.',
        resolve: ({ consent }, _args, context) => context.reads(consent.tenant).draft(),
      }),
      tenant: changedTenant(t),
    }),
  },
);
