import { and, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import { auditEntry } from '../../database/tables.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';

/** The texts of the entries about an object that a statement has, in order; of some kinds, or of all. */
export function bodiesOf(tx: Transaction, tenant: string, object: SQL, kinds?: SQL | EntryKind[]) {
  const ofKind = Array.isArray(kinds) ? inArray(auditEntry.kind, kinds) : kinds;
  const bodies = tx.sql
    .select({ body: auditEntry.body })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tenant), eq(auditEntry.object, object), ofKind))
    .orderBy(auditEntry.id);
  return sql<string[]>`array(${bodies})`;
}

/** The phone numbers in a column of selected ones, as they stand there. */
export function numbersIn(selected: Column) {
  return sql<unknown[]>`jsonb_path_query_array(${selected}, '$[*].phoneNumber')`;
}
