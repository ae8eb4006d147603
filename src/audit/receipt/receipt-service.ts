import { z } from 'zod';
import type { Consent } from '../../consent/consent.ts';
import { entryNameOf } from '../../consent/consent-rules.ts';
import { findConsents } from '../../consent/consent-store.ts';
import { readDocuments } from '../../consent/document-store.ts';
import type { Database, Transaction } from '../../database/client.ts';
import { RateLimited, type Refusal, refuse } from '../../kernel/errors.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { ExportDisclosures } from '../../kernel/vocabulary/audit.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import { readDisclosures } from '../../ledger/entries/disclosure-store.ts';
import { findNamedEntries } from '../../ledger/entries/entry-store.ts';
import { entryProofForm } from '../../ledger/verify/proved-entry.ts';
import { type Noted, notedRequest } from '../../tenant/noted-once.ts';
import type { Remembered } from '../../tenant/request-key.ts';
import { proveEntry } from '../entry-proof.ts';
import { buildConsentReceipt, type ReceiptDeps, receiptText } from './consent-receipt.ts';

/** A receipt as it is handed out. */
export interface IssuedReceipt {
  /** JSON, byte for byte what is checked later. */
  readonly text: string;
  /** A name for it as a file. */
  readonly fileName: string;
}

/** The receipt that is asked for. */
export interface AskedReceipt {
  readonly consentId: Uuid;
  /** By default it tells personal values. */
  readonly disclosures?: ExportDisclosures;
}

/** Issues consent receipts. */
export interface ReceiptService {
  /**
   * The receipt of a consent that was given, also of one that has ended. That it was issued is an entry of the tenant's
   * log (A1, A5). Refuses a record of anything else than a given consent, one whose entry is not sealed yet, and to withhold
   * what an entry of form 1 says itself.
   */
  issue(scope: RequestScope, asked: AskedReceipt): Promise<IssuedReceipt>;
}

const PATH = ['input', 'consentId'];

/** Sealing takes less than that. */
const SEALED_WITHIN_SECONDS = 1;

/** The service on its database. */
export function createReceiptService({ database }: { readonly database: Database }): ReceiptService {
  return {
    issue: (scope, asked) =>
      notedRequest(database, scope, remembered(scope, asked), (tx) => issueIn(tx, scope, asked)),
  };
}

/** A proof without the entry that it proves, which the log has. */
const keptProof = entryProofForm.omit({ entry: true });
type KeptProof = z.infer<typeof keptProof>;

/** A receipt with the proof by which it can be made again, byte for byte. */
interface MadeReceipt extends IssuedReceipt {
  readonly proof: KeptProof;
}

/**
 * Of a receipt its proof is kept, which tells of nobody: the log goes on, and the proof that it has now is another one. What tells of
 * persons is read again, so that who was erased meanwhile is not in the repeated receipt. The proof is kept as text, since its members
 * have an order.
 */
function remembered(
  { tenant }: RequestScope,
  asked: AskedReceipt,
): Remembered<Noted<MadeReceipt>, { readonly proof: string }> {
  return {
    form: z.object({ proof: z.string() }),
    referTo: ({ result }) => ({ proof: JSON.stringify(result.proof) }),
    async find(tx, reference) {
      const proof = keptProof.parse(JSON.parse(reference.proof));
      const { text } = await makeReceipt(tx, asked, proof);
      return { entry: null, result: { ...issued(tenant, asked, text), proof } };
    },
  };
}

async function issueIn(
  tx: Transaction,
  scope: RequestScope,
  asked: AskedReceipt,
): Promise<Noted<MadeReceipt>> {
  const { consentId } = asked;
  const { text, proof, ...told } = await makeReceipt(tx, asked);
  const [entry = null] = await appendRequested(tx, scope, [
    {
      kind: 'CONSENT_RECEIPT_ISSUED',
      object: `consent/${consentId}`,
      before: null,
      after: { consentId, ...told },
    },
  ]);
  return { entry, result: { ...issued(scope.tenant, asked, text), proof } };
}

function issued(tenant: TenantId, { consentId }: AskedReceipt, text: string): IssuedReceipt {
  return { text, fileName: `consent-receipt-${tenant}-${consentId}.json` };
}

/** @param kept the proof of a receipt that is made again */
async function makeReceipt(
  tx: Transaction,
  { consentId, disclosures = 'include' }: AskedReceipt,
  kept?: KeptProof,
) {
  const [consent] = await findConsents(tx, [consentId]);
  if (consent === undefined) throw refuse('INVALID_INPUT', 'NOT_FOUND', 'The consent does not exist.', PATH);
  if (consent.kind !== 'GIVEN') {
    const message = 'A receipt can be issued only for a consent of kind GIVEN.';
    throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', message, PATH);
  }
  const { entryId, ...deps } = await receiptParts(tx, consent, disclosures, kept);
  const text = receiptText(buildConsentReceipt(deps));
  const { entry: _, ...proof } = deps.proof;
  return { text, entryId, checkpoint: proof.checkpoint, disclosures, proof };
}

async function receiptParts(
  tx: Transaction,
  consent: Consent,
  told: ExportDisclosures,
  kept: KeptProof | undefined,
): Promise<ReceiptDeps & { readonly entryId: Uuid }> {
  const [[entry], documents] = await Promise.all([
    findNamedEntries(tx, [entryNameOf(consent)]),
    readDocuments(tx),
  ]);
  const { version, locale } = consent.document;
  const document = documents.find((text) => text.version === version && text.locale === locale);
  if (entry === undefined || document === undefined) {
    throw new Error(`consent ${consent.id} has no audit entry, or its text is no longer published`);
  }
  if (entry.form === 1 && told === 'omit') {
    const message = 'The entry of this consent was recorded before personal values could be withheld.';
    throw refuse('NOT_POSSIBLE', 'NOT_POSSIBLE', message, ['input', 'omitDisclosures']);
  }
  const proof = kept === undefined ? await proveEntry(tx, entry) : { entry: entry.text, ...kept };
  if (proof === undefined) throw await notSealedYet(tx);
  const disclosures = told === 'omit' ? undefined : (await readDisclosures(tx, [entry.id])).get(entry.id);
  return {
    entryId: entry.id,
    proof,
    document,
    disclosures: entry.form === 1 ? null : (disclosures ?? []),
  };
}

async function notSealedYet(tx: Transaction): Promise<Refusal> {
  const message = 'The consent was recorded just now and is not sealed yet. Try again in a second.';
  const now = await tx.now;
  return new RateLimited([{ code: 'RATE_LIMITED', message, path: PATH }], {
    at: new Date(now.getTime() + SEALED_WITHIN_SECONDS * 1_000),
    afterSeconds: SEALED_WITHIN_SECONDS,
  });
}
