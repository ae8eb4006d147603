import { asc } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { consentDocument } from '../database/tables.ts';
import type { ConsentDocument } from './consent.ts';

const row = z.object({
  version: z.int(),
  locale: z.string(),
  title: z.string(),
  body: z.string(),
  digest: z.string(),
  inForceFrom: z.date(),
});

/** Every published text: a handful, since each legal revision adds one per language. */
export async function readDocuments(tx: Transaction): Promise<readonly ConsentDocument[]> {
  const rows = await tx.sql
    .select()
    .from(consentDocument)
    .orderBy(asc(consentDocument.version), asc(consentDocument.locale));
  return rows.map((document) => row.parse(document));
}

/** Keeps newly published texts. */
export async function insertDocuments(tx: Transaction, documents: readonly ConsentDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const publishedAt = await tx.now;
  await tx.sql.insert(consentDocument).values(documents.map((document) => ({ ...document, publishedAt })));
}
