import { constants } from 'node:fs';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeFolder } from '../../kernel/make-folder.ts';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';
import { jsonValue } from '../entries/entry-form.ts';
import type { Checkpoint } from '../tree/checkpoint.ts';
import { decodeHash } from '../tree/signed-note.ts';
import { type HeadMemory, Heads, type SignedBatch } from './head-memory.ts';

/** From this size on the file is written again, with one line for all; it grows fourfold before the next time. */
const COMPACT_BYTES = 8 * 1024 * 1024;

const line = z.union([
  z.strictObject({
    transaction: z.string(),
    heads: z.array(z.tuple([z.string(), z.int().min(0), z.string().transform(decodeHash)])),
  }),
  z.strictObject({ committed: z.boolean() }),
]);

/**
 * The memory in a file: a line for each batch, which is on the disk before the batch commits, and one where it became known
 * what came of it. Only the elected sealer writes, so that processes on one machine can share it.
 */
class HeadMemoryFile implements HeadMemory {
  readonly #path: string;
  /** The file's inode when it was last read or written. */
  #inode: number | undefined;
  #heads = new Heads();
  #offset = 0;
  #compactFrom = COMPACT_BYTES;

  constructor(path: string) {
    this.#path = path;
  }

  refresh(): Promise<void> {
    return withFile(this.#path, OWN, async (file) => {
      const { ino, size } = await file.stat();
      // The number of a file that is gone is given to the next one.
      if (ino !== this.#inode || size < this.#offset) {
        // Written again by another process; or removed by somebody, and then all that is known here goes into the new one.
        if (size > 0) this.#heads = new Heads();
        else this.#compactFrom = 0;
        [this.#inode, this.#offset] = [ino, 0];
      }
      if (size <= this.#offset) return;
      const bytes = Buffer.alloc(size - this.#offset);
      await file.read(bytes, 0, bytes.length, this.#offset);
      this.#offset = size;
      for (const text of bytes.toString().split('\n')) await this.#take(text);
    });
  }

  /** A line that was cut off was never waited for: its batch has not committed. */
  async #take(text: string): Promise<void> {
    const { data } = line.safeParse(jsonValue(text));
    if (data === undefined) return;
    if ('committed' in data) return this.#heads.settle(data.committed);
    const heads = data.heads.flatMap(([origin, size, root]) =>
      root === undefined ? [] : [{ origin, size, root }],
    );
    await this.#heads.keep({ transaction: data.transaction, heads });
  }

  of(origin: string): Checkpoint | undefined {
    return this.#heads.of(origin);
  }

  all(): readonly Checkpoint[] {
    return this.#heads.all();
  }

  pending(): SignedBatch | undefined {
    return this.#heads.pending();
  }

  async keep(batch: SignedBatch): Promise<void> {
    await this.#heads.keep(batch);
    try {
      await this.#append(batchLine(batch), true);
      if (this.#offset > this.#compactFrom) await this.#compact();
    } catch (error) {
      throw unusable(this.#path, error);
    }
  }

  async settle(committed: boolean): Promise<void> {
    await this.#heads.settle(committed);
    // Not waited for: where it is lost, the database is asked again.
    await this.#append(JSON.stringify({ committed }), false);
  }

  /** Begins with a newline, in case that the last line was cut off. */
  #append(text: string, durable: boolean): Promise<void> {
    return withFile(this.#path, OWN, async (file) => {
      const { bytesWritten } = await file.write(`\n${text}\n`);
      this.#offset += bytesWritten;
      if (durable) await file.datasync();
    });
  }

  async #compact(): Promise<void> {
    const draft = `${this.#path}.new`;
    const pending = this.#heads.pending();
    await withFile(draft, 'w', async (file) => {
      await file.write(
        `${batchLine({ transaction: '0', heads: this.all() })}\n${JSON.stringify({ committed: true })}\n`,
      );
      if (pending !== undefined) await file.write(`${batchLine(pending)}\n`);
      await file.sync();
    });
    await rename(draft, this.#path);
    await syncFolder(this.#path);
    await this.refresh();
    this.#compactFrom = Math.max(COMPACT_BYTES, 4 * this.#offset);
  }
}

function batchLine({ transaction, heads }: SignedBatch): string {
  const listed = heads.map(({ origin, size, root }) => [origin, size, root.toString('base64')]);
  return JSON.stringify({ transaction, heads: listed });
}

const OWN = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;

/** A file is open only while it is worked with, so that nobody has to close a memory. */
async function withFile(
  path: string,
  flags: string | number,
  work: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

/** Syncs the folder: the name of a file is on the disk only once its folder is. */
function syncFolder(path: string): Promise<void> {
  return withFile(dirname(path), 'r', (folder) => folder.sync());
}

/** The memory in this file, made where it is missing. Throws `UnusableFileError` where it cannot be written. */
export async function openHeadMemory(path: string): Promise<HeadMemory> {
  try {
    await makeFolder(dirname(path));
    const memory = new HeadMemoryFile(path);
    await memory.refresh();
    await syncFolder(path);
    return memory;
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): UnusableFileError {
  const why = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
  return new UnusableFileError(
    `LEDGER_MEMORY_FILE: ${path}, in which this node keeps the checkpoints that it signed, cannot be used: ${why}.`,
    { cause: error },
  );
}
