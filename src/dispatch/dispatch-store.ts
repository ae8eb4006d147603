import type { PreparedStatement, Transaction } from '../database/client.ts';
import { phoneNumberColumn, uuidColumn } from '../database/row-columns.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { DispatchRecord } from './dispatch.ts';
import { attemptColumns, recordColumns, toDispatchRecord } from './dispatch-row.ts';

/**
 * The attempts of a record `r` as a JSON array in their order. They begin within seconds of the record's creation; the
 * bounds on their ids, a day to either side, leave all other months' partitions out.
 */
export const ATTEMPTS = `coalesce((select jsonb_agg(to_jsonb(a) order by a.ordinal) from dispatch_attempt a
                             where a.tenant_id = r.tenant_id and a.dispatch_id = r.id
                               and a.id >= originator_first_uuid(r.created_at - interval '24 hours')
                               and a.id < originator_first_uuid(r.created_at + interval '24 hours')), '[]') as attempts`;

/**
 * Looks up one key after the other. A list of values in the condition would leave the planner to guess, and for a month
 * that is too young for statistics it guesses that reading everything of the tenant is as good.
 */
const KEYS: PreparedStatement = {
  name: 'dispatch-keys',
  text: `select k.* from unnest($2::text[]) as asked (idempotency_key)
          cross join lateral (select idempotency_key, dispatch_id, request_hash from dispatch_key
                               where tenant_id = $1 and idempotency_key = asked.idempotency_key offset 0) k`,
};

/** What an idempotency key stands for. */
export interface KnownKey {
  readonly dispatchId: Uuid;
  readonly requestHash: Buffer;
}

/** Those of the keys that are used up, with what they stand for (D10). */
export async function findKeys(
  tx: Transaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownKey>> {
  const rows = await tx.prepared(KEYS, [tx.tenant, keys]);
  return new Map(
    rows.map((row) => [
      String(row['idempotency_key']),
      { dispatchId: uuidColumn.parse(row['dispatch_id']), requestHash: asBuffer(row['request_hash']) },
    ]),
  );
}

function asBuffer(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  throw new Error('a bytea column did not hold bytes');
}

const AVAILABLE: PreparedStatement = {
  name: 'dispatch-available-numbers',
  text: `select n.phone_number
           from (select account_sid, selected_numbers from configuration_version
                  where tenant_id = $1 order by version desc limit 1) v
          cross join lateral jsonb_array_elements(v.selected_numbers) s
           join organization_number n
             on n.tenant_id = $1 and n.account_sid = v.account_sid and n.phone_number = s ->> 'phoneNumber'
          where n.available
          order by n.phone_number`,
};

/** The live account's numbers that are selected and available, in the order of the numbers (D3). */
export async function availableNumbers(tx: Transaction): Promise<readonly PhoneNumber[]> {
  const rows = await tx.prepared(AVAILABLE, [tx.tenant]);
  return rows.map((row) => phoneNumberColumn.parse(row['phone_number']));
}

const INSERT: PreparedStatement = {
  name: 'dispatch-insert',
  text: `with keys as (
           insert into dispatch_key (tenant_id, idempotency_key, dispatch_id, request_hash)
           select * from jsonb_to_recordset($1::jsonb)
             as k (tenant_id text, idempotency_key text, dispatch_id uuid, request_hash bytea)
           on conflict do nothing returning dispatch_id),
         records as (
           insert into dispatch_record
           select r.* from jsonb_populate_recordset(null::dispatch_record, $2::jsonb) r
             join keys on keys.dispatch_id = r.id),
         attempts as (
           insert into dispatch_attempt
           select a.* from jsonb_populate_recordset(null::dispatch_attempt, $3::jsonb) a
             join keys on keys.dispatch_id = a.dispatch_id)
         select dispatch_id from keys`,
};

/** A record to be kept, and the keyed hash of the request behind it (D12). */
export interface NewDispatch {
  readonly record: DispatchRecord;
  readonly requestHash: Buffer;
}

/** Keeps records with their keys and first attempts. Gives the ids of those whose key was still free (D10). */
export async function insertDispatches(
  tx: Transaction,
  dispatches: readonly NewDispatch[],
): Promise<ReadonlySet<Uuid>> {
  const keys = dispatches.map(({ record, requestHash }) => ({
    tenant_id: record.tenant,
    idempotency_key: record.idempotencyKey,
    dispatch_id: record.id,
    request_hash: `\\x${requestHash.toString('hex')}`,
  }));
  const records = dispatches.map(({ record }) => recordColumns(record));
  const attempts = dispatches.flatMap(({ record }) =>
    record.attempts.map((attempt) => attemptColumns(record, attempt)),
  );
  const rows = await tx.prepared(INSERT, [
    JSON.stringify(keys),
    JSON.stringify(records),
    JSON.stringify(attempts),
  ]);
  return new Set(rows.map((row) => uuidColumn.parse(row['dispatch_id'])));
}

const READ: PreparedStatement = {
  name: 'dispatch-read',
  text: `select r.*, ${ATTEMPTS} from dispatch_record r where r.tenant_id = $1 and r.id = $2`,
};

/** The tenant's record of this id, `undefined` where there is none. */
export async function findDispatch(tx: Transaction, id: Uuid): Promise<DispatchRecord | undefined> {
  const [row] = await tx.prepared(READ, [tx.tenant, id]);
  return row === undefined ? undefined : toDispatchRecord(row);
}

/** One after the other, as keys are looked up. */
const READ_MANY: PreparedStatement = {
  name: 'dispatch-read-many',
  text: `select r.*, ${ATTEMPTS}
           from unnest($2::uuid[]) as asked (id)
          cross join lateral (select * from dispatch_record where tenant_id = $1 and id = asked.id offset 0) r`,
};

/**
 * The tenant's records of these ids, in no order.
 *
 * @internal
 */
export async function findDispatches(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<readonly DispatchRecord[]> {
  return (await tx.prepared(READ_MANY, [tx.tenant, ids])).map(toDispatchRecord);
}

const LOCK: PreparedStatement = {
  name: 'dispatch-lock',
  text: 'select 1 from dispatch_record where tenant_id = $1 and id = $2 for update',
};

/**
 * Locks a record and reads it, `undefined` where there is none. The lock is a statement of its own, or what is read
 * beside it could be older than the lock.
 */
export async function lockDispatch(tx: Transaction, id: Uuid): Promise<DispatchRecord | undefined> {
  const [, record] = await Promise.all([tx.prepared(LOCK, [tx.tenant, id]), findDispatch(tx, id)]);
  return record;
}

const WRITE: PreparedStatement = {
  name: 'dispatch-write',
  text: `with records as (
           update dispatch_record r
              set recipient_key_id = n.recipient_key_id, recipient_sealed = n.recipient_sealed, state = n.state,
                  delivery = n.delivery, delivery_code = n.delivery_code, billed_account = n.billed_account,
                  also_billed = n.also_billed, trigger = n.trigger, rule = n.rule, failure_reason = n.failure_reason,
                  charge_amount = n.charge_amount, charge_currency = n.charge_currency,
                  charge_source = n.charge_source, rate_card_version = n.rate_card_version,
                  settled_at = n.settled_at, changed_at = n.changed_at, lease_until = n.lease_until,
                  follow_up_at = n.follow_up_at, follow_ups = n.follow_ups
             from jsonb_populate_record(null::dispatch_record, $3::jsonb) n
            where r.tenant_id = $1 and r.id = $2)
         insert into dispatch_attempt
         select a.* from jsonb_populate_recordset(null::dispatch_attempt, $4::jsonb) a
         on conflict (tenant_id, dispatch_id, id) do update
           set outcome = excluded.outcome, evidence = excluded.evidence, twilio_sid = excluded.twilio_sid,
               http_status = excluded.http_status, code = excluded.code, fault = excluded.fault,
               duration_ms = excluded.duration_ms, settled_at = excluded.settled_at`,
};

/** Writes a locked record with its attempts as they are now. */
export async function writeDispatch(tx: Transaction, record: DispatchRecord): Promise<void> {
  const attempts = record.attempts.map((attempt) => attemptColumns(record, attempt));
  await tx.prepared(WRITE, [
    ...[tx.tenant, record.id],
    JSON.stringify(recordColumns(record)),
    JSON.stringify(attempts),
  ]);
}
