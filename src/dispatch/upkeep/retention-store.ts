import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';

const MONTHS: PreparedStatement = {
  name: 'retention-months',
  text: `select month from (
           select to_date(right(c.relname, 7), 'YYYY_MM')::text as month
             from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'dispatch_record'::regclass) months
          where month::date < (date_trunc('month', clock_timestamp() at time zone 'UTC') - make_interval(months => $1))
          order by month`,
};

/** The first days (`YYYY-MM-01`, UTC) of the months that hold dispatches from more than `kept` whole months ago. */
export async function monthsBeyond(tx: Transaction, kept: number): Promise<readonly string[]> {
  return (await tx.prepared(MONTHS, [kept])).map((row) => z.string().parse(row['month']));
}

const LOCK: PreparedStatement = {
  name: 'retention-lock',
  text: `select pg_try_advisory_xact_lock(hashtext('originator_drop_month')) as locked`,
};

/** Lets one node at a time drop months; the others need not wait. */
export async function tryRetentionLock(tx: Transaction): Promise<boolean> {
  const [row] = await tx.prepared(LOCK, []);
  return row?.['locked'] === true;
}

/** The smallest id so many months after the one that `$1` begins. */
const firstId = (months: number) =>
  `originator_first_uuid(($1::date + interval '${months} months') at time zone 'UTC')`;
/** True if an id is of the month that `$1` begins. */
const ofMonth = (id: string) => `${id} >= ${firstId(0)} and ${id} < ${firstId(1)}`;

/** True if a dispatch `r` of the month is still open. Attempts lie in the month in which they were begun: it or the next. */
const IS_OPEN = `(r.state in ('PENDING', 'OUTCOME_UNKNOWN') or (r.tenant_id, r.id) in (
  select tenant_id, dispatch_id from dispatch_attempt
   where outcome = 'OPEN' and id >= ${firstId(0)} and id < ${firstId(2)}))`;

/** True if a legal hold covers a dispatch `r`: those of its subject, of its span, or all of its tenant (A6). */
const IS_HELD = `exists (
  select from legal_hold h
    left join audit_disclosure d on d.tenant_id = h.tenant_id and d.entry_id = h.entry_id and d.path = '/after/subject'
   where h.tenant_id = r.tenant_id and h.released_by is null
     and (h.valid_from is null or r.id >= originator_first_uuid(h.valid_from))
     and (h.valid_to is null or r.id < originator_first_uuid(h.valid_to))
     and (not h.of_subject or d.value::jsonb #>> '{}' = r.requested_by ->> 'subject'))`;

const STAYS = `(${IS_OPEN} or ${IS_HELD})`;

/** True if the dispatch of an attempt `a` of the month is one of an earlier month that is still there. */
const IS_OF_EARLIER = `(a.dispatch_id < ${firstId(0)} and exists (
  select from dispatch_record r where r.tenant_id = a.tenant_id and r.id = a.dispatch_id))`;

const CAN_GO: PreparedStatement = {
  name: 'retention-can-go',
  text: `select exists (select from dispatch_record r where ${ofMonth('r.id')} and not ${STAYS})
             or not exists (select from dispatch_record r where ${ofMonth('r.id')})
            and not exists (select from dispatch_attempt a where ${ofMonth('a.id')} and ${IS_OF_EARLIER}) as can_go`,
};

const SET_APART: PreparedStatement = {
  name: 'retention-set-apart',
  text: 'select originator_set_month_apart($1::date) as is_there',
};

const KEEP_RECORDS: PreparedStatement = {
  name: 'retention-keep-records',
  text: `insert into dispatch_record_kept select r.* from dispatch_record r where ${ofMonth('r.id')} and ${STAYS}`,
};

const KEEP_ATTEMPTS: PreparedStatement = {
  name: 'retention-keep-attempts',
  text: `insert into dispatch_attempt_kept select a.* from dispatch_attempt a
          where ${ofMonth('a.id')}
            and ((a.tenant_id, a.dispatch_id) in (select tenant_id, id from dispatch_record_kept) or ${IS_OF_EARLIER})`,
};

const COUNT: PreparedStatement = {
  name: 'retention-count',
  text: `select (select count(*) from dispatch_record r where ${ofMonth('r.id')}) as records,
                (select count(*) from dispatch_attempt a where ${ofMonth('a.id')}) as attempts,
                (select count(*) from dispatch_record_kept) as kept_records,
                (select count(*) from dispatch_attempt_kept) as kept_attempts`,
};

const counts = z.object({
  records: z.coerce.number(),
  attempts: z.coerce.number(),
  kept_records: z.coerce.number(),
  kept_attempts: z.coerce.number(),
});

const REPLACE: PreparedStatement = {
  name: 'retention-replace',
  text: 'select originator_replace_month($1::date)',
};

const KEYS: PreparedStatement = {
  name: 'retention-keys',
  text: `with gone as (
           delete from dispatch_key k
            where ${ofMonth('k.dispatch_id')}
              and not exists (select from dispatch_record r where r.tenant_id = k.tenant_id and r.id = k.dispatch_id)
           returning 1)
         select count(*) as keys from gone`,
};

/** The counts of what was dropped with a month. */
export interface DroppedMonth {
  readonly dispatches: number;
  readonly attempts: number;
  readonly keys: number;
  /** The number of its dispatches that stay, since they are open or under a legal hold. */
  readonly kept: number;
}

/**
 * Drops the records, attempts and keys of a month; of what is open or under a legal hold all stays, and so do attempts of dispatches that stay in
 * an earlier month. `undefined` when there is nothing that can go. Runs as the system.
 */
export async function dropMonth(tx: Transaction, month: string): Promise<DroppedMonth | undefined> {
  const [look] = await tx.prepared(CAN_GO, [month]);
  if (look?.['can_go'] !== true) return undefined;
  const [apart] = await tx.prepared(SET_APART, [month]);
  if (apart?.['is_there'] !== true) return undefined;
  await tx.prepared(KEEP_RECORDS, [month]);
  await tx.prepared(KEEP_ATTEMPTS, [month]);
  const [counted] = await tx.prepared(COUNT, [month]);
  const { records, attempts, kept_records, kept_attempts } = counts.parse(counted);
  await tx.prepared(REPLACE, [month]);
  const [gone] = await tx.prepared(KEYS, [month]);
  return {
    dispatches: records - kept_records,
    attempts: attempts - kept_attempts,
    keys: Number(gone?.['keys']),
    kept: kept_records,
  };
}
