import { chown, link, lstat, mkdtemp, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../kernel/make-folder.ts';
import { type Binaries, LASTING_FOLDER } from './embedded-binaries.ts';
import {
  asEmbeddedServerError,
  EmbeddedServerError,
  errorCode,
  programsDoNotRun,
  surroundingsError,
} from './embedded-error.ts';
import { isAlive, type RunAs, startTied } from './embedded-process.ts';

/** Exists on every Unix and is refused to nobody by PostgreSQL, unlike root. */
const UNPRIVILEGED = 65_534;

/** The folder and the owner of a cluster. */
export interface ClusterPlace {
  /** The folder that holds the data and the log; only its owner can enter it. */
  readonly base: string;
  /** PostgreSQL's data folder, whether or not it exists yet. */
  readonly data: string;
  /** The user to run PostgreSQL as: the owner of `base`, if that is not the user of this process. */
  readonly runAs: RunAs | undefined;
}

type Log = (line: string) => void;

/** The file in DATA_DIR that names the cluster's folder where that lies elsewhere. */
const LOCATION_FILE = 'postgres-location';

async function readLocation(dataDir: string): Promise<string | undefined> {
  try {
    const location = (await readFile(join(dataDir, LOCATION_FILE), 'utf8')).trim();
    return location === '' ? undefined : location;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns the place, or undefined where the folder does not exist */
async function existingPlace(base: string, dataDir: string): Promise<ClusterPlace | undefined> {
  const found = await lstat(base).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) {
    throw new EmbeddedServerError(`The database cannot be created in ${base}, because a file is in the way.`);
  }
  const place = { base, data: join(base, 'data') };
  const own = process.getuid?.() ?? 0;
  if (own === 0 && found.uid !== 0) return { ...place, runAs: { uid: found.uid, gid: found.gid } };
  if (own === found.uid && own !== 0) return { ...place, runAs: undefined };
  throw new EmbeddedServerError(
    own === 0
      ? `The database folder ${base} belongs to root, and PostgreSQL refuses to run as root. Change the owner of the folder.`
      : `The database of ${dataDir} is in ${base}, which belongs to another user (uid ${found.uid}).`,
  );
}

/**
 * Puts the finished file in its place, unless another start was faster: of two folders one would be forgotten.
 *
 * @returns whether it is this file that stands
 */
async function claimLocation(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    await rm(draft);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    // A file system without hard links.
    await rename(draft, file);
    return true;
  }
}

async function writeLocation(dataDir: string, base: string): Promise<boolean> {
  const file = join(dataDir, LOCATION_FILE);
  const draft = `${file}.new-${process.pid}`;
  try {
    const handle = await open(draft, 'w', 0o644);
    try {
      await handle.writeFile(`${base}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await claimLocation(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

async function makeLastingPlace(dataDir: string, log: Log): Promise<ClusterPlace | undefined> {
  const base = await mkdtemp(join(LASTING_FOLDER, 'originator-'));
  let claimed = false;
  try {
    await chown(base, UNPRIVILEGED, UNPRIVILEGED);
    claimed = await writeLocation(dataDir, base);
  } finally {
    if (!claimed) await rm(base, { recursive: true, force: true });
  }
  if (!claimed) return await findPlace(dataDir, log);
  log(`PostgreSQL cannot run as root; its data is in ${base}.`);
  return await existingPlace(base, dataDir);
}

async function findPlace(dataDir: string, log: Log): Promise<ClusterPlace | undefined> {
  const location = await readLocation(dataDir);
  if (location !== undefined) {
    const place = await existingPlace(location, dataDir);
    if (place !== undefined) return place;
    log(`The database in ${location} is missing. A new, empty one is created.`);
    await rm(join(dataDir, LOCATION_FILE), { force: true });
  }
  return await existingPlace(join(dataDir, 'postgres'), dataDir);
}

/** The place of the data that belongs to `dataDir`; `undefined` where there is none yet. Changes nothing. */
export async function findData(dataDir: string): Promise<ClusterPlace | undefined> {
  for (const base of [await readLocation(dataDir), join(dataDir, 'postgres')]) {
    const place = base === undefined ? undefined : await existingPlace(base, dataDir);
    if (place !== undefined && (await readDataMajor(place.data)) !== undefined) return place;
  }
  return undefined;
}

/**
 * Finds the folder of the cluster that belongs to `dataDir`, or makes an empty one: inside `dataDir`, or, as root, in a
 * folder of its own under `/var/tmp`, since PostgreSQL then runs as a user who may not enter `dataDir`.
 *
 * @throws EmbeddedServerError where the folder cannot be made or belongs to somebody else
 */
export async function placeCluster(dataDir: string, log: Log): Promise<ClusterPlace> {
  const base = join(dataDir, 'postgres');
  try {
    await makeFolder(dataDir);
    let place = await findPlace(dataDir, log);
    if (place === undefined) {
      if (process.getuid?.() === 0) {
        place = await makeLastingPlace(dataDir, log);
      } else {
        await makeFolder(base, 0o700);
        place = await existingPlace(base, dataDir);
      }
    }
    if (place !== undefined) return place;
  } catch (error) {
    throw asEmbeddedServerError(error, dataDir);
  }
  throw new EmbeddedServerError(`The database folder in ${dataDir} was removed while it was being created.`);
}

const HALF_MADE = /^data\.new-(\d+)$/;

/** Removes what starts left behind that were killed while they made a cluster. */
async function removeHalfMade(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = Number(HALF_MADE.exec(name)?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== process.pid && isAlive(pid))) continue;
    // The initdb of a process that was killed may still be writing into it for a moment.
    await rm(join(base, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** @returns the major version that wrote the data, or undefined where there is no data yet */
async function readDataMajor(data: string): Promise<string | undefined> {
  try {
    return (await readFile(join(data, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
  const names = await readdir(data).catch(() => []);
  if (names.length > 0) {
    throw new EmbeddedServerError(`The folder ${data} is not empty and contains no PostgreSQL data.`);
  }
  return undefined;
}

function initdbFailure(place: ClusterPlace, code: number, output: string): EmbeddedServerError {
  const known = surroundingsError(output, place.base);
  if (known !== undefined) return known;
  if (code === 126 || code === 127) return programsDoNotRun();
  const reason = /^initdb: (?:error: )?(.*)$/m.exec(output)?.[1] ?? `initdb exited with code ${code}`;
  return new EmbeddedServerError(`The database in ${place.base} could not be created: ${reason.trim()}.`);
}

async function makeData(place: ClusterPlace, binaries: Binaries, durable: boolean): Promise<void> {
  const draft = `${place.data}.new-${process.pid}`;
  const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['-U', 'postgres', '--auth-local=trust', '--auth-host=reject'];
  const { ended } = startTied({
    command: join(binaries.folder, 'bin', 'initdb'),
    args: ['-D', draft, ...access, ...locale, '--no-instructions', ...(durable ? [] : ['--no-sync'])],
    cwd: place.base,
    runAs: place.runAs,
  });
  const { code, output } = await ended;
  try {
    if (code !== 0) throw initdbFailure(place, code, output);
    await rename(draft, place.data);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another start was faster; which of the two may go on is decided by PostgreSQL's own lock.
    const code = errorCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

/**
 * Makes the cluster's data where there is none. It is made under another name first, so that data under its own name
 * is whole.
 *
 * @param durable whether to wait until the data is on the disk
 * @throws EmbeddedServerError where the data is of another major version, or cannot be made
 */
export async function prepareData(place: ClusterPlace, binaries: Binaries, durable: boolean): Promise<void> {
  try {
    const major = await readDataMajor(place.data);
    await removeHalfMade(place.base);
    if (major === undefined) {
      await makeData(place, binaries, durable);
    } else if (major !== String(binaries.major)) {
      throw new EmbeddedServerError(
        `The data in ${place.data} was written by PostgreSQL ${major} and cannot be read by PostgreSQL ` +
          `${binaries.major}. Move it away, or set DATABASE_URL to a PostgreSQL ${major} server.`,
      );
    }
  } catch (error) {
    throw asEmbeddedServerError(error, place.base);
  }
}
