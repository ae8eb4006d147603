import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { auditDisclosure, auditEntry, person } from '../../database/tables.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { commitmentsIn } from '../../ledger/entries/disclosure-rules.ts';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import type { ErasedValue } from './erasure-certificate.ts';

/** Keeps the subject from being named in an entry until the transaction ends. Gives every person that it is known as. */
export async function lockPersons(tx: Transaction, subject: string): Promise<readonly string[]> {
  const rows = await tx.sql
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.tenantId, tx.tenant), eq(person.subject, subject)))
    .orderBy(person.id)
    .for('update');
  return rows.map(({ id }) => id);
}

/** The commitments of which the values are these persons', in the order of entries and paths. */
export function readCommitments(
  tx: Transaction,
  persons: readonly string[],
): Promise<readonly ErasedValue[]> {
  return commitmentsWhere(tx, inArray(auditDisclosure.personId, [...persons]));
}

/** The commitments of which the values were erased by an erasure, in the same order. */
export function readErasedValues(tx: Transaction, erasure: Uuid): Promise<readonly ErasedValue[]> {
  return commitmentsWhere(tx, eq(auditDisclosure.erasedBy, erasure));
}

async function commitmentsWhere(tx: Transaction, condition: SQL): Promise<readonly ErasedValue[]> {
  const { tenantId, entryId, path } = auditDisclosure;
  const rows = await tx.sql
    .select({ entry: entryId, path, body: auditEntry.body })
    .from(auditDisclosure)
    .innerJoin(auditEntry, and(eq(auditEntry.tenantId, tenantId), eq(auditEntry.id, entryId)))
    .where(and(eq(tenantId, tx.tenant), condition))
    .orderBy(entryId, sql`${path} collate "C"`);
  let read = { entry: '', commitments: commitmentsIn(null) };
  return rows.map(({ entry, path: at, body }) => {
    if (read.entry !== entry) read = { entry, commitments: commitmentsIn(jsonValue(body)) };
    const commitment = read.commitments.get(at);
    if (commitment === undefined) throw new Error(`entry ${entry} commits to nothing at ${at}`);
    return { entry, path: at, commitment };
  });
}

const IS_NAMED: PreparedStatement = {
  text: `select exists (select from consent_record where tenant_id = $1 and actor @> $2)
             or exists (select from configuration_version
                         where tenant_id = $1 and (saved_by @> $2 or fallback_chosen_by @> $2))
             or exists (select from configuration_draft where tenant_id = $1 and changed_by @> $2)
             or exists (select from account_check where tenant_id = $1 and requested_by @> $2)
             or exists (select from dispatch_record where tenant_id = $1 and requested_by ->> 'kind' = 'PERSON'
                           and requested_by ->> 'subject' = $2::jsonb ->> 'subject') as named`,
};

/** True if the state names the person, as it may of one who only ever stood in entries of form 1. */
export async function isNamedInState(tx: Transaction, subject: string): Promise<boolean> {
  const [row] = await tx.prepared(IS_NAMED, [tx.tenant, JSON.stringify({ kind: 'PERSON', subject })]);
  return row?.['named'] === true;
}

const ERASE: PreparedStatement = { text: 'select originator_erase_person($1, $2) as erased' };

/** Erases the subject from the tenant. Gives the number of commitments whose values are gone. */
export async function erasePersons(tx: Transaction, erasure: Uuid, subject: string): Promise<number> {
  const [row] = await tx.prepared(ERASE, [erasure, subject]);
  return Number(row?.['erased']);
}
