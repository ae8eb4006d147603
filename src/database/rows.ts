import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { createSchemaFactory, createSelectSchema } from 'drizzle-zod';
import {
  accountSidColumn,
  actorColumn,
  bytesColumn,
  tenantIdColumn,
  uuidColumn,
  versionNumberColumn,
} from './row-columns.ts';
import * as tables from './tables.ts';

// The rows of tables.ts as hot SQL reads them, their columns named as there. Whatever a brand or a JSON column needs beside
// the column's own type is said here once. A row that does not hold such values is not read: parsing it throws.

/** The columns of an aliased table that a row has, as SQL text: `r.tenant_id as "tenantId", …`. */
export function columnsOf(
  table: PgTable,
  alias: string,
  row: { readonly shape: Readonly<Record<string, unknown>> },
): string {
  return Object.entries(getTableColumns(table))
    .filter(([key]) => key in row.shape)
    .map(([key, { name }]) => (key === name ? `${alias}.${name}` : `${alias}.${name} as "${key}"`))
    .join(', ');
}

/** For rows that PostgreSQL gives as JSON, where an instant is text. */
const json = createSchemaFactory({ coerce: { date: true } });

/** A row of `dispatch_record` but for what only statistics count by. */
export const dispatchRecordRow = createSelectSchema(tables.dispatchRecord, {
  tenantId: tenantIdColumn,
  id: uuidColumn,
  configurationVersion: versionNumberColumn,
  recipientHash: bytesColumn,
  recipientSealed: () => bytesColumn,
  requestedBy: actorColumn,
}).omit({ fellBack: true });

/** The JSON of a row of `dispatch_attempt` within its dispatch. */
export const dispatchAttemptRow = json
  .createSelectSchema(tables.dispatchAttempt, {
    id: uuidColumn,
    accountSid: accountSidColumn,
    credentialId: () => uuidColumn,
  })
  .omit({ tenantId: true, dispatchId: true });
