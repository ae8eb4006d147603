import * as z from 'zod';
import { jsonValue, utf8Text } from '../../ledger/entries/entry-form.ts';
import { parseVerifierKeys } from '../../ledger/tree/public-keys.ts';
import type { VerifierKey } from '../../ledger/tree/signed-note.ts';
import { type Doubt, doubt, NO_VALUES, type Verdict } from '../../ledger/verify/verdict.ts';
import { explainVerdict } from '../../ledger/verify/verdict-explanation.ts';
import { DamagedEvidenceError, type ExportCheck, verifyExport } from '../../ledger/verify/verify-export.ts';
import { CHECKPOINT, HOST_CHECKPOINT, jsonMember, KEYS, LOG, type PackSpan, SUMMARY } from './pack-form.ts';
import { PackReading, type ReadPack } from './pack-summary.ts';
import { type PackFile, readZip, UnfitZipError, type ZipMember } from './zip-directory.ts';
import { memberBytes, wholeMember } from './zip-member.ts';

/** Longest member that is read as a whole. */
const LONGEST_MEMBER_BYTES = 64 * 1_024 * 1_024;

const spanForm = z.object({ from: z.string(), to: z.string() });

/** A pack as it was opened. */
interface OpenedPack {
  readonly file: PackFile;
  readonly members: ReadonlyMap<string, ZipMember>;
}

/**
 * Checks an evidence pack with nothing but its bytes and public keys: the log, and that all else in the pack follows from it.
 * Throws only what reading the file throws.
 */
export async function verifyPack(file: PackFile, check: ExportCheck): Promise<Verdict> {
  try {
    const members = await readZip(file);
    return await verifyOpened({ file, members: new Map(members.map((one) => [one.name, one])) }, check);
  } catch (error) {
    if (error instanceof UnfitZipError)
      return unreadable(doubt('NOT_A_PACK', `The file is not an evidence pack: it ${error.message}.`));
    if (error instanceof DamagedEvidenceError)
      return unreadable(doubt('DAMAGED', `The file cannot be read to its end: ${error.message}.`));
    throw error;
  }
}

function unreadable(why: Doubt): Verdict {
  return explainVerdict({
    verified: false,
    evidence: 'PACK',
    log: null,
    checkpoint: null,
    entries: 0,
    firstAt: null,
    lastAt: null,
    values: NO_VALUES,
    kept: [],
    hostLog: null,
    witnesses: null,
    pack: null,
    doubts: [why],
  });
}

async function verifyOpened(pack: OpenedPack, check: ExportCheck): Promise<Verdict> {
  const span = await spanOf(pack);
  const reading = new PackReading(span);
  const log = memberNamed(pack, LOG);
  const reread = () => memberBytes(pack.file, log);
  const verdict = await verifyExport(readBy(reading, reread()), { ...check, reread, mustBeWhole: true });
  const read = reading.finish();
  // Of a log that is in doubt follows nothing.
  const doubts = verdict.verified && read !== undefined ? await packDoubts(pack, read, check.keys) : [];
  const all = [...verdict.doubts, ...doubts];
  return explainVerdict({
    ...verdict,
    evidence: 'PACK',
    verified: all.length === 0,
    pack: span,
    doubts: all,
  });
}

function memberNamed({ members }: OpenedPack, name: string): ZipMember {
  const member = members.get(name);
  if (member === undefined) throw new UnfitZipError(`has no member ${name}`);
  return member;
}

async function* readBy(reading: PackReading, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    reading.push(chunk);
    yield chunk;
  }
}

async function textOf(pack: OpenedPack, name: string): Promise<string | undefined> {
  const bytes = await wholeMember(pack.file, memberNamed(pack, name), LONGEST_MEMBER_BYTES);
  return bytes && utf8Text(bytes);
}

/** The span that the pack says that it is of. All else that its summary says is made again of the log. */
async function spanOf(pack: OpenedPack): Promise<PackSpan> {
  const span = spanForm.safeParse(jsonValue((await textOf(pack, SUMMARY)) ?? '')).data;
  const isSpan = span !== undefined && [span.from, span.to].every(isInstant) && span.from < span.to;
  if (!isSpan) throw new UnfitZipError(`has no span of time in ${SUMMARY}`);
  return { from: span.from, to: span.to };
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

const differs = (name: string, why: string) => doubt('PACK_DIFFERS', `The member ${name} ${why}.`);
const NOT_OF_LOG = 'is not what follows from the log in the pack: it was altered, or is of another log';

async function packDoubts(
  pack: OpenedPack,
  read: ReadPack,
  given: readonly VerifierKey[],
): Promise<readonly Doubt[]> {
  const derived = new Map([
    [SUMMARY, jsonMember(read.summary)],
    [CHECKPOINT, read.note],
    ...(read.hostNote === undefined ? [] : [[HOST_CHECKPOINT, read.hostNote] as const]),
  ]);
  const doubts: (Doubt | undefined)[] = [];
  for (const [name, text] of derived) {
    if (!pack.members.has(name)) doubts.push(differs(name, 'is missing'));
    else if ((await textOf(pack, name)) !== text) doubts.push(differs(name, NOT_OF_LOG));
  }
  const expected = [LOG, ...derived.keys(), KEYS];
  const surplus = [...pack.members.keys()].filter((name) => !expected.includes(name));
  doubts.push(...surplus.map((name) => differs(name, 'is none that this pack has')));
  doubts.push(await keysDoubt(pack, given));
  return doubts.filter((found) => found !== undefined);
}

/** The keys in a pack verify nothing; but somebody may take them for those of the service. */
async function keysDoubt(pack: OpenedPack, given: readonly VerifierKey[]): Promise<Doubt | undefined> {
  if (!pack.members.has(KEYS)) return differs(KEYS, 'is missing');
  const text = (await textOf(pack, KEYS)) ?? '';
  const keys = parseVerifierKeys(text);
  const known = new Set(given.map((key) => key.text));
  if (keys === undefined || keys.map((key) => `${key.text}\n`).join('') !== text)
    return differs(KEYS, 'is not a list of keys');
  const foreign = keys.find((key) => !known.has(key.text));
  return foreign === undefined
    ? undefined
    : differs(
        KEYS,
        `has the key ${foreign.keyId} of ${foreign.name}, which is none of those that you gave: give the whole file of published keys, or do not use this one`,
      );
}
