import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { accountSidColumn, tenantIdColumn, uuidColumn } from '../database/row-columns.ts';
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

/** A sealed token with what it is bound to. */
export interface Credential {
  readonly binding: TokenBinding;
  readonly sealed: SealedToken;
}

/** The credential, or `undefined` when it was erased or never was. */
export async function findCredential(tx: Transaction, credentialId: Uuid): Promise<Credential | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accountCredential)
    .where(and(eq(accountCredential.tenantId, tx.tenant), eq(accountCredential.id, credentialId)));
  return row === undefined ? undefined : toCredential(row);
}

function toCredential(row: typeof accountCredential.$inferSelect): Credential | undefined {
  const { masterKeyId, wrappedKey, sealedToken } = row;
  if (masterKeyId === null || wrappedKey === null || sealedToken === null) return undefined;
  return {
    // The SID is part of what was sealed: as it was given, even where Twilio later spelled it otherwise.
    binding: {
      tenant: tenantIdColumn.parse(row.tenantId),
      accountSid: accountSidColumn.parse(row.accountSid),
      credentialId: uuidColumn.parse(row.id),
    },
    sealed: { masterKeyId, wrappedKey, sealedToken },
  };
}

/** Up to `limit` credentials of any tenant that another master key wraps, locked. Runs as the system. */
export async function staleCredentials(
  tx: Transaction,
  masterKeyId: string,
  limit: number,
): Promise<readonly Credential[]> {
  const rows = await tx.sql
    .select()
    .from(accountCredential)
    .where(and(isNull(accountCredential.erasedAt), ne(accountCredential.masterKeyId, masterKeyId)))
    .limit(limit)
    .for('update');
  return rows.map(toCredential).filter((credential) => credential !== undefined);
}

/** Puts a newly wrapped token in place of the same one. */
export async function rewriteCredential(
  tx: Transaction,
  { tenant, credentialId }: TokenBinding,
  { masterKeyId, wrappedKey }: SealedToken,
): Promise<void> {
  await tx.sql
    .update(accountCredential)
    .set({ masterKeyId, wrappedKey })
    .where(and(eq(accountCredential.tenantId, tenant), eq(accountCredential.id, credentialId)));
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
