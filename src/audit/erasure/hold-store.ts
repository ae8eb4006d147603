import { type AnyColumn, and, eq, exists, gte, isNull, lt, not, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { uuidColumn } from '../../database/row-columns.ts';
import { auditDisclosure, auditEntry, dispatchRecord, legalHold, person } from '../../database/tables.ts';
import type { Uuid } from '../../kernel/ids.ts';
import { type AuditEntry, findEntries } from '../../ledger/entries/entry-store.ts';
import type { HoldInput, LegalHold, StoredHold } from './hold-rules.ts';

const { tenantId, entryId, releasedBy, validFrom, validTo, ofSubject } = legalHold;

const KEEP_MONTHS: PreparedStatement = {
  text: `select pg_advisory_xact_lock_shared(hashtext('originator_drop_month'))`,
};

/** Waits for a month that is being dropped, and keeps others from it until the transaction ends. */
export async function keepMonths(tx: Transaction): Promise<void> {
  await tx.prepared(KEEP_MONTHS, []);
}

/** Keeps a hold that an entry places. */
export async function insertHold(
  tx: Transaction,
  hold: Pick<LegalHold, 'id' | 'entryId'>,
  { subject, from, to }: HoldInput,
): Promise<void> {
  await tx.sql.insert(legalHold).values({
    tenantId: tx.tenant,
    id: hold.id,
    entryId: hold.entryId,
    ofSubject: subject !== null,
    validFrom: from,
    validTo: to,
  });
}

const storedHold = z.object({ id: uuidColumn, entryId: uuidColumn, releasedBy: uuidColumn.nullable() });

/** The hold of this id, which stands or was released. */
export async function findHold(tx: Transaction, id: Uuid): Promise<StoredHold | undefined> {
  const rows = await tx.sql
    .select({ id: legalHold.id, entryId, releasedBy })
    .from(legalHold)
    .where(and(eq(tenantId, tx.tenant), eq(legalHold.id, id)));
  return rows.map((row) => storedHold.parse(row))[0];
}

/** Has a hold released by an entry. */
export async function endHold(tx: Transaction, id: Uuid, release: Uuid): Promise<void> {
  await tx.sql
    .update(legalHold)
    .set({ releasedBy: release })
    .where(and(eq(tenantId, tx.tenant), eq(legalHold.id, id)));
}

/** The holds of the tenant that stand, in the order in which they were placed. */
export async function standingHolds(tx: Transaction): Promise<readonly LegalHold[]> {
  const rows = await tx.sql
    .select({ entryId })
    .from(legalHold)
    .where(and(eq(tenantId, tx.tenant), isNull(releasedBy)));
  const entries = await findEntries(
    tx,
    rows.map((row) => uuidColumn.parse(row.entryId)),
  );
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : 1)).map(holdOf);
}

const placed = z.object({
  holdId: uuidColumn,
  subject: z.string().nullable(),
  from: z.coerce.date().nullable(),
  to: z.coerce.date().nullable(),
  reason: z.string(),
  reference: z.string(),
});

/** The hold that an entry placed. */
export function holdOf({ id: entry, at, actor, after }: AuditEntry): LegalHold {
  const { holdId: id, ...told } = placed.parse(after?.value);
  return { id, entryId: entry, placedBy: actor, placedAt: at, ...told };
}

/** True if an id was made within the span of a hold. */
function isWithin(id: AnyColumn): SQL | undefined {
  return and(
    or(isNull(validFrom), gte(id, sql`originator_first_uuid(${validFrom})`)),
    or(isNull(validTo), lt(id, sql`originator_first_uuid(${validTo})`)),
  );
}

/**
 * A standing hold that covers the person: one for the whole tenant, one of a span that has something of theirs, and one that names
 * them or that they placed, since it has to be known whom it is for and who may not release it.
 */
export async function coveringHold(tx: Transaction, subject: string): Promise<Uuid | undefined> {
  const disclosed = (...conditions: readonly (SQL | undefined)[]) =>
    exists(
      tx.sql
        .select({ one: sql`1` })
        .from(auditDisclosure)
        .innerJoin(person, and(eq(person.tenantId, tx.tenant), eq(person.id, auditDisclosure.personId)))
        .where(and(eq(auditDisclosure.tenantId, tx.tenant), eq(person.subject, subject), ...conditions)),
    );
  const inHold = (path: string) =>
    disclosed(eq(auditDisclosure.entryId, entryId), eq(auditDisclosure.path, path));
  const inEntry = tx.sql
    .select({ one: sql`1` })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.tenantId, tx.tenant), eq(auditEntry.actorSubject, subject), isWithin(auditEntry.id)),
    );
  const inRecord = tx.sql
    .select({ one: sql`1` })
    .from(dispatchRecord)
    .where(
      and(
        eq(dispatchRecord.tenantId, tx.tenant),
        sql`${dispatchRecord.requestedBy} ->> 'kind' = 'PERSON'`,
        sql`${dispatchRecord.requestedBy} ->> 'subject' = ${subject}`,
        isWithin(dispatchRecord.id),
      ),
    );
  const hasInSpan = or(disclosed(isWithin(auditDisclosure.entryId)), exists(inEntry), exists(inRecord));
  const isForAllTime = and(isNull(validFrom), isNull(validTo));
  const covers = and(not(ofSubject), or(isForAllTime, hasInSpan));
  const isNamed = or(inHold('/after/subject'), inHold('/actor/subject'));
  const rows = await tx.sql
    .select({ id: legalHold.id })
    .from(legalHold)
    .where(and(eq(tenantId, tx.tenant), isNull(releasedBy), or(covers, isNamed)))
    .orderBy(legalHold.id)
    .limit(1);
  return rows.map(({ id }) => uuidColumn.parse(id))[0];
}
