import { and, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../database/client.ts';
import { bytesColumn } from '../../database/row-columns.ts';
import { dispatchRecordRow } from '../../database/rows.ts';
import { dispatchRecord } from '../../database/tables.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { SealedText } from '../../secrets/recipient-cipher.ts';

/** The recipient of an open dispatch, as it is kept (D12). */
export interface SealedRecipient {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly recipient: SealedText;
}

const row = dispatchRecordRow
  .pick({ tenantId: true, id: true })
  .extend({ recipientKeyId: z.string(), recipientSealed: bytesColumn })
  .transform(
    ({ tenantId: tenant, id, recipientKeyId: masterKeyId, recipientSealed: sealed }): SealedRecipient => ({
      tenant,
      id,
      recipient: { masterKeyId, sealed },
    }),
  );

/**
 * Up to `limit` recipients of any tenant that another master key seals, behind `after`. One is kept only as long as a process
 * has its dispatch or Twilio is to be asked: both have an index. Runs as the system.
 */
export async function staleRecipients(
  tx: Transaction,
  masterKeyId: string,
  after: SealedRecipient | null,
  limit: number,
): Promise<readonly SealedRecipient[]> {
  const { tenantId, id, leaseUntil, followUpAt, recipientKeyId, recipientSealed } = dispatchRecord;
  const rows = await tx.sql
    .select({ tenantId, id, recipientKeyId, recipientSealed })
    .from(dispatchRecord)
    .where(
      and(
        or(isNotNull(leaseUntil), isNotNull(followUpAt)),
        isNotNull(recipientSealed),
        ne(recipientKeyId, masterKeyId),
        after === null ? undefined : sql`(${tenantId}, ${id}) > (${after.tenant}, ${after.id}::uuid)`,
      ),
    )
    .orderBy(tenantId, id)
    .limit(limit);
  return rows.map((found) => row.parse(found));
}

/** Puts a recipient sealed again in place of the same one; `false` where that is erased meanwhile. Runs as the system. */
export async function replaceRecipient(
  tx: Transaction,
  { tenant, id, recipient: former }: SealedRecipient,
  { masterKeyId, sealed }: SealedText,
): Promise<boolean> {
  const replaced = await tx.sql
    .update(dispatchRecord)
    .set({ recipientKeyId: masterKeyId, recipientSealed: sealed })
    .where(
      and(
        eq(dispatchRecord.tenantId, tenant),
        eq(dispatchRecord.id, id),
        eq(dispatchRecord.recipientSealed, former.sealed),
      ),
    )
    .returning({ id: dispatchRecord.id });
  return replaced.length > 0;
}
