import { NotPossible, RateLimited, StepUpRequired } from '../../../kernel/errors.ts';
import { builder } from '../../builder.ts';
import { PLATFORM_LOG_INPUT, requestFields } from '../../fields/mutation-input.ts';
import { inLog } from '../../fields/tenant-argument.ts';
import { tenantOfLog } from '../tenant/changed-tenant.ts';
import { LegalHold } from './legal-hold.ts';

const SCOPES = ['privacy:erase'] as const;

builder.relayMutationField(
  'placeLegalHold',
  {
    description:
      'The legal hold to place. It covers what meets all of `subject`, `from` and `to` that are given; without any, the whole tenant.',
    inputFields: (t) => ({
      ...requestFields(t),
      platformLog: t.boolean({ required: true, defaultValue: false, description: PLATFORM_LOG_INPUT }),
      subject: t.string({ description: 'The subject of the tokens of the person whom it is for.' }),
      from: t.field({ type: 'DateTime', description: 'It is for what happened at or after this time.' }),
      to: t.field({ type: 'DateTime', description: 'It is for what happened before this time.' }),
      reason: t.string({
        required: true,
        description: 'The reason for the hold. It stays in the log and must not name the person.',
      }),
      reference: t.string({
        required: true,
        description:
          'The reference of the matter elsewhere, such as the number of a case. It stays in the log too.',
      }),
    }),
  },
  {
    description:
      'Places a legal hold. While it stands, nobody whom it covers can be erased, nor can the persons whom it names and who placed it, and no dispatch that it covers is removed with age. An equal request, repeated while it stands, is given the same answer.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited, StepUpRequired] },
    resolve: (_root, { input }, context, info) =>
      inLog(context, info, input, async (scope) => {
        const { subject = null, from = null, to = null, reason, reference } = input;
        const legalHold = await context.services.holds.place(scope, { subject, from, to, reason, reference });
        return { tenant: scope.tenant, legalHold };
      }),
  },
  {
    description: 'The legal hold that stands.',
    access: SCOPES,
    outputFields: (t) => ({
      legalHold: t.expose('legalHold', { type: LegalHold, description: 'The legal hold.' }),
      tenant: tenantOfLog(t),
    }),
  },
);

builder.relayMutationField(
  'releaseLegalHold',
  {
    description: 'The legal hold to release, and why.',
    inputFields: (t) => ({
      ...requestFields(t),
      platformLog: t.boolean({ required: true, defaultValue: false, description: PLATFORM_LOG_INPUT }),
      id: t.id({ required: true, description: 'The id of the legal hold.' }),
      reason: t.string({
        required: true,
        description: 'The reason for its end. It stays in the log and must name nobody.',
      }),
    }),
  },
  {
    description:
      'Releases a legal hold, which only another person than the one who placed it can do. A repeated request is given the same answer.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited, StepUpRequired] },
    resolve: (_root, { input }, context, info) =>
      inLog(context, info, input, async (scope) => {
        const asked = { id: String(input.id), reason: input.reason };
        const { id, at } = await context.services.holds.release(scope, asked);
        return { tenant: scope.tenant, id, at };
      }),
  },
  {
    description: 'The release as the audit log has it.',
    access: SCOPES,
    outputFields: (t) => ({
      entryId: t.exposeString('id', {
        description: 'The id of the audit entry of kind `LEGAL_HOLD_RELEASED`, as exports have it.',
      }),
      releasedAt: t.expose('at', {
        type: 'DateTime',
        description: 'The time at which the hold was released.',
      }),
      tenant: tenantOfLog(t),
    }),
  },
);
