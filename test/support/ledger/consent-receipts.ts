import {
  buildConsentReceipt,
  type ConsentReceipt,
  receiptText,
} from '../../../src/audit/receipt/consent-receipt.ts';
import type { ConsentDocument } from '../../../src/consent/consent.ts';
import { withDigest } from '../../../src/consent/document-rules.ts';
import { SHIPPED_TEXTS } from '../../../src/consent/shipped-texts.ts';
import { newUuid, type TenantId } from '../../../src/kernel/ids.ts';
import type { CanonicalEntry } from '../../../src/ledger/entries/canonical-entry.ts';
import type { Disclosure } from '../../../src/ledger/entries/commitment.ts';
import type { NewEntry } from '../../../src/ledger/entries/entry-kinds.ts';
import type { SignerKey } from '../../../src/ledger/tree/signed-note.ts';
import { ACME, newEntries, newEntry, type SealedLog, SID, sealedLog } from './sealed-log.ts';

function shippedText(locale: string): ConsentDocument {
  const text = SHIPPED_TEXTS.find((one) => one.locale === locale);
  if (text === undefined) throw new Error(`no text in ${locale}`);
  return withDigest(text);
}

/** The text that the consents of this kit are given to. */
export const AGREED_TEXT = shippedText('de');

/** A consent to that text, as it is appended to a log. */
export function givenConsent(): NewEntry<'CONSENT_GIVEN'> {
  const consentId = newUuid(new Date());
  return {
    kind: 'CONSENT_GIVEN',
    object: `consent/${consentId}`,
    before: null,
    after: {
      consentId,
      accountSid: SID,
      documentVersion: AGREED_TEXT.version,
      documentLocale: AGREED_TEXT.locale,
      documentDigest: AGREED_TEXT.digest,
      draftId: newUuid(new Date()),
      draftRevision: 2,
      ip: '192.0.2.1',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) "Fuchs" 1.0',
    },
  };
}

/** The entry of a consent that was given. */
export function consentEntry(tenant: TenantId = ACME): CanonicalEntry {
  return newEntry(givenConsent(), tenant);
}

/** All that can be told of the entry's commitments. */
export function told({ disclosures }: CanonicalEntry): readonly Disclosure[] {
  return disclosures.map(({ path, salt, value }) => ({
    path,
    salt: salt.toString('base64url'),
    value: JSON.parse(value),
  }));
}

/** A consent that was given in the middle of a log, with its receipt. */
export function newConsentReceipt(key: SignerKey): {
  readonly log: SealedLog;
  readonly receipt: ConsentReceipt;
  readonly text: string;
} {
  const entry = consentEntry();
  const log = sealedLog([...newEntries(20), entry, ...newEntries(20, ACME, 20)], key);
  const receipt = buildConsentReceipt({
    proof: {
      ...{ entry: entry.body, epoch: 1, leafIndex: 20, checkpoint: log.note() },
      inclusionProof: log.proof(20).map((hash) => hash.toString('base64')),
    },
    ...{ document: AGREED_TEXT, disclosures: told(entry) },
  });
  return { log, receipt, text: receiptText(receipt) };
}
