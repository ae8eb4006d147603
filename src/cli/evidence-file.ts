import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DamagedEvidenceError, type PackFile } from '../audit/verifier/verifier.ts';
import { fileTrouble } from '../kernel/setting-file.ts';

/** A file cannot be read or written; the message is one sentence that names it. */
export class UnusableEvidenceError extends Error {
  override readonly name = 'UnusableEvidenceError';
}

/** Size of what is read at once: larger pieces are no faster. */
const CHUNK_BYTES = 262_144;
/** Keys, checkpoints, receipts and certificates are small; a larger file is something else. */
const SMALL_FILE_BYTES = 64 * 1_024 * 1_024;
const GZIP_MAGIC = Buffer.of(0x1f, 0x8b);
const ZIP_MAGIC = Buffer.from('PK');

/** The error that names the file, and says what is the matter with it. */
export function unusable(path: string, what: 'read' | 'written', cause: unknown): UnusableEvidenceError {
  if (cause instanceof UnusableEvidenceError) return cause;
  return new UnusableEvidenceError(`${path} cannot be ${what}: ${fileTrouble(what, cause)}.`, { cause });
}

/** True if the file can be read a second time, as one on a disk can. */
export async function canReadAgain(path: string): Promise<boolean> {
  if (path === '-') return false;
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    throw unusable(path, 'read', error);
  }
}

/** The bytes of a file, or of standard input for `-`. Throws `UnusableEvidenceError`. */
async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  try {
    const source = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of source) yield chunk;
  } catch (error) {
    throw unusable(path === '-' ? 'standard input' : path, 'read', error);
  }
}

/** The bytes of a small file. Throws `UnusableEvidenceError`. */
export async function readSmallFile(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytesOf(path)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > SMALL_FILE_BYTES)
      throw new UnusableEvidenceError(`${path} is too large to be a file of this kind.`);
  }
  return Buffer.concat(chunks);
}

/** The last bytes of a file, so many at most. Throws `UnusableEvidenceError`. */
export async function lastBytes(path: string, most: number): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const bytes = Buffer.alloc(Math.min(most, size));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, size - bytes.length);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unusable(path, 'read', error);
  }
}

/**
 * Does something with a file that is read at any place, if it begins as a zip file does; else gives `undefined`. Throws
 * `UnusableEvidenceError`.
 */
export async function withPack<T>(
  path: string,
  work: (file: PackFile) => Promise<T>,
): Promise<T | undefined> {
  if (!(await canReadAgain(path))) return undefined;
  const handle = await open(path).catch((error: unknown) => {
    throw unusable(path, 'read', error);
  });
  try {
    const { size } = await handle.stat();
    const read = async (start: number, end: number) => {
      const bytes = Buffer.alloc(Math.max(0, Math.min(end, size) - start));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, start).catch((error: unknown) => {
        throw unusable(path, 'read', error);
      });
      return bytes.subarray(0, bytesRead);
    };
    const isZip = ZIP_MAGIC.equals(await read(0, ZIP_MAGIC.length));
    return isZip ? await work({ size, read }) : undefined;
  } finally {
    await handle.close();
  }
}

/**
 * The bytes of an export, decompressed where they are compressed with gzip. Throws `UnusableEvidenceError`, and
 * `DamagedEvidenceError` where they cannot be decompressed.
 */
export async function* evidenceBytes(path: string): AsyncGenerator<Buffer> {
  const source = bytesOf(path);
  const first: Buffer[] = [];
  while (Buffer.concat(first).length < GZIP_MAGIC.length) {
    const next = await source.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  const start = Buffer.concat(first);
  const all = startingWith(start, source);
  if (start.subarray(0, ZIP_MAGIC.length).equals(ZIP_MAGIC))
    throw new UnusableEvidenceError(
      'An evidence pack cannot be read as a stream, such as from standard input: name the file.',
    );
  if (start.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) yield* decompressed(all);
  else yield* all;
}

async function* startingWith(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (start.length > 0) yield start;
  yield* rest;
}

async function* decompressed(bytes: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // What goes wrong on the way comes out of the last stream.
  pipeline(Readable.from(bytes), gunzip, () => {});
  try {
    for await (const chunk of gunzip) yield chunk;
  } catch (error) {
    const isDamage = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isDamage ? new DamagedEvidenceError('its gzip data is corrupt or incomplete') : error;
  }
}
