import { sql } from 'drizzle-orm';
import type { QueryResultRow } from 'pg';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { phoneNumberColumn, uuidColumn } from '../../database/row-columns.ts';
import { dispatchRecord } from '../../database/tables.ts';
import type { Brand } from '../../kernel/brand.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { PhoneNumber } from '../../kernel/phone-number.ts';
import type { DispatchRecord } from './dispatch.ts';
import { attemptColumns, RECORD, recordColumns, toDispatchRecord } from './dispatch-row.ts';

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

/** The request and record of an idempotency key. */
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
           select * from json_to_recordset($1::json)
             as k (tenant_id text, idempotency_key text, dispatch_id uuid, request_hash bytea)
           on conflict do nothing returning dispatch_id),
         records as (
           insert into dispatch_record
           select r.* from json_populate_recordset(null::dispatch_record, $2::json) r
             join keys on keys.dispatch_id = r.id),
         attempts as (
           insert into dispatch_attempt
           select a.* from json_populate_recordset(null::dispatch_attempt, $3::json) a
             join keys on keys.dispatch_id = a.dispatch_id)
         select dispatch_id, pg_current_xact_id()::xid::text as version from keys`,
};

/** A record to be kept, and the keyed hash of the request behind it (D12). */
export interface NewDispatch {
  readonly record: DispatchRecord;
  readonly requestHash: Buffer;
}

/**
 * The transaction that wrote a record last. While it is the same, the record and its attempts are unchanged: every change
 * of an attempt changes its record too.
 */
export type RecordVersion = Brand<string, 'RecordVersion'>;

/** Keeps records with their keys and first attempts. Gives those whose key was still free, by their ids (D10). */
export async function insertDispatches(
  tx: Transaction,
  dispatches: readonly NewDispatch[],
): Promise<ReadonlyMap<Uuid, RecordVersion>> {
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
  return new Map(rows.map((row) => [uuidColumn.parse(row['dispatch_id']), versionIn(row)]));
}

function versionIn(row: QueryResultRow): RecordVersion {
  const version: unknown = row['version'];
  if (typeof version !== 'string') throw new Error('a row has no version');
  return version as RecordVersion;
}

const READ: PreparedStatement = {
  name: 'dispatch-read',
  text: `select ${RECORD} from dispatch_record r where r.tenant_id = $1 and r.id = $2`,
};

/** The tenant's record of this id, `undefined` where there is none. */
export async function findDispatch(tx: Transaction, id: Uuid): Promise<DispatchRecord | undefined> {
  const [row] = await tx.prepared(READ, [tx.tenant, id]);
  return row === undefined ? undefined : toDispatchRecord(row);
}

/** One after the other, as keys are looked up. */
const READ_MANY: PreparedStatement = {
  name: 'dispatch-read-many',
  text: `select ${RECORD}
           from unnest($2::uuid[]) as asked (id)
          cross join lateral (select * from dispatch_record where tenant_id = $1 and id = asked.id offset 0) r`,
};

/** The tenant's records of these ids, in no order. */
export async function findDispatches(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<readonly DispatchRecord[]> {
  if (ids.length === 0) return [];
  return (await tx.prepared(READ_MANY, [tx.tenant, ids])).map(toDispatchRecord);
}

/** True if there is a record of any tenant that a simulator took in Twilio's place. Runs as the system. */
export async function holdsSimulated(tx: Transaction): Promise<boolean> {
  const { id, simulated } = dispatchRecord;
  const found = await tx.sql.select({ id }).from(dispatchRecord).where(sql`${simulated}`).limit(1);
  return found.length > 0;
}

const LOCK: PreparedStatement = {
  name: 'dispatch-lock',
  text: `select r.id, r.version from unnest($2::uuid[]) as asked (id)
          cross join lateral (select id, xmin::text as version from dispatch_record
                               where tenant_id = $1 and id = asked.id for update) r`,
};

/**
 * Locks records, one after the other in the order of `ids`. Gives their versions; an id of no record is missing. What is
 * read by a later statement of the transaction is as it is under the lock; what was read beside it may be older.
 */
export async function lockDispatches(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, RecordVersion>> {
  const rows = await tx.prepared(LOCK, [tx.tenant, ids]);
  return new Map(rows.map((row) => [uuidColumn.parse(row['id']), versionIn(row)]));
}

/**
 * The records are there, locked: nothing is inserted but what stands in the way of an insert is changed, and that is
 * found by its key whatever the planner knows of the tables. Of an update it may think that all there was so far, for
 * which it plans, is sooner read as a whole.
 */
const WRITE: PreparedStatement = {
  name: 'dispatch-write',
  text: `with records as (
           insert into dispatch_record
           select r.* from json_populate_recordset(null::dispatch_record, $1::json) r
           on conflict (tenant_id, id) do update
              set recipient_key_id = excluded.recipient_key_id, recipient_sealed = excluded.recipient_sealed,
                  state = excluded.state, delivery = excluded.delivery, delivery_code = excluded.delivery_code,
                  billed_account = excluded.billed_account, also_billed = excluded.also_billed,
                  trigger = excluded.trigger, rule = excluded.rule, fell_back = excluded.fell_back,
                  failure_reason = excluded.failure_reason, charge_amount = excluded.charge_amount,
                  charge_currency = excluded.charge_currency, charge_source = excluded.charge_source, rate_card_version = excluded.rate_card_version,
                  settled_at = excluded.settled_at, delivered_at = excluded.delivered_at, changed_at = excluded.changed_at,
                  lease_until = excluded.lease_until, follow_up_at = excluded.follow_up_at,
                  follow_ups = excluded.follow_ups)
         insert into dispatch_attempt
         select a.* from json_populate_recordset(null::dispatch_attempt, $2::json) a
         on conflict (tenant_id, dispatch_id, id) do update
           set outcome = excluded.outcome, evidence = excluded.evidence, twilio_sid = excluded.twilio_sid,
               segments = excluded.segments, http_status = excluded.http_status, code = excluded.code, fault = excluded.fault,
               duration_ms = excluded.duration_ms, settled_at = excluded.settled_at, chosen_from = excluded.chosen_from`,
};

/** A record as it was and as it is to be. */
export interface RecordChange {
  readonly before: DispatchRecord;
  readonly after: DispatchRecord;
}

/** Writes locked records, with those of their attempts that are not as before, as they are now. */
export async function writeDispatches(tx: Transaction, changes: readonly RecordChange[]): Promise<void> {
  if (changes.length === 0) return;
  const records = changes.map(({ after }) => recordColumns(after));
  const attempts = changes.flatMap(({ before, after }) =>
    after.attempts
      .filter((attempt) => !before.attempts.includes(attempt))
      .map((attempt) => attemptColumns(after, attempt)),
  );
  await tx.prepared(WRITE, [JSON.stringify(records), JSON.stringify(attempts)]);
}
