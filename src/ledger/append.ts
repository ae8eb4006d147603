import type { PreparedStatement, Transaction } from '../database/client.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { canonicalEntry } from './canonical-entry.ts';
import type { NewEntry } from './entry-kinds.ts';

const INSERT: PreparedStatement = {
  name: 'audit-append',
  text: `with entry as (
           select * from unnest($2::uuid[], $3::text[], $4::bytea[]) with ordinality as e (id, body, leaf_hash, ordinal)
         ), queued as (
           insert into ledger_queue (tenant_id, entry_id, leaf_hash)
           select $1, id, leaf_hash from entry order by ordinal
         )
         insert into audit_entry (tenant_id, id, body, leaf_hash) select $1, id, body, leaf_hash from entry`,
};

/**
 * Adds entries to the tenant's log in the caller's transaction, in the order given, so that neither the change nor its
 * entries exist without the other (A1). They are sealed soon after it has committed. Gives their ids, in that order.
 */
export async function append(
  tx: Transaction,
  scope: RequestScope,
  entries: readonly NewEntry[],
): Promise<readonly Uuid[]> {
  if (entries.length === 0) return [];
  const at = await tx.now;
  const canonical = entries.map((entry) => canonicalEntry(scope, at, entry));
  const ids = canonical.map(({ id }) => id);
  await tx.prepared(INSERT, [
    scope.tenant,
    ids,
    canonical.map(({ body }) => body),
    canonical.map(({ leafHash }) => leafHash),
  ]);
  return ids;
}
