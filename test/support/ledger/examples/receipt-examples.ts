import { buildConsentReceipt, receiptText } from '../../../../src/audit/receipt/consent-receipt.ts';
import { digestOf } from '../../../../src/consent/document-rules.ts';
import type { Disclosure } from '../../../../src/ledger/entries/commitment.ts';
import type { HostProof } from '../../../../src/ledger/host/host-proof-rules.ts';
import { SID } from '../sealed-log.ts';
import { type Example, withMember } from './example.ts';
import { type EntryContent, type ExampleLog, idOf } from './example-log.ts';

const TEXT = { version: 1, locale: 'en', title: 'Sending from your account', body: 'I agree — “fully”.' };
const CONSENT_ID = idOf(100);

/** A consent to the text of the examples, given from here. */
export function consentContent(origin: { readonly ip: unknown; readonly userAgent: unknown }): EntryContent {
  return {
    kind: 'CONSENT_GIVEN',
    object: `consent/${CONSENT_ID}`,
    before: null,
    after: {
      ...{ consentId: CONSENT_ID, accountSid: SID, draftId: idOf(90), draftRevision: 2 },
      ...{ documentVersion: TEXT.version, documentLocale: TEXT.locale, documentDigest: digestOf(TEXT) },
      ...origin,
    },
  };
}

/** The receipt of a consent at a place of a log. */
export function receiptOf(
  log: ExampleLog,
  leafIndex: number,
  disclosures: readonly Disclosure[] | null,
  hostProof?: HostProof,
): string {
  const proof = { ...log.entryProof(leafIndex), hostProof };
  return receiptText(buildConsentReceipt({ proof, document: TEXT, disclosures }));
}

/** Receipts of a consent of form 1. */
export function receiptExamples(log: ExampleLog, consent: number): readonly Example[] {
  const text = receiptOf(log, consent, null);
  const other = log.proof(consent + 1).map((hash) => hash.toString('base64'));
  return [
    { file: 'receipt.json', content: text, doubts: [], since: ['kept-of-7.txt'], what: 'A consent receipt' },
    {
      ...{
        file: 'receipt-member.json',
        doubts: ['RECEIPT_DIFFERS'],
        what: 'A member is not what its entry says',
      },
      content: withMember(text, 'piiPrincipalName', 'Bob'),
    },
    {
      ...{ file: 'receipt-text.json', doubts: ['RECEIPT_DIFFERS'], what: 'The legal text is another' },
      content: withMember(text, 'notice.body', 'I agree.'),
    },
    {
      ...{ file: 'receipt-spaced.json', doubts: ['RECEIPT_DIFFERS'], what: 'It is not in its only form' },
      content: `${JSON.stringify(JSON.parse(text))}\n`,
    },
    {
      ...{
        file: 'receipt-entry.json',
        doubts: ['ENTRY_UNPROVEN'],
        what: 'Entry and member were altered alike',
      },
      content: text.replaceAll('192.0.2.1', '192.0.2.2'),
    },
    {
      ...{
        file: 'receipt-proof.json',
        doubts: ['ENTRY_UNPROVEN'],
        what: 'The proof is that of another entry',
      },
      content: withMember(text, 'proof.inclusionProof', other),
    },
    { file: 'receipt-none.json', content: '{}\n', doubts: ['NOT_A_RECEIPT'], what: 'It is no receipt' },
  ];
}
