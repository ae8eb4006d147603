import { and, count, eq, sql } from 'drizzle-orm';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { auditEntry, ledgerEpoch, ledgerHead, ledgerLeaf } from '../../database/tables.ts';
import type { TenantId } from '../../kernel/ids.ts';
import type { CanonicalEntry } from '../entries/canonical-entry.ts';

/** Makes an epoch the one that holds for all logs. Runs as the system. */
export async function insertEpoch(tx: Transaction, epoch: number, startedAt: Date): Promise<void> {
  await tx.sql.insert(ledgerEpoch).values({ epoch, startedAt });
}

/** The number of logs that hold nothing in this epoch but the entry that began it, which is one of these. Runs as the system. */
export async function logsStartedWith(
  tx: Transaction,
  epoch: number,
  leafHashes: readonly Buffer[],
): Promise<number> {
  const head = and(
    eq(ledgerHead.tenantId, ledgerLeaf.tenantId),
    eq(ledgerHead.epoch, ledgerLeaf.epoch),
    eq(ledgerHead.size, 1),
  );
  const entry = and(
    eq(auditEntry.tenantId, ledgerLeaf.tenantId),
    eq(auditEntry.id, ledgerLeaf.entryId),
    eq(auditEntry.kind, 'LEDGER_EPOCH_STARTED'),
  );
  const [found] = await tx.sql
    .select({ logs: count() })
    .from(ledgerLeaf)
    .innerJoin(ledgerHead, head)
    .innerJoin(auditEntry, entry)
    .where(
      and(
        eq(ledgerLeaf.epoch, epoch),
        eq(ledgerLeaf.leafIndex, 0),
        sql`${ledgerLeaf.leafHash} = any(${sql.param(leafHashes)}::bytea[])`,
      ),
    );
  return found?.logs ?? 0;
}

/** An entry of a log that the caller places in its tree itself. */
export interface UnqueuedEntry extends CanonicalEntry {
  readonly tenant: TenantId;
}

/** As SQL, since it takes one parameter a column for the entries of any number of logs. */
const INSERT_ENTRIES: PreparedStatement = {
  name: 'ledger-insert-entries',
  text: `insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
         select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::text[])`,
};

/** Writes entries past the queue. Runs as the system. */
export async function insertEntries(tx: Transaction, entries: readonly UnqueuedEntry[]): Promise<void> {
  await tx.prepared(INSERT_ENTRIES, [
    entries.map(({ tenant }) => tenant),
    entries.map(({ id }) => id),
    entries.map(({ body }) => body),
    entries.map((entry) => entry.leafHash),
    entries.map(({ kind }) => kind),
    entries.map(({ actorSubject }) => actorSubject),
    entries.map(({ object }) => object),
  ]);
}
