import { asc, getTableColumns } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { consentDocument } from '../database/tables.ts';
import type { ConsentDocument } from './consent.ts';

/** Every published text: a handful, since each legal revision adds one per language. */
export async function readDocuments(tx: Transaction): Promise<readonly ConsentDocument[]> {
  const { publishedAt, ...columns } = getTableColumns(consentDocument);
  return tx.sql
    .select(columns)
    .from(consentDocument)
    .orderBy(asc(consentDocument.version), asc(consentDocument.locale));
}

/** Keeps newly published texts. */
export async function insertDocuments(tx: Transaction, documents: readonly ConsentDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const publishedAt = await tx.now;
  await tx.sql.insert(consentDocument).values(documents.map((document) => ({ ...document, publishedAt })));
}
