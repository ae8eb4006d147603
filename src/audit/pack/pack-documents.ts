import { readDocuments } from '../../consent/document-store.ts';
import type { Transaction } from '../../database/client.ts';
import { parseUuid } from '../../kernel/ids.ts';
import { readEntry } from '../../ledger/entries/entry-form.ts';
import type { HostProof } from '../../ledger/host/host-proof-rules.ts';
import { inclusionPlan } from '../../ledger/tree/merkle-rules.ts';
import { readProofs } from '../../ledger/tree/proofs.ts';
import type { EntryProof } from '../../ledger/verify/proved-entry.ts';
import {
  buildErasureCertificate,
  certificateText,
  UnfitCertificateError,
} from '../erasure/erasure-certificate.ts';
import { readErasedValues } from '../erasure/erasure-store.ts';
import type { StartedExport } from '../export/audit-export.ts';
import { buildConsentReceipt, receiptText, UnfitReceiptError } from '../receipt/consent-receipt.ts';
import { member, type ToldEntry, textIn } from './told-entry.ts';

/** The log that the documents of a pack are proved by: that of the pack, up to its checkpoint. */
export type PackedLog = Pick<StartedExport, 'epoch' | 'size' | 'checkpoint'> & {
  readonly hostProof: HostProof | undefined;
};

/**
 * The receipt of a consent, by the checkpoint of the pack; `undefined` where the entry is not what was sealed, so that there is
 * none, as the verifier says then.
 */
export async function packedReceipt(
  tx: Transaction,
  log: PackedLog,
  entry: ToldEntry,
): Promise<string | undefined> {
  const [proof, documents] = await Promise.all([proofOf(tx, log, entry), readDocuments(tx)]);
  const isText = ({ version, locale }: { version: number; locale: string }) =>
    version === member(entry.after, 'documentVersion') && locale === textIn(entry.after, 'documentLocale');
  const document = documents.find(isText);
  const form = readEntry(Buffer.from(entry.text))?.v;
  if (document === undefined) return undefined;
  return unlessUnfit(() =>
    receiptText(buildConsentReceipt({ proof, document, disclosures: form === 1 ? null : entry.disclosures })),
  );
}

/** The certificate of an erasure, likewise. */
export async function packedCertificate(
  tx: Transaction,
  log: PackedLog,
  entry: ToldEntry,
): Promise<string | undefined> {
  const id = parseUuid(entry.id);
  if (id === undefined) return undefined;
  const [proof, erased] = await Promise.all([proofOf(tx, log, entry), readErasedValues(tx, id)]);
  return unlessUnfit(() => certificateText(buildErasureCertificate(erased, proof)));
}

async function proofOf(
  tx: Transaction,
  { epoch, size, checkpoint, hostProof }: PackedLog,
  { text, leafIndex }: ToldEntry,
): Promise<EntryProof> {
  const [hashes = []] = await readProofs(tx, epoch, [inclusionPlan(leafIndex, size)]);
  const isCovered = hostProof !== undefined && hostProof.size > leafIndex;
  return {
    entry: text,
    epoch,
    leafIndex,
    inclusionProof: hashes.map((hash) => hash.toString('base64')),
    checkpoint,
    ...(isCovered ? { hostProof } : {}),
  };
}

function unlessUnfit(build: () => string): string | undefined {
  try {
    return build();
  } catch (error) {
    if (error instanceof UnfitReceiptError || error instanceof UnfitCertificateError) return undefined;
    throw error;
  }
}
