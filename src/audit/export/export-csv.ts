import { stringify } from 'csv-stringify/sync';
import type { Commitment } from '../../ledger/entries/commitment.ts';
import { toldOf, withValues } from '../../ledger/entries/disclosed-entry.ts';
import { readEntry } from '../../ledger/entries/entry-form.ts';
import type { DisclosedEntry } from './export-disclosures.ts';

/** The columns of a CSV export. Before and after are JSON. */
const COLUMNS = [
  'epoch',
  'leafIndex',
  'id',
  'at',
  'kind',
  'object',
  'actorKind',
  'actorSubject',
  'actorName',
  'authenticatedBy',
  'requestId',
  'before',
  'after',
] as const;

type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number>>>;

/** A spreadsheet may pass over what is blank before it looks for a formula. */
const BLANKS_BEFORE_FORMULA = /^[\s\p{Cc}\u{feff}]+[=+\-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]/u;

/** Lines after RFC 4180, in which no value is a formula to a spreadsheet: one that looks like it is put after an apostrophe. */
function lines(rows: readonly Row[]): string {
  return stringify([...rows], {
    columns: COLUMNS,
    escape_formulas: true,
    record_delimiter: 'windows',
    // Else a line break that is not the delimiter would begin a line, and with it a value, of somebody's choosing.
    quote_record_delimiter: true,
    cast: { string: (value) => (BLANKS_BEFORE_FORMULA.test(value) ? `'${value}` : value) },
  });
}

/** Without it a spreadsheet takes the text for one in the encoding of its country. */
const BYTE_ORDER_MARK = '\u{feff}';

/** The first line, after a byte order mark. */
export function csvHeader(): string {
  return BYTE_ORDER_MARK + lines([Object.fromEntries(COLUMNS.map((name) => [name, name]))]);
}

/** A row for each entry, with what is disclosed of it; what is erased is empty. One that cannot be read has only its place: CSV is for reading, NDJSON is the evidence. */
export function csvRows(epoch: number, entries: readonly DisclosedEntry[]): string {
  return lines(entries.map((entry) => ({ epoch, leafIndex: entry.leafIndex, ...valuesOf(entry) })));
}

function valuesOf({ body, disclosures }: DisclosedEntry): Row {
  const entry = readEntry(Buffer.from(body));
  if (entry === undefined) return {};
  const { id, at, kind, object, actor, requestId } = entry;
  const { before, after } = withValues(entry, disclosures);
  const told = (path: string, value: string | Commitment) => toldOf(disclosures, path, value) ?? '';
  return {
    id,
    at,
    kind,
    object,
    requestId,
    actorKind: actor.kind,
    actorSubject: told('/actor/subject', actor.subject),
    actorName: told('/actor/displayName', actor.displayName),
    authenticatedBy: actor.authenticatedBy,
    before: before === null ? '' : JSON.stringify(before),
    after: after === null ? '' : JSON.stringify(after),
  };
}

/** The last row: the checkpoint that the export ends at. */
export function csvCheckpoint(epoch: number, note: string): string {
  return lines([{ epoch, kind: 'CHECKPOINT', after: JSON.stringify({ checkpoint: note }) }]);
}
