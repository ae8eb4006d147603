/**
 * The directory of a zip file, read so strictly that every byte of the file is accounted for: packs have one form only, and
 * what other programs might read in another way is refused.
 */

/** A file that can be read at any place. */
export interface PackFile {
  readonly size: number;
  /** The bytes from one place to before another; fewer where it ends. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** A member of a zip file. */
export interface ZipMember {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly crc: number;
  /** The sizes of its data in the file, and as it was. */
  readonly compressedSize: number;
  readonly size: number;
  /** The place of its header, and of its data. */
  readonly headerAt: number;
  readonly dataAt: number;
}

/** The file is no zip file, or not one as packs are; the message goes on from “it …”. */
export class UnfitZipError extends Error {
  override readonly name = 'UnfitZipError';
}

const [END_BYTES, LARGE_END_BYTES, LOCATOR_BYTES] = [22, 56, 20];
const [RECORD_BYTES, HEADER_BYTES] = [46, 30];
const [END, LARGE_END, LOCATOR] = [0x06054b50, 0x06064b50, 0x07064b50];
const [RECORD, HEADER, DESCRIPTOR] = [0x02014b50, 0x04034b50, 0x08074b50];
/** In place of a number that has not enough room there. */
const ELSEWHERE = 0xffffffff;
const ELSEWHERE_COUNT = 0xffff;
/** Sizes follow the data; and names are UTF-8. */
const SIZES_FOLLOW = 0x08;
const KNOWN_FLAGS = SIZES_FOLLOW | 0x0800;
const DEFLATED = 8;
const LARGE_FIELD = 1;
/** A regular file of Unix, in the upper half of the attributes. */
const REGULAR = 0o100644;

const LONGEST_DIRECTORY = 4 * 1_024 * 1_024;
const LONGEST_NAME = 128;
/** Nothing that a pack holds is compressed to less than a fiftieth. */
const LARGEST_RATIO = 250;
const SMALL_BYTES = 1_048_576;

const refuse = (what: string): never => {
  throw new UnfitZipError(what);
};

function check(isFit: boolean, what: string): asserts isFit {
  if (!isFit) refuse(what);
}

/** The members of a zip file in their order. Throws `UnfitZipError`. */
export async function readZip(file: PackFile): Promise<readonly ZipMember[]> {
  const { start, size, count } = await readEnd(file);
  check(size <= LONGEST_DIRECTORY, 'has more members than a pack can have');
  const directory = await bytesOf(file, start, start + size);
  const records: Listed[] = [];
  for (let at = 0; at < directory.length; ) {
    const record = readRecord(directory, at);
    records.push(record);
    at = record.end;
  }
  check(records.length === count, 'does not have as many members as it says');
  const names = new Set(records.map(({ name }) => name.toLowerCase()));
  check(names.size === records.length, 'has two members of one name');
  let at = 0;
  const members: ZipMember[] = [];
  for (const record of records) {
    check(record.headerAt === at, `has something before its member ${record.name}, or that one twice`);
    const placed = await place(file, record, start);
    members.push(placed.member);
    at = placed.end;
  }
  check(at === start, 'has something between its members and their directory');
  return members;
}

async function bytesOf(file: PackFile, start: number, end: number): Promise<Buffer> {
  check(start >= 0 && end <= file.size, 'is cut off, or is no zip file');
  const bytes = await file.read(start, end);
  check(bytes.length === end - start, 'is cut off, or is no zip file');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The directory as the end of the file tells of it: it begins here, has so many bytes and members, and nothing follows it. */
async function readEnd(
  file: PackFile,
): Promise<{ readonly start: number; readonly size: number; readonly count: number }> {
  const endAt = file.size - END_BYTES;
  const end = await bytesOf(file, endAt, file.size);
  check(
    end.readUInt32LE(0) === END && end.readUInt16LE(20) === 0,
    'does not end as a zip file without a comment does',
  );
  check(end.readUInt32LE(4) === 0 && end.readUInt16LE(8) === end.readUInt16LE(10), 'is a part of several');
  const small = { start: end.readUInt32LE(16), size: end.readUInt32LE(12), count: end.readUInt16LE(10) };
  const isLarge = small.start === ELSEWHERE || small.size === ELSEWHERE || small.count === ELSEWHERE_COUNT;
  const found = isLarge ? await readLargeEnd(file, endAt) : small;
  const directoryEnd = isLarge ? endAt - LOCATOR_BYTES - LARGE_END_BYTES : endAt;
  check(
    found.start + found.size === directoryEnd,
    'has something behind its directory, or lacks a part of it',
  );
  return found;
}

async function readLargeEnd(file: PackFile, endAt: number) {
  const at = endAt - LOCATOR_BYTES - LARGE_END_BYTES;
  const bytes = await bytesOf(file, at, endAt);
  const isFit =
    bytes.readUInt32LE(0) === LARGE_END &&
    largeNumber(bytes, 4) === LARGE_END_BYTES - 12 &&
    largeNumber(bytes, 16) === 0 &&
    largeNumber(bytes, 24) === largeNumber(bytes, 32) &&
    bytes.readUInt32LE(LARGE_END_BYTES) === LOCATOR &&
    largeNumber(bytes, LARGE_END_BYTES + 8) === at;
  check(isFit, 'does not end as a large zip file does');
  return { start: largeNumber(bytes, 48), size: largeNumber(bytes, 40), count: largeNumber(bytes, 32) };
}

/** A number of 8 bytes; one that is beyond all places is one that no file reaches. */
function largeNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * (ELSEWHERE + 1);
}

/** A member as the directory lists it. */
interface Listed extends Omit<ZipMember, 'dataAt'> {
  readonly flags: number;
  readonly method: number;
  /** True if its sizes take 8 bytes each. */
  readonly isLarge: boolean;
  /** The end of its record in the directory. */
  readonly end: number;
}

function readRecord(bytes: Buffer, at: number): Listed {
  check(at + RECORD_BYTES <= bytes.length && bytes.readUInt32LE(at) === RECORD, 'has a corrupt directory');
  const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)];
  const [nameLength, extraLength] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30)];
  const nameEnd = at + RECORD_BYTES + nameLength;
  const end = nameEnd + extraLength;
  check(end <= bytes.length && nameLength <= LONGEST_NAME, 'has a corrupt directory');
  const name = bytes.toString('latin1', at + RECORD_BYTES, nameEnd);
  check(isSafeName(name), `has a member with the name ${JSON.stringify(name)}, which no pack has`);
  const isPlain =
    (flags & ~KNOWN_FLAGS) === 0 &&
    (method === 0 || method === DEFLATED) &&
    bytes.readUInt32LE(at + 32) === 0 &&
    bytes.readUInt16LE(at + 36) === 0 &&
    bytes.readUInt32LE(at + 38) === REGULAR * 0x10000;
  check(isPlain, `has the member ${name} in a form that packs do not use`);
  const small = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
  const extra = bytes.subarray(nameEnd, end);
  const [size = 0, compressedSize = 0, headerAt = 0] =
    extraLength === 0 ? small : largeSizes(name, small, extra);
  check(
    size <= SMALL_BYTES || size <= compressedSize * LARGEST_RATIO,
    `has the member ${name}, which would grow beyond what can be: do not open it`,
  );
  const crc = bytes.readUInt32LE(at + 16);
  const isLarge = extraLength > 0;
  return {
    name,
    flags,
    method,
    isDeflated: method === DEFLATED,
    crc,
    compressedSize,
    size,
    headerAt,
    isLarge,
    end,
  };
}

/** True for a relative path that stays where it is unpacked, on every system. */
function isSafeName(name: string): boolean {
  return /^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*\.[a-z]+$/.test(name);
}

function largeSizes(name: string, small: readonly number[], extra: Buffer): readonly number[] {
  const isFit =
    extra.length === 28 &&
    extra.readUInt16LE(0) === LARGE_FIELD &&
    extra.readUInt16LE(2) === 24 &&
    small.every((number) => number === ELSEWHERE);
  check(isFit, `has the member ${name} in a form that packs do not use`);
  return [largeNumber(extra, 4), largeNumber(extra, 12), largeNumber(extra, 20)];
}

/** Checks a member's own header, and what follows its data, against the directory. */
async function place(
  file: PackFile,
  { flags, method, isLarge, end: _, ...listed }: Listed,
  limit: number,
): Promise<{ readonly member: ZipMember; readonly end: number }> {
  const { name, headerAt, crc, compressedSize, size } = listed;
  const corrupt = `has a member ${name} whose header differs from the directory`;
  const dataAt = headerAt + HEADER_BYTES + name.length;
  const dataEnd = dataAt + compressedSize;
  check(dataEnd <= limit, corrupt);
  const header = await bytesOf(file, headerAt, dataAt);
  const follows = (flags & SIZES_FOLLOW) !== 0;
  const sizes = [header.readUInt32LE(14), header.readUInt32LE(18), header.readUInt32LE(22)];
  const expected = follows ? [0, 0, 0] : [crc, compressedSize, size];
  const isSame =
    header.readUInt32LE(0) === HEADER &&
    header.readUInt16LE(6) === flags &&
    header.readUInt16LE(8) === method &&
    sizes.every((number, index) => number === expected[index]) &&
    header.readUInt16LE(26) === name.length &&
    header.readUInt16LE(28) === 0 &&
    header.toString('latin1', HEADER_BYTES) === name;
  check(isSame, corrupt);
  const member = { ...listed, dataAt };
  if (!follows) return { member, end: dataEnd };
  const end = dataEnd + (isLarge ? 24 : 16);
  const descriptor = await bytesOf(file, dataEnd, end);
  const told = isLarge
    ? [largeNumber(descriptor, 8), largeNumber(descriptor, 16)]
    : [descriptor.readUInt32LE(8), descriptor.readUInt32LE(12)];
  check(
    descriptor.readUInt32LE(0) === DESCRIPTOR &&
      descriptor.readUInt32LE(4) === crc &&
      told[0] === compressedSize &&
      told[1] === size,
    corrupt,
  );
  return { member, end };
}
