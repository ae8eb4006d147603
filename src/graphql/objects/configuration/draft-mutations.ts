import type { Draft } from '../../../configuration/configuration.ts';
import type { Consent as ConsentShape } from '../../../consent/consent.ts';
import { refuse } from '../../../kernel/errors.ts';
import type { TenantId } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import {
  ConsentInput,
  DraftReferenceInput,
  draftReference,
  TENANT_ID_INPUT,
} from '../../fields/mutation-input.ts';
import { CONTRACT_LIMITS } from '../../plugins/limits.ts';
import { Consent } from '../consent/consent.ts';
import { resultOf } from '../problems.ts';
import { Tenant } from '../tenant/tenant.ts';
import { ConfigurationDraft } from './configuration-draft.ts';

const SelectOrganizationNumbersInput = builder.inputType('SelectOrganizationNumbersInput', {
  description:
    'The numbers to select. They replace the former selection. Set either `phoneNumbers` or `all`.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    draft: t.field({
      type: DraftReferenceInput,
      description: 'The draft to edit. If there is no draft, omit it to start one from the live account.',
    }),
    phoneNumbers: t.stringList({
      description: `The numbers in E.164, at most ${CONTRACT_LIMITS.selectedNumbers}.`,
    }),
    all: t.boolean({ description: 'Set to true to select every number that is listed at this moment.' }),
  }),
});

const SelectOrganizationNumbersPayload = builder
  .objectRef<{ readonly draft: Draft }>('SelectOrganizationNumbersPayload')
  .implement({
    description: 'The result of a selection.',
    access: 'configuration:read',
    fields: (t) => ({
      draft: t.expose('draft', {
        type: ConfigurationDraft,
        description: 'The draft with its new revision.',
      }),
    }),
  });

const selectResult = resultOf('SelectOrganizationNumbers', SelectOrganizationNumbersPayload, [
  'RATE_LIMITED',
  'OUT_OF_DATE',
  'NOT_POSSIBLE',
]);

/** The numbers that a selection names. Refuses one that says both or neither, and one that is too long. */
function selectedNumbers({
  phoneNumbers,
  all,
}: {
  readonly phoneNumbers?: readonly string[] | null | undefined;
  readonly all?: boolean | null | undefined;
}): readonly string[] | 'ALL' {
  const named = phoneNumbers ?? null;
  if ((named !== null) === (all === true)) {
    const message = 'Name the numbers, or select all of them.';
    throw refuse('INVALID_INPUT', 'VALUES_CONFLICT', message, ['input', 'phoneNumbers']);
  }
  if (named === null) return 'ALL';
  if (named.length <= CONTRACT_LIMITS.selectedNumbers) return named;
  const message = `A selection names at most ${CONTRACT_LIMITS.selectedNumbers} numbers; select all instead.`;
  throw refuse('INVALID_INPUT', 'VALUE_OUT_OF_RANGE', message, ['input', 'phoneNumbers']);
}

builder.mutationField('selectOrganizationNumbers', (t) =>
  t.field({
    type: selectResult.type,
    nullable: true,
    description:
      'Selects numbers in the draft. A refusal names every number that cannot be selected. While the draft has not changed since, repeating the same input as the same caller returns it.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({
        type: SelectOrganizationNumbersInput,
        required: true,
        description: 'The numbers to select.',
      }),
    },
    resolve: (_root, { input }, context) =>
      selectResult.answer(context, input, async (scope) => {
        const numbers = selectedNumbers(input);
        const draft = input.draft ? draftReference(scope.tenant, input.draft) : null;
        return { draft: await context.services.drafts.select(scope, { draft, numbers }) };
      }),
  }),
);

const DiscardDraftInput = builder.inputType('DiscardDraftInput', {
  description: 'The draft to discard.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    draft: t.field({ type: DraftReferenceInput, required: true, description: 'The draft to discard.' }),
  }),
});

const DiscardDraftPayload = builder
  .objectRef<{ readonly tenant: TenantId; readonly draftId: string }>('DiscardDraftPayload')
  .implement({
    description: 'The result of discarding a draft.',
    access: 'configuration:read',
    fields: (t) => ({
      draftId: t.exposeID('draftId', { description: 'The global id of the discarded draft.' }),
      tenant: t.field({
        type: Tenant,
        description: 'The tenant, which now has no draft.',
        resolve: ({ tenant }) => ({ tenant }),
      }),
    }),
  });

const discardResult = resultOf('DiscardDraft', DiscardDraftPayload, ['RATE_LIMITED', 'OUT_OF_DATE']);

builder.mutationField('discardDraft', (t) =>
  t.field({
    type: discardResult.type,
    nullable: true,
    description:
      'Discards the draft. Its auth token is erased, and a running verification is superseded. The same caller may repeat the request.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({ type: DiscardDraftInput, required: true, description: 'The draft to discard.' }),
    },
    resolve: (_root, { input }, context) =>
      discardResult.answer(context, input, async (scope) => {
        await context.services.drafts.discard(scope, { draft: draftReference(scope.tenant, input.draft) });
        return { tenant: scope.tenant, draftId: input.draft.id };
      }),
  }),
);

const DeclineConsentInput = builder.inputType('DeclineConsentInput', {
  description: 'The consent to decline.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
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
});

const DeclineConsentPayload = builder
  .objectRef<{ readonly consent: ConsentShape }>('DeclineConsentPayload')
  .implement({
    description: 'The result of declining. The decision is recorded; nothing else changed.',
    access: 'configuration:read',
    fields: (t) => ({
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
    }),
  });

const declineResult = resultOf('DeclineConsent', DeclineConsentPayload, [
  'RATE_LIMITED',
  'OUT_OF_DATE',
  'REQUIREMENTS_NOT_MET',
  'NOT_POSSIBLE',
]);

builder.mutationField('declineConsent', (t) =>
  t.field({
    type: declineResult.type,
    nullable: true,
    description:
      'Records that a person of the tenant declined the text that was shown. Repeating it for the same text and draft revision returns the existing record.',
    access: ['configuration:write', 'configuration:read'],
    args: {
      input: t.arg({ type: DeclineConsentInput, required: true, description: 'The consent to decline.' }),
    },
    resolve: (_root, { input }, context) =>
      declineResult.answer(context, input, async (scope) => {
        const draft = draftReference(scope.tenant, input.draft);
        return { consent: await context.services.drafts.decline(scope, { draft, consent: input.consent }) };
      }),
  }),
);
