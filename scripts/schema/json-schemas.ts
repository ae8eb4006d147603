import { z } from 'zod';
import { certificateForm } from '../../src/audit/erasure/erasure-certificate.ts';
import { receiptForm } from '../../src/audit/receipt/consent-receipt.ts';
import { entryForm } from '../../src/ledger/entries/entry-form.ts';
import {
  checkpointLineForm,
  disclosuresLineForm,
  proofLineForm,
} from '../../src/ledger/verify/export-lines.ts';

const exportLine = z.union([entryForm, disclosuresLineForm, proofLineForm, checkpointLineForm]).meta({
  title: 'Line of an audit export',
  description:
    'Each line of an NDJSON export: entries, each followed by its disclosures if there are any, in a filtered export also by its proof, and at last the checkpoint.',
});

/** The published JSON Schemas (2020-12) by their paths in the project. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'schema/audit-export.schema.json': z.toJSONSchema(exportLine),
    'schema/consent-receipt.schema.json': z.toJSONSchema(receiptForm),
    'schema/erasure-certificate.schema.json': z.toJSONSchema(certificateForm),
  };
}
