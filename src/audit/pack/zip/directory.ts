import { descriptorOf, ELSEWHERE, headerOf, type ListedMember, largeEndOf, recordOf } from './records.ts';

/**
 * The directory of a zip file, read so strictly that every byte of the file beside its compressed data is accounted for: packs
 * have one form only, and what other programs might read in another way is refused.
 */

/** A file that can be read at any place. */
export interface PackFile {
  readonly size: number;
  /** The bytes from one place to before another; fewer where it ends. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A member of a zip file, and where its data begins. */
export interface ZipMember extends ListedMember {
  readonly dataAt: number;
}

/** The file is no zip file, or not one as packs are; the message goes on from “it …”. */
export class UnfitZipError extends Error {
  override readonly name = 'UnfitZipError';
}

const [END_BYTES, LARGE_END_BYTES] = [22, 76];
const [RECORD_BYTES, LARGE_EXTRA_BYTES] = [46, 28];
const END = 0x06054b50;
/** In place of a count that has not enough room there. */
const ELSEWHERE_COUNT = 0xffff;

const LONGEST_DIRECTORY = 4 * 1_024 * 1_024;
const LONGEST_NAME = 128;
/** Nothing that a pack holds is compressed to so small a part. */
const LARGEST_RATIO = 250;
const SMALL_BYTES = 1_048_576;

function check(isFit: boolean, what: string): asserts isFit {
  if (!isFit) throw new UnfitZipError(what);
}

/** The members of a zip file in their order. Throws `UnfitZipError`. */
export async function readZip(file: PackFile): Promise<readonly ZipMember[]> {
  const { start, size, count } = await readEnd(file);
  check(size <= LONGEST_DIRECTORY, 'has more members than a pack can have');
  const directory = await bytesOf(file, start, start + size);
  const members: ZipMember[] = [];
  let place = 0;
  for (let at = 0; at < directory.length; ) {
    const listed = readRecord(directory, at);
    at += recordOf(listed).length;
    const { headerAt, name } = listed;
    check(headerAt === place, `has something before its member ${name}, or has that one twice`);
    const header = headerOf(listed);
    const dataAt = headerAt + header.length;
    const dataEnd = dataAt + listed.compressedSize;
    const descriptor = descriptorOf(listed);
    place = dataEnd + descriptor.length;
    check(place <= start, `has a member ${name} that goes beyond the end`);
    const isSame =
      header.equals(await bytesOf(file, headerAt, dataAt)) &&
      descriptor.equals(await bytesOf(file, dataEnd, place));
    check(isSame, `has a member ${name} whose header differs from the directory`);
    members.push({ ...listed, dataAt });
  }
  check(place === start, 'has something between its members and their directory');
  check(members.length === count, 'does not have as many members as it says');
  const names = new Set(members.map(({ name }) => name));
  check(names.size === members.length, 'has two members of one name');
  return members;
}

async function bytesOf(file: PackFile, start: number, end: number): Promise<Buffer> {
  check(start >= 0 && end <= file.size, 'is cut off, or is no zip file');
  const bytes = await file.read(start, end);
  check(bytes.length === end - start, 'is cut off, or is no zip file');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The place of the directory, its size and the number of its records. */
interface ZipEnd {
  readonly start: number;
  readonly size: number;
  readonly count: number;
}

/** The directory as the end of the file tells of it; nothing follows it but that end. */
async function readEnd(file: PackFile): Promise<ZipEnd> {
  const endAt = file.size - END_BYTES;
  const end = await bytesOf(file, endAt, file.size);
  const isEnd = end.readUInt32LE(0) === END && end.readUInt32LE(4) === 0 && end.readUInt16LE(20) === 0;
  check(
    isEnd && end.readUInt16LE(8) === end.readUInt16LE(10),
    'does not end as a zip file without a comment does',
  );
  const small = { start: end.readUInt32LE(16), size: end.readUInt32LE(12), count: end.readUInt16LE(10) };
  const isLarge = small.start === ELSEWHERE || small.size === ELSEWHERE || small.count === ELSEWHERE_COUNT;
  const found = isLarge ? await readLargeEnd(file, endAt, small) : small;
  const directoryEnd = isLarge ? endAt - LARGE_END_BYTES : endAt;
  check(
    found.start + found.size === directoryEnd,
    'has something behind its directory, or lacks a part of it',
  );
  return found;
}

async function readLargeEnd(file: PackFile, endAt: number, small: ZipEnd): Promise<ZipEnd> {
  const at = endAt - LARGE_END_BYTES;
  const bytes = await bytesOf(file, at, endAt);
  const large = {
    start: largeNumber(bytes, 48),
    size: largeNumber(bytes, 40),
    count: largeNumber(bytes, 32),
  };
  const isSame =
    largeEndOf(large, at).equals(bytes) &&
    [ELSEWHERE, large.start].includes(small.start) &&
    [ELSEWHERE, large.size].includes(small.size) &&
    [ELSEWHERE_COUNT, large.count].includes(small.count);
  check(isSame, 'does not end as a large zip file does');
  return large;
}

/** A number of 8 bytes; one that is beyond what can be told exactly is beyond every file, too. */
function largeNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * (ELSEWHERE + 1);
}

function readRecord(bytes: Buffer, at: number): ListedMember {
  check(at + RECORD_BYTES <= bytes.length, 'has a corrupt directory');
  const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
  const nameEnd = at + RECORD_BYTES + nameLength;
  const end = nameEnd + extraLength;
  const isLarge = extraLength === LARGE_EXTRA_BYTES;
  check(end <= bytes.length && nameLength <= LONGEST_NAME, 'has a corrupt directory');
  const name = bytes.toString('latin1', at + RECORD_BYTES, nameEnd);
  check(isSafeName(name), `has a member with the name ${JSON.stringify(name)}, which no pack has`);
  const listed = {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    isLarge,
    size: isLarge ? largeNumber(bytes, nameEnd + 4) : bytes.readUInt32LE(at + 24),
    compressedSize: isLarge ? largeNumber(bytes, nameEnd + 12) : bytes.readUInt32LE(at + 20),
    headerAt: isLarge ? largeNumber(bytes, nameEnd + 20) : bytes.readUInt32LE(at + 42),
  };
  const { method, size, compressedSize } = listed;
  const isPlain = (method === 0 || method === 8) && recordOf(listed).equals(bytes.subarray(at, end));
  check(isPlain, `has the member ${name} in a form that packs do not use`);
  check(
    size <= SMALL_BYTES || size <= compressedSize * LARGEST_RATIO,
    `has the member ${name}, which would grow beyond what can be: do not open it`,
  );
  return listed;
}

/** True for a relative path that stays where it is unpacked, on every system. */
function isSafeName(name: string): boolean {
  return /^[a-z][a-z0-9-]*(\/[a-z0-9-]+)?\.[a-z]+$/.test(name);
}
