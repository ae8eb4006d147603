import type { Database, Transaction } from '../../../src/database/client.ts';
import type { TenantId } from '../../../src/kernel/ids.ts';

/** What `work` reads in the tenant's scope, at one instant. */
export async function readOnce<T>(
  database: Database,
  tenant: TenantId,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const unit = database.read(tenant);
  try {
    return await unit.run(work);
  } finally {
    await unit.close();
  }
}
