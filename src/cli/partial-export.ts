import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  CHECKPOINT_LINE_START,
  DISCLOSURES_LINE_START,
  PROOF_LINE_START,
  readProofLine,
} from '../ledger/verify/export-lines.ts';
import { LineSplitter } from '../ledger/verify/line-splitter.ts';

/** The part of an export that was received so far: complete lines, and where to go on. */
export interface PartialExport {
  /** The export's id, which it is resumed by; null before it has begun. */
  readonly id: string | null;
  /** The leaf to go on with. */
  readonly next: number;
  readonly entries: number;
  /** True if the checkpoint has come, which ends it. */
  readonly isComplete: boolean;
}

const state = z.object({ id: z.string(), asked: z.string() });
/** Nothing has come yet. A spreadsheet that broke off begins again, too. */
export const NOTHING: PartialExport = { id: null, next: 0, entries: 0, isComplete: false };

/** A file that an export is received into, under another name until it is complete. */
export class ExportFile {
  readonly #out: string;
  readonly #partial: string;
  readonly #state: string;
  /** The request as a text that is the same for the same export. */
  readonly #asked: string;

  constructor(out: string, asked: string) {
    this.#out = out;
    this.#partial = `${out}.partial`;
    this.#state = `${out}.partial.json`;
    this.#asked = asked;
  }

  /** The advice for a caller that gave up. */
  get wayOn(): string {
    return `The part received so far is kept. Run the same command to resume, or remove ${this.#state} to start again.`;
  }

  /** True if there is a file of that name already, which is never written over. */
  isThere(): boolean {
    return existsSync(this.#out);
  }

  /** The part of the same export that an earlier call received, after its last complete line. */
  async partial(): Promise<PartialExport> {
    if (!existsSync(this.#state) || !existsSync(this.#partial)) return NOTHING;
    const kept = state.safeParse(JSON.parse(await readFile(this.#state, 'utf8')));
    if (!kept.success || kept.data.asked !== this.#asked) return NOTHING;
    return { id: kept.data.id, ...(await this.#cut()) };
  }

  /** Remembers by which id the export is resumed, and begins the file again. */
  async begin(id: string): Promise<void> {
    await writeFile(this.#partial, '');
    await writeFile(this.#state, JSON.stringify({ id, asked: this.#asked }));
  }

  /** The file, to add to. */
  append(): Promise<FileHandle> {
    return open(this.#partial, 'a');
  }

  /** Gives the file its name. */
  async complete(): Promise<void> {
    const file = await open(this.#partial, 'r+');
    await file.sync().finally(() => file.close());
    await rename(this.#partial, this.#out);
    await rm(this.#state, { force: true });
  }

  /**
   * Cuts off what is not a complete line, or an entry without all that follows it: its disclosures and its proof. In a
   * whole export only the next entry shows that there are none to come.
   */
  async #cut(): Promise<Omit<PartialExport, 'id'>> {
    const isFiltered = /[?&](kind|actor|object|from|to)=/.test(this.#asked);
    let [at, begun, isComplete] = [0, 0, false];
    let kept = { bytes: 0, entries: 0, next: 0 };
    const lines = new LineSplitter((bytes, start, end) => {
      const line = bytes.subarray(start, end);
      const before = at;
      at += line.length + 1;
      const proof = startsWith(line, PROOF_LINE_START) ? readProofLine(line) : undefined;
      isComplete = startsWith(line, CHECKPOINT_LINE_START);
      const isOfEntry = proof !== undefined || startsWith(line, DISCLOSURES_LINE_START);
      if (proof !== undefined) kept = { bytes: at, entries: begun, next: proof.leafIndex + 1 };
      else if (isComplete) kept = { ...kept, bytes: at, entries: begun };
      else if (!isFiltered) kept = { bytes: isOfEntry ? at : before, entries: begun, next: begun };
      if (!isOfEntry && !isComplete) begun += 1;
    });
    for await (const chunk of createReadStream(this.#partial)) lines.push(chunk);
    await truncate(this.#partial, kept.bytes);
    return { next: kept.next, entries: kept.entries, isComplete };
  }
}

function startsWith(line: Buffer, start: Buffer): boolean {
  return line.subarray(0, start.length).equals(start);
}
