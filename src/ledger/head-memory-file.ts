import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import { jsonValue } from './entry-form.ts';
import { type HeadMemory, Heads, type SignedBatch } from './head-memory.ts';
import { decodeHash } from './signed-note.ts';

/** From this size on the file is written anew, with one line for all; it grows fourfold before the next time. */
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
 * what came of it. Only whoever is elected to seal writes, so that processes on one machine can share it.
 */
class HeadMemoryFile implements HeadMemory {
  readonly #path: string;
  #file: FileHandle;
  #heads = new Heads();
  #offset = 0;
  #compactFrom = COMPACT_BYTES;

  constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  async refresh(): Promise<void> {
    const [own, there] = await Promise.all([this.#file.stat(), stat(this.#path).catch(() => undefined)]);
    // Another process has written it anew.
    if (there !== undefined && there.ino !== own.ino) await this.#reopen();
    const { size } = await this.#file.stat();
    if (size <= this.#offset) return;
    const bytes = Buffer.alloc(size - this.#offset);
    await this.#file.read(bytes, 0, bytes.length, this.#offset);
    this.#offset = size;
    for (const text of bytes.toString().split('\n')) await this.#take(text);
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
      await this.#append(batchLine(batch));
      await this.#file.datasync();
      if (this.#offset > this.#compactFrom) await this.#compact();
    } catch (error) {
      throw unusable(this.#path, error);
    }
  }

  async settle(committed: boolean): Promise<void> {
    await this.#heads.settle(committed);
    // Not waited for: where it is lost, the database is asked again.
    await this.#append(JSON.stringify({ committed }));
  }

  /** Begins with a newline, in case that the last line was cut off. */
  async #append(text: string): Promise<void> {
    const { bytesWritten } = await this.#file.write(`\n${text}\n`);
    this.#offset += bytesWritten;
  }

  async #compact(): Promise<void> {
    const draft = `${this.#path}.new`;
    const file = await open(draft, 'w', 0o600);
    const pending = this.#heads.pending();
    try {
      await file.write(
        `${batchLine({ transaction: '0', heads: this.all() })}\n${JSON.stringify({ committed: true })}\n`,
      );
      if (pending !== undefined) await file.write(`${batchLine(pending)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
    await syncFolder(this.#path);
    await this.#reopen();
    await this.refresh();
    this.#compactFrom = Math.max(COMPACT_BYTES, 4 * this.#offset);
  }

  async #reopen(): Promise<void> {
    const file = await openFile(this.#path);
    await this.#file.close();
    [this.#file, this.#heads, this.#offset] = [file, new Heads(), 0];
  }
}

function batchLine({ transaction, heads }: SignedBatch): string {
  const listed = heads.map(({ origin, size, root }) => [origin, size, root.toString('base64')]);
  return JSON.stringify({ transaction, heads: listed });
}

function openFile(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o600);
}

/** That the file has its name is on the disk only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The memory in this file, made where it is missing. Throws `UnusableFileError` where it cannot be written. */
export async function openHeadMemory(path: string): Promise<HeadMemory> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const memory = new HeadMemoryFile(path, await openFile(path));
    await syncFolder(path);
    await memory.refresh();
    return memory;
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): UnusableFileError {
  const why = error instanceof Error ? error.message : String(error);
  return new UnusableFileError(
    `LEDGER_MEMORY_FILE: ${path}, where this node remembers what it signed, cannot be used: ${why}.`,
    { cause: error },
  );
}
