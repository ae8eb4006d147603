import type { Transaction } from '../../database/client.ts';
import type { Disclosure } from '../../ledger/entries/commitment.ts';
import { readDisclosuresOf } from '../../ledger/entries/disclosure-store.ts';
import { disclosuresLine } from '../../ledger/verify/export-lines.ts';
import type { StartedExport } from './audit-export.ts';
import { type PlacedEntry, readLeafIndexes } from './export-store.ts';

/** An entry at its place, with what the export tells of its personal values. */
export interface DisclosedEntry extends PlacedEntry {
  readonly disclosures: readonly Disclosure[];
}

/**
 * The entries with what the export tells of them (A6). That a value was erased is told only where the export's tree has
 * the entry of that erasure, and after this one: else a reader would miss it, and doubt a genuine file. Such a value is
 * withheld.
 */
export async function disclose(
  tx: Transaction,
  { disclosures: choice, epoch, size }: StartedExport,
  entries: readonly PlacedEntry[],
): Promise<readonly DisclosedEntry[]> {
  if (choice === 'omit') return entries.map((entry) => ({ ...entry, disclosures: [] }));
  const told = await readDisclosuresOf(
    tx,
    entries.map(({ body }) => body),
  );
  const erasures = told.flat().flatMap((one) => ('erasedBy' in one ? one.erasedBy : []));
  const places = await readLeafIndexes(tx, epoch, [...new Set(erasures)]);
  return entries.map((entry, index) => {
    const isTold = (one: Disclosure) => {
      if ('value' in one) return true;
      const place = places.get(one.erasedBy);
      return place !== undefined && place > entry.leafIndex && place < size;
    };
    return { ...entry, disclosures: (told[index] ?? []).filter(isTold) };
  });
}

/** The line of an entry, and the one of what is told of it where there is anything. */
export function entryLines({ body, disclosures }: DisclosedEntry): string {
  return disclosures.length === 0 ? `${body}\n` : `${body}\n${disclosuresLine(disclosures)}\n`;
}
