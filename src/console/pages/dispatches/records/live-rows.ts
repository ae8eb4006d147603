import type { DispatchLineFragment } from '../../../generated/graphql.ts';

/** The mark of a record that the live feed has told of. */
export type LiveMark = 'new' | 'changed';

/** A record as the list shows it. */
export interface Row {
  readonly record: DispatchLineFragment;
  readonly mark: LiveMark | null;
}

/** The records that the live feed has told of, by id. */
export type LiveRecords = ReadonlyMap<string, DispatchLineFragment>;

/** So many live records are kept; older ones are in the list when it is read again. */
const MAX_LIVE_RECORDS = 200;

/** The live records with some more, of which the last is the latest; the oldest ones are given up beyond the limit. */
export function withLive(live: LiveRecords, told: readonly DispatchLineFragment[]): LiveRecords {
  const next = new Map(live);
  for (const record of told) {
    const known = next.get(record.id);
    if (known !== undefined && known.changedAt > record.changedAt) continue;
    next.delete(record.id);
    next.set(record.id, record);
  }
  for (const id of next.keys()) {
    if (next.size <= MAX_LIVE_RECORDS) break;
    next.delete(id);
  }
  return next;
}

/**
 * The rows of the newest page together with what was told since: newest first, each record once and as it is now. A
 * record from before the page, which an event has only changed, stays where it belongs: on an older page.
 */
export function rowsOf(
  page: readonly DispatchLineFragment[],
  live: LiveRecords,
  pageIsLast: boolean,
): readonly Row[] {
  const oldest = page.at(-1)?.createdAt ?? '';
  const onPage = new Set(page.map(({ id }) => id));
  const updated = page.map((record): Row => {
    const told = live.get(record.id);
    return told !== undefined && told.changedAt > record.changedAt
      ? { record: told, mark: 'changed' }
      : { record, mark: null };
  });
  const added = [...live.values()]
    .filter(({ id, createdAt }) => !onPage.has(id) && (pageIsLast || createdAt >= oldest))
    .map((record): Row => ({ record, mark: 'new' }));
  if (added.length === 0) return updated;
  return [...added, ...updated].sort(newestFirst);
}

function newestFirst(one: Row, other: Row): number {
  if (one.record.createdAt !== other.record.createdAt)
    return one.record.createdAt < other.record.createdAt ? 1 : -1;
  return 0;
}
