import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn, uuidColumn } from '../../database/row-columns.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { SealedText } from '../../secrets/recipient-cipher.ts';

/** The recipient of an open dispatch, as it is kept (D12). */
export interface SealedRecipient {
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly recipient: SealedText;
}

const row = z
  .object({
    tenant_id: tenantIdColumn,
    id: uuidColumn,
    recipient_key_id: z.string(),
    recipient_sealed: z.instanceof(Buffer),
  })
  .transform(
    ({
      tenant_id: tenant,
      id,
      recipient_key_id: masterKeyId,
      recipient_sealed: sealed,
    }): SealedRecipient => ({
      ...{ tenant, id },
      recipient: { masterKeyId, sealed },
    }),
  );

/** A recipient is kept only as long as a process has its dispatch or Twilio is to be asked: both have an index. */
const STALE: PreparedStatement = {
  name: 'recipient-stale',
  text: `select tenant_id, id, recipient_key_id, recipient_sealed from dispatch_record
          where (lease_until is not null or follow_up_at is not null)
            and recipient_sealed is not null and recipient_key_id <> $1
            and ($2::text is null or (tenant_id, id) > ($2, $3::uuid))
          order by tenant_id, id limit $4`,
};

/** Up to `limit` recipients of any tenant that another master key seals, behind `after`. Runs as the system. */
export async function staleRecipients(
  tx: Transaction,
  masterKeyId: string,
  after: SealedRecipient | null,
  limit: number,
): Promise<readonly SealedRecipient[]> {
  const rows = await tx.prepared(STALE, [masterKeyId, after?.tenant, after?.id, limit]);
  return rows.map((found) => row.parse(found));
}

const REPLACE: PreparedStatement = {
  name: 'recipient-replace',
  text: `update dispatch_record set recipient_key_id = $4, recipient_sealed = $5
          where tenant_id = $1 and id = $2 and recipient_sealed = $3 returning 1`,
};

/** Puts a recipient sealed again in place of the same one; `false` where that is erased meanwhile. Runs as the system. */
export async function replaceRecipient(
  tx: Transaction,
  { tenant, id, recipient: former }: SealedRecipient,
  { masterKeyId, sealed }: SealedText,
): Promise<boolean> {
  return (await tx.prepared(REPLACE, [tenant, id, former.sealed, masterKeyId, sealed])).length > 0;
}
