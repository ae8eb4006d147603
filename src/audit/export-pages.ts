import type { Database, Transaction } from '../database/client.ts';
import { checkpointLine, proofLine } from '../ledger/export-lines.ts';
import { inclusionPlan } from '../ledger/merkle-rules.ts';
import { readProofs } from '../ledger/proofs.ts';
import type { BegunExport } from './audit-export.ts';
import { csvCheckpoint, csvHeader, csvRows } from './export-csv.ts';
import { findMatches, type PlacedEntry, readLeafTexts } from './export-store.ts';

/** What a page is at most, so that exports of any size take the same memory. An entry is some hundred bytes. */
const PAGE_BYTES = 1_048_576;
/** Larger pages are no faster. */
const PAGE_LEAVES = 1_024;
/** How many of the entries that a filter shows are taken at once, each with its proof. */
const FOUND_ENTRIES = 512;
/** How many leaves are looked through at once where a filter shows few of them. */
const SEARCHED_LEAVES = 8_192;

/** What pages are read with. */
export interface PageParts {
  readonly database: Database;
  /** Ends the reading: whoever asked has gone. */
  readonly gone: AbortSignal;
  /** Told after each page: whoever waits without anything to receive need not give up. */
  readonly onRead: () => void;
  /** Told of entries that were sealed and are not there any more. */
  readonly onMissing: (entries: number) => void;
}

/** A part of an export that is sent at once, and the leaf that the next one begins with. */
interface Page {
  readonly text: string;
  readonly next: number;
}

/** Reads the page that begins with a leaf. */
type PageReader = (first: number) => Promise<Page>;

/**
 * The text of an export, a page at a time. Each is read in a transaction of its own, which is over before the page is
 * given: what is sealed does not change, so no snapshot has to be held, nor a connection while the client takes its time.
 */
export async function* exportPages(parts: PageParts, begun: BegunExport): AsyncGenerator<string> {
  const { format, isPart, isResumed, epoch, checkpoint, size } = begun;
  const read = isPart ? partReader(parts, begun) : wholeReader(parts, begun);
  if (format === 'csv' && !isResumed) yield csvHeader();
  for (let first = begun.start; first < size; ) {
    parts.gone.throwIfAborted();
    const { text, next } = await read(first);
    parts.onRead();
    if (next <= first) throw new Error(`the export does not go on from leaf ${first}`);
    first = next;
    if (text !== '') yield text;
  }
  yield format === 'csv' ? csvCheckpoint(epoch, checkpoint) : `${checkpointLine(checkpoint)}\n`;
}

function wholeReader(parts: PageParts, begun: BegunExport): PageReader {
  const { epoch, size, format } = begun;
  return async (first) => {
    const end = Math.min(first + PAGE_LEAVES, size);
    const { lines, leaves, missing } = await readOnce(parts, begun, (tx) =>
      readLeafTexts(tx, { epoch, first, end }, PAGE_BYTES),
    );
    if (missing > 0) parts.onMissing(missing);
    const next = first + leaves;
    if (format === 'ndjson') return { text: `${lines}\n`, next };
    const entries = lines.split('\n').map((body, index) => ({ leafIndex: first + index, body }));
    return { text: csvRows(epoch, entries), next };
  };
}

function partReader(parts: PageParts, begun: BegunExport): PageReader {
  const { epoch, size, format, filter } = begun;
  let reach = FOUND_ENTRIES;
  return async (first) => {
    const range = { epoch, first, end: Math.min(first + reach, size) };
    return readOnce(parts, begun, async (tx) => {
      const most = { bytes: PAGE_BYTES, entries: FOUND_ENTRIES };
      const { entries, next } = await findMatches(tx, range, filter, most);
      const isRare = entries.length < FOUND_ENTRIES / 2;
      reach = isRare ? Math.min(2 * reach, SEARCHED_LEAVES) : FOUND_ENTRIES;
      if (entries.length === 0) return { text: '', next };
      const isCsv = format === 'csv';
      return { text: isCsv ? csvRows(epoch, entries) : await provenLines(tx, begun, entries), next };
    });
  };
}

/** Each entry, followed by the line that proves it. */
async function provenLines(
  tx: Transaction,
  { epoch, size }: BegunExport,
  entries: readonly PlacedEntry[],
): Promise<string> {
  const plans = entries.map(({ leafIndex }) => inclusionPlan(leafIndex, size));
  const proofs = await readProofs(tx, epoch, plans);
  return entries
    .map(({ leafIndex, body }, index) => `${body}\n${proofLine(leafIndex, proofs[index] ?? [])}\n`)
    .join('');
}

async function readOnce<T>(
  { database }: PageParts,
  { tenant }: BegunExport,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const unit = database.read(tenant);
  try {
    return await unit.run(work);
  } finally {
    await unit.close();
  }
}
