import { chown, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedServerError } from './embedded-error.ts';
import { holdsFor, type RunAs } from './embedded-process.ts';

const PREFIX = 'originator-socket-';
const SOCKET = '.s.PGSQL.5432';

/** The least that any system allows for the path of a Unix socket (macOS; Linux allows 107). */
const MAX_PATH_BYTES = 103;

async function isReachable(folder: string, runAs: RunAs | undefined): Promise<boolean> {
  return runAs === undefined || (await holdsFor(runAs, 'test -x "$1" && test -w "$1"', folder));
}

/**
 * Makes the folder of the server's socket: short, and closed to all users but the one that PostgreSQL runs as.
 *
 * @throws EmbeddedServerError where no temporary folder of the system will do
 */
export async function makeSocketFolder(runAs: RunAs | undefined): Promise<string> {
  const parents = [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
  for (const parent of parents) {
    if (Buffer.byteLength(join(parent, `${PREFIX}XXXXXX`, SOCKET)) > MAX_PATH_BYTES) continue;
    const folder = await mkdtemp(join(parent, PREFIX)).catch(() => undefined);
    if (folder === undefined) continue;
    try {
      if (runAs !== undefined) await chown(folder, runAs.uid, runAs.gid);
      if (await isReachable(folder, runAs)) return folder;
    } catch {
      // This parent will not do; the next may.
    }
    await rmdir(folder);
  }
  throw new EmbeddedServerError(
    `The database socket cannot be created in any of the temporary folders ${parents.join(', ')}.`,
  );
}

/** Removes the socket and its lock, which a killed PostgreSQL leaves behind. */
export async function clearSocketFolder(folder: string): Promise<void> {
  await rm(join(folder, SOCKET), { force: true });
  await rm(join(folder, `${SOCKET}.lock`), { force: true });
}

/** Removes a socket folder, if it is one of ours and holds nothing else. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (!folder.startsWith(join(dirname(folder), PREFIX))) return;
  await clearSocketFolder(folder);
  await rmdir(folder).catch(() => undefined);
}
