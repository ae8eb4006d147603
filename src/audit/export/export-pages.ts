import type { Database, Transaction } from '../../database/client.ts';
import type { OperationLimits } from '../../kernel/operation-limits.ts';
import type { Place } from '../../kernel/shares/share.ts';
import { mayHoldCommitment } from '../../ledger/entries/disclosure-store.ts';
import { proveInHostLog } from '../../ledger/host/host-proofs.ts';
import { inclusionPlan, type NodePlace } from '../../ledger/tree/merkle-rules.ts';
import { readProofs } from '../../ledger/tree/proofs.ts';
import { checkpointLine, proofLine } from '../../ledger/verify/export-lines.ts';
import type { StartedExport } from './audit-export.ts';
import { csvCheckpoint, csvHeader, csvRows } from './export-csv.ts';
import { type DisclosedEntry, disclose, entryLines } from './export-disclosures.ts';
import { findMatches, readLeafTexts } from './export-store.ts';

/** The largest size of a page, so that exports of any size take the same memory. An entry is some hundred bytes. */
const PAGE_BYTES = 1_048_576;
/** Larger pages are no faster. */
const PAGE_LEAVES = 2_048;
/** Rows of CSV take their time to make, in which nothing else is answered. */
const CSV_PAGE_LEAVES = 256;
/** The number of entries of a filtered export that are taken at once, each with its proof. */
const FOUND_ENTRIES = 256;
/** The number of leaves that are looked through at once where a filter shows few of them. */
const SEARCHED_LEAVES = 8_192;

/** A tree whose size is a safe integer has fewer. */
const MOST_LEVELS = 64;

/** The dependencies of reading pages. */
export interface PageDeps {
  readonly database: Database;
  /** Ends the reading: the caller has disconnected. */
  readonly gone: AbortSignal;
  /** For how long reading a page may go on, from when it begins. */
  readonly beginLimits: () => OperationLimits;
  /** Waits for the turn of the next page's reading. */
  readonly turn: () => Promise<Place>;
  /** Told after each page: anyone who waits without anything to receive need not give up. */
  readonly onRead: () => void;
  /** Told of entries that were sealed and are not there any more. */
  readonly onMissing: (entries: number) => void;
}

/** A part of an export that is sent at once, and the leaf that the next one begins with. */
interface Page {
  readonly bytes: Buffer;
  readonly next: number;
}

/** Reads the page that begins with a leaf. */
type PageReader = (first: number) => Promise<Page>;

/**
 * The text of an export, a page at a time. Each is read in a transaction of its own, which is over before the page is
 * given: what is sealed does not change, so no snapshot has to be held, nor a connection while the client takes its time.
 */
export async function* exportPages(deps: PageDeps, begun: StartedExport): AsyncGenerator<Buffer> {
  const { format, isPart, isResumed, epoch, checkpoint, size } = begun;
  const read = isPart ? partReader(deps, begun) : wholeReader(deps, begun);
  if (format === 'csv' && !isResumed) yield Buffer.from(csvHeader());
  for (let first = begun.start; first < size; ) {
    deps.gone.throwIfAborted();
    const { bytes, next } = await read(first);
    deps.onRead();
    if (next <= first) throw new Error(`the export does not go on from leaf ${first}`);
    first = next;
    if (bytes.length > 0) yield bytes;
  }
  if (format === 'csv') yield Buffer.from(csvCheckpoint(epoch, checkpoint));
  else yield Buffer.from(`${await lastLine(deps, begun)}\n`);
}

/** The checkpoint, with the proof that the host log holds the log up to it: of what witnesses have signed by now (A7). */
async function lastLine(deps: PageDeps, begun: StartedExport): Promise<string> {
  const { epoch, checkpoint, size } = begun;
  return checkpointLine(checkpoint, await readOnce(deps, begun, (tx) => proveInHostLog(tx, { epoch, size })));
}

function wholeReader(deps: PageDeps, begun: StartedExport): PageReader {
  const { epoch, size, format } = begun;
  const most = format === 'csv' ? CSV_PAGE_LEAVES : PAGE_LEAVES;
  let reach = most;
  return async (first) => {
    const end = Math.min(first + reach, size);
    const page = await readOnce(deps, begun, async (tx) => {
      const texts = await readLeafTexts(tx, { epoch, first, end }, PAGE_BYTES);
      return { ...texts, bytes: await wholePage(tx, begun, first, texts.lines) };
    });
    const { lines, leaves, missing, bytes } = page;
    if (missing > 0) deps.onMissing(missing);
    // What is read beyond a full page is read in vain.
    const fitting = Math.floor((leaves * PAGE_BYTES) / lines.length);
    reach = Math.min(Math.max(fitting, 1), most);
    return { bytes, next: first + leaves };
  };
}

/** The page of these lines, which are the texts of the entries from that leaf on. */
async function wholePage(
  tx: Transaction,
  begun: StartedExport,
  first: number,
  lines: Buffer,
): Promise<Buffer> {
  const { format, disclosures, epoch } = begun;
  const isTold = disclosures === 'include' && mayHoldCommitment(lines);
  // Nearly all pages go out as they were read: to take them apart takes longer than to read them.
  if (format !== 'csv' && !isTold) return lines;
  const bodies = lines.toString().split('\n').slice(0, -1);
  const placed = bodies.map((body, index) => ({ leafIndex: first + index, body }));
  const entries = await disclose(tx, begun, placed);
  return Buffer.from(format === 'csv' ? csvRows(epoch, entries) : entries.map(entryLines).join(''));
}

function partReader(deps: PageDeps, begun: StartedExport): PageReader {
  const { epoch, size, format, filter } = begun;
  let reach = FOUND_ENTRIES;
  return async (first) => {
    const range = { epoch, first, end: Math.min(first + reach, size) };
    return readOnce(deps, begun, async (tx) => {
      const most = { bytes: PAGE_BYTES, entries: FOUND_ENTRIES };
      const { entries, next } = await findMatches(tx, range, filter, most);
      const isRare = entries.length < FOUND_ENTRIES / 2;
      reach = isRare ? Math.min(2 * reach, SEARCHED_LEAVES) : FOUND_ENTRIES;
      if (entries.length === 0) return { bytes: Buffer.alloc(0), next };
      const told = await disclose(tx, begun, entries);
      const text = format === 'csv' ? csvRows(epoch, told) : await provenLines(tx, begun, told);
      return { bytes: Buffer.from(text), next };
    });
  };
}

/** Each entry and what is told of it, followed by the line that proves it. Neighbours share most of their hashes, so each is made once. */
async function provenLines(
  tx: Transaction,
  { epoch, size }: StartedExport,
  entries: readonly DisclosedEntry[],
): Promise<string> {
  const proofs = entries.map(({ leafIndex }) =>
    inclusionPlan(leafIndex, size).map((places) => ({ places, key: rangeKey(places) })),
  );
  const ranges = new Map(proofs.flat().map(({ places, key }) => [key, places]));
  const [made = []] = await readProofs(tx, epoch, [[...ranges.values()]]);
  const hashes = new Map([...ranges.keys()].map((key, index) => [key, made[index]]));
  return entries
    .map((entry, index) => {
      const proof = proofs[index]?.flatMap(({ key }) => hashes.get(key) ?? []);
      return `${entryLines(entry)}${proofLine(entry.leafIndex, proof ?? [])}\n`;
    })
    .join('');
}

/**
 * Tells the ranges of one tree apart: they are perfect subtrees, but for those that the tree ends with, no two of which
 * begin at the same place.
 */
function rangeKey([first, ...rest]: readonly NodePlace[]): number {
  if (first === undefined) throw new RangeError('a range without leaves has no hash');
  const key = 1 + first.level + MOST_LEVELS * first.index;
  return rest.length === 0 ? key : -key;
}

/** Reads something of the log of an export, in a transaction of its own, when its turn has come. */
export async function readOnce<T>(
  { database, turn, beginLimits }: PageDeps,
  { tenant }: StartedExport,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const place = await turn();
  const unit = database.read(tenant, beginLimits());
  try {
    return await unit.run(work);
  } finally {
    await unit.close();
    place.release();
  }
}
