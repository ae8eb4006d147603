import { z } from 'zod';
import { certificateForm } from '../../src/audit/erasure/erasure-certificate.ts';
import { summaryForm } from '../../src/audit/pack/summary-form.ts';
import { receiptForm } from '../../src/audit/receipt/consent-receipt.ts';
import { entryForm } from '../../src/ledger/entries/entry-form.ts';
import { ENTRY_STATES } from '../../src/ledger/entries/entry-kinds.ts';
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

const kinds = ENTRY_STATES.map(([kind, { before, after }]) =>
  z
    .looseObject({
      kind: z.literal(kind).describe('The kind of the entry.'),
      before: before.describe('What was before; null where there was nothing.'),
      after: after.describe('What is after; null where there is nothing.'),
    })
    .meta({ title: kind }),
);

/** The states of an entry by its kind; its other members are those of every entry. */
const entryStates = z.union(kinds).meta({
  title: 'States of an audit entry',
  description:
    'What each kind of entry tells in `before` and `after`. Its other members, which this leaves open, are those of the schema of exports. Later versions may add kinds and members.',
});

/** The published JSON Schemas (2020-12) by their paths in the project. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'schema/audit-export.schema.json': z.toJSONSchema(exportLine),
    'schema/consent-receipt.schema.json': z.toJSONSchema(receiptForm),
    'schema/erasure-certificate.schema.json': z.toJSONSchema(certificateForm),
    'schema/evidence-pack.schema.json': z.toJSONSchema(summaryForm),
    'schema/entry-states.schema.json': z.toJSONSchema(entryStates),
  };
}
