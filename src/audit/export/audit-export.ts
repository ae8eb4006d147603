import type { Database, Transaction } from '../../database/client.ts';
import { PLATFORM_TENANT, type TenantId, type Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import type { ExportDisclosures, NotedFormat } from '../../kernel/vocabulary/audit.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import type { ExportSummary } from '../../ledger/entries/entry-kinds.ts';
import { type EntryFilter, findEntries } from '../../ledger/entries/entry-store.ts';
import { readCheckpoint } from '../../ledger/tree/checkpoint.ts';
import { readHead } from '../../ledger/tree/head-store.ts';
import { type Noted, notedOnce } from '../../tenant/noted-once.ts';
import { exportSummary, isFiltered, readExportSummary } from './export-summary.ts';

/** An export of a log, or of a part of it; or the pack of a span of time, which is the filter. */
export interface NewExport {
  readonly format: NotedFormat;
  readonly disclosures: ExportDisclosures;
  /** `null` for the newest. */
  readonly epoch: number | null;
  readonly filter: EntryFilter;
  /** The leaf to begin with. */
  readonly start: number;
}

/** An export that was interrupted, from one of its leaves on. */
export interface ResumedExport {
  /** The entry of the export. */
  readonly resumes: Uuid;
  /** `null` for where the export began. */
  readonly start: number | null;
}

/** An export that has been noted in the log and is to be sent. */
export interface StartedExport {
  /** Its entry. */
  readonly id: Uuid;
  readonly tenant: TenantId;
  readonly format: NotedFormat;
  readonly disclosures: ExportDisclosures;
  readonly filter: EntryFilter;
  /** True if it may lack entries, so that each comes with its proof. */
  readonly isPart: boolean;
  readonly epoch: number;
  /** The signed checkpoint that it ends at, and its size. */
  readonly checkpoint: string;
  readonly size: number;
  readonly start: number;
  /** True if what comes before `start` has been sent earlier. */
  readonly isResumed: boolean;
}

/** The reason why an export is not possible. */
export type ExportRefusal =
  | { readonly refused: 'NOTHING_SEALED' | 'NO_SUCH_EPOCH' | 'NO_SUCH_EXPORT' }
  | { readonly refused: 'START_OUTSIDE'; readonly least: number; readonly most: number };

/** Begins exports. */
export interface AuditExports {
  /**
   * Notes the export in the log that it is of (A5), and says what it consists of: everything up to the checkpoint of that
   * moment, or of the moment at which the export began that it resumes.
   */
  begin(scope: RequestScope, asked: NewExport | ResumedExport): Promise<StartedExport | ExportRefusal>;
}

/** The plan of an export before it is recorded. */
interface Plan {
  readonly summary: ExportSummary;
  readonly size: number;
  readonly isPart: boolean;
}

/** The verb on its database. */
export function createAuditExports({ database }: { readonly database: Database }): AuditExports {
  return {
    async begin(scope, asked) {
      const { tenant, limits } = scope;
      const transact = <T>(work: (tx: Transaction) => Promise<T>) =>
        tenant === PLATFORM_TENANT ? database.system(work, limits) : database.write(tenant, work, limits);
      return notedOnce(transact, async (tx): Promise<Noted<StartedExport | ExportRefusal>> => {
        const plan = 'resumes' in asked ? await planResumed(tx, asked) : await planNew(tx, asked);
        if ('refused' in plan) return { entry: null, result: plan };
        const { summary, size, isPart } = plan;
        const [id] = await appendRequested(tx, scope, [
          { kind: 'AUDIT_EXPORTED', object: `log/${summary.epoch}`, before: null, after: summary },
        ]);
        const { epoch, checkpoint, start, resumes } = summary;
        const read = readExportSummary(summary);
        if (id === undefined || read === undefined) throw new Error('the export was not noted');
        const { format, disclosures, filter } = read;
        const begun = { id, tenant, format, disclosures, filter, isPart, epoch, checkpoint, size, start };
        return { entry: id, result: { ...begun, isResumed: resumes !== null } };
      });
    },
  };
}

async function planNew(
  tx: Transaction,
  { format, disclosures, epoch, filter, start }: NewExport,
): Promise<Plan | ExportRefusal> {
  const head = await readHead(tx, epoch);
  if (head === undefined) return { refused: epoch === null ? 'NOTHING_SEALED' : 'NO_SUCH_EPOCH' };
  const { size } = head.tree;
  if (start > size) return { refused: 'START_OUTSIDE', least: 0, most: size };
  const asked = { format, disclosures, filter, start };
  const summary = exportSummary({ ...asked, epoch: head.epoch, checkpoint: head.note });
  return { summary, size, isPart: isFiltered(summary) };
}

async function planResumed(
  tx: Transaction,
  { resumes, start }: ResumedExport,
): Promise<Plan | ExportRefusal> {
  const named = await findExport(tx, resumes);
  // What resumes an export may itself have been interrupted: the one that was begun says what it consists of.
  const begun = named?.resumes == null ? named : await findExport(tx, named.resumes);
  const checkpoint = begun && readCheckpoint(begun.checkpoint);
  if (begun === undefined || checkpoint === undefined) return { refused: 'NO_SUCH_EXPORT' };
  const { size } = checkpoint;
  const from = start ?? begun.start;
  if (from < begun.start || from > size) return { refused: 'START_OUTSIDE', least: begun.start, most: size };
  const summary = { ...begun, start: from, resumes: named?.resumes ?? resumes };
  return { summary, size, isPart: isFiltered(begun) };
}

/** The summary in the entry of an export; `undefined` when there is no such entry in the log, and of a pack, which begins again. */
async function findExport(tx: Transaction, id: Uuid): Promise<ExportSummary | undefined> {
  const [entry] = await findEntries(tx, [id]);
  const read = entry?.kind === 'AUDIT_EXPORTED' ? readExportSummary(entry.after?.value) : undefined;
  return read?.format === 'pack' ? undefined : read?.summary;
}
