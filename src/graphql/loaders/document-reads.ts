import type { ConsentDocument } from '../../consent/consent.ts';
import { asPublished, DEFAULT_LOCALE, documentInForce } from '../../consent/document-rules.ts';
import { readDocuments } from '../../consent/document-store.ts';
import type { ReadUnit } from '../../database/client.ts';

/** The legal texts as one unit of reads shows them; they belong to no tenant. */
export class DocumentReads {
  readonly #run: ReadUnit['run'];
  #read: Promise<{ readonly documents: readonly ConsentDocument[]; readonly now: Date }> | undefined;

  constructor(run: ReadUnit['run']) {
    this.#run = run;
  }

  /** The text in force now in the language asked for, or in the default one. Every deployment has one. */
  async inForce(locale: string | null | undefined): Promise<ConsentDocument> {
    const { documents, now } = await this.#all();
    const document = documentInForce(documents, locale ?? DEFAULT_LOCALE, now);
    if (document === undefined) throw new Error(`no consent text is in force, not even in ${DEFAULT_LOCALE}`);
    return document;
  }

  /** A published text by what identifies it; published ones are never removed. */
  async published(version: number, locale: string): Promise<ConsentDocument> {
    const { documents } = await this.#all();
    const document = documents.find((text) => text.version === version && text.locale === locale);
    if (document === undefined) throw new Error(`consent text ${version} (${locale}) is no longer published`);
    return asPublished(document);
  }

  /** All published texts, newest first; with a digest, in any letter case, only those that have it. */
  async all(digest?: string): Promise<readonly ConsentDocument[]> {
    const { documents } = await this.#all();
    return documents
      .map(asPublished)
      .filter((text) => digest === undefined || text.digest === digest.toLowerCase())
      .toSorted((a, b) => b.inForceFrom.getTime() - a.inForceFrom.getTime() || b.version - a.version);
  }

  #all() {
    this.#read ??= this.#run(async (tx) => {
      const [documents, now] = await Promise.all([readDocuments(tx), tx.now]);
      return { documents, now };
    });
    return this.#read;
  }
}
