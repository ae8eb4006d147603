import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

const PAGE: PreparedStatement = {
  name: 'audit-check-entries',
  text: `with page as materialized (
           select id, body, leaf_hash, kind, actor_subject, object
             from audit_entry where tenant_id = $1 and id > $2 order by id limit $3)
         select page.*,
                (select count(*)::int from ledger_leaf l where l.tenant_id = $1 and l.entry_id = page.id) as leaves,
                coalesce(queued.places, 0) as queued
           from page
           left join (select entry_id, count(*)::int as places from ledger_queue where tenant_id = $1 group by entry_id) queued
             on queued.entry_id = page.id
          order by page.id`,
};

const row = z
  .object({
    id: z.string(),
    body: z.string(),
    leaf_hash: z.instanceof(Buffer),
    kind: z.string(),
    actor_subject: z.string(),
    object: z.string(),
    leaves: z.number(),
    queued: z.number(),
  })
  .transform(({ id, body, leaf_hash, leaves, queued, ...columns }) => ({
    ...{ id, body, leafHash: leaf_hash, leaves, queued },
    columns,
  }));

/** An entry as it is stored, with how often it is sealed and how often it waits to be, at one instant. */
export type StoredEntry = z.infer<typeof row>;

/** Up to `limit` of the tenant's entries after this id, in order. */
export async function pageStoredEntries(
  tx: Transaction,
  tenant: string,
  after: string,
  limit: number,
): Promise<readonly StoredEntry[]> {
  return (await tx.prepared(PAGE, [tenant, after, limit])).map((found) => row.parse(found));
}

const MISSING: PreparedStatement = {
  name: 'audit-check-missing',
  text: `select 'configuration/' || n as object from unnest($2::integer[]) as n
          where not exists (select from configuration_version v where v.tenant_id = $1 and v.version = n)
         union all
         select 'consent/' || c from unnest($3::uuid[]) as c
          where not exists (select from consent_record r where r.tenant_id = $1 and r.id = c)
         union all
         select 'dispatch/' || d from unnest($4::uuid[]) as d
          where not exists (select from dispatch_record r where r.tenant_id = $1 and r.id = d)`,
};

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
  if (versions.length + consents.length + dispatches.length === 0) return [];
  const rows = await tx.prepared(MISSING, [tenant, versions, consents, dispatches]);
  return rows.map((found) => z.string().parse(found['object']));
}

const RETAINED: PreparedStatement = {
  name: 'audit-check-retention',
  text: `select body::jsonb #>> '{after,month}' as month, sum((body::jsonb #>> '{after,dispatches}')::float8) as dispatches
           from audit_entry where tenant_id = $1 and kind = 'RETENTION_APPLIED' group by 1 order by 1`,
};

const month = z.object({ month: z.string(), dispatches: z.number() });

/** The months (`2026-07`, UTC) of which retention has removed dispatches, and how many, as the platform's log says. */
export async function readRemovedMonths(tx: Transaction): Promise<readonly z.infer<typeof month>[]> {
  const rows = await tx.prepared(RETAINED, [tx.tenant]);
  return rows.flatMap((found) => month.safeParse(found).data ?? []);
}

const QUEUE: PreparedStatement = {
  name: 'audit-check-queue',
  text: `select q.position, q.tenant_id, q.entry_id, q.leaf_hash = e.leaf_hash as is_same
           from ledger_queue q left join audit_entry e on e.tenant_id = q.tenant_id and e.id = q.entry_id
          where q.position > $1 and ($2::text is null or q.tenant_id = $2)
          order by q.position limit $3`,
};

const queueRow = z
  .object({
    position: z.coerce.number(),
    tenant_id: z.string(),
    entry_id: z.string(),
    is_same: z.boolean().nullable(),
  })
  .transform(({ position, tenant_id, entry_id, is_same }) => ({
    ...{ position, tenant: tenant_id, entryId: entry_id },
    /** True if its hash is its entry's; null when there is no such entry. */
    isSame: is_same,
  }));

/** Up to `limit` places of the queue after this one, of one tenant or of all. */
export async function pageQueue(
  tx: Transaction,
  tenant: string | null,
  after: number,
  limit: number,
): Promise<readonly z.infer<typeof queueRow>[]> {
  return (await tx.prepared(QUEUE, [after, tenant, limit])).map((found) => queueRow.parse(found));
}
