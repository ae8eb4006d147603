import { and, eq, lte } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { tenantIdColumn } from '../database/row-columns.ts';
import { draftRow } from '../database/rows.ts';
import { configurationDraft } from '../database/tables.ts';
import type { TenantId } from '../kernel/ids.ts';
import type { Draft } from './configuration.ts';

const row = draftRow.transform(({ tenantId, ...draft }): Draft => ({ tenant: tenantId, ...draft }));

/** The tenant's draft, also one that has expired and is still to be cleared away. */
export async function readDraft(tx: Transaction): Promise<Draft | null> {
  const [draft] = await tx.sql
    .select()
    .from(configurationDraft)
    .where(eq(configurationDraft.tenantId, tx.tenant));
  return draft === undefined ? null : row.parse(draft);
}

/** Puts the draft in place of any earlier one. */
export async function writeDraft(tx: Transaction, { tenant, ...draft }: Draft): Promise<void> {
  const columns = {
    ...draft,
    tenantId: tenant,
    accountSid: draft.account.sid,
    credentialId: draft.account.credentialId,
  };
  await tx.sql
    .insert(configurationDraft)
    .values(columns)
    .onConflictDoUpdate({ target: configurationDraft.tenantId, set: columns });
}

/** Removes the tenant's draft. */
export async function deleteDraft(tx: Transaction): Promise<void> {
  await tx.sql.delete(configurationDraft).where(eq(configurationDraft.tenantId, tx.tenant));
}

/** Notes whether the account of the draft could be read; that is no change of the draft, so its revision stays. */
export async function noteDraftRefresh(tx: Transaction, refreshFailedAt: Date | null): Promise<void> {
  await tx.sql
    .update(configurationDraft)
    .set({ refreshFailedAt })
    .where(and(eq(configurationDraft.tenantId, tx.tenant)));
}

/** Up to `limit` tenants whose draft has expired, those longest ago first. Runs as the system. */
export async function tenantsWithExpiredDraft(tx: Transaction, limit: number): Promise<readonly TenantId[]> {
  const rows = await tx.sql
    .select({ tenantId: configurationDraft.tenantId })
    .from(configurationDraft)
    .where(lte(configurationDraft.expiresAt, await tx.now))
    .orderBy(configurationDraft.expiresAt)
    .limit(limit);
  return rows.map(({ tenantId }) => tenantIdColumn.parse(tenantId));
}
