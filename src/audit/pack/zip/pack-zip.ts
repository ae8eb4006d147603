import { PassThrough, pipeline, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A member of a pack, whose bytes are asked for when its turn has come. */
export interface PackMember {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The same for all members of all packs, so that equal content makes equal bytes: no time, and no rights of a machine. */
const OPTIONS = { mtime: new Date(0), forceDosTimestamp: true, mode: 0o100644 };

/** A zip file of the members, one after the other, in memory that does not grow with them. */
export async function* zipped(members: AsyncIterable<PackMember>): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = new PassThrough();
  // What goes wrong on the way comes out of the last stream.
  pipeline(zip.outputStream, output, () => {});
  let source: Readable | undefined;
  const addAll = async () => {
    for await (const { name, bytes } of members) {
      source = Readable.from(bytes);
      zip.addReadStream(source, name, OPTIONS);
      await finished(source);
    }
    zip.end();
  };
  const fail = (error: Error) => output.destroy(error);
  zip.on('error', fail);
  const adding = addAll().catch(fail);
  try {
    for await (const chunk of output) yield chunk;
  } finally {
    source?.destroy();
    await adding;
  }
}
