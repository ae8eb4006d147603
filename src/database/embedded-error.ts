/** Why the embedded PostgreSQL cannot be used: its message is one sentence, meant for whoever started it. */
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

/** How PostgreSQL's programs word a full disk. */
export const DISK_FULL = /No space left on device|Disk quota exceeded/;

export function diskIsFull(place: string, options?: ErrorOptions): EmbeddedServerError {
  return new EmbeddedServerError(`There is no space left on the disk for the database in ${place}.`, options);
}

/** For programs that the system finds but does not start. */
export function programsDoNotRun(): EmbeddedServerError {
  return new EmbeddedServerError(
    "The embedded PostgreSQL's programs do not run on this system (they need glibc and a folder that allows " +
      'programs), so name a PostgreSQL server in DATABASE_URL.',
  );
}

/**
 * Says in one sentence what a failed system call on a file means to whoever started the server.
 *
 * @param place the folder to name
 * @returns an EmbeddedServerError for a full disk, missing rights and a file in the way; the error itself otherwise
 */
export function asEmbeddedServerError(error: unknown, place: string): unknown {
  if (error instanceof EmbeddedServerError) return error;
  const code = errorCode(error);
  const options = { cause: error };
  if (code !== undefined && FULL.has(code)) {
    return diskIsFull(place, options);
  }
  if (code !== undefined && FORBIDDEN.has(code)) {
    return new EmbeddedServerError(`The database's folder ${place} cannot be written (${code}).`, options);
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new EmbeddedServerError(
      `The database cannot lie in ${place}, because a file is in the way.`,
      options,
    );
  }
  return error;
}
