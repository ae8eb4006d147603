import type { Checkpoint } from '../tree/checkpoint.ts';
import { parseOrigin } from '../tree/checkpoint.ts';
import { ExportReading, type ReadExport } from './export-reading.ts';
import type { Comparison } from './kept-checkpoint.ts';
import { findSuspect } from './suspect-entry.ts';
import { type Doubt, entriesInWords } from './verdict.ts';

/**
 * The difference between the entries of a whole export and its signed checkpoint, and its place, as far as that can
 * be told: exactly where a line's form shows it, otherwise between the checkpoints that were kept.
 */
export async function placeOfDifference(
  read: ReadExport,
  checkpoint: Checkpoint,
  compared: readonly Comparison[],
  reread: (() => AsyncIterable<Uint8Array>) | undefined,
): Promise<Doubt> {
  const { size } = read.tree;
  const what = howItDiffers(size, checkpoint.size);
  if (reread !== undefined && size > checkpoint.size && (await beginsWith(reread(), checkpoint))) {
    const line = await lineOf(reread(), checkpoint.size + 1);
    const text = `${what} The first ${entriesInWords(checkpoint.size)} are in the log; those from line ${line} on are not.`;
    return { code: 'ENTRIES_DIFFER', text, lines: { first: line, last: line } };
  }
  const same = compared.filter(({ finding }) => finding === 'BEGINS_WITH').map((kept) => kept.size);
  const after = Math.max(0, ...same);
  const tenant = parseOrigin(checkpoint.origin)?.tenant ?? '';
  const suspect = reread && (await findSuspect(reread(), { tenant, after }));
  if (suspect !== undefined)
    return { code: 'ENTRIES_DIFFER', text: `${what} ${suspect.text}`, lines: suspect.lines };
  const other = compared.filter(({ code }) => code === 'REWRITTEN').map((kept) => kept.size);
  const first = after === 0 ? 1 : read.lineOf(after + 1);
  const faulty = read.entryFault?.lines?.first ?? Number.POSITIVE_INFINITY;
  const last = Math.min(read.lineOf(size), faulty, ...other.map((one) => read.lineOf(one)));
  const lines = { first, last: Math.max(first, last) };
  return {
    code: 'ENTRIES_DIFFER',
    text: `${what}${whereItMayBe(after, lines, size < checkpoint.size)}`,
    lines,
  };
}

function howItDiffers(size: number, signedSize: number): string {
  if (size === signedSize)
    return 'The entries do not match the signed checkpoint: at least one was altered, replaced or moved.';
  const signed = `The file contains ${entriesInWords(size)}, but the checkpoint was signed for ${signedSize.toLocaleString('en-US')}:`;
  return size < signedSize ? `${signed} some were left out.` : `${signed} some were added.`;
}

function whereItMayBe(
  after: number,
  { first, last }: { readonly first: number; readonly last: number },
  isShort: boolean,
): string {
  const untouched =
    after === 0
      ? ''
      : ` The first ${entriesInWords(after)} are unchanged, as a checkpoint that you kept shows.`;
  const end = isShort ? ', unless only the last entries were left out' : '';
  return first === last
    ? `${untouched} The first changed entry is on line ${first}${end}.`
    : `${untouched} The first changed entry lies between lines ${first} and ${last}${end}; the file alone does not show which it is.`;
}

async function beginsWith(bytes: AsyncIterable<Uint8Array>, { size, root }: Checkpoint): Promise<boolean> {
  const reading = new ExportReading([size]);
  for await (const chunk of bytes) reading.push(chunk);
  return reading.finish().roots.get(size)?.equals(root) === true;
}

/** The line of an entry, counted from 1. */
async function lineOf(bytes: AsyncIterable<Uint8Array>, entry: number): Promise<number> {
  const reading = new ExportReading([entry]);
  for await (const chunk of bytes) reading.push(chunk);
  return reading.finish().lineOf(entry);
}
