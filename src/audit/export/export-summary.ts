import { z } from 'zod';
import { uuidColumn } from '../../database/row-columns.ts';
import {
  ENTRY_KINDS,
  EXPORT_DISCLOSURES,
  type ExportDisclosures,
  NOTED_FORMATS,
  type NotedFormat,
} from '../../kernel/vocabulary/audit.ts';
import { isCommitment } from '../../ledger/entries/commitment.ts';
import type { ExportSummary } from '../../ledger/entries/entry-kinds.ts';
import type { EntryFilter } from '../../ledger/entries/entry-store.ts';

/** The summary of a new export for its entry. */
export function exportSummary(parts: {
  readonly format: NotedFormat;
  readonly disclosures: ExportDisclosures;
  readonly filter: EntryFilter;
  readonly epoch: number;
  readonly start: number;
  readonly checkpoint: string;
}): ExportSummary {
  return { ...parts, filter: keptFilter(parts.filter), resumes: null };
}

function keptFilter({ kinds, actorSubject, object, from, to }: EntryFilter): ExportSummary['filter'] {
  const kept = {
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(actorSubject === undefined ? {} : { actor: actorSubject }),
    ...(object === undefined ? {} : { object }),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  };
  return Object.keys(kept).length === 0 ? null : kept;
}

/** True if an export so begun may lack entries: one that is filtered, or begins later than the log does. A pack has them all. */
export function isFiltered({ format, filter, start }: ExportSummary): boolean {
  return format !== 'pack' && (filter !== null || start > 0);
}

const filterForm = z.object({
  kinds: z.array(z.enum(ENTRY_KINDS)).optional(),
  actor: z.string().optional(),
  object: z.string().optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
});

const form = z.object({
  format: z.enum(NOTED_FORMATS),
  // Entries of the time before there was a choice lack it.
  disclosures: z.enum(EXPORT_DISCLOSURES).default('include'),
  filter: z.record(z.string(), z.json()).nullable(),
  epoch: z.number(),
  start: z.number(),
  checkpoint: z.string(),
  resumes: uuidColumn.nullable(),
});

/**
 * Reads the summary from the entry of an export; `undefined` if it was of what a person did who has been erased since.
 * Throws on anything else.
 */
export function readExportSummary(after: unknown):
  | {
      readonly summary: ExportSummary;
      readonly format: NotedFormat;
      readonly disclosures: ExportDisclosures;
      readonly filter: EntryFilter;
    }
  | undefined {
  const summary = form.parse(after);
  if (isCommitment(summary.filter?.['actor'])) return undefined;
  const { actor, ...filter } = filterForm.parse(summary.filter ?? {});
  const { format, disclosures } = summary;
  return { summary, format, disclosures, filter: { ...filter, actorSubject: actor } };
}
