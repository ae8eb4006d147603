import { eq } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { accountWarning } from '../database/tables.ts';
import { ACCOUNT_WARNINGS } from '../kernel/vocabulary/account.ts';
import type { AccountWarning } from './warning-rules.ts';

/** The warnings that stand on the tenant's live account, in the order in which they are shown. */
export async function readWarnings(tx: Transaction): Promise<readonly AccountWarning[]> {
  const { kind, since } = accountWarning;
  const rows = await tx.sql
    .select({ kind, since })
    .from(accountWarning)
    .where(eq(accountWarning.tenantId, tx.tenant));
  return rows.sort((a, b) => ACCOUNT_WARNINGS.indexOf(a.kind) - ACCOUNT_WARNINGS.indexOf(b.kind));
}

/** Replaces the warnings that stand on the tenant's live account. */
export async function writeWarnings(tx: Transaction, warnings: readonly AccountWarning[]): Promise<void> {
  await tx.sql.delete(accountWarning).where(eq(accountWarning.tenantId, tx.tenant));
  if (warnings.length === 0) return;
  await tx.sql
    .insert(accountWarning)
    .values(warnings.map(({ kind, since }) => ({ tenantId: tx.tenant, kind, since })));
}
