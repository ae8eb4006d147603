import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MASTER_KEY_BYTES } from './key-ring.ts';

/** Where development keeps the master key that it makes for itself. */
export function developmentMasterKeyPath(dataDir: string): string {
  return join(dataDir, 'development-master-key');
}

/**
 * The master key that development keeps for itself in a file of mode 0600, made where it is missing. Throws when the
 * file holds anything else: a new key in its place would make every sealed token unreadable.
 */
export async function readMasterKeyFile(
  path: string,
): Promise<{ readonly id: string; readonly bytes: Buffer }> {
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(MASTER_KEY_BYTES).toString('base64')}\n`);
    } finally {
      await file.close();
    }
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) throw error;
  }
  const bytes = Buffer.from((await readFile(path, 'utf8')).trim(), 'base64');
  if (bytes.length !== MASTER_KEY_BYTES) throw new Error(`${path} does not hold a master key`);
  return { id: 'development', bytes };
}
