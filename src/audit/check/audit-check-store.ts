import { gt, min } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import * as tables from '../../database/tables.ts';

/** Every table in which a tenant may have left something, whether or not it is known as one. */
const TABLES = [
  tables.tenant,
  tables.auditEntry,
  tables.auditDisclosure,
  tables.ledgerHead,
  tables.ledgerLeaf,
  tables.ledgerNode,
  tables.configurationVersion,
  tables.consentRecord,
  tables.dispatchRecord,
];

/** The next tenant after this one, in whichever table there is something of it. */
export async function nextTenant(tx: Transaction, after: string): Promise<string | undefined> {
  const found = await Promise.all(
    TABLES.map((table) =>
      tx.sql
        .select({ tenant: min(table.tenantId) })
        .from(table)
        .where(gt(table.tenantId, after)),
    ),
  );
  // By the order of their characters, as PostgreSQL has it.
  const [next] = found.flatMap(([row]) => row?.tenant ?? []).sort((a, b) => (a < b ? -1 : 1));
  return next;
}
