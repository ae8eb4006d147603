import { isSharedMemoryFull, SHARED_MEMORY_ADVICE } from '../../database/connection/shared-memory.ts';

/** The embedded PostgreSQL cannot be used: the message is one sentence for the person who started it. */
export class EmbeddedServerError extends Error {
  override readonly name = 'EmbeddedServerError';
}

/** The `errno` code of a failed system call, such as `ENOENT`, or undefined for any other value. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** `disk_full` is what PostgreSQL itself says. */
const FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/** The message of PostgreSQL's programs for a full disk. */
const DISK_FULL = /No space left on device|Disk quota exceeded/;

/** Their message for a user id without a name, as in containers. */
const NO_SUCH_USER = /could not look up (?:effective|local) user ID (\d+)/;

function diskIsFull(place: string, options?: ErrorOptions): EmbeddedServerError {
  return new EmbeddedServerError(`There is no space left on the disk for the database in ${place}.`, options);
}

/**
 * The problem of PostgreSQL's programs with their surroundings, by what they printed; undefined where that tells of nothing
 * that is known.
 */
export function surroundingsError(output: string, place: string): EmbeddedServerError | undefined {
  if (isSharedMemoryFull(output)) return new EmbeddedServerError(`${SHARED_MEMORY_ADVICE}.`);
  if (DISK_FULL.test(output)) return diskIsFull(place);
  const [, nobody] = NO_SUCH_USER.exec(output) ?? [];
  if (nobody === undefined) return undefined;
  return new EmbeddedServerError(
    `PostgreSQL cannot create a database as user ${nobody}, which has no name in /etc/passwd. Run as a user that has one ` +
      `(for example with "docker run --user"), add a line for ${nobody} to that file, or set DATABASE_URL to a PostgreSQL ` +
      'server.',
  );
}

/** For programs that the system finds but does not start. */
export function programsDoNotRun(): EmbeddedServerError {
  return new EmbeddedServerError(
    "The embedded PostgreSQL's programs do not run on this system (they need glibc and a folder that allows " +
      'programs). Set DATABASE_URL to a PostgreSQL server.',
  );
}

/**
 * Says in one sentence what a failed system call on a file means to the operator.
 *
 * @param place the folder to name
 * @returns an EmbeddedServerError for a full disk, missing rights and a file in the way; the error itself otherwise
 */
export function asEmbeddedServerError(error: unknown, place: string): unknown {
  if (error instanceof EmbeddedServerError) return error;
  const code = errorCode(error);
  if (error instanceof Error && isSharedMemoryFull(error.message))
    return new EmbeddedServerError(`${SHARED_MEMORY_ADVICE}.`, { cause: error });
  const options = { cause: error };
  if (code !== undefined && FULL.has(code)) {
    return diskIsFull(place, options);
  }
  if (code !== undefined && FORBIDDEN.has(code)) {
    return new EmbeddedServerError(`The database folder ${place} is not writable (${code}).`, options);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedServerError(
      `The database cannot be created in ${place}, because a file is in the way.`,
      options,
    );
  }
  return error;
}
