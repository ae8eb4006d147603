import type { DispatchInput as DomainInput } from '../../../dispatch/decide/request-rules.ts';
import type { BatchItem } from '../../../dispatch/send/batch.ts';
import { InvalidInput, NotPossible, RateLimited, refuse, SendingBlocked } from '../../../kernel/errors.ts';
import { IDEMPOTENCY_KEY_FORM } from '../../../tenant/idempotency-key.ts';
import { builder, type InputFields } from '../../builder.ts';
import { TENANT_ID_INPUT } from '../../fields/mutation-input.ts';
import { sendInTenant } from '../../fields/tenant-argument.ts';
import { CONTRACT_LIMITS } from '../../plugins/contract-limits.ts';
import { Channel } from '../configuration/configuration.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';
import { DispatchRecord } from './dispatch-record.ts';

function request(t: InputFields) {
  return {
    idempotencyKey: t.string({
      required: true,
      description: `The idempotency key: ${IDEMPOTENCY_KEY_FORM}, unique within the tenant. Repeating the same request with the same key returns the same record and sends nothing.`,
    }),
    channel: t.field({ type: Channel, required: true, description: 'The channel.' }),
    to: t.string({ required: true, description: "The recipient's phone number in E.164 format." }),
    text: t.string({
      required: true,
      description: 'The text to send or to speak. It is passed on to Twilio and never stored.',
    }),
    language: t.string({
      description: 'Voice only: the language to speak in, as a BCP 47 tag. The default is `en-US`.',
    }),
    validitySeconds: t.int({
      description:
        "SMS only: the validity period in seconds, after which Twilio no longer sends the message. The default is Twilio's own.",
    }),
  };
}

const DispatchItemInput = builder.inputType('DispatchItemInput', {
  description: 'One message of a batch, with its own idempotency key.',
  fields: (t) => request(t),
});

const { payloadType: DispatchPayload } = builder.relayMutationField(
  'dispatch',
  {
    description: 'A message to send.',
    inputFields: (t) => ({ tenantId: t.id({ description: TENANT_ID_INPUT }), ...request(t) }),
  },
  {
    description:
      'Sends one SMS or places one call from the account that the live configuration selects. Responds when the record is settled or its time budget is used up.',
    access: ['dispatch', 'records:read-own'],
    nullable: true,
    errors: { types: [NotPossible, RateLimited, SendingBlocked] },
    resolve: (_root, { input }, context) =>
      sendInTenant(context, input, async (scope) => ({
        record: await context.services.dispatches.dispatch(scope, requestOf(input)),
      })),
  },
  {
    description: 'The result of a dispatch that was admitted. The record says how it turned out.',
    access: 'records:read-own',
    outputFields: (t) => ({
      record: t.expose('record', {
        type: DispatchRecord,
        description:
          'The record of this request, or of an earlier identical request with the same idempotency key.',
      }),
      tenant: changedTenant(t),
    }),
  },
);

/** An item that was not started before the batch ran out of time. */
class NotStarted {
  readonly idempotencyKey: string;

  constructor(idempotencyKey: string) {
    this.idempotencyKey = idempotencyKey;
  }
}

builder.objectType(NotStarted, {
  name: 'NotStarted',
  description:
    'The batch ran out of time before this item started. There is no record, nothing was sent, and the idempotency key can be used again.',
  fields: (t) => ({
    idempotencyKey: t.exposeString('idempotencyKey', { description: 'The idempotency key of the item.' }),
    message: t.string({
      description: 'A message for people: what happened and what to do.',
      resolve: () =>
        'The batch ran out of time before this item started. Send it again; its key is still free.',
    }),
  }),
});

const DispatchItemResult = builder.errorUnion('DispatchItemResult', {
  description: 'The result of one item of a batch: its record, a problem, or `NotStarted`.',
  types: [DispatchPayload, NotStarted, NotPossible, RateLimited, SendingBlocked, InvalidInput],
  resolveType: () => DispatchPayload,
});

builder.relayMutationField(
  'dispatchBatch',
  {
    description: 'The messages of a batch, all of one tenant.',
    inputFields: (t) => ({
      tenantId: t.id({ description: TENANT_ID_INPUT }),
      items: t.field({
        type: [DispatchItemInput],
        required: true,
        description: `The messages, 1 to ${CONTRACT_LIMITS.batchItems}. Items that repeat the same request under the same idempotency key share one record.`,
      }),
    }),
  },
  {
    description:
      'Sends many messages of one tenant, each decided on its own. Responds when each of them is settled or the time budget is used up.',
    access: ['dispatch', 'records:read-own'],
    nullable: true,
    errors: { types: [RateLimited] },
    resolve: (_root, { input }, context) =>
      sendInTenant(context, input, async (scope) => {
        const requests = input.items.map(requestOf);
        checkSize(requests.length);
        const items = await context.services.dispatches.dispatchBatch(scope, requests);
        return { items: items.map((item, index) => answerOf(item, requests[index]?.idempotencyKey)) };
      }),
  },
  {
    description: 'The result of a batch that was processed.',
    access: 'records:read-own',
    outputFields: (t) => ({
      items: t.expose('items', {
        type: [DispatchItemResult],
        // As many as were sent: their number is bounded by that of the input.
        listLength: 1,
        description: 'The result of each item, in the order of the input.',
      }),
      tenant: changedTenant(t),
    }),
  },
);

function requestOf(input: typeof DispatchItemInput.$inferInput): DomainInput {
  const { idempotencyKey, channel, to, text, language = null, validitySeconds = null } = input;
  return { idempotencyKey, channel, to, text, language, validitySeconds };
}

function checkSize(items: number): void {
  const path = ['input', 'items'];
  const message = `A batch has 1 to ${CONTRACT_LIMITS.batchItems} items.`;
  if (items === 0) throw refuse('INVALID_INPUT', 'VALUE_OUT_OF_RANGE', message, path);
  if (items > CONTRACT_LIMITS.batchItems) throw refuse('INVALID_INPUT', 'VALUE_OUT_OF_RANGE', message, path);
}

function answerOf(item: BatchItem, idempotencyKey = '') {
  switch (item.kind) {
    case 'RECORD':
      return { record: item.record };
    case 'REFUSED':
      return item.refusal;
    case 'NOT_STARTED':
      return new NotStarted(idempotencyKey);
  }
}
