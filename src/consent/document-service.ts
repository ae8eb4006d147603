import type { Database } from '../database/client.ts';
import { makeTenant } from '../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../kernel/ids.ts';
import { systemScope } from '../kernel/scope.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { append } from '../ledger/entries/append.ts';
import {
  AlteredConsentTextError,
  asPublished,
  type ConsentText,
  DEFAULT_LOCALE,
  documentInForce,
  publicationEntry,
  textsToPublish,
  withDigest,
} from './document-rules.ts';
import { insertDocuments, readDocuments } from './document-store.ts';

/**
 * Publishes the configured texts that are not published yet, each with an entry in the platform's log. Throws
 * `AlteredConsentTextError` when one that is published was changed, here or in the database: a new wording is a new version
 * (C2); and
 * `UnusableFileError` when none would be in force, so that nobody could consent.
 */
export async function publishDocuments(database: Database, texts: readonly ConsentText[]): Promise<void> {
  const configured = texts.map(withDigest);
  await database.system(async (tx) => {
    await makeTenant(tx);
    await tx.prepared(PUBLISH_LOCK, []);
    const published = (await readDocuments(tx)).map(asPublished);
    const { add, altered } = textsToPublish(configured, published);
    const [first] = altered;
    if (first !== undefined) {
      throw new AlteredConsentTextError(
        `Consent text version ${first.version} (${first.locale}) is published and cannot be changed; give the new wording a new version.`,
      );
    }
    if (documentInForce([...published, ...add], DEFAULT_LOCALE, await tx.now) === undefined) {
      throw new UnusableFileError(
        `CONSENT_TEXTS: no consent text in ${DEFAULT_LOCALE} is in force; add one whose inForceFrom is not in the future.`,
      );
    }
    await insertDocuments(tx, add);
    await append(tx, systemScope(PLATFORM_TENANT, 'consent-documents', 'start'), add.map(publicationEntry));
  });
}

/** Two nodes that start together publish one after the other. */
const PUBLISH_LOCK = { name: 'documents-lock', text: 'select pg_advisory_xact_lock(7251904412)' };
