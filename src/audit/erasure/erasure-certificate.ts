import canonicalize from 'canonicalize';
import * as z from 'zod';
import { commitmentForm } from '../../ledger/entries/commitment.ts';
import { readEntry } from '../../ledger/entries/entry-form.ts';
import { parseOrigin, readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import { sha256Binary } from '../../ledger/tree/cryptography.ts';
import { entryProofForm } from '../../ledger/verify/proved-entry.ts';

const erasedForm = z.strictObject({
  entry: z.string().meta({ description: 'The id of the entry that the value was in.' }),
  path: z.string().meta({ description: 'Where in that entry: a JSON Pointer (RFC 6901).' }),
  commitment: commitmentForm.shape.commitment.meta({
    description: 'The commitment to the value, which remains.',
  }),
});

/**
 * An erasure certificate: which values were erased, as the log records. It says of the person nothing, and of the values no
 * more than what was left of them.
 */
export const certificateForm = z
  .strictObject({
    version: z.literal('originator-erasure-certificate/1').meta({ description: 'Version of this form.' }),
    erasureID: z.string().meta({ description: 'Identifies the erasure: the id of its audit entry.' }),
    erasedAt: z.string().meta({ description: 'When it was done: UTC, ISO 8601.' }),
    service: z.string().meta({ description: 'The host whose log it is recorded in.' }),
    organization: z.string().meta({ description: 'The tenant whose log the values were in.' }),
    reason: z.string().meta({ description: 'Why they were erased.' }),
    reference: z.string().meta({ description: 'What the reason refers to, such as a request.' }),
    erased: z
      .array(erasedForm)
      .meta({ description: 'The values that were erased, by entry and path, ascending.' }),
    proof: entryProofForm.meta({
      description: 'The proof that the log records the erasure exactly so.',
    }),
  })
  .meta({
    title: 'Erasure certificate',
    description: 'Which personal values of a log were erased, and the proof.',
  });

/** An erasure certificate, as it is issued. */
export type ErasureCertificate = z.infer<typeof certificateForm>;

/** A value that was erased: of it, its commitment remains. */
export type ErasedValue = ErasureCertificate['erased'][number];

/** The parts do not belong together; the message says why, and goes on from “it …”. */
export class UnfitCertificateError extends Error {
  override readonly name = 'UnfitCertificateError';
}

/** SHA-256 in hexadecimal over the canonical JSON (RFC 8785) of the values, as the entry of their erasure holds it. */
export function commitmentsDigest(erased: readonly ErasedValue[]): string {
  return Buffer.from(sha256Binary(Buffer.from(canonicalize(erased) ?? '')), 'binary').toString('hex');
}

const erasure = z.object({
  kind: z.literal('PERSON_ERASED'),
  after: z.object({
    reason: z.string(),
    reference: z.string(),
    count: z.number(),
    commitmentsDigest: z.string(),
  }),
});

/** The certificate of an erasure. Throws `UnfitCertificateError` unless all its parts belong to it. */
export function buildErasureCertificate(
  erased: readonly ErasedValue[],
  proof: ErasureCertificate['proof'],
): ErasureCertificate {
  const bytes = Buffer.from(proof.entry);
  const entry = bytes.toString() === proof.entry ? readEntry(bytes) : undefined;
  const after = erasure.safeParse(entry).data?.after;
  if (entry === undefined || after === undefined)
    throw new UnfitCertificateError('contains no entry of an erasure');
  const log = parseOrigin(readCheckpoint(proof.checkpoint)?.origin ?? '');
  if (log === undefined) throw new UnfitCertificateError('contains no checkpoint');
  if (log.tenant !== entry.tenant || log.epoch !== proof.epoch)
    throw new UnfitCertificateError('contains the checkpoint of another log');
  if (!erased.every((value, index) => isBefore(erased[index - 1], value)))
    throw new UnfitCertificateError('names values out of order, or one of them twice');
  if (erased.length !== after.count || commitmentsDigest(erased) !== after.commitmentsDigest)
    throw new UnfitCertificateError('names values other than those that were erased');
  return {
    version: 'originator-erasure-certificate/1',
    erasureID: entry.id,
    erasedAt: entry.at,
    service: log.host,
    organization: entry.tenant,
    reason: after.reason,
    reference: after.reference,
    erased: erased.map(({ entry: of, path, commitment }) => ({ entry: of, path, commitment })),
    proof,
  };
}

function isBefore(before: ErasedValue | undefined, value: ErasedValue): boolean {
  if (before === undefined || before.entry < value.entry) return true;
  return before.entry === value.entry && before.path < value.path;
}

/** The certificate as it is handed out. It is this text: anything else that says the same is none. */
export function certificateText(certificate: ErasureCertificate): string {
  return `${JSON.stringify(certificate, null, 2)}\n`;
}
