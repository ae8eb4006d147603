import { type Checkpoint, openCheckpoint, readCheckpoint } from '../tree/checkpoint.ts';
import type { VerifierKey } from '../tree/signed-note.ts';
import type { WitnessPolicy } from '../witness/policy-rules.ts';
import { placeOfDifference } from './difference.ts';
import { ExportReading, type ReadExport } from './export-reading.ts';
import {
  type Comparison,
  compareWithKept,
  type KeptCheckpoint,
  type NamedCheckpoint,
  namedCheckpoint,
} from './kept-checkpoint.ts';
import { LineTooLongError } from './line-splitter.ts';
import { type Doubt, doubt, unsignedDoubt, type Verdict, verdictHead } from './verdict.ts';
import { explainVerdict } from './verdict-explanation.ts';
import { checkWitnesses } from './witnessed-log.ts';

/** The values that an export is checked against. */
export interface ExportCheck {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints of the log that were kept apart from it; none when absent. */
  readonly kept?: readonly KeptCheckpoint[] | undefined;
  /** The witnesses that are trusted; none are asked about when absent. */
  readonly policy?: WitnessPolicy | undefined;
  /** The tenant whose log it has to be. */
  readonly tenant?: string | undefined;
  /** True if only a whole export will do. */
  readonly mustBeWhole?: boolean | undefined;
  /** The same bytes once more, where they can be had, to name the first bad entry. */
  readonly reread?: (() => AsyncIterable<Uint8Array>) | undefined;
}

/** The bytes could not be read to their end, because they are not as they were written. */
export class DamagedEvidenceError extends Error {
  override readonly name = 'DamagedEvidenceError';
}

/**
 * Checks an export with nothing but its bytes and public keys, in memory that does not grow with it (A3). Throws only what
 * reading the bytes throws, except for `DamagedEvidenceError`, which is a doubt.
 */
export async function verifyExport(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  check: ExportCheck,
): Promise<Verdict> {
  const sizes = (check.kept ?? []).map(({ note }) => readCheckpoint(note)?.size);
  const reading = new ExportReading(sizes.filter((size) => size !== undefined));
  try {
    for await (const chunk of bytes) reading.push(chunk);
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    return conclude({ ...reading.finish(), endFault: damage }, check);
  }
  return conclude(reading.finish(), check);
}

function damageOf(error: unknown): Doubt | undefined {
  if (error instanceof DamagedEvidenceError)
    return doubt('DAMAGED', `The file cannot be read to its end: ${error.message}.`);
  return error instanceof LineTooLongError
    ? doubt('NOT_AN_EXPORT', 'The file has a line that is longer than any line of an export.')
    : undefined;
}

async function conclude(whole: ReadExport, check: ExportCheck): Promise<Verdict> {
  const opened = whole.note === undefined ? undefined : openCheckpoint(whole.note, check.keys);
  const head = verdictHead(whole.note, opened);
  const checkpoint = opened?.ok === true ? opened.checkpoint : undefined;
  // Without an entry, the checkpoint alone tells the export of an empty log from one whose filter nothing matched.
  const isFiltered = whole.isFiltered || (whole.entries === 0 && (checkpoint?.size ?? 0) > 0);
  const read = { ...whole, isFiltered };
  const named = checkpoint && namedCheckpoint(read.first, checkpoint, check.keys);
  const compared = checkpoint === undefined ? [] : compareAll(read, checkpoint, named, check);
  const { hostDoubts, ...witnessed } = checkWitnesses(read.hostProof, checkpoint, check);
  const unsigned = opened?.ok === false ? unsignedDoubt('The checkpoint at the end', opened) : undefined;
  const wrongEntries = checkpoint && (await entriesDoubt(read, checkpoint, compared, check));
  const doubts = [
    unsigned,
    ...entryDoubts(read.entryFault, wrongEntries),
    read.endFault,
    read.values.fault(!isFiltered),
    ...tenantDoubts(read, head, check),
    ...formDoubts(read, named, check),
    ...compared.map((one) => keptDoubt(one, compared, read)),
    ...hostDoubts,
  ].filter((found) => found !== undefined);
  return explainVerdict({
    verified: doubts.length === 0,
    evidence: evidenceOf(read),
    ...head,
    entries: read.entries,
    firstAt: read.first?.at ?? null,
    lastAt: read.last?.at ?? null,
    values: read.values.finish(),
    kept: compared.map(({ code: _, ...finding }) => finding),
    ...witnessed,
    pack: null,
    doubts,
  });
}

function evidenceOf({ isFiltered, note }: ReadExport): Verdict['evidence'] {
  if (isFiltered) return 'FILTERED_EXPORT';
  return note === undefined ? 'UNKNOWN' : 'WHOLE_EXPORT';
}

function compareAll(
  read: ReadExport,
  checkpoint: Checkpoint,
  named: NamedCheckpoint | undefined,
  { kept = [], keys }: ExportCheck,
): readonly Comparison[] {
  const rootAt = read.isFiltered ? null : (size: number) => read.roots.get(size);
  const log = { checkpoint, rootAt, named: read.isFiltered ? undefined : named };
  return kept.map((one) => compareWithKept(one, log, keys));
}

async function entriesDoubt(
  read: ReadExport,
  checkpoint: Checkpoint,
  compared: readonly Comparison[],
  { reread }: ExportCheck,
): Promise<Doubt | undefined> {
  if (!read.isFiltered) {
    const isSame = read.tree.size === checkpoint.size && read.tree.root.equals(checkpoint.root);
    return isSame ? undefined : placeOfDifference(read, checkpoint, compared, reread);
  }
  const line = read.filtered.unprovenIn(checkpoint);
  return line === undefined
    ? undefined
    : doubt('ENTRY_UNPROVEN', `The entry on line ${line} is not in the log, or not in this form.`, line);
}

/** The doubts about the entries, the first bad one first, and none of them twice. */
function entryDoubts(fault: Doubt | undefined, wrong: Doubt | undefined): readonly (Doubt | undefined)[] {
  const [faulty, first] = [fault?.lines?.first ?? 0, wrong?.lines?.first ?? 0];
  if (fault === undefined || wrong === undefined) return [fault, wrong];
  if (faulty === first) return [wrong];
  return faulty < first ? [fault, wrong] : [wrong, fault];
}

/** A kept checkpoint that the log does not begin with says where the first other entry lies at the latest. */
function keptDoubt(
  { code, text, size }: Comparison,
  compared: readonly Comparison[],
  { lineOf }: ReadExport,
): Doubt | undefined {
  if (code === null) return undefined;
  if (code !== 'REWRITTEN') return doubt(code, text);
  const same = compared.filter(({ finding, size: other }) => finding === 'BEGINS_WITH' && other < size);
  const after = Math.max(0, ...same.map((one) => one.size));
  return { ...doubt(code, text), lines: { first: after === 0 ? 1 : lineOf(after + 1), last: lineOf(size) } };
}

function tenantDoubts(
  read: ReadExport,
  { log }: Pick<Verdict, 'log'>,
  check: ExportCheck,
): readonly (Doubt | undefined)[] {
  const [tenant, first] = [log?.tenant, read.first?.tenant];
  return [
    log !== null && first !== undefined && first !== tenant
      ? doubt(
          'OTHER_TENANT',
          `The entries belong to ${first}, but the checkpoint to the log of ${tenant}.`,
          1,
        )
      : undefined,
    log !== null && check.tenant !== undefined && check.tenant !== tenant
      ? doubt('OTHER_TENANT', `This is the log of ${tenant}, not of ${check.tenant}.`)
      : undefined,
  ];
}

function formDoubts(
  { isFiltered }: ReadExport,
  named: NamedCheckpoint | undefined,
  { mustBeWhole }: ExportCheck,
): readonly (Doubt | undefined)[] {
  const why = !isFiltered && named !== undefined && 'why' in named ? named.why : undefined;
  return [
    mustBeWhole === true && isFiltered
      ? doubt('NOT_WHOLE', 'This is a filtered export, but a whole one is required.')
      : undefined,
    why === undefined
      ? undefined
      : doubt(
          'EPOCH_START',
          `The first entry names a checkpoint of an earlier epoch, which is not valid: ${why}.`,
          1,
        ),
  ];
}
