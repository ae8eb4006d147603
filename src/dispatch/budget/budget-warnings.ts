import type { Database, Transaction } from '../../database/client.ts';
import type { TenantId } from '../../kernel/ids.ts';
import { systemScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import { forEachTenant } from '../../tenant/tenant-round.ts';
import type { BudgetAmount } from './budget-rules.ts';
import { type BudgetWarning, budgetEntries, type WarningChanges } from './budget-warning-rules.ts';
import {
  clearBudgetWarnings,
  clearPast,
  clearReleased,
  raiseBudgetWarnings,
  tenantsWithPastWarnings,
} from './budget-warning-store.ts';

/** Keeps the warnings that a transaction raises and clears, each once with its entry, also where others come to the same (G4). */
export async function keepBudgetWarnings(tx: Transaction, changes: WarningChanges): Promise<void> {
  if (changes.raised.length + changes.cleared.length === 0) return;
  const [cleared, raised] = await Promise.all([
    clearBudgetWarnings(tx, changes.cleared),
    raiseBudgetWarnings(tx, changes.raised),
  ]);
  await note(tx, { raised, cleared });
}

/** Clears the warnings below whose lines a release of money has brought their budgets. */
export async function keepReleased(tx: Transaction, amounts: readonly BudgetAmount[]): Promise<void> {
  await note(tx, { raised: [], cleared: await clearReleased(tx, amounts) });
}

async function note(tx: Transaction, changes: WarningChanges): Promise<void> {
  const entries = budgetEntries(changes);
  if (entries.length > 0) await append(tx, systemScope(tx.tenant, 'budgets', 'spending'), entries);
}

/** The number of tenants of one round. */
const TENANTS = 200;

/** Clears warnings about days and months that are over, of tenants that send nothing which would clear them. */
export async function clearPastWarnings(database: Database): Promise<void> {
  const tenants = await database.system((tx) => tenantsWithPastWarnings(tx, TENANTS));
  await forEachTenant(
    tenants.map((tenant) => ({ tenant })),
    ({ tenant }) => clearOf(database, tenant),
  );
}

function clearOf(database: Database, tenant: TenantId): Promise<void> {
  return database.write(tenant, async (tx) => {
    const cleared: readonly BudgetWarning[] = await clearPast(tx);
    await note(tx, { raised: [], cleared });
  });
}
