import { asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../database/client.ts';
import { tenantIdColumn } from '../database/row-columns.ts';
import { tenant as tenantTable } from '../database/tables.ts';
import type { TenantId } from '../kernel/ids.ts';

/** A tenant as a platform role sees it in the list of all. */
export interface TenantListing {
  readonly tenant: TenantId;
  readonly createdAt: Date;
}

const row = z.object({ tenant: tenantIdColumn, createdAt: z.date() });

/** Up to `first` tenants after `after`, in the order of their ids. Runs as the platform. */
export async function pageTenants(
  tx: Transaction,
  { first, after }: { readonly first: number; readonly after: TenantId | null },
): Promise<readonly TenantListing[]> {
  const rows = await tx.sql
    .select({ tenant: tenantTable.tenantId, createdAt: tenantTable.createdAt })
    .from(tenantTable)
    .where(after === null ? undefined : gt(tenantTable.tenantId, after))
    .orderBy(asc(tenantTable.tenantId))
    .limit(first);
  return rows.map((listing) => row.parse(listing));
}

/** True if the transaction's tenant has a row. */
export async function tenantExists(tx: Transaction): Promise<boolean> {
  const rows = await tx.sql
    .select({ tenant: tenantTable.tenantId })
    .from(tenantTable)
    .where(eq(tenantTable.tenantId, tx.tenant));
  return rows.length > 0;
}
