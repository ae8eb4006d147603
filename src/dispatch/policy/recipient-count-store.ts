import { lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { recipientCount } from '../../database/tables.ts';
import { CHANNELS, type Channel } from '../../kernel/vocabulary/dispatch.ts';
import type { RecipientCount } from './guard-rules.ts';

/** A recipient by one channel, by the keyed hash of its number. */
export interface CountedRecipient {
  readonly channel: Channel;
  readonly hash: Buffer;
}

/** The name of a recipient among others, in the order in which they are locked. */
export function recipientName({ channel, hash }: CountedRecipient): string {
  return `${channel}${hash.toString('hex')}`;
}

const ROWS = `select c.channel, c.recipient_hash, c.ten_minutes, c.hour, c.day, c.last_at
                from unnest($2::text[], $3::text[]) as asked (channel, hash)
               cross join lateral (select * from recipient_count
                                    where tenant_id = $1 and channel = asked.channel and recipient_hash = decode(asked.hash, 'hex')`;

const READ: PreparedStatement = { name: 'recipient-counts', text: `${ROWS} offset 0) c` };
const LOCK: PreparedStatement = { name: 'recipient-counts-lock', text: `${ROWS} for update) c` };

const row = z.object({
  channel: z.enum(CHANNELS),
  recipient_hash: z.instanceof(Buffer),
  ten_minutes: z.array(z.int()),
  hour: z.array(z.int()),
  day: z.array(z.int()),
  last_at: z.date(),
});

async function readBy(
  statement: PreparedStatement,
  tx: Transaction,
  recipients: readonly CountedRecipient[],
): Promise<ReadonlyMap<string, RecipientCount>> {
  if (recipients.length === 0) return new Map();
  const inOrder = [...new Map(recipients.map((one) => [recipientName(one), one]))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
  const rows = await tx.prepared(statement, [
    tx.tenant,
    inOrder.map(({ channel }) => channel),
    inOrder.map(({ hash }) => hash.toString('hex')),
  ]);
  return new Map(
    rows.map((read) => {
      const { channel, recipient_hash: hash, ten_minutes: tenMinutes, hour, day, last_at } = row.parse(read);
      return [recipientName({ channel, hash }), { tenMinutes, hour, day, lastAt: last_at.getTime() }];
    }),
  );
}

/** The counts of recipients by their names, as they are; of nobody who was never sent anything. */
export function readRecipientCounts(
  tx: Transaction,
  recipients: readonly CountedRecipient[],
): Promise<ReadonlyMap<string, RecipientCount>> {
  return readBy(READ, tx, recipients);
}

/**
 * The same, locked in the order of their names, so that two intents wait for each other one way round only. What is read by a
 * later statement is as it is under the locks.
 */
export function lockRecipientCounts(
  tx: Transaction,
  recipients: readonly CountedRecipient[],
): Promise<ReadonlyMap<string, RecipientCount>> {
  return readBy(LOCK, tx, recipients);
}

const COLUMNS = 'tenant_id, channel, recipient_hash, ten_minutes, hour, day, last_at, last_on';
const VALUES = `select $1, channel, decode(hash, 'hex'), ten_minutes::integer[], hour::integer[], day::integer[],
                       last_at, (last_at at time zone 'UTC')::date
                  from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
                    as n (channel, hash, ten_minutes, hour, day, last_at)`;

const INSERT: PreparedStatement = {
  name: 'recipient-counts-insert',
  text: `insert into recipient_count (${COLUMNS}) ${VALUES} on conflict do nothing returning 1`,
};

/** They are there, locked: what stands in the way of an insert is found by its key, whatever the planner knows of the table. */
const UPDATE: PreparedStatement = {
  name: 'recipient-counts-update',
  text: `insert into recipient_count (${COLUMNS}) ${VALUES}
         on conflict (tenant_id, channel, recipient_hash) do update
           set ten_minutes = excluded.ten_minutes, hour = excluded.hour, day = excluded.day,
               last_at = excluded.last_at, last_on = excluded.last_on`,
};

/** A recipient with what was counted. */
export interface NewCount {
  readonly recipient: CountedRecipient;
  readonly count: RecipientCount;
}

function valuesOf(tx: Transaction, counts: readonly NewCount[]): readonly unknown[] {
  const array = (numbers: readonly number[]) => `{${numbers.join(',')}}`;
  const sorted = counts.toSorted((a, b) =>
    recipientName(a.recipient) < recipientName(b.recipient) ? -1 : 1,
  );
  return [
    tx.tenant,
    sorted.map(({ recipient }) => recipient.channel),
    sorted.map(({ recipient }) => recipient.hash.toString('hex')),
    sorted.map(({ count }) => array(count.tenMinutes)),
    sorted.map(({ count }) => array(count.hour)),
    sorted.map(({ count }) => array(count.day)),
    sorted.map(({ count }) => new Date(count.lastAt ?? 0)),
  ];
}

/**
 * Keeps the first counts of recipients that had none. Gives how many: fewer where another transaction was first with one, which then
 * has to be locked and decided by again. It waits for such transactions, holding nothing that they want.
 */
export async function insertRecipientCounts(tx: Transaction, counts: readonly NewCount[]): Promise<number> {
  if (counts.length === 0) return 0;
  return (await tx.prepared(INSERT, valuesOf(tx, counts))).length;
}

/** Writes counts that are locked, or were kept by this transaction. */
export async function writeRecipientCounts(tx: Transaction, counts: readonly NewCount[]): Promise<void> {
  if (counts.length > 0) await tx.prepared(UPDATE, valuesOf(tx, counts));
}

/** The number of counts that one transaction forgets. */
const FORGOTTEN_AT_ONCE = 10_000;

/** Forgets some counts, of all tenants, of recipients that were sent nothing for two days: no window reaches back as far. */
export async function forgetRecipientCounts(tx: Transaction): Promise<{ readonly areMore: boolean }> {
  const { tenantId, channel, recipientHash, lastOn } = recipientCount;
  const old = tx.sql
    .select({ tenantId, channel, recipientHash })
    .from(recipientCount)
    .where(lt(lastOn, sql`(clock_timestamp() at time zone 'UTC')::date - 2`))
    .limit(FORGOTTEN_AT_ONCE)
    .for('update', { skipLocked: true });
  const gone = await tx.sql
    .delete(recipientCount)
    .where(sql`(${tenantId}, ${channel}, ${recipientHash}) in ${old}`)
    .returning({ channel });
  return { areMore: gone.length === FORGOTTEN_AT_ONCE };
}
