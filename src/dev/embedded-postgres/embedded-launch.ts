import { constants, lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './embedded-binaries.ts';
import type { ClusterPlace } from './embedded-cluster.ts';
import {
  asEmbeddedServerError,
  EmbeddedServerError,
  programsDoNotRun,
  surroundingsError,
} from './embedded-error.ts';
import { awaitFreeLock } from './embedded-lock.ts';
import { startTied, type TiedProcess } from './embedded-process.ts';
import { provision } from './embedded-provision.ts';
import { clearSocketFolder } from './embedded-socket.ts';

/** The time that the PostgreSQL of a killed process may take to end before the data counts as in use. */
const ORPHAN_WAIT_MS = 5_000;
const RETRY_MS = 100;
const MAX_LOG_BYTES = 1_048_576;

/** The messages of others that hold the data for a moment: a rival start, and the children of a killed PostgreSQL. */
const HELD = /lock file ".*" (already exists|is empty)|pre-existing shared memory block/;

/** Settings of a small server that serves one project on one machine; statements with their values stay out of its log. */
const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

/** Everything that a start needs to know. */
export interface Launch {
  readonly dataDir: string;
  readonly place: ClusterPlace;
  readonly binaries: Binaries;
  readonly settings: Readonly<Record<string, string>>;
  readonly socketFolder: string;
  /** The file that names the process which started PostgreSQL. */
  readonly ownerFile: string;
}

function serverArguments(launch: Launch): string[] {
  const fixed = { listen_addresses: '', unix_socket_directories: launch.socketFolder, port: '5432' };
  const settings = { ...SETTINGS, ...launch.settings, unix_socket_permissions: '0700', ...fixed };
  const pairs = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', launch.place.data, ...pairs];
}

/** @returns where the log of this start begins; an overlong log starts again */
async function trimLog(logFile: string): Promise<number> {
  const size = (await lstat(logFile).catch(() => undefined))?.size ?? 0;
  if (size <= MAX_LOG_BYTES) return size;
  const handle = await open(logFile, constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  await handle.close();
  return 0;
}

async function readLog(logFile: string, start: number): Promise<string> {
  try {
    const handle = await open(logFile, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, start);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

function startFailure(launch: Launch, code: number, text: string): EmbeddedServerError {
  const known = surroundingsError(text, launch.place.base);
  if (known !== undefined) return known;
  if (code === 126 || code === 127) return programsDoNotRun();
  const reason = /(?:FATAL|PANIC): +(.*)/.exec(text)?.[1] ?? text.trim().split('\n').at(-1) ?? '';
  return new EmbeddedServerError(
    `PostgreSQL did not start on ${launch.place.data}: ${reason.trim() || `it exited with code ${code}`}.`,
  );
}

async function startOnce(launch: Launch, logFile: string, impostor: number | undefined) {
  await clearSocketFolder(launch.socketFolder);
  const server = startTied({
    command: join(launch.binaries.folder, 'bin', 'postgres'),
    args: serverArguments(launch),
    cwd: launch.place.base,
    runAs: launch.place.runAs,
    logFile,
    socketFolder: launch.socketFolder,
    // PostgreSQL takes this number in a lock file for a leftover and goes on, after a look at the shared memory.
    env: impostor === undefined ? {} : { PG_GRANDPARENT_PID: String(impostor) },
  });
  let gone = false;
  const note = () => {
    gone = true;
  };
  server.ended.then(note, note);
  try {
    return { server, ready: await provision(launch.socketFolder, () => gone) };
  } catch (error) {
    server.interrupt();
    await server.ended;
    throw asEmbeddedServerError(error, launch.place.base);
  }
}

/**
 * Starts PostgreSQL and returns once it answers, with its login and database made.
 *
 * @throws EmbeddedServerError where the data is in use, the disk is full or PostgreSQL gives another reason
 */
export async function launchServer(launch: Launch): Promise<TiedProcess> {
  const deadline = performance.now() + ORPHAN_WAIT_MS;
  const logFile = join(launch.place.base, 'postgres.log');
  const lock = { dataDir: launch.dataDir, data: launch.place.data, ownerFile: launch.ownerFile, deadline };
  for (;;) {
    const impostor = await awaitFreeLock(lock);
    const start = await trimLog(logFile);
    const { server, ready } = await startOnce(launch, logFile, impostor);
    if (ready) return server;
    const { code, output } = await server.ended;
    const text = `${await readLog(logFile, start)}\n${output}`;
    if (!HELD.test(text) || performance.now() > deadline) throw startFailure(launch, code, text);
    await sleep(RETRY_MS);
  }
}
