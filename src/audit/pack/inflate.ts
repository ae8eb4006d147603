import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { DamagedEvidenceError } from '../../ledger/verify/verify-export.ts';

/** The bytes that were compressed with deflate (RFC 1951), in order. Throws `DamagedEvidenceError` unless they end where the data does. */
export async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw();
  let given = 0;
  const counted = async function* () {
    for await (const chunk of bytes) {
      given += chunk.length;
      yield chunk;
    }
  };
  // What goes wrong on the way comes out of the last stream.
  pipeline(Readable.from(counted()), inflate, () => {});
  try {
    for await (const chunk of inflate) yield chunk;
  } catch (error) {
    const isDamage = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isDamage ? new DamagedEvidenceError('its compressed data is corrupt or incomplete') : error;
  }
  if (inflate.bytesWritten !== given) throw new DamagedEvidenceError('something follows its compressed data');
}
