import { and, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../database/client.ts';
import { tenantIdColumn, uuidColumn } from '../database/row-columns.ts';
import { columnsOf, credentialRow } from '../database/rows.ts';
import { accountCredential } from '../database/tables.ts';
import type { TenantId, Uuid } from '../kernel/ids.ts';
import { OUTAGES, type Outage } from '../kernel/vocabulary/account.ts';
import { rewrapToken, type SealedToken, type TokenBinding } from '../secrets/envelope.ts';
import type { KeyRing } from '../secrets/key-ring.ts';

/** Keeps a sealed token under its id. */
export async function insertCredential(
  tx: Transaction,
  { binding, sealed, keySid }: Credential,
): Promise<void> {
  await tx.sql.insert(accountCredential).values({
    keySid: keySid ?? null,
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
  /** The API key whose secret was sealed; undefined where it is the account's auth token. */
  readonly keySid: string | undefined;
}

/** The credential, or `undefined` when it was erased or never was. */
export async function findCredential(tx: Transaction, credentialId: Uuid): Promise<Credential | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accountCredential)
    .where(and(eq(accountCredential.tenantId, tx.tenant), eq(accountCredential.id, credentialId)));
  return row === undefined ? undefined : toCredential(row);
}

function toCredential(found: unknown): Credential | undefined {
  const { tenantId, id, accountSid, masterKeyId, wrappedKey, sealedToken, keySid } =
    credentialRow.parse(found);
  if (masterKeyId === null || wrappedKey === null || sealedToken === null) return undefined;
  return {
    // The SID is part of what was sealed: as it was given, even where Twilio later spelled it otherwise.
    binding: { tenant: tenantId, accountSid, credentialId: id },
    sealed: { masterKeyId, wrappedKey, sealedToken },
    keySid: keySid ?? undefined,
  };
}

/** The credential of the live account, and which outages of that account are known. */
export interface LiveCredential extends Credential {
  readonly outages: readonly Outage[];
}

const LIVE: PreparedStatement = {
  name: 'credential-live',
  text: `select ${columnsOf(accountCredential, 'c', credentialRow)},
                array(select w.kind from account_warning w where w.tenant_id = $1 and w.kind = any($2)) as outages
           from (select credential_id from configuration_version where tenant_id = $1 order by version desc limit 1) v
           join account_credential c on c.tenant_id = $1 and c.id = v.credential_id`,
};

const outagesOf = z.object({ outages: z.array(z.enum(OUTAGES)) });

/** The credential of the tenant's live account; `undefined` without a custom account. */
export async function findLiveCredential(tx: Transaction): Promise<LiveCredential | undefined> {
  const [found] = await tx.prepared(LIVE, [tx.tenant, OUTAGES]);
  if (found === undefined) return undefined;
  const credential = toCredential(found);
  return credential === undefined ? undefined : { ...credential, ...outagesOf.parse(found) };
}

/** Up to `limit` credentials of any tenant that another master key wraps, locked. Runs as the system. */
async function staleCredentials(
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

/** Any credential that the master key of this name wraps; `undefined` where there is none. Runs as the system. */
export async function anyCredentialOf(tx: Transaction, masterKeyId: string): Promise<Credential | undefined> {
  const [row] = await tx.sql
    .select()
    .from(accountCredential)
    .where(and(isNull(accountCredential.erasedAt), eq(accountCredential.masterKeyId, masterKeyId)))
    .limit(1);
  return row === undefined ? undefined : toCredential(row);
}

/** Puts a newly wrapped token in place of the same one. */
async function rewriteCredential(
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

/** Keeps a replaced token for what was sent with it, until it is erased (S10). */
export async function retireCredential(tx: Transaction, credentialId: Uuid): Promise<void> {
  await tx.sql
    .update(accountCredential)
    .set({ retiredAt: await tx.now })
    .where(
      and(
        eq(accountCredential.tenantId, tx.tenant),
        eq(accountCredential.id, credentialId),
        isNull(accountCredential.erasedAt),
      ),
    );
}

/** A replaced token that is still kept. */
export interface RetiredCredential {
  readonly tenant: TenantId;
  readonly id: Uuid;
  /** True if it was replaced longer ago than it may be kept. */
  readonly isOver: boolean;
}

/** Up to `limit` replaced tokens of any tenant that are still kept, the longest retired first. Runs as the system. */
export async function retiredCredentials(
  tx: Transaction,
  keptForMs: number,
  limit: number,
): Promise<readonly RetiredCredential[]> {
  const isOver = sql<boolean>`${accountCredential.retiredAt} <= clock_timestamp() - ${keptForMs} * interval '1 millisecond'`;
  const rows = await tx.sql
    .select({ tenant: accountCredential.tenantId, id: accountCredential.id, isOver })
    .from(accountCredential)
    .where(and(isNotNull(accountCredential.retiredAt), isNull(accountCredential.erasedAt)))
    .orderBy(accountCredential.retiredAt)
    .limit(limit);
  return rows.map(({ tenant, id, isOver }) => ({
    tenant: tenantIdColumn.parse(tenant),
    id: uuidColumn.parse(id),
    isOver,
  }));
}

/**
 * Wraps up to `limit` sealed tokens of any tenant by the ring's current master key. Tokens themselves are not sealed again.
 * Gives how many it rewrapped. Runs as the system.
 */
export async function rewrapTokens(tx: Transaction, keyRing: KeyRing, limit: number): Promise<number> {
  const stale = await staleCredentials(tx, keyRing.current.id, limit);
  for (const { binding, sealed } of stale) {
    await rewriteCredential(tx, binding, rewrapToken(keyRing, binding, sealed));
  }
  return stale.length;
}
