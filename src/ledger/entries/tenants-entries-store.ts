import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { TenantId } from '../../kernel/ids.ts';
import {
  type AuditEntry,
  type EntryFilter,
  FIRST_ID,
  FREQUENT,
  firstIdOf,
  LAST_ID,
  toEntries,
} from './entry-store.ts';

/** The entries of each tenant within the bounds; of the tenant `$4` those before the id `$5`. */
const WITHIN = `tenant_id = t.tenant_id and id >= $2::uuid and id < $3::uuid and (t.tenant_id is distinct from $4 or id < $5::uuid)`;

/* As for the pages of one log, a statement for each way to the entries, planned for its values. */
const PAGE: PreparedStatement = {
  text: `select e.body from unnest($1::text[]) as t (tenant_id) cross join lateral (
           select tenant_id, id, body from audit_entry
            where ${WITHIN} and ($6::text[] is null or kind = any($6)) order by id desc limit $7) e
          order by e.tenant_id, e.id desc limit $7`,
};
const PAGE_OF_KINDS: PreparedStatement = {
  text: `select e.body from unnest($1::text[]) as t (tenant_id) cross join unnest($6::text[]) as k (kind) cross join lateral (
           select tenant_id, id, body from audit_entry
            where ${WITHIN} and kind = k.kind and kind <> '${FREQUENT}' order by id desc limit $7) e
          order by e.tenant_id, e.id desc limit $7`,
};

/**
 * Up to `limit` entries of these tenants, tenant by tenant in the order of their ids and of each the newest first. Runs as the
 * platform.
 *
 * @param before of its tenant only entries older than its id
 */
export async function readEntriesOfTenants(
  tx: Transaction,
  tenants: readonly TenantId[],
  { kinds: named, from, to }: Pick<EntryFilter, 'kinds' | 'from' | 'to'>,
  {
    before,
    limit,
  }: { readonly before: { readonly tenant: TenantId; readonly id: string } | null; readonly limit: number },
): Promise<readonly AuditEntry[]> {
  const kinds = named === undefined ? null : [...new Set(named)];
  const [first, last] = [
    from === undefined ? FIRST_ID : firstIdOf(from),
    to === undefined ? LAST_ID : firstIdOf(to),
  ];
  const statement = kinds === null || kinds.includes(FREQUENT) ? PAGE : PAGE_OF_KINDS;
  const rows = await tx.prepared(statement, [
    tenants,
    first,
    last,
    before?.tenant,
    before?.id ?? LAST_ID,
    kinds,
    limit,
  ]);
  return toEntries(tx, rows);
}
