import { examineEntry } from '../entries/entry-form.ts';
import { CHECKPOINT_LINE_START, DISCLOSURES_LINE_START } from './export-lines.ts';
import { startsWith } from './filtered-export.ts';
import { LineSplitter } from './line-splitter.ts';

/** Identifiers beyond this many are not compared with each other, since all of them are held. */
const MOST_IDS = 2_000_000;

/** Lines of which one cannot be as it was recorded, as their form tells. */
export interface Suspect {
  readonly lines: { readonly first: number; readonly last: number };
  /** A whole sentence. */
  readonly text: string;
}

/**
 * Reads a whole export once more and finds the first line after `after` entries that cannot be an entry of the tenant as it was
 * recorded. `undefined` when each could be: then only its content differs, which no look at one line can tell.
 */
export async function findSuspect(
  bytes: AsyncIterable<Uint8Array>,
  { tenant, after }: { readonly tenant: string; readonly after: number },
): Promise<Suspect | undefined> {
  const lines = new Map<string, number>();
  let [line, entry, untouched] = [0, 0, 0];
  let suspect: Suspect | undefined;
  const splitter = new LineSplitter((buffer, start, end) => {
    if (suspect !== undefined || startsWith(buffer, CHECKPOINT_LINE_START, start)) return;
    line += 1;
    if (startsWith(buffer, DISCLOSURES_LINE_START, start)) return;
    entry += 1;
    if (entry === after) untouched = line;
    const examined = examineEntry(buffer.subarray(start, end), tenant);
    if ('entry' in examined) {
      const before = lines.get(examined.entry.id);
      if (before !== undefined && entry > after) suspect = repeated(before, line, untouched);
      else if (lines.size < MOST_IDS) lines.set(examined.entry.id, line);
    } else if (entry > after) {
      suspect = { lines: { first: line, last: line }, text: `The entry on line ${line} ${examined.fault}.` };
    }
  });
  for await (const chunk of bytes) {
    splitter.push(chunk);
    if (suspect !== undefined) break;
  }
  return suspect;
}

/** Either of two entries with one id may be the one that was put in, unless the former is known to be untouched. */
function repeated(before: number, line: number, untouched: number): Suspect {
  return before <= untouched
    ? {
        lines: { first: line, last: line },
        text: `The entry on line ${line} has the same id as the one on line ${before}.`,
      }
    : {
        lines: { first: before, last: line },
        text: `The entries on lines ${before} and ${line} have the same id: one of them was inserted.`,
      };
}
