import { randomBytes } from 'node:crypto';
import { link, readdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { basename, dirname } from 'node:path';
import { UnusableFileError } from '../../kernel/unusable-file-error.ts';

/** The longest path of a socket that every system takes, in bytes. */
const LONGEST_PATH = 103;

/**
 * Keeps a file to this process for as long as it lives; false where another process on this machine has it. A lock is a
 * socket beside the file, on which its holder listens: it is the operating system that ends it with the process, even one
 * that is killed. Locks have numbers, and only the highest counts, which is never removed: whatever a process has seen before
 * it was held up, the number that it then takes is either taken already or no longer the highest. Throws
 * `UnusableFileError` for a path that is too long.
 */
export async function lockFile(path: string): Promise<boolean> {
  const number = (await highestLock(path)) + 1;
  if (await isHeld(lockPath(path, number - 1))) return false;
  const own = `${path}.lock.new-${randomBytes(4).toString('hex')}`;
  if (Buffer.byteLength(own) > LONGEST_PATH)
    throw new UnusableFileError(`${path} cannot be locked: the path is too long.`);
  const server = await listening(own);
  // It is listened on before it has its number: one that nobody listens on is of a process that is gone.
  const isTaken = await link(own, lockPath(path, number)).then(() => true, isFalseFor('EEXIST'));
  await unlink(own);
  if (!isTaken || (await highestLock(path)) > number) {
    server.close();
    return false;
  }
  for (const former of (await lockNumbers(path)).filter((one) => one < number))
    await unlink(lockPath(path, former)).catch(isFalseFor('ENOENT'));
  return true;
}

function lockPath(path: string, number: number): string {
  return `${path}.lock.${number}`;
}

async function highestLock(path: string): Promise<number> {
  return Math.max(0, ...(await lockNumbers(path)));
}

async function lockNumbers(path: string): Promise<readonly number[]> {
  const start = lockPath(basename(path), 0).slice(0, -1);
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(start) && /^[1-9]\d*$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)));
}

async function listening(path: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  return server.unref();
}

function isHeld(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error) => resolve(!hasCode(error, 'ECONNREFUSED') && !hasCode(error, 'ENOENT')));
  });
}

function isFalseFor(code: string): (error: unknown) => false {
  return (error) => {
    if (!hasCode(error, code)) throw error;
    return false;
  };
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
