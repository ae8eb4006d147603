import { NotPossible, RateLimited, refuse } from '../../../kernel/errors.ts';
import type { TenantId, Uuid } from '../../../kernel/ids.ts';
import { builder } from '../../builder.ts';
import { uuidWithin } from '../../fields/global-id.ts';
import { requestFields } from '../../fields/mutation-input.ts';
import { inTenant } from '../../fields/tenant-argument.ts';
import { changedTenant } from '../tenant/changed-tenant.ts';

const SCOPES = ['consents:read', 'audit:read'] as const;

builder.relayMutationField(
  'issueConsentReceipt',
  {
    description: 'The consent to issue a receipt for.',
    inputFields: (t) => ({
      ...requestFields(t),
      consentId: t.id({
        required: true,
        description: 'A consent record of kind `GIVEN`, by its global or its plain id.',
      }),
      omitDisclosures: t.boolean({
        required: true,
        defaultValue: false,
        description:
          'True for a receipt that withholds personal values: it shows what was consented to, and not by whom.',
      }),
    }),
  },
  {
    description:
      'Issues a receipt for a consent that was given, even if it has ended since. Nothing changes except the audit log, which records who received the receipt.',
    access: SCOPES,
    nullable: true,
    errors: { types: [NotPossible, RateLimited] },
    resolve: (_root, { input }, context, info) =>
      inTenant(context, info, input, async (scope) =>
        context.services.receipts.issue(scope, {
          consentId: consentIdIn(scope.tenant, input.consentId),
          disclosures: input.omitDisclosures ? 'omit' : 'include',
        }),
      ),
  },
  {
    description: 'The receipt. Anyone who has the public key can verify it without Originator.',
    access: SCOPES,
    outputFields: (t) => ({
      receipt: t.exposeString('text', {
        description:
          'The receipt as JSON, as described by schema/consent-receipt.schema.json. Keep it byte for byte.',
      }),
      fileName: t.exposeString('fileName', { description: 'A suggested file name.' }),
      tenant: changedTenant(t),
    }),
  },
);

function consentIdIn(tenant: TenantId, text: string): Uuid {
  const id = uuidWithin(tenant, 'Consent', text);
  if (id !== undefined) return id;
  throw refuse('INVALID_INPUT', 'VALUE_MALFORMED', 'This is not the id of a consent.', [
    'input',
    'consentId',
  ]);
}
