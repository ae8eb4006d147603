import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { uuidColumn } from '../../database/row-columns.ts';
import { type PartOfList, ROWS_LOOKED_THROUGH } from '../../kernel/part-of-list.ts';
import { FIRST_ID } from '../../ledger/entries/entry-store.ts';
import type { DispatchRecord } from './dispatch.ts';
import { RECORD, toDispatchRecord } from './dispatch-row.ts';
import { CHANGE_OVERLAP_S, type ChangeKey, changeKey, positionOf } from './record-change-rules.ts';
import {
  ANY_RECIPIENT,
  askedOf,
  conditions,
  type MadeBy,
  type RecordPageFilter,
  WITHIN,
} from './record-page-store.ts';

/**
 * The records of the range that changed after a position: an instant, and an id among those of that instant. The collation names the
 * index of the tenant's changes, so that nobody else's are read (X5).
 */
const changedAfter = (id: string) =>
  `${WITHIN} and tenant_id collate "C" = $1 and changed_at >= $4 and (changed_at, id) > ($4, ${id}::uuid)`;

/** Not named, like the pages of all records: it is planned for its range. */
const PAGE: PreparedStatement = {
  text: `select ${RECORD} from (
           select * from dispatch_record
            where ${changedAfter('$18')}
              and ($19::timestamptz is null or (changed_at, id) <= ($19, $17::uuid))
              and ${conditions(ANY_RECIPIENT)}
            order by changed_at, id limit $5) r
          order by r.changed_at, r.id`,
};

const END_OF_LOOK: PreparedStatement = {
  text: `select changed_at, id from dispatch_record
          where ${changedAfter('$5')} order by changed_at, id offset ${ROWS_LOOKED_THROUGH - 1} limit 1`,
};

const positionRow = z.object({ changed_at: z.date(), id: uuidColumn });

/**
 * Up to `limit` records that have changed since, in the order of their changes, from `CHANGE_OVERLAP_S` before that instant on. One
 * that changes meanwhile moves to the end, so none is left out. They are looked through in parts, like all others (X5).
 */
export async function pageChangedRecords(
  tx: Transaction,
  filter: RecordPageFilter & { readonly changedSince: Date },
  madeBy: MadeBy,
  { after, limit }: { readonly after: ChangeKey | null; readonly limit: number },
): Promise<PartOfList<DispatchRecord, ChangeKey>> {
  const since = new Date(filter.changedSince.getTime() - CHANGE_OVERLAP_S * 1_000);
  const from = after === null ? { changedAt: since, id: FIRST_ID } : positionOf(after);
  const range = [tx.tenant, filter.from, filter.to, from.changedAt];
  const asked = askedOf(filter, madeBy);
  const isNarrowed = asked.some((value) => value !== undefined);
  const end = isNarrowed ? await endOfLook(tx, [...range, from.id]) : undefined;
  const values = [...range, limit, ...asked, end?.id, from.id, end?.changed_at];
  const rows = (await tx.prepared(PAGE, values)).map(toDispatchRecord);
  const isOver = end === undefined || rows.length >= limit;
  return { rows, endedAt: isOver ? null : changeKey({ changedAt: end.changed_at, id: end.id }) };
}

async function endOfLook(tx: Transaction, range: readonly unknown[]) {
  const [row] = await tx.prepared(END_OF_LOOK, range);
  return row === undefined ? undefined : positionRow.parse(row);
}
