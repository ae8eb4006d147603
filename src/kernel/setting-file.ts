import { readFile } from 'node:fs/promises';
import { UnusableFileError } from './unusable-file-error.ts';

const READING: Readonly<Record<string, string>> = {
  ENOENT: 'the file does not exist',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};
const WRITING: Readonly<Record<string, string>> = {
  ...READING,
  ENOENT: 'the folder does not exist',
  ENOSPC: 'the disk is full',
};

/** The reason why a file cannot be read or written, to follow a colon. */
export function fileTrouble(what: 'read' | 'written', cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (
    (what === 'read' ? READING : WRITING)[code] ?? (cause instanceof Error ? cause.message : String(cause))
  );
}

/**
 * The text of a file that a setting names.
 *
 * @param named how the file is called in what is said of it
 * @throws UnusableFileError
 */
export async function readSettingFile(path: string, named: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UnusableFileError(`${named} cannot be read: ${fileTrouble('read', cause)}.`, { cause });
  });
}

/** The JSON in such a file. Throws `UnusableFileError`; nothing of the file is repeated, which may hold a secret. */
export async function readJsonFile(path: string, named: string): Promise<unknown> {
  const text = await readSettingFile(path, named);
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableFileError(`${named} cannot be read: it is no JSON.`);
  }
}
