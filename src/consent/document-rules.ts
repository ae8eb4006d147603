import canonicalize from 'canonicalize';
import type { NewEntry } from '../ledger/entries/entry-kinds.ts';
import { sha256Binary } from '../ledger/tree/cryptography.ts';
import type { ConsentDocument } from './consent.ts';

/** A legal text as the platform's configuration gives it, without its digest. */
export type ConsentText = Omit<ConsentDocument, 'digest'>;

/** The language that is answered with when the one asked for has no text. */
export const DEFAULT_LOCALE = 'en';

/** The part of a legal text that an admin is shown and its digest covers. */
export type ShownText = Pick<ConsentDocument, 'version' | 'locale' | 'title' | 'body'>;

/** SHA-256 in hexadecimal over the canonical JSON (RFC 8785) of what was shown. */
export function digestOf({ version, locale, title, body }: ShownText): string {
  const shown = canonicalize({ version, locale, title, body });
  if (shown === undefined) throw new Error('a consent text has no canonical form');
  return Buffer.from(sha256Binary(Buffer.from(shown)), 'binary').toString('hex');
}

/** A legal text is not the one that was published under its version and locale; the message says which. */
export class AlteredConsentTextError extends Error {}

/** The text, once its digest has been made again: nobody consents to another text than was published (C2). */
export function asPublished(document: ConsentDocument): ConsentDocument {
  if (digestOf(document) === document.digest) return document;
  throw new AlteredConsentTextError(
    `Consent text version ${document.version} (${document.locale}) was altered in the database and no longer ` +
      'matches its digest. Restore it; npm run audit:check shows what else was changed.',
  );
}

/** The text with its digest. */
export function withDigest(text: ConsentText): ConsentDocument {
  return { ...text, digest: digestOf(text) };
}

/**
 * The text in force at `now`: the newest version whose day has come, in `locale`, else in that language without its
 * region, else in the default language. `undefined` when there is none. Throws `AlteredConsentTextError` where it is not
 * the one that was published.
 */
export function documentInForce(
  documents: readonly ConsentDocument[],
  locale: string,
  now: Date,
): ConsentDocument | undefined {
  const [language = locale] = locale.split('-');
  for (const candidate of [locale, language, DEFAULT_LOCALE]) {
    const inForce = documents
      .filter((document) => document.locale === candidate && document.inForceFrom <= now)
      .sort((a, b) => b.version - a.version)[0];
    if (inForce !== undefined) return asPublished(inForce);
  }
  return undefined;
}

/** Finds the texts of `configured` that are not published yet; an altered one is refused (C2). */
export function textsToPublish(
  configured: readonly ConsentDocument[],
  published: readonly ConsentDocument[],
): { readonly add: readonly ConsentDocument[]; readonly altered: readonly ConsentDocument[] } {
  const key = ({ version, locale }: ConsentDocument) => `${version}/${locale}`;
  const known = new Map(published.map((document) => [key(document), document]));
  const add = configured.filter((document) => !known.has(key(document)));
  const altered = configured.filter((document) => {
    const before = known.get(key(document));
    if (before === undefined) return false;
    return (
      before.digest !== document.digest || before.inForceFrom.getTime() !== document.inForceFrom.getTime()
    );
  });
  return { add, altered };
}

/** The platform's audit entry of a newly published text (A1). */
export function publicationEntry(document: ConsentDocument): NewEntry<'CONSENT_DOCUMENT_PUBLISHED'> {
  const { version, locale, digest, inForceFrom } = document;
  return {
    kind: 'CONSENT_DOCUMENT_PUBLISHED',
    object: `consent-document/${version}/${locale}`,
    before: null,
    after: { version, locale, digest, inForceFrom: inForceFrom.toISOString() },
  };
}
