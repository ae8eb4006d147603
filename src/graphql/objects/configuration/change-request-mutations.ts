import type { GraphQLResolveInfo } from 'graphql';
import type {
  ChangeRequest as RequestShape,
  Step,
} from '../../../configuration/change-request/change-request-rules.ts';
import type { Said } from '../../../configuration/change-request/change-request-verbs.ts';
import { NotPossible, OutOfDate, RateLimited, refuse, StepUpRequired } from '../../../kernel/errors.ts';
import type { TenantId, Uuid } from '../../../kernel/ids.ts';
import { builder, type InputFields, type Types } from '../../builder.ts';
import type { OperationContext } from '../../context.ts';
import { uuidWithin } from '../../fields/global-id.ts';
import { requestFields } from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { ChangeRequest } from './change-request.ts';

/** Tells a client that what it asked for waits as a request. It is thrown after the commit, to be one of the results. */
export class ChangeRequested extends Error {
  readonly request: RequestShape;

  constructor(request: RequestShape) {
    super('The change waits for another person or for its time.');
    this.request = request;
  }
}

builder.objectType(ChangeRequested, {
  name: 'ChangeRequested',
  description: 'The change is in order, and waits as a change request. Nothing is live yet.',
  access: 'configuration:read',
  fields: (t) => ({
    changeRequest: t.expose('request', { type: ChangeRequest, description: 'The change request.' }),
    tenant: changedTenant(t),
  }),
});

const access = ['configuration:write', 'configuration:read'] as const;
const errors = { types: [NotPossible, RateLimited, OutOfDate, StepUpRequired] };
const PAYLOAD = { description: 'The change request after the step.', access: 'configuration:read' } as const;

function named(t: InputFields) {
  return {
    ...requestFields(t),
    id: t.id({ required: true, description: 'The change request, by its global or its plain id.' }),
  };
}

function requestIn(tenant: TenantId, id: string): Uuid {
  const uuid = uuidWithin(tenant, 'ChangeRequest', id);
  if (uuid !== undefined) return uuid;
  throw refuse('INVALID_INPUT', 'VALUE_MALFORMED', 'This is not the id of a change request.', [
    'input',
    'id',
  ]);
}

/** Takes a step with the change request that an input names. */
function takeStep(
  context: OperationContext,
  info: Pick<GraphQLResolveInfo, 'fieldName'>,
  input: Parameters<typeof inTenant>[2] & { readonly id: string },
  { step, ...said }: Pick<Said, 'digest' | 'note'> & { readonly step: Step },
) {
  return inTenant(context, info, input, async (scope) => {
    const about = { id: requestIn(scope.tenant, input.id), ...said };
    return { changeRequest: await context.services.changeRequests.decide(scope, step, about) };
  });
}

/** The outputs of a step. */
function decided(t: PothosSchemaTypes.ObjectFieldBuilder<Types, { readonly changeRequest: RequestShape }>) {
  return {
    changeRequest: t.expose('changeRequest', { type: ChangeRequest, description: 'The change request.' }),
    tenant: changedTenant(t),
  };
}

const NOTE = 'A note of at most 500 characters. It stays in the log and must name nobody.';

builder.relayMutationField(
  'approveChangeRequest',
  {
    description: 'The change request to approve, as it was shown.',
    inputFields: (t) => ({
      ...named(t),
      digest: t.string({ required: true, description: 'The `digest` of the change request that was shown.' }),
      note: t.string({ description: NOTE }),
    }),
  },
  {
    description:
      'Approves a change request, as another person of the tenant than the one who asked. Everything is checked again, and the change is made at once, or at its time. If it is no longer possible it is refused with what changed, and the change request is closed.',
    access,
    nullable: true,
    errors,
    resolve: (_root, { input }, context, info) =>
      takeStep(context, info, input, { step: 'APPROVED', digest: input.digest, note: input.note ?? null }),
  },
  {
    ...PAYLOAD,
    outputFields: decided,
  },
);

builder.relayMutationField(
  'rejectChangeRequest',
  {
    description: 'The change request to reject.',
    inputFields: (t) => ({ ...named(t), note: t.string({ description: NOTE }) }),
  },
  {
    description:
      'Rejects a change request, as another person of the tenant than the one who asked. Nothing changes.',
    access,
    nullable: true,
    errors,
    resolve: (_root, { input }, context, info) =>
      takeStep(context, info, input, { step: 'REJECTED', digest: null, note: input.note ?? null }),
  },
  {
    ...PAYLOAD,
    outputFields: decided,
  },
);

builder.relayMutationField(
  'withdrawChangeRequest',
  {
    description: 'The change request to withdraw.',
    inputFields: (t) => ({ ...named(t), note: t.string({ description: NOTE }) }),
  },
  {
    description: 'Withdraws a change request, as the person who asked for it. Nothing changes.',
    access,
    nullable: true,
    errors,
    resolve: (_root, { input }, context, info) =>
      takeStep(context, info, input, { step: 'WITHDRAWN', digest: null, note: input.note ?? null }),
  },
  {
    ...PAYLOAD,
    outputFields: decided,
  },
);

builder.relayMutationField(
  'overrideChangeRequest',
  {
    description: 'The change request to make at once, and why.',
    inputFields: (t) => ({
      ...named(t),
      reason: t.string({
        required: true,
        description: 'The reason, in at most 500 characters. It stays in the log and must name nobody.',
      }),
    }),
  },
  {
    description:
      'Makes a change at once without another person of the tenant: for a person of the platform, in an emergency. Everything is checked again.',
    access,
    nullable: true,
    errors,
    resolve: (_root, { input }, context, info) =>
      takeStep(context, info, input, { step: 'OVERRIDDEN', digest: null, note: input.reason }),
  },
  {
    ...PAYLOAD,
    outputFields: decided,
  },
);

builder.relayMutationField(
  'setFourEyes',
  {
    description: 'The requirement of another person for a change of who sends.',
    inputFields: (t) => ({
      ...requestFields(t),
      required: t.boolean({ required: true, description: 'True if it does.' }),
    }),
  },
  {
    description:
      'Requires another person of the tenant for each change of who sends, at once. Its end is a change request, which another person has to approve.',
    access,
    nullable: true,
    errors,
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) => ({
        changeRequest: await context.services.changeRequests.requireFourEyes(scope, input.required),
      })),
  },
  {
    description: 'The requirement as it was set, or the change request for its end.',
    access: 'configuration:read',
    outputFields: (t) => ({
      changeRequest: t.expose('changeRequest', {
        type: ChangeRequest,
        nullable: true,
        description: 'The change request for its end; null where it is set as was asked.',
      }),
      tenant: changedTenant(t),
    }),
  },
);
