import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
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

/**
 * The key that development keeps for itself in a file of mode 0600, made where it is missing. Throws when the
 * file holds anything else: a new key in its place would make every sealed token unreadable.
 */
export async function readKeyFile(path: string): Promise<Buffer> {
  if ((await readIfThere(path)) === undefined) await writeNewKey(path);
  const bytes = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (bytes.length !== MASTER_KEY_BYTES)
    throw new UnusableFileError(`${path} does not contain a key of ${MASTER_KEY_BYTES} bytes.`);
  return bytes;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Only a complete file ever has the name, whenever this process ends, and anyone who comes second takes the first one's. */
async function writeNewKey(path: string): Promise<void> {
  await makeFolder(dirname(path));
  const draft = `${path}.${randomBytes(8).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
