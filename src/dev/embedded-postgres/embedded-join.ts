import { realpath } from 'node:fs/promises';
import { findData } from './embedded-cluster.ts';
import { asEmbeddedServerError, EmbeddedServerError, errorCode } from './embedded-error.ts';
import { readServerPid, readSocketFolder } from './embedded-lock.ts';
import { isAlive } from './embedded-process.ts';
import { connect, loginUrl } from './embedded-provision.ts';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.ts';

/**
 * Joins the embedded server that runs on the data in `dataDir`, or starts one where none runs.
 *
 * @returns the server; to stop one that another process has started does nothing
 * @throws EmbeddedServerError as `startEmbeddedServer`, and where there is no data yet: a command has nothing to do on it
 */
export async function joinEmbeddedServer(
  dataDir: string,
  log: (line: string) => void,
): Promise<Pick<EmbeddedServer, 'url' | 'stop'>> {
  const running = await findRunning(dataDir);
  return running === undefined
    ? startEmbeddedServer({ dataDir, log })
    : { url: running, stop: async () => {} };
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
