import { jsonValue, utf8Text } from '../../ledger/entries/entry-form.ts';
import { checkProof, type DocumentCheck, documentVerdict } from '../../ledger/verify/proved-entry.ts';
import { type Doubt, doubt, NO_VALUES, type Verdict } from '../../ledger/verify/verdict.ts';
import {
  buildErasureCertificate,
  certificateForm,
  certificateText,
  type ErasureCertificate,
  UnfitCertificateError,
} from './erasure-certificate.ts';

/** Longest certificate that is read: that of some hundred thousand values. */
const LONGEST_CERTIFICATE_BYTES = 64 * 1_024 * 1_024;

/** Checks an erasure certificate with nothing but its bytes and public keys (A3, A6). */
export function verifyCertificate(bytes: Uint8Array, check: DocumentCheck): Verdict {
  const text = bytes.length > LONGEST_CERTIFICATE_BYTES ? undefined : utf8Text(bytes);
  const certificate = certificateForm.safeParse(text === undefined ? undefined : jsonValue(text)).data;
  if (certificate === undefined) {
    const text = 'The file is not an erasure certificate of Originator.';
    return documentVerdict('CERTIFICATE', [doubt('NOT_A_CERTIFICATE', text)]);
  }
  const { proofDoubts, logDoubts, ...proved } = checkProof(certificate.proof, check);
  const content = contentDoubt(certificate, text);
  const doubts = [...proofDoubts, ...(content === undefined ? [] : [content]), ...logDoubts];
  const values = { ...NO_VALUES, erased: certificate.erased.length };
  return documentVerdict('CERTIFICATE', doubts, { ...proved, at: certificate.erasedAt, values });
}

/** True if all in it is what follows from the entry, character by character. */
function contentDoubt(certificate: ErasureCertificate, text: string | undefined): Doubt | undefined {
  try {
    const rebuilt = buildErasureCertificate(certificate.erased, certificate.proof);
    return certificateText(rebuilt) === text
      ? undefined
      : doubt(
          'CERTIFICATE_DIFFERS',
          'It contradicts its entry, or is not formatted exactly as certificates are.',
        );
  } catch (error) {
    if (error instanceof UnfitCertificateError) return doubt('CERTIFICATE_DIFFERS', `It ${error.message}.`);
    throw error;
  }
}
