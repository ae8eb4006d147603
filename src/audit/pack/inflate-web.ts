import { DamagedEvidenceError } from '../../ledger/verify/verify-export.ts';
import type * as node from './inflate.ts';

/** The stand-in for `inflate.ts` where there is no Node, as `package.json` says under `browser`. */

/** As on Node. */
export const inflated: typeof node.inflated = async function* (bytes) {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writing = writeAll(writable, bytes);
  // What goes wrong with it comes out of the other end.
  writing.catch(() => {});
  const reader = readable.getReader();
  try {
    for (let part = await next(reader); part !== undefined; part = await next(reader)) yield part;
  } finally {
    await reader.cancel();
  }
  await writing;
};

async function writeAll(
  writable: WritableStream<BufferSource>,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const writer = writable.getWriter();
  try {
    for await (const chunk of bytes) await writer.write(new Uint8Array(chunk));
    await writer.close();
  } catch (error) {
    await writer.abort(error);
    throw error;
  }
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch (error) {
    if (error instanceof TypeError)
      throw new DamagedEvidenceError('its compressed data is corrupt or incomplete');
    throw error;
  }
}
