import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The documents that are known by an id, `sha256:` and the hash of the text in hexadecimal digits. */
export type RegisteredDocuments = ReadonlyMap<string, string>;

/** The treatment of documents that are not registered: they are executed, noted in the log as well, or refused. */
export type OtherDocuments = 'open' | 'logged' | 'registered-only';

/** Those of this version, and those of released ones, which pages that were loaded before an upgrade still ask for. */
const FILES = ['../../../../schema/documents.json', '../../../../schema/released/documents.json'];

const documentsFile = z.record(z.string(), z.string());

/** The id of a document. */
export function documentIdOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Reads the documents that come with the program. Throws where a text is not the one of its id. */
export async function readRegisteredDocuments(): Promise<RegisteredDocuments> {
  const files = await Promise.all(
    FILES.map(async (path) => {
      const text = await readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
      return Object.entries(documentsFile.parse(JSON.parse(text)));
    }),
  );
  const documents = new Map(files.flat());
  for (const [id, text] of documents) {
    if (documentIdOf(text) !== id) throw new Error(`the document ${id} of schema/ has another text`);
  }
  return documents;
}
