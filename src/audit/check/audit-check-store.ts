import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

/** Every table in which a tenant may have left something, whether or not it is known as one. */
const TABLES = [
  ...['tenant', 'audit_entry', 'ledger_head', 'ledger_leaf', 'ledger_node'],
  ...['configuration_version', 'consent_record', 'dispatch_record'],
];

const NEXT_TENANT: PreparedStatement = {
  name: 'audit-check-tenant',
  text: `select min(tenant_id) as tenant from (values ${TABLES.map(
    (table) => `((select tenant_id from ${table} where tenant_id > $1 order by tenant_id limit 1))`,
  ).join(', ')}) as t (tenant_id)`,
};

/** The next tenant after this one, in whichever table there is something of it. */
export async function nextTenant(tx: Transaction, after: string): Promise<string | undefined> {
  const [found] = await tx.prepared(NEXT_TENANT, [after]);
  return z.string().nullable().parse(found?.['tenant']) ?? undefined;
}
