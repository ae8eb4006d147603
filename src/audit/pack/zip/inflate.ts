import { DamagedEvidenceError } from '../../../ledger/verify/verify-export.ts';

/** The bytes that were compressed with deflate (RFC 1951), in order. Throws `DamagedEvidenceError` where that they are not. */
export async function* inflated(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writing = writeAll(writable, bytes);
  // What is wrong with the data comes out of the other end first.
  writing.catch(() => {});
  const reader = readable.getReader();
  try {
    for (let part = await next(reader); part !== undefined; part = await next(reader)) yield part;
  } finally {
    await reader.cancel().catch(() => {});
  }
  await writing;
}

async function writeAll(
  writable: WritableStream<BufferSource>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter();
  try {
    for await (const chunk of bytes) await writer.write(new Uint8Array(chunk));
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (error) {
    if (isOfData(error)) throw new DamagedEvidenceError('its compressed data is corrupt or incomplete');
    throw error;
  }
}

/** True if the data is to blame: as browsers say it, and as Node does. */
function isOfData(error: unknown): boolean {
  const [name, code] = ['name', 'code'].map((of) => String(Reflect.get(Object(error), of)));
  return name === 'TypeError' || code?.startsWith('Z_') === true;
}
