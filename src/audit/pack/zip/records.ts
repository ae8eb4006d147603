/** A member as the directory of a zip file lists it. */
export interface ListedMember {
  readonly name: string;
  /** 0 for data as it is, 8 for what is compressed with deflate. */
  readonly method: number;
  readonly crc: number;
  /** True if its sizes and its place take 8 bytes each. */
  readonly isLarge: boolean;
  /** The sizes of its data as it was, and in the file. */
  readonly size: number;
  readonly compressedSize: number;
  /** The place of its header. */
  readonly headerAt: number;
}

/** In place of a number of 4 bytes that has not enough room there. */
export const ELSEWHERE = 0xffffffff;
/** The versions that write and read it; sizes follow the data, and names are UTF-8; 1 January 1980; a regular file of Unix. */
const [WRITTEN_BY, READ_BY, READ_BY_LARGE] = [0x033f, 20, 45];
const FLAGS = 0x0808;
const [TIME, DATE] = [0, 0x21];
const REGULAR = 0o100644 * 0x10000;

/** Numbers of 2, 4 or 8 bytes, one after the other, the least significant byte first. */
function packed(...numbers: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Buffer {
  const bytes = Buffer.alloc(numbers.reduce((length, [size]) => length + size, 0));
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) bytes.writeUInt16LE(value, at);
    else bytes.writeUInt32LE(value % (ELSEWHERE + 1), at);
    if (size === 8) bytes.writeUInt32LE(Math.floor(value / (ELSEWHERE + 1)), at + 4);
    at += size;
  }
  return bytes;
}

/** The record of a member in the directory. */
export function recordOf({
  name,
  method,
  crc,
  isLarge,
  size,
  compressedSize,
  headerAt,
}: ListedMember): Buffer {
  const small = (value: number) => [4, isLarge ? ELSEWHERE : value] as const;
  const fixed = packed(
    [4, 0x02014b50],
    [2, WRITTEN_BY],
    [2, isLarge ? READ_BY_LARGE : READ_BY],
    [2, FLAGS],
    [2, method],
    [2, TIME],
    [2, DATE],
    [4, crc],
    small(compressedSize),
    small(size),
    [2, name.length],
    [2, isLarge ? 28 : 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, REGULAR],
    small(headerAt),
  );
  const extra = isLarge ? packed([2, 1], [2, 24], [8, size], [8, compressedSize], [8, headerAt]) : packed();
  return Buffer.concat([fixed, Buffer.from(name, 'latin1'), extra]);
}

/** The header of a member, which its data follows. */
export function headerOf({ name, method }: ListedMember): Buffer {
  const fixed = packed(
    [4, 0x04034b50],
    [2, READ_BY],
    [2, FLAGS],
    [2, method],
    [2, TIME],
    [2, DATE],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return Buffer.concat([fixed, Buffer.from(name, 'latin1')]);
}

/** The numbers that follow a member's data. */
export function descriptorOf({ crc, isLarge, size, compressedSize }: ListedMember): Buffer {
  const bytes = isLarge ? 8 : 4;
  return packed([4, 0x08074b50], [4, crc], [bytes, compressedSize], [bytes, size]);
}

/** The records that a large zip file has between its directory and its end, which is at this place. */
export function largeEndOf(
  { start, size, count }: { readonly start: number; readonly size: number; readonly count: number },
  at: number,
): Buffer {
  return packed(
    [4, 0x06064b50],
    [8, 44],
    [2, WRITTEN_BY],
    [2, READ_BY_LARGE],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
    [4, 0x07064b50],
    [4, 0],
    [8, at],
    [4, 1],
  );
}
