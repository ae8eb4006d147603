import type { IssuedReceipt } from '../audit/receipt-service.ts';
import { refuse } from '../kernel/errors.ts';
import type { TenantId, Uuid } from '../kernel/ids.ts';
import { builder } from './builder.ts';
import { uuidWithin } from './global-id.ts';
import { TENANT_ID_INPUT } from './mutation-input.ts';
import { resultOf } from './problems.ts';

const SCOPES = ['consents:read', 'audit:read'] as const;

const IssueConsentReceiptInput = builder.inputType('IssueConsentReceiptInput', {
  description: 'The consent that a receipt is wanted of.',
  fields: (t) => ({
    tenantId: t.id({ description: TENANT_ID_INPUT }),
    consentId: t.id({ required: true, description: 'The global id of the record of a consent given.' }),
  }),
});

const IssueConsentReceiptPayload = builder.objectRef<IssuedReceipt>('IssueConsentReceiptPayload').implement({
  description: 'The receipt, which stands for itself: with the public key it can be checked anywhere.',
  access: SCOPES,
  fields: (t) => ({
    receipt: t.exposeString('text', {
      description:
        'The receipt in JSON, after schema/consent-receipt.schema.json. It has to be kept byte for byte.',
    }),
    fileName: t.exposeString('fileName', { description: 'A name for it as a file.' }),
  }),
});

const receiptResult = resultOf('IssueConsentReceipt', IssueConsentReceiptPayload, [
  'NOT_POSSIBLE',
  'RATE_LIMITED',
]);

builder.mutationField('issueConsentReceipt', (t) =>
  t.field({
    type: receiptResult.type,
    nullable: true,
    description:
      'Issues a receipt of a consent that was given, also of one that has ended since. It is a reading that is logged: nothing changes but the audit log, which says who was given the receipt.',
    access: SCOPES,
    args: {
      input: t.arg({ type: IssueConsentReceiptInput, required: true, description: 'The consent.' }),
    },
    resolve: (_root, { input }, context) =>
      receiptResult.answer(context, input, async (scope) =>
        context.services.receipts.issue(scope, { consentId: consentIdIn(scope.tenant, input.consentId) }),
      ),
  }),
);

function consentIdIn(tenant: TenantId, text: string): Uuid {
  const id = uuidWithin(tenant, 'Consent', text);
  if (id !== undefined) return id;
  throw refuse('INVALID_INPUT', 'ID_MALFORMED', 'This is not the id of a consent.', ['input', 'consentId']);
}
