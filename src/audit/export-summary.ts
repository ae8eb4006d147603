import { z } from 'zod';
import { uuidColumn } from '../database/row-columns.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { EntryKind, ExportSummary } from '../ledger/entry-kinds.ts';
import { type EntryFilter, isEntryKind } from '../ledger/entry-store.ts';

/** What exports are written as: NDJSON is the evidence, CSV is for reading. */
export const EXPORT_FORMATS = ['ndjson', 'csv'] as const;

/** One of the formats. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What the entry of a new export says of it. */
export function exportSummary(parts: {
  readonly format: ExportFormat;
  readonly filter: EntryFilter;
  readonly epoch: number;
  readonly start: number;
  readonly checkpoint: string;
}): ExportSummary {
  return { ...parts, filter: keptFilter(parts.filter), resumes: null };
}

function keptFilter({ kinds, actorSubject, object, from, to }: EntryFilter): JsonObject | null {
  const kept = {
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(actorSubject === undefined ? {} : { actor: actorSubject }),
    ...(object === undefined ? {} : { object }),
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  };
  return Object.keys(kept).length === 0 ? null : kept;
}

/** Whether an export so begun may lack entries: one that is filtered, or begins later than the log does. */
export function isFiltered({ filter, start }: ExportSummary): boolean {
  return filter !== null || start > 0;
}

const kind = z.string().transform((text, context): EntryKind => {
  if (isEntryKind(text)) return text;
  context.addIssue({ code: 'custom', message: 'not a kind of entry' });
  return z.NEVER;
});

const filterForm = z.object({
  kinds: z.array(kind).optional(),
  actor: z.string().optional(),
  object: z.string().optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
});

const form = z.object({
  format: z.enum(EXPORT_FORMATS),
  filter: z.record(z.string(), z.json()).nullable(),
  epoch: z.number(),
  start: z.number(),
  checkpoint: z.string(),
  resumes: uuidColumn.nullable(),
});

/** What an export's entry says came after it, typed. Throws on anything else. */
export function readExportSummary(after: unknown): {
  readonly summary: ExportSummary;
  readonly format: ExportFormat;
  readonly filter: EntryFilter;
} {
  const summary = form.parse(after);
  const { actor, ...filter } = filterForm.parse(summary.filter ?? {});
  return { summary, format: summary.format, filter: { ...filter, actorSubject: actor } };
}
