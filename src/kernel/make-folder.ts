import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UnusableFileError } from './unusable-file-error.ts';

/**
 * Makes the folder, and those above it, where they are missing. Node's own way to do so never ends where a file system says
 * that there is no such thing instead of refusing, as /proc does.
 *
 * @param mode of the folders that are made
 * @throws UnusableFileError where the file system takes no folders; otherwise the error of the system call
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const error = await made(path, mode);
  if (error === undefined || (await isFolder(path))) return;
  if (codeOf(error) !== 'ENOENT') throw error;
  if (await isFolder(dirname(path))) {
    // The one above may have been made by somebody else since.
    const again = await made(path, mode);
    if (again === undefined || (await isFolder(path))) return;
    throw new UnusableFileError(`${path} cannot be used: folders cannot be made in ${dirname(path)}.`, {
      cause: again,
    });
  }
  await makeFolder(dirname(path), mode);
  await makeFolder(path, mode);
}

function made(path: string, mode: number): Promise<unknown> {
  return mkdir(path, { mode }).then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
