import { realpath } from 'node:fs/promises';
import { findData } from './embedded-cluster.ts';
import { asEmbeddedServerError, EmbeddedServerError, errorCode } from './embedded-error.ts';
import { readServerPid, readSocketFolder } from './embedded-lock.ts';
import { isAlive } from './embedded-process.ts';
import { connect, loginUrl } from './embedded-provision.ts';
import { startEmbeddedServer } from './embedded-server.ts';

/** An embedded server that a command works with. */
export interface JoinedServer {
  readonly url: string;
  /** True if it ran before: another process has started it, and keeps it. */
  readonly wasRunning: boolean;
  /** Stops it, unless it ran before. */
  leave(): Promise<void>;
}

/**
 * Joins the embedded server that runs on the data in `dataDir`, or starts one where none runs.
 *
 * @throws EmbeddedServerError as `startEmbeddedServer`, and where there is no data yet: a command has nothing to do on it
 */
export async function joinEmbeddedServer(
  dataDir: string,
  log: (line: string) => void,
): Promise<JoinedServer> {
  const running = await findRunning(dataDir);
  if (running !== undefined) return { url: running, wasRunning: true, leave: async () => {} };
  const server = await startEmbeddedServer({ dataDir, log });
  return { url: server.url, wasRunning: false, leave: () => server.stop() };
}

async function findRunning(dataDir: string): Promise<string | undefined> {
  const data = await findDataBelow(dataDir);
  if (data === undefined)
    throw new EmbeddedServerError(
      `There is no database in ${dataDir}. Set DATABASE_URL to the server to use, or DATA_DIR to the ` +
        'folder of the embedded one.',
    );
  const [pid, socketFolder] = [await readServerPid(data), await readSocketFolder(data)];
  if (pid === undefined || socketFolder === undefined || !isAlive(pid)) return undefined;
  const url = loginUrl(socketFolder);
  // A process may have the number of a PostgreSQL that has ended; anyone who starts one finds that out.
  const client = await connect(url).catch(() => undefined);
  await client?.end().catch(() => {});
  return client === undefined ? undefined : url;
}

async function findDataBelow(dataDir: string): Promise<string | undefined> {
  try {
    return (await findData(await realpath(dataDir)))?.data;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw asEmbeddedServerError(error, dataDir);
  }
}
