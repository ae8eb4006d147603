import * as z from 'zod';
import {
  accountSid,
  count,
  former,
  instant,
  later,
  personalOrNull,
  text,
  uuid,
  uuidOrNull,
} from './member-forms.ts';

// The states of consents, their receipts and the legal texts.

const nothing = z.null();
const ip = personalOrNull('The IP address that the request came from; null if there was none.');
const userAgent = personalOrNull('What the client called itself; null if it did not.');

/** From where the consent was given is not told again: it belongs to somebody else than the actor (A6). */
const endedConsent = z.strictObject({
  consentId: uuid('Identifies the record of the consent.'),
  accountSid: accountSid('The account that it is for.'),
  documentVersion: count('The version of the legal text.'),
  documentLocale: text('The language of the text: a BCP 47 tag.'),
  documentDigest: text('The SHA-256 digest of the text in hexadecimal.'),
  draftId: later(uuidOrNull('The draft that was shown; null if none was.')),
  draftRevision: later(count('The revision of that draft; null if none was shown.').nullable()),
  ip: former(ip),
  userAgent: former(userAgent),
});

const consent = endedConsent.extend({ ip, userAgent });

/** By the kinds of entry. */
export const CONSENT_STATES = {
  CONSENT_GIVEN: { before: nothing, after: consent },
  CONSENT_DECLINED: { before: nothing, after: consent },
  CONSENT_ENDED: {
    before: endedConsent,
    after: z.strictObject({
      endedBy: uuid('Identifies the record of the end.'),
      reason: text('`ACCOUNT_REPLACED` or `ACCOUNT_REMOVED`.'),
      ip: later(ip),
      userAgent: later(userAgent),
    }),
  },
  CONSENT_RECEIPT_ISSUED: {
    before: nothing,
    after: z.strictObject({
      consentId: uuid('Identifies the record of the consent.'),
      entryId: uuid('The entry that the receipt proves.'),
      checkpoint: text('The signed checkpoint that the receipt ends with.'),
      disclosures: later(text('`include` if it tells personal values, otherwise `omit`.')),
    }),
  },
  CONSENT_DOCUMENT_PUBLISHED: {
    before: nothing,
    after: z.strictObject({
      version: count('The version of the legal text.'),
      locale: text('The language of the text: a BCP 47 tag.'),
      digest: text('The SHA-256 digest of the text in hexadecimal.'),
      inForceFrom: instant('From when on it is asked for.'),
    }),
  },
};
