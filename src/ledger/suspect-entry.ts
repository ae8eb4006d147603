import { examineEntry } from './entry-form.ts';
import { CHECKPOINT_LINE_START } from './export-lines.ts';
import { startsWith } from './filtered-export.ts';
import { LineSplitter } from './line-splitter.ts';

/** Identifiers beyond this many are not compared with each other, since all of them are held. */
const MOST_IDS = 2_000_000;

/** A line whose form alone tells that it is not as it was recorded. */
export interface SuspectLine {
  readonly line: number;
  /** Goes on from “The entry on line …”. */
  readonly fault: string;
}

/**
 * Reads a whole export once more and finds the first line after `after` that cannot be an entry of the tenant as it was
 * recorded. `undefined` when each could be: then only its content differs, which no look at one line can tell.
 */
export async function findSuspect(
  bytes: AsyncIterable<Uint8Array>,
  { tenant, after }: { readonly tenant: string; readonly after: number },
): Promise<SuspectLine | undefined> {
  const lines = new Map<string, number>();
  let line = 0;
  let suspect: SuspectLine | undefined;
  const splitter = new LineSplitter((buffer, start, end) => {
    if (suspect !== undefined || startsWith(buffer, CHECKPOINT_LINE_START, start)) return;
    line += 1;
    const examined = examineEntry(buffer.subarray(start, end), tenant);
    const fault = 'fault' in examined ? examined.fault : repetition(lines, examined.entry.id, line);
    if (fault !== undefined && line > after) suspect = { line, fault };
  });
  for await (const chunk of bytes) {
    splitter.push(chunk);
    if (suspect !== undefined) break;
  }
  return suspect;
}

function repetition(lines: Map<string, number>, id: string, line: number): string | undefined {
  const before = lines.get(id);
  if (before !== undefined) return `has the id of the one on line ${before}`;
  if (lines.size < MOST_IDS) lines.set(id, line);
  return undefined;
}
