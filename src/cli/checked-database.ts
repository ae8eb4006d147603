import type { Config } from '../app/config.ts';
import { type Database, openDatabase } from '../database/client.ts';
import { joinEmbeddedServer } from '../dev/embedded-postgres/embedded-join.ts';

/** One statement may compare a good part of what there is, which may take longer than a request may. */
const STATEMENT_TIMEOUT_MS = 600_000;

/**
 * Does the work on the database that the configuration names: the server of `DATABASE_URL`, or else the embedded one of
 * `DATA_DIR`, which is joined where it runs and started for the while where it does not.
 *
 * @throws EmbeddedServerError where there is no embedded database either
 */
export async function withDatabase<T>(
  { database: settings, dataDir }: Config,
  work: (database: Database, url: string) => Promise<T>,
): Promise<T> {
  if (settings.url !== null) return opened(settings, settings.url, work);
  const server = await joinEmbeddedServer(dataDir, (line) => process.stderr.write(`${line}\n`));
  try {
    return await opened(settings, server.url, work);
  } finally {
    await server.stop();
  }
}

async function opened<T>(
  settings: Config['database'],
  url: string,
  work: (database: Database, url: string) => Promise<T>,
): Promise<T> {
  const database = openDatabase({
    ...settings,
    url,
    // One thing is done after the other, and anyone who looks for servers at work finds no connection but theirs.
    poolSize: 1,
    // Nothing is said often enough to be kept, and a pooler may stand in between.
    prepared: false,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onConnectionLost: () => {},
  });
  try {
    return await work(database, url);
  } finally {
    await database.close();
  }
}
