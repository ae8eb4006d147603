import type { Database } from '../../database/client.ts';
import { makeTenant } from '../../database/tenant-lock.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import { forgetSpending } from '../budget/budget-store.ts';
import { forgetRecipientCounts } from '../policy/recipient-count-store.ts';
import { dropMonth, monthsBeyond, tryRetentionLock } from './retention-store.ts';

/**
 * Drops the dispatches of whole months, the oldest first, until no more than `keptMonths` whole months before the present
 * one are left; keys go with them, rollups, consents and the ledger stay. Each drop is an entry in the platform's log
 * (A1). Dispatches that are open stay, whatever their month, with their attempts and keys, until a later round finds them
 * settled (D11), and so do those under a legal hold until it is released (A6). Gives the months of which something was dropped.
 */
export async function applyRetention(database: Database, keptMonths: number): Promise<readonly string[]> {
  const months = await database.system((tx) => monthsBeyond(tx, keptMonths));
  const dropped: string[] = [];
  for (const month of months) {
    if (await drop(database, month)) dropped.push(month);
  }
  return dropped;
}

function drop(database: Database, month: string): Promise<boolean> {
  return database.system(async (tx) => {
    if (!(await tryRetentionLock(tx))) return false;
    const gone = await dropMonth(tx, month);
    if (gone === undefined) return false;
    const name = month.slice(0, 7);
    await makeTenant(tx);
    await append(tx, systemScope(PLATFORM_TENANT, 'retention', name), [
      { kind: 'RETENTION_APPLIED', object: `month/${name}`, before: null, after: { month: name, ...gone } },
    ]);
    return true;
  });
}

/** Forgets what guards counted of recipients and no window sees any more (G2), and what was spent in days long gone (G4). */
export async function forgetCounts(database: Database): Promise<void> {
  while ((await database.system(forgetRecipientCounts)).areMore);
  await database.system(forgetSpending);
}
