import { commitmentsIn } from '../../ledger/entries/disclosure-rules.ts';
import { jsonValue, utf8Text } from '../../ledger/entries/entry-form.ts';
import { checkProof, type DocumentCheck, documentVerdict } from '../../ledger/verify/proved-entry.ts';
import { type Doubt, doubt, type PersonalValues, type Verdict } from '../../ledger/verify/verdict.ts';
import {
  buildConsentReceipt,
  type ConsentReceipt,
  receiptForm,
  receiptText,
  UnfitReceiptError,
} from './consent-receipt.ts';

/** Longest receipt that is read: legal texts are a fraction of it. */
const LONGEST_RECEIPT_BYTES = 4 * 1_024 * 1_024;

/** Checks a consent receipt with nothing but its bytes and public keys (A3). */
export function verifyReceipt(bytes: Uint8Array, check: DocumentCheck): Verdict {
  const text = bytes.length > LONGEST_RECEIPT_BYTES ? undefined : utf8Text(bytes);
  const receipt = receiptForm.safeParse(text === undefined ? undefined : jsonValue(text)).data;
  if (receipt === undefined)
    return documentVerdict('RECEIPT', [
      doubt('NOT_A_RECEIPT', 'The file is not a consent receipt of Originator.'),
    ]);
  const { proofDoubts, logDoubts, ...proved } = checkProof(receipt.proof, check);
  const content = contentDoubt(receipt, text);
  const doubts = [...proofDoubts, ...(content === undefined ? [] : [content]), ...logDoubts];
  return documentVerdict('RECEIPT', doubts, {
    ...proved,
    at: receipt.consentTimestamp,
    values: valuesIn(receipt),
  });
}

function valuesIn({ proof }: ConsentReceipt): PersonalValues {
  const disclosures = 'disclosures' in proof ? proof.disclosures : [];
  const shown = disclosures.filter((one) => 'value' in one).length;
  const all = commitmentsIn(jsonValue(proof.entry)).size;
  return { shown, erased: disclosures.length - shown, withheld: all - disclosures.length };
}

/** True if all else in it is what follows from the entry and the legal text, character by character. */
function contentDoubt(receipt: ConsentReceipt, text: string | undefined): Doubt | undefined {
  const { disclosures = null, ...proof } = { disclosures: undefined, ...receipt.proof };
  try {
    const rebuilt = buildConsentReceipt({ proof, disclosures, document: receipt.notice });
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
