import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { parseUuid, type Uuid } from '../../kernel/ids.ts';
import { type PartOfList, ROWS_LOOKED_THROUGH } from '../../kernel/part-of-list.ts';
import type { DispatchRecord } from './dispatch.ts';
import { RECORD, toDispatchRecord } from './dispatch-row.ts';
import type { RecordFilter } from './record-filter-rules.ts';

/** The subject whose records alone may be read; null where all of the tenant's may (X1). */
export type MadeBy = string | null;

/** A range of creation, and what else is asked of records. */
export interface RecordPageFilter extends RecordFilter {
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/** Bounds of time are bounds of the id, which begins with the instant, so that months outside are not looked into. */
export const WITHIN = `tenant_id = $1
                and id >= coalesce(originator_first_uuid($2::timestamptz), '00000000-0000-0000-0000-000000000000')
                and id < coalesce(originator_first_uuid($3::timestamptz), 'ffffffff-ffff-ffff-ffff-ffffffffffff')`;

/**
 * The page is found first, and then its attempts. An attempt is looked for in one record after the other. No statement
 * here has a name: a plan for all ranges would sort all records of the tenant rather than read the newest.
 */
function page(recipient: string): PreparedStatement {
  return {
    text: `select ${RECORD} from (
             select * from dispatch_record
              where ${WITHIN}
                and id < coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                and id >= coalesce($17::uuid, '00000000-0000-0000-0000-000000000000')
                and ${conditions(recipient)}
              order by id desc limit $5) r
            order by r.id desc`,
  };
}

/** The conditions of a filter but for its times, from the parameter 6 on. */
export function conditions(recipient: string): string {
  return `($6::text is null or requested_by ->> 'subject' = $6)
                and ($7::text[] is null or billed_account = any($7))
                and ($8::text[] is null or channel = any($8))
                and ($9::text[] is null or state = any($9))
                and ($10::text[] is null or coalesce(trigger, 'NONE') = any($10))
                and ($11::text[] is null or rule = any($11))
                and ($12::text[] is null or delivery = any($12))
                and ($13::integer[] is null or configuration_version = any($13))
                and ($14::text[] is null or country = any($14))
                and ($15::text is null or exists (
                      select from dispatch_attempt a
                       where a.tenant_id = $1 and a.dispatch_id = dispatch_record.id and a.from_number = $15
                         and a.id >= originator_first_uuid(dispatch_record.created_at - interval '24 hours')
                         and a.id < originator_first_uuid(dispatch_record.created_at + interval '24 hours')
                      offset 0))
                and ${recipient}`;
}

/** The condition for any recipient. One has an index of its own, which a plan that serves both cases could not use. */
export const ANY_RECIPIENT = '($16::bytea is null or recipient_hash = $16)';
const PAGE = page(ANY_RECIPIENT);
const PAGE_OF_RECIPIENT = page('recipient_hash = $16::bytea');

const END_OF_LOOK: PreparedStatement = {
  text: `select id from dispatch_record where ${WITHIN}
            and id < coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') order by id desc offset ${ROWS_LOOKED_THROUGH - 1} limit 1`,
};

const OF_RECIPIENT: PreparedStatement = {
  text: `select count(*)::int as records from (
           select from dispatch_record where tenant_id = $1 and recipient_hash = $2 limit ${ROWS_LOOKED_THROUGH + 1}) r`,
};

/**
 * Up to `limit` records older than `before`, newest first. Where no index finds what is asked for, the newest
 * `ROWS_LOOKED_THROUGH` of the range are looked through, and where that ended is told (X5).
 */
export async function pageRecords(
  tx: Transaction,
  filter: RecordPageFilter,
  madeBy: MadeBy,
  { before, limit }: { readonly before: Uuid | null; readonly limit: number },
): Promise<PartOfList<DispatchRecord, Uuid>> {
  const range = [tx.tenant, filter.from, filter.to, before];
  const asked = askedOf(filter, madeBy);
  const isNarrowed = asked.some((value) => value !== undefined);
  const byRecipient = filter.recipientHash !== undefined && (await hasFewRecords(tx, filter.recipientHash));
  const end = isNarrowed && !byRecipient ? await endOfLook(tx, range) : null;
  const rows = await tx.prepared(byRecipient ? PAGE_OF_RECIPIENT : PAGE, [...range, limit, ...asked, end]);
  return { rows: rows.map(toDispatchRecord), endedAt: rows.length < limit ? end : null };
}

/** The values of the conditions, in the order of their parameters. */
export function askedOf(filter: RecordPageFilter, madeBy: MadeBy): readonly unknown[] {
  return [
    madeBy ?? undefined,
    filter.billed,
    filter.channels,
    filter.states,
    filter.triggers,
    filter.rules,
    filter.deliveries,
    filter.configurationVersions,
    filter.countries,
    filter.number,
    filter.recipientHash,
  ];
}

/** The id of the last record of the range that is looked at; null where that is the whole range. */
async function endOfLook(tx: Transaction, range: readonly unknown[]): Promise<Uuid | null> {
  const [row] = await tx.prepared(END_OF_LOOK, range);
  return parseUuid(String(row?.['id'])) ?? null;
}

/** True if the recipient has so few records that all may be read; of one who has more, most are asked for in vain. */
async function hasFewRecords(tx: Transaction, recipientHash: Buffer): Promise<boolean> {
  const [row] = await tx.prepared(OF_RECIPIENT, [tx.tenant, recipientHash]);
  return Number(row?.['records']) <= ROWS_LOOKED_THROUGH;
}

const BY_ID: PreparedStatement = {
  name: 'dispatch-by-id',
  text: `select ${RECORD} from dispatch_record r
          where r.tenant_id = $1 and r.id = any($2::uuid[])
            and ($3::text is null or r.requested_by ->> 'subject' = $3)`,
};

/** The tenant's records of these ids, in no order. */
export async function findRecords(
  tx: Transaction,
  ids: readonly Uuid[],
  madeBy: MadeBy,
): Promise<readonly DispatchRecord[]> {
  return (await tx.prepared(BY_ID, [tx.tenant, ids, madeBy])).map(toDispatchRecord);
}
