import type { ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { readSettingFile } from '../../kernel/setting-file.ts';

const CONNECT_MS = 10_000;

/** The address of a database, with the login to connect as. */
export interface DatabaseAddress {
  readonly url: string;
  /** A file that holds the password in place of the URL, read again for each connection. */
  readonly passwordFile?: string | null;
  /** The time-out of a connection attempt in milliseconds; ten seconds by default. */
  readonly connectTimeoutMs?: number;
  /** The setting that names it, if it is not `DATABASE_URL`. */
  readonly setting?: 'MIGRATION_DATABASE_URL';
}

/** The address as `pg` takes it; what it does not say has our own defaults. */
export function connectionSettings(address: DatabaseAddress): ClientConfig {
  const { url, passwordFile, connectTimeoutMs = CONNECT_MS } = address;
  const settings = parseIntoClientConfig(url);
  return {
    ...settings,
    ssl: settings.ssl ?? false,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(passwordFile == null ? {} : { password: () => readPassword(passwordFile) }),
  };
}

/** An editor ends the file with a line break, which is no part of the password. */
async function readPassword(path: string): Promise<string> {
  const text = await readSettingFile(path, `The file ${path}, which is to hold the password,`);
  return text.replace(/\r?\n$/, '');
}
