import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedServerError, errorCode } from './embedded-error.ts';
import { isAlive } from './embedded-process.ts';

const POLL_MS = 50;

/** The time that a rival start may take to write its number into the lock file it has made. */
const EMPTY_WAIT_MS = 1_000;

export interface LockRequest {
  readonly dataDir: string;
  /** PostgreSQL's data folder. */
  readonly data: string;
  /** The file that names the process which started PostgreSQL. */
  readonly ownerFile: string;
  /** Until when an orphan may take to end, in the milliseconds of `performance.now()`. */
  readonly deadline: number;
}

async function readLines(file: string): Promise<string[] | undefined> {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parsePid(text: string | undefined): number | undefined {
  const pid = /^\d{1,9}$/.test(text?.trim() ?? '') ? Number(text) : 0;
  return pid > 0 ? pid : undefined;
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return line.replaceAll('\0', ' ');
  }
  return await new Promise((resolve) => {
    execFile('/bin/ps', ['-ww', '-o', 'command=', '-p', String(pid)], (_error, stdout) => resolve(stdout));
  });
}

/**
 * PostgreSQL works inside its data folder. Where the system does not tell (in a container not even root may ask that of
 * another user's process), its command line names the folder.
 */
async function worksIn(pid: number, data: string): Promise<boolean> {
  try {
    return (await readlink(`/proc/${pid}/cwd`)) === (await realpath(data));
  } catch {
    return (await commandOf(pid)).includes(`-D ${data} `);
  }
}

function refusal(dataDir: string, pid: number): EmbeddedServerError {
  return new EmbeddedServerError(
    `The database in ${dataDir} is already in use by process ${pid}. Stop that process, or join it with ` +
      'the line that it printed for a second process.',
  );
}

/** With its owner alive, PostgreSQL stays; without, it is an orphan about to end. */
async function ownerOf(ownerFile: string): Promise<number | undefined> {
  const owner = parsePid((await readLines(ownerFile))?.[0]);
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

/**
 * Waits until no PostgreSQL works in the data folder: one whose process was killed ends within moments.
 *
 * A lock file left by a crash stays where it is, because PostgreSQL judges it better: it also looks for shared memory
 * still in use. Only a file without a process number is removed, which PostgreSQL would never accept.
 *
 * @returns a process that has the number of an earlier PostgreSQL, but is none: PostgreSQL has to be told
 * @throws EmbeddedServerError naming the process that has the data in use
 */
export async function awaitFreeLock(request: LockRequest): Promise<number | undefined> {
  const lockFile = join(request.data, 'postmaster.pid');
  const begin = performance.now();
  for (;;) {
    const lines = await readLines(lockFile);
    if (lines === undefined) return undefined;
    const pid = parsePid(lines[0]);
    if (pid === undefined) {
      if (performance.now() - begin > EMPTY_WAIT_MS || lines.join('').trim() !== '') {
        await rm(lockFile, { force: true });
        return undefined;
      }
    } else {
      if (!isAlive(pid)) return undefined;
      if (!(await worksIn(pid, request.data))) return pid;
      const owner = await ownerOf(request.ownerFile);
      if (owner !== undefined) throw refusal(request.dataDir, owner);
      if (performance.now() > request.deadline) throw refusal(request.dataDir, pid);
    }
    await sleep(POLL_MS);
  }
}

/** @returns the process number of the PostgreSQL that works in the data folder, where there is one */
export async function readServerPid(data: string): Promise<number | undefined> {
  return parsePid((await readLines(join(data, 'postmaster.pid')))?.[0]);
}

/** @returns the folder of the socket that the lock file names, where there is a lock file */
export async function readSocketFolder(data: string): Promise<string | undefined> {
  const folder = (await readLines(join(data, 'postmaster.pid')))?.[4]?.trim();
  return folder?.startsWith('/') ? folder : undefined;
}
