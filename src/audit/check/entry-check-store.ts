import { and, count, eq, gt, inArray, lte, sql, sum } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../database/client.ts';
import {
  auditDisclosure,
  auditEntry,
  configurationVersion,
  consentRecord,
  dispatchRecord,
  ledgerLeaf,
  ledgerQueue,
  person,
} from '../../database/tables.ts';

/** An entry as it is stored, with how often it is sealed and how often it waits to be, at one instant. */
export type StoredEntry = Awaited<ReturnType<typeof pageStoredEntries>>[number];

/** Up to `limit` of the tenant's entries after this id, in order. */
export async function pageStoredEntries(tx: Transaction, tenant: string, after: string, limit: number) {
  const { id, body, leafHash, kind, actorSubject, object } = auditEntry;
  const page = tx.sql
    .select({ id, body, leafHash, kind, actorSubject, object })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tenant), gt(id, after)))
    .orderBy(id)
    .limit(limit)
    .as('page');
  const places = tx.sql
    .select({ entryId: ledgerQueue.entryId, places: count().as('places') })
    .from(ledgerQueue)
    .where(eq(ledgerQueue.tenantId, tenant))
    .groupBy(ledgerQueue.entryId)
    .as('queued');
  const sealed = and(eq(ledgerLeaf.tenantId, tenant), eq(ledgerLeaf.entryId, page.id));
  return tx.sql
    .select({
      id: page.id,
      body: page.body,
      leafHash: page.leafHash,
      columns: { kind: page.kind, actor_subject: page.actorSubject, object: page.object },
      leaves: sql`(${tx.sql.select({ leaves: count() }).from(ledgerLeaf).where(sealed)})`.mapWith(Number),
      queued: sql`coalesce(${places.places}, 0)`.mapWith(Number),
    })
    .from(page)
    .leftJoin(places, eq(places.entryId, page.id))
    .orderBy(page.id);
}

/** A disclosure as its row has it, with whose it is and the kind of the entry that erased it. */
export type StoredDisclosure = Awaited<ReturnType<typeof readStoredDisclosures>>[number];

/** The tenant's disclosures of the entries after one and up to another, in the order of entries and paths. */
export async function readStoredDisclosures(tx: Transaction, tenant: string, after: string, last: string) {
  const { tenantId, entryId, path, salt, value, personId, erasedBy } = auditDisclosure;
  return tx.sql
    .select({
      entryId,
      path,
      salt,
      value,
      erasedBy,
      subject: person.subject,
      displayName: person.displayName,
      erasedWith: auditEntry.kind,
      isOfEntry: sql<boolean>`exists (select from audit_entry e where e.tenant_id = ${tenantId} and e.id = ${entryId})`,
    })
    .from(auditDisclosure)
    .leftJoin(person, and(eq(person.tenantId, tenantId), eq(person.id, personId)))
    .leftJoin(auditEntry, and(eq(auditEntry.tenantId, tenantId), eq(auditEntry.id, erasedBy)))
    .where(and(eq(tenantId, tenant), gt(entryId, after), lte(entryId, last)))
    .orderBy(entryId, sql`${path} collate "C"`);
}

/** Objects that entries are about, by kind. */
export interface ObjectIds {
  readonly versions: readonly number[];
  readonly consents: readonly string[];
  readonly dispatches: readonly string[];
}

/** The objects among these that the tenant does not have, named as entries name them. */
export async function findMissingObjects(
  tx: Transaction,
  tenant: string,
  { versions, consents, dispatches }: ObjectIds,
): Promise<readonly string[]> {
  const ids = async (table: typeof consentRecord | typeof dispatchRecord, wanted: readonly string[]) => {
    const { tenantId, id } = table;
    const isWanted = and(eq(tenantId, tenant), inArray(id, [...wanted]));
    return new Set((await tx.sql.select({ id }).from(table).where(isWanted)).map((row) => row.id));
  };
  const { tenantId, version } = configurationVersion;
  const isVersion = and(eq(tenantId, tenant), inArray(version, [...versions]));
  const [versionRows, consentIds, dispatchIds] = await Promise.all([
    tx.sql.select({ version }).from(configurationVersion).where(isVersion),
    ids(consentRecord, consents),
    ids(dispatchRecord, dispatches),
  ]);
  const numbers = new Set(versionRows.map((row) => row.version));
  return [
    ...versions.filter((number) => !numbers.has(number)).map((number) => `configuration/${number}`),
    ...consents.filter((id) => !consentIds.has(id)).map((id) => `consent/${id}`),
    ...dispatches.filter((id) => !dispatchIds.has(id)).map((id) => `dispatch/${id}`),
  ];
}

const month = z.object({ month: z.string(), dispatches: z.number() });

/** The months (`2026-07`, UTC) of which retention has removed dispatches, and how many, as the platform's log says. */
export async function readRemovedMonths(tx: Transaction): Promise<readonly z.infer<typeof month>[]> {
  const after = (member: string) =>
    sql`${auditEntry.body}::jsonb #>> array['after', ${sql.raw(`'${member}'`)}]`;
  const rows = await tx.sql
    .select({ month: after('month'), dispatches: sum(sql`(${after('dispatches')})::float8`).mapWith(Number) })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tx.tenant), eq(auditEntry.kind, 'RETENTION_APPLIED')))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
  return rows.flatMap((found) => month.safeParse(found).data ?? []);
}

/** Up to `limit` places of the queue after this one, of one tenant or of all. */
export async function pageQueue(tx: Transaction, tenant: string | null, after: number, limit: number) {
  const { position, tenantId, entryId, leafHash } = ledgerQueue;
  return tx.sql
    .select({
      position,
      tenant: tenantId,
      entryId,
      /** True if its hash is its entry's; null when there is no such entry. */
      isSame: sql<boolean | null>`${leafHash} = ${auditEntry.leafHash}`,
    })
    .from(ledgerQueue)
    .leftJoin(auditEntry, and(eq(auditEntry.tenantId, tenantId), eq(auditEntry.id, entryId)))
    .where(and(gt(position, after), tenant === null ? undefined : eq(tenantId, tenant)))
    .orderBy(position)
    .limit(limit);
}
