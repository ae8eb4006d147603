import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../database/client.ts';

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

/** What went with a month. */
export interface DroppedMonth {
  readonly dispatches: number;
  readonly attempts: number;
  readonly keys: number;
}

const LOCK: PreparedStatement = {
  name: 'retention-lock',
  text: `select pg_try_advisory_xact_lock(hashtext('originator_drop_month')) as locked`,
};

const DROP: PreparedStatement = {
  name: 'retention-drop',
  text: 'select dispatches, attempts from originator_drop_month($1::date)',
};

const KEYS: PreparedStatement = {
  name: 'retention-keys',
  text: `with gone as (
           delete from dispatch_key
            where dispatch_id >= originator_first_uuid($1::timestamp at time zone 'UTC')
              and dispatch_id < originator_first_uuid(($1::timestamp + interval '1 month') at time zone 'UTC')
           returning 1)
         select count(*) as keys from gone`,
};

/** Lets one node at a time drop months; the others need not wait. */
export async function tryRetentionLock(tx: Transaction): Promise<boolean> {
  const [row] = await tx.prepared(LOCK, []);
  return row?.['locked'] === true;
}

/**
 * Drops the records, attempts and keys of a month; `undefined`, and all stays, while one of them is open, or an attempt is
 * of a dispatch that stays in the month before.
 */
export async function dropMonth(tx: Transaction, month: string): Promise<DroppedMonth | undefined> {
  const [dropped] = await tx.prepared(DROP, [month]);
  if (dropped === undefined) return undefined;
  const [gone] = await tx.prepared(KEYS, [month]);
  return {
    dispatches: Number(dropped['dispatches']),
    attempts: Number(dropped['attempts']),
    keys: Number(gone?.['keys']),
  };
}
