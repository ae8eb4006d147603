import type { PreparedStatement, Transaction } from '../database/client.ts';
import { tenantIdColumn } from '../database/row-columns.ts';
import type { TenantId } from '../kernel/ids.ts';

const DUE: PreparedStatement = {
  name: 'refresh-due',
  text: `select distinct held.tenant_id
           from (select v.tenant_id, v.account_sid from tenant t
                   join lateral (select tenant_id, account_sid from configuration_version
                                  where tenant_id = t.tenant_id order by version desc limit 1) v
                     on v.account_sid is not null
                  union
                 select tenant_id, account_sid from configuration_draft where expires_at > clock_timestamp()) as held
          where not exists (select 1 from account_check c
                             where c.tenant_id = held.tenant_id and c.kind = 'REFRESH'
                               and c.created_at > clock_timestamp() - $1 * interval '1 millisecond')
            and not exists (select 1 from account_check c
                             where c.tenant_id = held.tenant_id and c.kind = 'VERIFICATION'
                               and c.status = 'VERIFIED' and c.account_sid = held.account_sid
                               and c.created_at > clock_timestamp() - $1 * interval '1 millisecond')
          limit $2`,
};

/**
 * Tenants with a live account or a draft whose numbers were last read longer than `intervalMs` ago, by a refresh or by
 * verifying that very account, up to `limit`. Runs as the system, across tenants.
 */
export async function tenantsDueForRefresh(
  tx: Transaction,
  intervalMs: number,
  limit: number,
): Promise<readonly TenantId[]> {
  const rows = await tx.prepared(DUE, [intervalMs, limit]);
  return rows.map((row) => tenantIdColumn.parse(row['tenant_id']));
}
