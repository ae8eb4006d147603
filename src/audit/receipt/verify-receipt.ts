import { jsonValue, utf8Text } from '../../ledger/entries/entry-form.ts';
import { type Checkpoint, openCheckpoint } from '../../ledger/tree/checkpoint.ts';
import { leafHash, rootFromInclusion } from '../../ledger/tree/merkle-rules.ts';
import { decodeHash, type VerifierKey } from '../../ledger/tree/signed-note.ts';
import { compareWithKept, type KeptCheckpoint } from '../../ledger/verify/kept-checkpoint.ts';
import { type Doubt, doubt, unsignedDoubt, type Verdict, verdictHead } from '../../ledger/verify/verdict.ts';
import { explainVerdict } from '../../ledger/verify/verdict-explanation.ts';
import {
  buildConsentReceipt,
  type ConsentReceipt,
  receiptForm,
  receiptText,
  UnfitReceiptError,
} from './consent-receipt.ts';

/** The values that a receipt is checked against. */
export interface ReceiptCheck {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints of the log that were kept apart from it; none when absent. */
  readonly kept?: readonly KeptCheckpoint[] | undefined;
  /** The tenant whose consent it has to be. */
  readonly tenant?: string | undefined;
}

/** Longest receipt that is read: legal texts are a fraction of it. */
const LONGEST_RECEIPT_BYTES = 4 * 1_024 * 1_024;

/** Checks a consent receipt with nothing but its bytes and public keys (A3). */
export function verifyReceipt(bytes: Uint8Array, check: ReceiptCheck): Verdict {
  const text = bytes.length > LONGEST_RECEIPT_BYTES ? undefined : utf8Text(bytes);
  const receipt = receiptForm.safeParse(text === undefined ? undefined : jsonValue(text)).data;
  if (receipt === undefined) {
    const doubts = [doubt('NOT_A_RECEIPT', 'The file is not a consent receipt of Originator.')];
    return verdictOf({ log: null, checkpoint: null }, null, [], doubts);
  }
  const opened = openCheckpoint(receipt.proof.checkpoint, check.keys);
  const head = verdictHead(receipt.proof.checkpoint, opened);
  const compared = opened.ok
    ? (check.kept ?? []).map((kept) =>
        compareWithKept(kept, { checkpoint: opened.checkpoint, rootAt: null, named: undefined }, check.keys),
      )
    : [];
  const doubts = [
    opened.ok ? inclusionDoubt(receipt, opened.checkpoint) : unsignedDoubt('Its checkpoint', opened),
    contentDoubt(receipt, text),
    head.log !== null && check.tenant !== undefined && check.tenant !== head.log.tenant
      ? doubt('OTHER_TENANT', `This is a consent of ${head.log.tenant}, not of ${check.tenant}.`)
      : undefined,
    ...compared.map(({ code, text: why }) => (code === null ? undefined : doubt(code, why))),
  ].filter((found) => found !== undefined);
  const kept = compared.map(({ code: _, ...finding }) => finding);
  return verdictOf(head, receipt.consentTimestamp, kept, doubts);
}

/** True if the entry is in the tree that was signed, at the place that the receipt says. */
function inclusionDoubt({ proof }: ConsentReceipt, { size, root }: Checkpoint): Doubt | undefined {
  const hashes = proof.inclusionProof.map(decodeHash).filter((hash) => hash !== undefined);
  const leaf = leafHash(Buffer.from(proof.entry));
  const leadsToRoot =
    hashes.length === proof.inclusionProof.length &&
    rootFromInclusion(proof.leafIndex, size, leaf, hashes)?.equals(root) === true;
  return leadsToRoot
    ? undefined
    : doubt('ENTRY_UNPROVEN', 'Its entry is not in the log in this form and at this place.');
}

/** True if all else in it is what follows from the entry and the legal text, character by character. */
function contentDoubt(receipt: ConsentReceipt, text: string | undefined): Doubt | undefined {
  const { entry, epoch, leafIndex, inclusionProof, checkpoint } = receipt.proof;
  try {
    const hashes = inclusionProof.map((hash) => Buffer.from(hash, 'base64'));
    const disclosures = 'disclosures' in receipt.proof ? receipt.proof.disclosures : null;
    const places = { epoch, leafIndex, inclusionProof: hashes, checkpoint };
    const parts = { entry, ...places, disclosures, document: receipt.notice };
    const rebuilt = buildConsentReceipt(parts);
    if (receiptText(rebuilt) === text) return undefined;
    const member = differingMember(receipt, rebuilt);
    return doubt('RECEIPT_DIFFERS', `It ${member ?? 'is not formatted exactly as receipts are'}.`);
  } catch (error) {
    if (error instanceof UnfitReceiptError) return doubt('RECEIPT_DIFFERS', `It ${error.message}.`);
    throw error;
  }
}

function differingMember(receipt: ConsentReceipt, rebuilt: ConsentReceipt): string | undefined {
  const proven: Readonly<Record<string, unknown>> = rebuilt;
  const differing = Object.entries(receipt).find(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(proven[name]),
  );
  return differing === undefined ? undefined : `contradicts its entry in “${differing[0]}”`;
}

function verdictOf(
  head: Pick<Verdict, 'log' | 'checkpoint'>,
  at: string | null,
  kept: Verdict['kept'],
  doubts: readonly Doubt[],
): Verdict {
  return explainVerdict({
    verified: doubts.length === 0,
    evidence: 'RECEIPT',
    ...head,
    entries: 1,
    firstAt: at,
    lastAt: at,
    kept,
    doubts,
  });
}
