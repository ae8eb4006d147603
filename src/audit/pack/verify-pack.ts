import * as z from 'zod';
import { jsonValue } from '../../ledger/entries/entry-form.ts';
import { parseVerifierKeys } from '../../ledger/tree/public-keys.ts';
import type { VerifierKey } from '../../ledger/tree/signed-note.ts';
import { type Doubt, doubt, NO_VALUES, type Verdict } from '../../ledger/verify/verdict.ts';
import { explainVerdict } from '../../ledger/verify/verdict-explanation.ts';
import { DamagedEvidenceError, type ExportCheck, verifyExport } from '../../ledger/verify/verify-export.ts';
import { verifyCertificate } from '../erasure/verify-certificate.ts';
import { verifyReceipt } from '../receipt/verify-receipt.ts';
import { derivedMembers } from './derived-members.ts';
import { certificateOf, KEYS, LOG, type PackSpan, receiptOf, SUMMARY } from './pack-form.ts';
import { PackReading, type ReadPack } from './pack-summary.ts';
import { member, type ToldEntry } from './told-entry.ts';
import { type PackFile, UnfitZipError } from './zip/directory.ts';
import { OpenedPack } from './zip/opened-pack.ts';

const spanForm = z.object({ from: z.string(), to: z.string() });

/**
 * Checks an evidence pack with nothing but its bytes and public keys: the log, and that all else in the pack follows from it.
 * Throws only what reading the file throws.
 */
export async function verifyPack(file: PackFile, check: ExportCheck): Promise<Verdict> {
  try {
    return await verifyOpened(await OpenedPack.open(file), check);
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
  const reread = () => pack.bytesOf(LOG);
  const verdict = await verifyExport(readBy(reading, reread()), { ...check, reread, mustBeWhole: true });
  const read = reading.finish();
  // Of a log that is in doubt follows nothing.
  const doubts = verdict.verified && read !== undefined ? await packDoubts(pack, read, check.keys) : [];
  // The lines that doubts name are those of the log.
  const ofLog = verdict.doubts.map((one) =>
    one.lines === null ? one : { ...one, text: `${LOG}: ${one.text}` },
  );
  const all = [...ofLog, ...doubts];
  const [receipts, certificates] = [read?.receipts.length ?? 0, read?.certificates.length ?? 0];
  return explainVerdict({
    ...verdict,
    evidence: 'PACK',
    verified: all.length === 0,
    pack: { ...span, entries: read?.summary.entries.inSpan ?? 0, receipts, certificates },
    doubts: all,
  });
}

async function* readBy(reading: PackReading, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    reading.push(chunk);
    yield chunk;
  }
}

/** The span that the pack says that it is of. All else that its summary says is made again of the log. */
async function spanOf(pack: OpenedPack): Promise<PackSpan> {
  const span = spanForm.safeParse(jsonValue((await pack.textOf(SUMMARY)) ?? '')).data;
  const isSpan = span !== undefined && [span.from, span.to].every(isInstant) && span.from < span.to;
  if (!isSpan) throw new UnfitZipError(`has no span of time in ${SUMMARY}`);
  return { from: span.from, to: span.to };
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

const differs = (name: string, why: string) => doubt('PACK_DIFFERS', `The member ${name} ${why}.`);
const MISSING = 'is missing';
const NOT_OF_LOG = 'is not what follows from the log in the pack: it was altered, or is of another log';

async function packDoubts(
  pack: OpenedPack,
  read: ReadPack,
  keys: readonly VerifierKey[],
): Promise<readonly Doubt[]> {
  const derived = derivedMembers(read);
  const doubts: (Doubt | undefined)[] = [];
  for (const [name, text] of derived) {
    if (!pack.has(name)) doubts.push(differs(name, MISSING));
    else if ((await pack.textOf(name)) !== text) doubts.push(differs(name, NOT_OF_LOG));
  }
  doubts.push(await keysDoubt(pack, keys));
  const check = { keys, tenant: read.summary.organization };
  const receipts = new Map(read.receipts.map((entry) => [receiptOf(entry), entry]));
  for (const [name, entry] of receipts)
    doubts.push(await documentDoubt(pack, name, read.note, entry, (bytes) => verifyReceipt(bytes, check)));
  const certificates = new Map(read.certificates.map((entry) => [certificateOf(entry), entry]));
  for (const [name, entry] of certificates)
    doubts.push(
      await documentDoubt(pack, name, read.note, entry, (bytes) => verifyCertificate(bytes, check)),
    );
  const expected = new Set([LOG, KEYS, ...derived.keys(), ...receipts.keys(), ...certificates.keys()]);
  const surplus = pack.names.filter((name) => !expected.has(name));
  doubts.push(...surplus.map((name) => differs(name, 'is none that this pack has')));
  return doubts.filter((found) => found !== undefined);
}

/** A receipt or certificate must be valid, and of the entry in the log of the pack, with what that log discloses of it. */
async function documentDoubt(
  pack: OpenedPack,
  name: string,
  note: string,
  { text, leafIndex, disclosures }: ToldEntry,
  verify: (bytes: Buffer) => Verdict,
): Promise<Doubt | undefined> {
  if (!pack.has(name)) return differs(name, MISSING);
  const content = (await pack.textOf(name)) ?? '';
  const [why] = verify(Buffer.from(content)).doubts;
  if (why !== undefined) return differs(name, `is not valid: ${why.text.replace(/\.$/, '')}`);
  const proof = member(jsonValue(content), 'proof');
  const told = member(proof, 'disclosures');
  const isOfEntry =
    member(proof, 'entry') === text &&
    member(proof, 'leafIndex') === leafIndex &&
    member(proof, 'checkpoint') === note &&
    (told === undefined || JSON.stringify(told) === JSON.stringify(disclosures));
  return isOfEntry ? undefined : differs(name, 'is valid, but not what follows from the log in the pack');
}

/** The keys in a pack verify nothing; but somebody may take them for those of the service. */
async function keysDoubt(pack: OpenedPack, given: readonly VerifierKey[]): Promise<Doubt | undefined> {
  if (!pack.has(KEYS)) return differs(KEYS, MISSING);
  const text = (await pack.textOf(KEYS)) ?? '';
  const keys = parseVerifierKeys(text);
  if (keys === undefined || keys.map((key) => `${key.text}\n`).join('') !== text)
    return differs(KEYS, 'is not a list of keys');
  const known = new Set(given.map((key) => key.text));
  const foreign = keys.find((key) => !known.has(key.text));
  return foreign === undefined
    ? undefined
    : differs(
        KEYS,
        `has the key ${foreign.keyId} of ${foreign.name}, which is none of those that you gave: give the whole file of published keys, or do not use that one`,
      );
}
