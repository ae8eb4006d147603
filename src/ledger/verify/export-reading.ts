import { endsWith, entryEnding, examineEntry, readEntry } from '../entries/entry-form.ts';
import { GrowingTree } from '../tree/growing-tree.ts';
import { DisclosedValues } from './disclosed-values.ts';
import {
  CHECKPOINT_LINE_START,
  type CheckpointLine,
  DISCLOSURES_LINE_START,
  PROOF_LINE_START,
  readCheckpointLine,
} from './export-lines.ts';
import { FilteredExport, startsWith } from './filtered-export.ts';
import { LineSplitter } from './line-splitter.ts';
import { type Doubt, doubt } from './verdict.ts';

/** A character of these lines that no entry has there: most lines are told apart by it alone. */
const OF_CHECKPOINT_LINE = CHECKPOINT_LINE_START[2];
const OF_DISCLOSURES_LINE = DISCLOSURES_LINE_START[2];

/** Reads an export once, from its first byte to its last, and remembers what it takes to judge it. */
export class ExportReading {
  readonly #splitter = new LineSplitter((bytes, start, end) => this.#take(bytes, start, end));
  readonly #tree = new GrowingTree();
  readonly #filtered = new FilteredExport();
  readonly #values = new DisclosedValues();
  /** The sizes at which the root is wanted; they and those after them in ascending order; and the roots. */
  readonly #sizes: ReadonlySet<number>;
  readonly #stops: readonly number[];
  readonly #roots = new Map<number, Buffer>();
  /** The lines of the entries of these numbers. */
  readonly #lines = new Map<number, number>();
  #line = 0;
  #isFiltered = false;
  #first: Buffer | undefined;
  /** The last entry: it lies from one place to the other. */
  #last: Buffer | undefined;
  #lastStart = 0;
  #lastEnd = 0;
  #lastLine = 0;
  #ending: Buffer | undefined;
  #nextStop: number;
  #signed: CheckpointLine | undefined;
  #checkpointLine: number | undefined;
  /** The first line that is no entry of the log, and what is wrong with how the file ends. */
  #entryFault: Doubt | undefined;
  #endFault: Doubt | undefined;

  /** @param sizes at which the root is wanted, on the way to the last */
  constructor(sizes: readonly number[]) {
    this.#sizes = new Set(sizes);
    this.#stops = [...new Set(sizes.flatMap((size) => [size, size + 1]))].sort((a, b) => a - b);
    if (this.#sizes.has(0)) this.#roots.set(0, this.#tree.root());
    this.#nextStop = this.#stopAfter(0);
  }

  /** Goes on with these bytes. Throws `LineTooLongError`. */
  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
    // The caller may use its memory again.
    const last = this.#lastEntry();
    if (last !== undefined) this.#remember(Buffer.from(last), 0, last.length);
  }

  #remember(bytes: Buffer, start: number, end: number): void {
    this.#last = bytes;
    this.#lastStart = start;
    this.#lastEnd = end;
  }

  #lastEntry(): Buffer | undefined {
    return this.#last?.subarray(this.#lastStart, this.#lastEnd);
  }

  #take(bytes: Buffer, start: number, end: number): void {
    this.#line += 1;
    if (this.#checkpointLine !== undefined) this.#takeAfterEnd(this.#checkpointLine);
    else if (bytes[start + 2] === OF_CHECKPOINT_LINE && startsWith(bytes, CHECKPOINT_LINE_START, start))
      this.#takeCheckpoint(bytes.subarray(start, end));
    else if (bytes[start + 2] === OF_DISCLOSURES_LINE && startsWith(bytes, DISCLOSURES_LINE_START, start))
      this.#values.takeDisclosures(bytes.subarray(start, end), this.#line, this.#lastEntry());
    else if (this.#isFiltered) this.#takeFiltered(bytes, start, end);
    else this.#takeEntry(bytes, start, end);
  }

  #takeCheckpoint(line: Buffer): void {
    this.#checkpointLine = this.#line;
    this.#signed = readCheckpointLine(line);
    if (this.#signed === undefined) {
      const text = `Line ${this.#line} is not a well-formed checkpoint.`;
      this.#endFault = doubt('CHECKPOINT_MISSING', text, this.#line);
    }
  }

  #takeAfterEnd(checkpointLine: number): void {
    this.#endFault ??= {
      code: 'NOT_AN_EXPORT',
      text: `The checkpoint is on line ${checkpointLine}, but line ${this.#line} follows it: an export ends with its checkpoint.`,
      lines: { first: checkpointLine, last: this.#line },
    };
  }

  #takeEntry(bytes: Buffer, start: number, end: number): void {
    if (this.#first === undefined) this.#takeFirst(bytes.subarray(start, end));
    else if (this.#tree.size === 1 && startsWith(bytes, PROOF_LINE_START, start)) {
      this.#becomeFiltered(bytes, start, end);
      return;
    }
    this.#tree.add(bytes, start, end);
    this.#noteEntry(bytes, start, end);
    if (this.#ending !== undefined && !endsWith(bytes, start, end, this.#ending)) {
      const text = `Line ${this.#line} is not an entry of the same log as line 1.`;
      this.#entryFault ??= doubt('OTHER_TENANT', text, this.#line);
    }
    if (this.#tree.size === this.#nextStop) this.#noteSize(this.#tree.size);
  }

  #noteEntry(bytes: Buffer, start: number, end: number): void {
    this.#remember(bytes, start, end);
    this.#lastLine = this.#line;
    this.#values.takeEntry(bytes, start, end);
  }

  #noteSize(size: number): void {
    this.#lines.set(size, this.#line);
    if (this.#sizes.has(size)) this.#roots.set(size, this.#tree.root());
    this.#nextStop = this.#stopAfter(size);
  }

  #stopAfter(size: number): number {
    return this.#stops.find((stop) => stop > size) ?? Number.POSITIVE_INFINITY;
  }

  #takeFirst(bytes: Buffer): void {
    this.#first = Buffer.from(bytes);
    const examined = examineEntry(bytes, null);
    if ('entry' in examined) this.#ending = entryEnding(examined.entry.tenant);
    else this.#entryFault = doubt('NOT_AN_EXPORT', `The entry on line 1 ${examined.fault}.`, 1);
  }

  #becomeFiltered(bytes: Buffer, start: number, end: number): void {
    this.#isFiltered = true;
    const first = this.#first ?? Buffer.alloc(0);
    this.#filtered.take(first, 0, first.length, 1);
    this.#takeFiltered(bytes, start, end);
  }

  #takeFiltered(bytes: Buffer, start: number, end: number): void {
    if (this.#filtered.expectsEntry) this.#noteEntry(bytes, start, end);
    else this.#values.takeOther();
    this.#filtered.take(bytes, start, end, this.#line);
  }

  /** The result once all of the file was read. */
  finish() {
    const [first, last] = [this.#first, this.#lastEntry()];
    return {
      isFiltered: this.#isFiltered,
      entries: this.#isFiltered ? this.#filtered.entries : this.#tree.size,
      first: first && readEntry(first),
      last: last && readEntry(last),
      /** The note of the checkpoint line, if there is one in exactly its form. */
      note: this.#signed?.checkpoint,
      /** The proof in that line that the host log holds the log, if there is one. */
      hostProof: this.#signed?.hostProof,
      /** The doubts about the lines as such: with the first bad entry, and with the end. */
      entryFault: this.#isFiltered ? this.#filtered.fault() : this.#entryFault,
      endFault: this.#endFault ?? this.#unfinished(),
      tree: { size: this.#tree.size, root: this.#tree.root() },
      values: this.#values,
      /** The line of the entry of a number, counted from 1: one up to a wanted size or after it, or the last. */
      lineOf: (entry: number) => this.#lines.get(entry) ?? this.#lastLine,
      roots: this.#roots,
      filtered: this.#filtered,
    };
  }

  #unfinished(): Doubt | undefined {
    if (this.#splitter.isWithinLine) {
      const code = this.#checkpointLine === undefined ? 'CHECKPOINT_MISSING' : 'NOT_AN_EXPORT';
      return doubt(code, 'The file ends in the middle of a line.', this.#line + 1);
    }
    return this.#checkpointLine === undefined
      ? doubt(
          'CHECKPOINT_MISSING',
          'The file does not end with a checkpoint: it was cut off, or is not an export.',
        )
      : undefined;
  }
}

/** The result of reading an export once. */
export type ReadExport = ReturnType<ExportReading['finish']>;
