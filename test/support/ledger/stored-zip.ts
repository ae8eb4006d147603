import { crc32 } from '../../../src/audit/pack/zip/crc-rules.ts';
import { descriptorOf, headerOf, type ListedMember, recordOf } from '../../../src/audit/pack/zip/records.ts';

/** A member of a zip file as a test makes it: its content, and whatever is to be said of it that is not so. */
export interface StoredMember extends Partial<ListedMember> {
  readonly name: string;
  readonly content: Buffer;
}

/** A zip file in the form of packs whose members are not compressed, unless told otherwise; `between` lies before its directory. */
export function storedZip(members: readonly StoredMember[], between = Buffer.alloc(0)): Buffer {
  const files: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const { content, ...told } of members) {
    const compressedSize = content.length;
    const sizes = { method: 0, crc: crc32(content), size: compressedSize, compressedSize };
    const listed = { ...sizes, isLarge: false, headerAt: at, ...told };
    const file = Buffer.concat([headerOf(listed), content, descriptorOf(listed)]);
    records.push(recordOf(listed));
    files.push(file);
    at += file.length;
  }
  const directory = Buffer.concat(records);
  return Buffer.concat([
    ...files,
    between,
    directory,
    endOf(members.length, directory.length, at + between.length),
  ]);
}

function endOf(count: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.write('PK\x05\x06', 'latin1');
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(at, 16);
  return bytes;
}
