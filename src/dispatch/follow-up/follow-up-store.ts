import { and, between, eq, gte, inArray, isNotNull, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import { dispatchRecordRow } from '../../database/rows.ts';
import { dispatchAttempt, dispatchRecord } from '../../database/tables.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { SealedText } from '../../secrets/recipient-cipher.ts';
import type { Attempt } from '../record/dispatch.ts';
import type { AttemptWindow } from './reconciliation-rules.ts';

const dispatchKey = dispatchRecordRow.pick({ tenantId: true, id: true });

/** A record that this node has taken on. */
export interface ClaimedDispatch {
  readonly tenant: TenantId;
  readonly id: Uuid;
}

// Instants are compared with the database's clock and by the database alone: no node's own clock decides.
const ahead = (ms: number) => sql`clock_timestamp() + ${ms} * interval '1 millisecond'`;

/** Puts the instant that is over for up to `limit` records of any tenant off by `holdMs`, and gives those. */
async function claim(
  tx: Transaction,
  due: 'leaseUntil' | 'followUpAt',
  limit: number,
  holdMs: number,
): Promise<readonly ClaimedDispatch[]> {
  // As a common table expression, which is read once: what a join reads again it would lock beyond the limit.
  const over = tx.sql
    .$with('over')
    .as(
      tx.sql
        .select({ tenantId: dispatchRecord.tenantId, id: dispatchRecord.id })
        .from(dispatchRecord)
        .where(sql`${dispatchRecord[due]} <= clock_timestamp()`)
        .orderBy(dispatchRecord[due])
        .limit(limit)
        .for('update', { skipLocked: true }),
    );
  const claimed = await tx.sql
    .with(over)
    .update(dispatchRecord)
    .set({ [due]: ahead(holdMs) })
    .from(over)
    .where(and(eq(dispatchRecord.tenantId, over.tenantId), eq(dispatchRecord.id, over.id)))
    .returning({ tenantId: dispatchRecord.tenantId, id: dispatchRecord.id });
  return claimed.map(claimedOf);
}

function claimedOf(found: unknown): ClaimedDispatch {
  const { tenantId: tenant, id } = dispatchKey.parse(found);
  return { tenant, id };
}

/**
 * Takes on up to `limit` records of any tenant whose process has let its lease run out, for `holdMs`. Runs as the system.
 */
export function claimInterrupted(
  tx: Transaction,
  limit: number,
  holdMs: number,
): Promise<readonly ClaimedDispatch[]> {
  return claim(tx, 'leaseUntil', limit, holdMs);
}

/** Takes on up to `limit` records of any tenant about which Twilio is to be asked now, for `holdMs`. Runs as the system. */
export function claimFollowUps(
  tx: Transaction,
  limit: number,
  holdMs: number,
): Promise<readonly ClaimedDispatch[]> {
  return claim(tx, 'followUpAt', limit, holdMs);
}

/** Leaves a record that cannot be changed alone for so long. Runs as the system. */
export async function putOff(tx: Transaction, { tenant, id }: ClaimedDispatch, forMs: number): Promise<void> {
  const { leaseUntil, followUpAt } = dispatchRecord;
  await tx.sql
    .update(dispatchRecord)
    .set({
      leaseUntil: sql`case when ${leaseUntil} is not null then ${ahead(forMs)} end`,
      followUpAt: sql`case when ${followUpAt} is not null then ${ahead(forMs)} end`,
    })
    .where(and(eq(dispatchRecord.tenantId, tenant), eq(dispatchRecord.id, id)));
}

/** Those of the SIDs that another attempt of any tenant holds: accounts may be shared. Runs as the system. */
export async function heldElsewhere(
  tx: Transaction,
  sids: readonly string[],
  attempt: Uuid,
): Promise<ReadonlySet<string>> {
  const rows = await tx.sql
    .select({ twilioSid: dispatchAttempt.twilioSid })
    .from(dispatchAttempt)
    .where(and(inArray(dispatchAttempt.twilioSid, [...sids]), ne(dispatchAttempt.id, attempt)));
  return new Set(rows.flatMap(({ twilioSid }) => twilioSid ?? []));
}

/** Another open attempt, with what tells whether it went to the same recipient. */
export interface Contestant extends ClaimedDispatch {
  /** Null when it can no longer be found out. */
  readonly sealedRecipient: SealedText | null;
}

/**
 * The open attempts of any tenant besides `attempt` that began in `window` on the same account, number and channel. Runs
 * as the system.
 */
export async function contestantsOf(
  tx: Transaction,
  { id, accountSid, from }: Attempt,
  channel: Channel,
  window: AttemptWindow,
): Promise<readonly Contestant[]> {
  const { tenantId, recipientKeyId: masterKeyId, recipientSealed: sealed } = dispatchRecord;
  const rows = await tx.sql
    .select({ tenantId, id: dispatchRecord.id, masterKeyId, sealed })
    .from(dispatchAttempt)
    .innerJoin(
      dispatchRecord,
      and(eq(tenantId, dispatchAttempt.tenantId), eq(dispatchRecord.id, dispatchAttempt.dispatchId)),
    )
    .where(
      and(
        eq(dispatchAttempt.outcome, 'OPEN'),
        eq(dispatchAttempt.accountSid, accountSid),
        eq(dispatchAttempt.from, from),
        between(dispatchAttempt.startedAt, window.from, window.until),
        ne(dispatchAttempt.id, id),
        eq(dispatchRecord.channel, channel),
      ),
    );
  return rows.map((row) => ({ ...claimedOf(row), sealedRecipient: sealedIn(row) }));
}

function sealedIn({ masterKeyId, sealed }: { masterKeyId: string | null; sealed: Buffer | null }) {
  return masterKeyId === null || sealed === null ? null : { masterKeyId, sealed };
}

/**
 * True if an attempt of the tenant made with the token is open or awaits its delivery status or price (S10): as long as
 * Twilio is to be asked about its dispatch.
 */
export async function credentialInUse(tx: Transaction, credentialId: Uuid): Promise<boolean> {
  const { tenantId, id, leaseUntil, followUpAt } = dispatchRecord;
  const used = await tx.sql
    .select({ id })
    .from(dispatchRecord)
    .innerJoin(
      dispatchAttempt,
      and(eq(dispatchAttempt.tenantId, tenantId), eq(dispatchAttempt.dispatchId, id)),
    )
    .where(
      and(
        eq(tenantId, tx.tenant),
        or(isNotNull(leaseUntil), isNotNull(followUpAt)),
        gte(id, sql`originator_first_uuid(clock_timestamp() - interval '25 hours')`),
        eq(dispatchAttempt.credentialId, credentialId),
        inArray(dispatchAttempt.outcome, ['OPEN', 'ACCEPTED']),
      ),
    )
    .limit(1);
  return used.length > 0;
}
