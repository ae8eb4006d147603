import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn, uuidColumn } from '../../database/row-columns.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { SealedText } from '../../secrets/recipient-cipher.ts';
import type { Attempt } from '../record/dispatch.ts';
import type { AttemptWindow } from './reconciliation-rules.ts';

/** A record that this node has taken on. */
export interface ClaimedDispatch {
  readonly tenant: TenantId;
  readonly id: Uuid;
}

const claimed = z
  .object({ tenant_id: tenantIdColumn, id: uuidColumn })
  .transform((row): ClaimedDispatch => ({ tenant: row.tenant_id, id: row.id }));

// Instants are compared with the database's clock and by the database alone: no node's own clock decides.

const LEASES: PreparedStatement = {
  name: 'dispatch-claim-leases',
  text: `with over as (
           select tenant_id, id from dispatch_record
            where lease_until <= clock_timestamp() order by lease_until limit $1 for update skip locked)
         update dispatch_record r set lease_until = clock_timestamp() + $2 * interval '1 millisecond'
           from over where r.tenant_id = over.tenant_id and r.id = over.id returning r.tenant_id, r.id`,
};

/**
 * Takes on up to `limit` records of any tenant whose process has let its lease run out, for `holdMs`. Runs as the system.
 */
export async function claimInterrupted(
  tx: Transaction,
  limit: number,
  holdMs: number,
): Promise<readonly ClaimedDispatch[]> {
  return (await tx.prepared(LEASES, [limit, holdMs])).map((row) => claimed.parse(row));
}

const FOLLOW_UPS: PreparedStatement = {
  name: 'dispatch-claim-follow-ups',
  text: `with due as (
           select tenant_id, id from dispatch_record
            where follow_up_at <= clock_timestamp() order by follow_up_at limit $1 for update skip locked)
         update dispatch_record r set follow_up_at = clock_timestamp() + $2 * interval '1 millisecond'
           from due where r.tenant_id = due.tenant_id and r.id = due.id returning r.tenant_id, r.id`,
};

/** Takes on up to `limit` records of any tenant about which Twilio is to be asked now, for `holdMs`. Runs as the system. */
export async function claimFollowUps(
  tx: Transaction,
  limit: number,
  holdMs: number,
): Promise<readonly ClaimedDispatch[]> {
  return (await tx.prepared(FOLLOW_UPS, [limit, holdMs])).map((row) => claimed.parse(row));
}

const PUT_OFF: PreparedStatement = {
  name: 'dispatch-put-off',
  text: `update dispatch_record
            set lease_until = case when lease_until is not null then clock_timestamp() + $3 * interval '1 millisecond' end,
                follow_up_at = case when follow_up_at is not null then clock_timestamp() + $3 * interval '1 millisecond' end
          where tenant_id = $1 and id = $2`,
};

/** Leaves a record that cannot be changed alone for so long. Runs as the system. */
export async function putOff(tx: Transaction, { tenant, id }: ClaimedDispatch, forMs: number): Promise<void> {
  await tx.prepared(PUT_OFF, [tenant, id, forMs]);
}

const HELD: PreparedStatement = {
  name: 'dispatch-held-sids',
  text: 'select twilio_sid from dispatch_attempt where twilio_sid = any($1::text[]) and id <> $2',
};

/** Those of the SIDs that another attempt of any tenant holds: accounts may be shared. Runs as the system. */
export async function heldElsewhere(
  tx: Transaction,
  sids: readonly string[],
  attempt: Uuid,
): Promise<ReadonlySet<string>> {
  const rows = await tx.prepared(HELD, [sids, attempt]);
  return new Set(rows.map((row) => String(row['twilio_sid'])));
}

/** Another open attempt, with what tells whether it went to the same recipient. */
export interface Contestant extends ClaimedDispatch {
  /** Null when it can no longer be found out. */
  readonly sealedRecipient: SealedText | null;
}

const contestant = z
  .object({
    tenant_id: tenantIdColumn,
    dispatch_id: uuidColumn,
    recipient_key_id: z.string().nullable(),
    recipient_sealed: z.instanceof(Buffer).nullable(),
  })
  .transform(
    ({
      tenant_id: tenant,
      dispatch_id: id,
      recipient_key_id: masterKeyId,
      recipient_sealed: sealed,
    }): Contestant => ({
      ...{ tenant, id },
      sealedRecipient: masterKeyId === null || sealed === null ? null : { masterKeyId, sealed },
    }),
  );

const CONTESTANTS: PreparedStatement = {
  name: 'dispatch-contestants',
  text: `select a.tenant_id, a.dispatch_id, r.recipient_key_id, r.recipient_sealed
           from dispatch_attempt a
           join dispatch_record r on r.tenant_id = a.tenant_id and r.id = a.dispatch_id
          where a.outcome = 'OPEN' and a.account_sid = $1 and a.from_number = $2
            and a.started_at between $3 and $4 and a.id <> $5 and r.channel = $6`,
};

/**
 * The open attempts of any tenant besides `attempt` that began in `window` on the same account, number and channel. Runs
 * as the system.
 */
export async function contestantsOf(
  tx: Transaction,
  { id, accountSid, from }: Attempt,
  channel: string,
  window: AttemptWindow,
): Promise<readonly Contestant[]> {
  const rows = await tx.prepared(CONTESTANTS, [accountSid, from, window.from, window.until, id, channel]);
  return rows.map((row) => contestant.parse(row));
}

const IN_USE: PreparedStatement = {
  name: 'dispatch-credential-in-use',
  text: `select exists (
           select from dispatch_record r
             join dispatch_attempt a on a.tenant_id = r.tenant_id and a.dispatch_id = r.id
            where r.tenant_id = $1 and (r.lease_until is not null or r.follow_up_at is not null)
              and r.id >= originator_first_uuid(clock_timestamp() - interval '25 hours')
              and a.credential_id = $2 and a.outcome in ('OPEN', 'ACCEPTED')) as used`,
};

/**
 * True if an attempt of the tenant made with the token is open or awaits its delivery status or price (S10): as long as
 * Twilio is to be asked about its dispatch.
 */
export async function credentialInUse(tx: Transaction, credentialId: Uuid): Promise<boolean> {
  const [row] = await tx.prepared(IN_USE, [tx.tenant, credentialId]);
  return row?.['used'] === true;
}
