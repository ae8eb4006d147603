import type { Database, Transaction } from '../../database/client.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { appendReading } from './append.ts';
import type { NewEntry } from './entry-kinds.ts';

/**
 * Reads across tenants, for a platform role (X1). Before anything is read, the reading goes to the platform's log (A1).
 *
 * @param isContinued true for a further page of a reading, which is in the log already
 */
export async function readAcrossTenants<T>(
  database: Database,
  scope: RequestScope,
  reading: NewEntry,
  work: (tx: Transaction) => Promise<T>,
  isContinued = false,
): Promise<T> {
  await database.system(
    (tx) => appendReading(tx, { ...scope, tenant: PLATFORM_TENANT }, reading, isContinued),
    scope.limits,
  );
  const unit = database.platform(scope.limits);
  try {
    return await unit.run(work);
  } finally {
    await unit.close();
  }
}
