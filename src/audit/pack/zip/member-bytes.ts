import { DamagedEvidenceError } from '../../../ledger/verify/verify-export.ts';
import { crc32 } from './crc-rules.ts';
import type { PackFile, ZipMember } from './directory.ts';
import { inflated } from './inflate.ts';

/** So much is read of a file at once. */
const CHUNK_BYTES = 262_144;

/** The bytes of a member, in memory that does not grow with it. Throws `DamagedEvidenceError` where they are not as the directory says. */
export async function* memberBytes(file: PackFile, member: ZipMember): AsyncGenerator<Uint8Array> {
  const { name, method, size, crc } = member;
  const stored = storedBytes(file, member);
  let [read, sum] = [0, 0];
  for await (const chunk of method === 0 ? stored : inflated(stored)) {
    read += chunk.length;
    if (read > size) break;
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (read !== size || sum !== crc)
    throw new DamagedEvidenceError(`its member ${name} is not as long as it says, or its checksum differs`);
}

async function* storedBytes(
  file: PackFile,
  { dataAt, compressedSize }: ZipMember,
): AsyncGenerator<Uint8Array> {
  const end = dataAt + compressedSize;
  for (let at = dataAt; at < end; ) {
    const chunk = await file.read(at, Math.min(end, at + CHUNK_BYTES));
    if (chunk.length === 0) throw new DamagedEvidenceError('it ends before its members do');
    at += chunk.length;
    yield chunk;
  }
}

/** All of a member's bytes; `undefined` for one that has more than `most`. */
export async function wholeMember(
  file: PackFile,
  member: ZipMember,
  most: number,
): Promise<Buffer | undefined> {
  if (member.size > most) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of memberBytes(file, member)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
