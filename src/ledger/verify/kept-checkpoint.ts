import type { ExportedEntry } from '../entries/entry-form.ts';
import { type Checkpoint, parseOrigin, readCheckpoint } from '../tree/checkpoint.ts';
import type { VerifierKey } from '../tree/signed-note.ts';
import { type DoubtCode, entriesInWords, type KeptFinding, signedCheckpoint } from './verdict.ts';

/** A checkpoint that somebody kept apart from the log, under the name that they know it by. */
export interface KeptCheckpoint {
  readonly name: string;
  readonly note: string;
}

/** The log that a kept checkpoint is compared with. */
export interface ComparedLog {
  readonly checkpoint: Checkpoint;
  /**
   * The root of the log's first `size` entries; `undefined` where they are not there. Null for evidence that does not
   * hold every entry.
   */
  readonly rootAt: ((size: number) => Buffer | undefined) | null;
  /** The old checkpoint that the first entry of the log's epoch goes on from, if it is one that does. */
  readonly named: NamedCheckpoint | undefined;
}

/** The checkpoint that the first entry of an epoch names, or the reason why it is not valid. */
export type NamedCheckpoint = { readonly checkpoint: Checkpoint } | { readonly why: string };

/** The old checkpoint that this entry, the first of a log, goes on from; `undefined` when it is of another kind. */
export function namedCheckpoint(
  first: ExportedEntry | undefined,
  current: Checkpoint,
  keys: readonly VerifierKey[],
): NamedCheckpoint | undefined {
  if (first?.kind !== 'LEDGER_EPOCH_STARTED') return undefined;
  const note = first.before?.['checkpoint'];
  const signed = typeof note === 'string' ? signedCheckpoint(note, keys) : { why: 'it is missing' };
  if ('why' in signed) return signed;
  const [old, now] = [parseOrigin(signed.checkpoint.origin), parseOrigin(current.origin)];
  if (old?.tenant !== now?.tenant) return { why: `it belongs to another log, ${signed.checkpoint.origin}` };
  return old !== undefined && now !== undefined && old.epoch < now.epoch
    ? signed
    : { why: 'its epoch is not earlier' };
}

/** The result of a comparison, with the kind of a doubt. */
export type Comparison = KeptFinding & { readonly code: DoubtCode | null };

/** Compares a log with a checkpoint of it that was kept. */
export function compareWithKept(
  kept: KeptCheckpoint,
  log: ComparedLog,
  keys: readonly VerifierKey[],
): Comparison {
  const stated = readCheckpoint(kept.note);
  const subject = { name: kept.name, origin: stated?.origin ?? '', size: stated?.size ?? 0 };
  const comparison = ({ finding, code, text }: ComparisonResult): Comparison => ({
    ...subject,
    finding,
    code,
    text,
  });
  const signed = signedCheckpoint(kept.note, keys);
  if ('why' in signed)
    return comparison(doubtful('KEPT_UNSIGNED', `The checkpoint ${kept.name} is not valid: ${signed.why}.`));
  return comparison(compare(kept.name, signed.checkpoint, log));
}

type ComparisonResult = Pick<Comparison, 'finding' | 'code' | 'text'>;

function doubtful(code: DoubtCode, text: string): ComparisonResult {
  return { finding: 'DOUBTFUL', code, text };
}

function compare(name: string, kept: Checkpoint, log: ComparedLog): ComparisonResult {
  const [old, now] = [parseOrigin(kept.origin), parseOrigin(log.checkpoint.origin)];
  if (old === undefined || now === undefined || old.tenant !== now.tenant)
    return doubtful('KEPT_OF_ANOTHER_LOG', `The checkpoint ${name} belongs to another log, ${kept.origin}.`);
  if (kept.origin === log.checkpoint.origin) return compareWithin(name, kept, log);
  if (old.epoch === now.epoch)
    return doubtful('KEPT_OF_ANOTHER_LOG', `The checkpoint ${name} belongs to another log, ${kept.origin}.`);
  if (old.epoch > now.epoch) {
    const text = `The checkpoint ${name} belongs to epoch ${old.epoch}, which is later than epoch ${now.epoch} of this log: the log was continued elsewhere.`;
    return doubtful('ROLLED_BACK', text);
  }
  return compareAcross(name, kept, old.epoch, log);
}

/** Within one epoch the log must begin with the entries of the kept checkpoint. */
function compareWithin(
  name: string,
  kept: Checkpoint,
  { checkpoint, rootAt }: ComparedLog,
): ComparisonResult {
  const entries = entriesInWords(kept.size);
  if (kept.size > checkpoint.size) {
    const text = `The checkpoint ${name} covers ${entries}, but this one only ${entriesInWords(checkpoint.size)}: the end of the log was cut off, or an older state was restored.`;
    return doubtful('ROLLED_BACK', text);
  }
  const root = kept.size === checkpoint.size ? checkpoint.root : rootAt?.(kept.size);
  if (root === undefined) {
    const text =
      rootAt === null
        ? `The checkpoint ${name} of ${entries} cannot be compared: this needs a whole export, which contains every entry.`
        : `The checkpoint ${name} of ${entries} cannot be compared: the file has fewer entries.`;
    return doubtful('NOT_COMPARABLE', text);
  }
  return root.equals(kept.root)
    ? { finding: 'BEGINS_WITH', code: null, text: `The log begins with exactly the ${entries} of ${name}.` }
    : doubtful(
        'REWRITTEN',
        `The first ${entries} are not those of the checkpoint ${name}: history was rewritten.`,
      );
}

/** Across epochs the log's first entry must go on from the kept checkpoint or from a later one. */
function compareAcross(
  name: string,
  kept: Checkpoint,
  keptEpoch: number,
  { named, rootAt }: ComparedLog,
): ComparisonResult {
  if (named === undefined || 'why' in named) {
    const text =
      rootAt === null
        ? `The checkpoint ${name} belongs to the earlier epoch ${keptEpoch} and cannot be compared: this needs a whole export, whose first entry names the previous epoch.`
        : `The checkpoint ${name} belongs to the earlier epoch ${keptEpoch}, but the first entry of this epoch does not continue from it.`;
    return doubtful(rootAt === null ? 'NOT_COMPARABLE' : 'EPOCH_START', text);
  }
  const { origin, size, root } = named.checkpoint;
  const namedEpoch = parseOrigin(origin)?.epoch ?? 0;
  const goesOn = `This epoch continues from a checkpoint of ${entriesInWords(size)} in epoch ${namedEpoch}`;
  if (namedEpoch > keptEpoch || (origin === kept.origin && size > kept.size)) {
    const text = `${goesOn}, later than ${name}. An export of epoch ${keptEpoch} shows whether it begins with the ${entriesInWords(kept.size)} of ${name}.`;
    return { finding: 'NAMED', code: null, text };
  }
  if (namedEpoch < keptEpoch || (origin === kept.origin && size < kept.size))
    return doubtful('ROLLED_BACK', `${goesOn}, earlier than ${name}: the entries in between are lost.`);
  return origin === kept.origin && root.equals(kept.root)
    ? { finding: 'NAMED', code: null, text: `This epoch continues from exactly the checkpoint ${name}.` }
    : doubtful('REWRITTEN', `${goesOn}, which differs from ${name}: history was rewritten.`);
}
