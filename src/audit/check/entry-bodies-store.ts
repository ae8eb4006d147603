import { and, type Column, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import { auditEntry } from '../../database/tables.ts';
import type { EntryKind } from '../../kernel/vocabulary/audit.ts';

/**
 * An entry's text with what is disclosed of it, of the same instant; most entries are without personal values, and their text
 * alone is given. `toldBy` reads either.
 */
export const TOLD = sql<string>`case when strpos(${auditEntry.body}, '{"commitment":"') = 0 then ${auditEntry.body}
  else json_build_object('body', ${auditEntry.body}, 'disclosures', (
    select coalesce(json_agg(json_build_object('path', d.path, 'value', d.value::json)), '[]') from audit_disclosure d
     where d.tenant_id = ${auditEntry.tenantId} and d.entry_id = ${auditEntry.id} and d.value is not null))::text end`;

/** The texts, likewise, of the entries about an object that a statement has, in order; of some kinds, or of all. */
export function bodiesOf(tx: Transaction, tenant: string, object: SQL, kinds?: SQL | EntryKind[]) {
  const ofKind = Array.isArray(kinds) ? inArray(auditEntry.kind, kinds) : kinds;
  const bodies = tx.sql
    .select({ told: TOLD })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tenant), eq(auditEntry.object, object), ofKind))
    .orderBy(auditEntry.id);
  return sql<string[]>`array(${bodies})`;
}

/** The phone numbers in a column of selected ones, as they stand there. */
export function numbersIn(selected: Column) {
  return sql<unknown[]>`jsonb_path_query_array(${selected}, '$[*].phoneNumber')`;
}
