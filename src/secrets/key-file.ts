import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolder } from '../kernel/make-folder.ts';
import { UnusableFileError } from '../kernel/unusable-file-error.ts';
import { MASTER_KEY_BYTES } from './key-ring.ts';

/** The path of the master key that development generates. */
export function developmentMasterKeyPath(dataDir: string): string {
  return join(dataDir, 'development-master-key');
}

/** The path of development's hash key. */
export function developmentLookupKeyPath(dataDir: string): string {
  return join(dataDir, 'development-lookup-key');
}

/** The path of development's signing key. */
export function developmentLedgerKeyPath(dataDir: string): string {
  return join(dataDir, 'development-ledger-key');
}

/** Reads the key that a file holds. */
export type KeyFile = (path: string) => Promise<Buffer>;

/**
 * The key that development keeps for itself in a file of mode 0600, made where it is missing. Throws when the
 * file holds anything else: a new key in its place would make every sealed token unreadable.
 */
export async function makeKeyFile(path: string): Promise<Buffer> {
  return keyIn(path, await keptText(path, () => randomBytes(MASTER_KEY_BYTES).toString('base64')));
}

/** The same for what only reads: throws where it is missing. */
export async function readKeyFile(path: string): Promise<Buffer> {
  return keyIn(path, await existingText(path));
}

function keyIn(path: string, text: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== MASTER_KEY_BYTES)
    throw new UnusableFileError(`${path} does not contain a key of ${MASTER_KEY_BYTES} bytes.`);
  return bytes;
}

/** The text that is kept at the path in a file of mode 0600, made where there is none. */
export async function keptText(path: string, make: () => string | Promise<string>): Promise<string> {
  if (!existsSync(path)) await writeNew(path, await make());
  return readFile(path, 'utf8');
}

/** The text of a file that somebody else has made. Throws where there is none. */
export async function existingText(path: string): Promise<string> {
  if (existsSync(path)) return readFile(path, 'utf8');
  throw new UnusableFileError(
    `${path} is missing. Development makes it at its first "npm start"; DATA_DIR names its folder. Production needs its settings.`,
  );
}

/** Only a complete file ever has the name, whenever this process ends, and anyone who comes second takes the first one's. */
async function writeNew(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path));
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(draft, `${text}\n`, { flag: 'wx', mode: 0o600, flush: true });
    await link(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
