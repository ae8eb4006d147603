import type { DraftReference } from '../../configuration/freshness-rules.ts';
import { refuse } from '../../kernel/errors.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { IDEMPOTENCY_KEY_FORM } from '../../tenant/idempotency-key.ts';
import { KEY_DAYS } from '../../tenant/request-key.ts';
import { builder, type InputFields } from '../builder.ts';
import { uuidWithin } from './global-id.ts';

/** The text of every `tenantId` input. */
export const TENANT_ID_INPUT =
  'The tenant, by plain or global id. Required for platform roles. Other callers omit it or name their own tenant.';

/** The inputs of every mutation whose own are not messages with idempotency keys of their own. */
export function requestFields(t: InputFields) {
  return {
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    idempotencyKey: t.string({
      description: `The idempotency key: ${IDEMPOTENCY_KEY_FORM}, unique among those of the caller in the tenant. For ${KEY_DAYS} days an equal request with the same key does nothing and is given the outcome of the first. A refused request uses up no key.`,
    }),
  };
}

/** The text of every `platformLog` input. */
export const PLATFORM_LOG_INPUT =
  "True for the platform's own log, which only platform roles reach; `tenantId` is absent then.";

/** A draft as the caller has it before its eyes. */
export const DraftReferenceInput = builder.inputType('DraftReferenceInput', {
  description: 'The draft as it was shown. The request is refused if the draft has changed since.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'The draft, by its global or its plain id.' }),
    revision: t.int({ required: true, description: 'The revision of the draft.' }),
  }),
});

/** A consent to, or a refusal of, a legal text as it was shown. */
export const ConsentInput = builder.inputType('ConsentInput', {
  description:
    'The account, draft and legal text that were shown to the admin. It is refused if the save would make anything else live.',
  fields: (t) => ({
    accountSid: t.string({ required: true, description: 'The SID of the account.' }),
    draftRevision: t.int({ required: true, description: 'The revision of the draft.' }),
    documentVersion: t.int({ required: true, description: 'The version of the text.' }),
    documentLocale: t.string({ required: true, description: 'The language of the text.' }),
    documentDigest: t.string({ required: true, description: 'The digest of the text.' }),
  }),
});

/** The draft that an input names. Refuses what is no id of a draft. */
export function draftReference(
  tenant: TenantId,
  named: { readonly id: string; readonly revision: number },
): DraftReference {
  const id = uuidWithin(tenant, 'ConfigurationDraft', named.id);
  if (id !== undefined) return { id, revision: named.revision };
  throw refuse('INVALID_INPUT', 'VALUE_MALFORMED', 'This is not the id of a draft.', [
    'input',
    'draft',
    'id',
  ]);
}
