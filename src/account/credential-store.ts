import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { accountSidColumn } from '../database/row-columns.ts';
import { accountCredential } from '../database/tables.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { SealedToken, TokenBinding } from '../secrets/envelope.ts';

/** Keeps a sealed token under its id. */
export async function insertCredential(
  tx: Transaction,
  binding: TokenBinding,
  sealed: SealedToken,
): Promise<void> {
  await tx.sql.insert(accountCredential).values({
    tenantId: binding.tenant,
    id: binding.credentialId,
    accountSid: binding.accountSid,
    ...sealed,
    createdAt: await tx.now,
  });
}

/** The sealed token with what it is bound to, or `undefined` when it was erased or never was. */
export async function findCredential(
  tx: Transaction,
  credentialId: Uuid,
): Promise<{ readonly binding: TokenBinding; readonly sealed: SealedToken } | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accountCredential)
    .where(and(eq(accountCredential.tenantId, tx.tenant), eq(accountCredential.id, credentialId)));
  if (row === undefined || row.masterKeyId === null || row.wrappedKey === null || row.sealedToken === null) {
    return undefined;
  }
  return {
    // The SID is part of what was sealed: as it was given, even where Twilio later spelled it otherwise.
    binding: { tenant: tx.tenant, accountSid: accountSidColumn.parse(row.accountSid), credentialId },
    sealed: { masterKeyId: row.masterKeyId, wrappedKey: row.wrappedKey, sealedToken: row.sealedToken },
  };
}

/** Erases a token from storage; its row stays, since versions name it (S10, V6, V8). */
export async function eraseCredential(tx: Transaction, credentialId: Uuid): Promise<void> {
  await tx.sql
    .update(accountCredential)
    .set({ masterKeyId: null, wrappedKey: null, sealedToken: null, erasedAt: await tx.now })
    .where(
      and(
        eq(accountCredential.tenantId, tx.tenant),
        eq(accountCredential.id, credentialId),
        isNull(accountCredential.erasedAt),
      ),
    );
}
