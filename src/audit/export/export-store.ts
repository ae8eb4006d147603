import { and, eq, inArray } from 'drizzle-orm';
import type { QueryResultRow } from 'pg';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { ledgerLeaf } from '../../database/tables.ts';
import { isEntryOf } from '../../ledger/entries/actor-filter.ts';
import { type EntryFilter, FIRST_ID, firstIdOf, LAST_ID } from '../../ledger/entries/entry-store.ts';

/** A range of leaves of a log in an epoch: from the first to before `end`. */
export interface LeafRange {
  readonly epoch: number;
  readonly first: number;
  readonly end: number;
}

/**
 * The entries among which those of the leaves are. The identifiers of a range of leaves lie close to one another, so one
 * look along their index finds them, in the months that the range belongs to and no other.
 */
const AROUND = `tenant_id = $1
                  and id >= (select entry_id from l where entry_id is not null order by entry_id limit 1)
                  and id <= (select entry_id from l where entry_id is not null order by entry_id desc limit 1)`;

/**
 * Leaves beside entries, with those of either that have no other. That is the one join that PostgreSQL never does by
 * comparing each leaf with each entry, as it likes to in a log of which it has no statistics yet.
 * What is to be left out of it is asked for by way of coalesce: a condition that no null can meet would let PostgreSQL
 * make a simpler join of it.
 */
const JOINED = 'full join';

/** The number of entries that PostgreSQL joins into that one text: with more, it spends its time on growing the text. */
const TOGETHER = 64;

/** Those leaves of a range that there are, and every leaf that there should be. */
const LEAVES = `select leaf_index, entry_id from ledger_leaf
                 where tenant_id = $1 and epoch = $2 and leaf_index >= $3 and leaf_index < $4`;
const PLACES = `select place.leaf_index, leaf.entry_id
                  from generate_series($3::bigint, $4::bigint - 1) as place (leaf_index) left join (${LEAVES}) leaf using (leaf_index)`;

const textsOf = (leaves: string) => `with l as materialized (${leaves})
  select lines, bytes, leaves, entries, found from (
    select *, sum(bytes) over (order by place) - bytes as bytes_before, (sum(leaves) over ())::int as found from (
      select *, octet_length(lines) as bytes from (
        select l.leaf_index / ${TOGETHER} as place, count(*)::int as leaves, count(e.body)::int as entries,
               string_agg(coalesce(e.body, ''), E'\\n' order by l.leaf_index) || E'\\n' as lines
          from l ${JOINED} (select id, body from audit_entry where ${AROUND}) e on e.id = l.entry_id
         where coalesce(l.leaf_index, -1) >= 0 group by 1) grouped) measured) summed
   where bytes_before < $5 order by place`;

const TEXTS: PreparedStatement = { name: 'audit-export-texts', text: textsOf(LEAVES) };
const TEXTS_WITH_GAPS: PreparedStatement = { name: 'audit-export-gaps', text: textsOf(PLACES) };

const counts = z.object({ bytes: z.number(), leaves: z.number(), entries: z.number() });
const lines = z.string();

/** The entries of a range of leaves, a line for each, in UTF-8. */
export interface LeafTexts {
  readonly lines: Buffer;
  readonly leaves: number;
  /** The number of leaves that have no entry any more. */
  readonly missing: number;
}

/**
 * The stored texts of the range's leaves in order, up to some beyond the one with which they are more than `bytes` in
 * all. A leaf or an entry that somebody has removed leaves an empty line, so that the lines after it keep their numbers,
 * and anyone who verifies them is told which one is missing.
 */
export async function readLeafTexts(
  tx: Transaction,
  { epoch, first, end }: LeafRange,
  bytes: number,
): Promise<LeafTexts> {
  const parameters = [tx.tenant, epoch, first, end, bytes];
  let rows = await tx.prepared(TEXTS, parameters);
  // Only where something is gone is it worth the time to go by every leaf that there should be.
  if (rows[0]?.['found'] !== end - first) rows = await tx.prepared(TEXTS_WITH_GAPS, parameters);
  const groups = rows.map((row) => counts.parse(row));
  const sum = (of: keyof (typeof groups)[number]) => groups.reduce((total, group) => total + group[of], 0);
  return {
    lines: takeLines(rows, sum('bytes')),
    leaves: sum('leaves'),
    missing: sum('leaves') - sum('entries'),
  };
}

/**
 * The texts of rows as one piece of memory. The rows lose them: with so many rows, V8 comes to make them where it rarely
 * collects what is no longer used, and each would keep its text until then.
 */
function takeLines(rows: readonly QueryResultRow[], length: number): Buffer {
  const all = Buffer.allocUnsafe(length);
  let end = 0;
  for (const row of rows) {
    end += all.write(lines.parse(row['lines']), end);
    row['lines'] = null;
  }
  return all;
}

const MATCHES: PreparedStatement = {
  name: 'audit-export-matches',
  text: `with l as materialized (${LEAVES})
         select leaf_index, body, matches from (
           select l.leaf_index, e.body, (count(*) over ())::int as matches,
                  sum(octet_length(e.body)) over (order by l.leaf_index rows unbounded preceding)
                    - octet_length(e.body) as bytes_before
             from l ${JOINED} (
               select id, body from audit_entry
                where ${AROUND} and ($7::text[] is null or kind = any($7)) and ($8::text is null or ${isEntryOf('$8')})
                  and ($9::text is null or object = $9) and id >= $10::uuid and id < $11::uuid) e on e.id = l.entry_id
            where coalesce(l.leaf_index, -1) >= 0 and coalesce(octet_length(e.body), 0) > 0) entry
          where bytes_before < $5 order by leaf_index limit $6`,
};

const match = z.object({ leaf_index: z.coerce.number().int(), body: z.string(), matches: z.number() });

/** An entry at its place. */
export interface PlacedEntry {
  readonly leafIndex: number;
  readonly body: string;
}

/** The matches that were found in a range. */
export interface Matches {
  readonly entries: readonly PlacedEntry[];
  /** The leaf to go on from; the end of the range when all of it was looked at. */
  readonly next: number;
}

/** The entries of the range that the filter shows, in order, up to `limit` and as `readLeafTexts` up to `bytes`. */
export async function findMatches(
  tx: Transaction,
  { epoch, first, end }: LeafRange,
  { kinds, actorSubject, object, from, to }: EntryFilter,
  most: { readonly bytes: number; readonly entries: number },
): Promise<Matches> {
  const rows = await tx.prepared(MATCHES, [
    tx.tenant,
    epoch,
    first,
    end,
    most.bytes,
    most.entries,
    kinds ?? null,
    actorSubject ?? null,
    object ?? null,
    from === undefined ? FIRST_ID : firstIdOf(from),
    to === undefined ? LAST_ID : firstIdOf(to),
  ]);
  const found = rows.map((row) => match.parse(row));
  const last = found.at(-1);
  return {
    entries: found.map(({ leaf_index, body }) => ({ leafIndex: leaf_index, body })),
    next: last === undefined || found.length === last.matches ? end : last.leaf_index + 1,
  };
}

/** The leaf indexes of those of these entries that are sealed in the epoch; without any nothing is read. */
export async function readLeafIndexes(
  tx: Transaction,
  epoch: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { entryId, leafIndex } = ledgerLeaf;
  const sealed = and(
    eq(ledgerLeaf.tenantId, tx.tenant),
    eq(ledgerLeaf.epoch, epoch),
    inArray(entryId, [...ids]),
  );
  const places = await tx.sql.select({ entryId, leafIndex }).from(ledgerLeaf).where(sealed);
  return new Map(places.map((place) => [place.entryId, place.leafIndex]));
}
