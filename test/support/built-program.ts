import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where `package.json` lies. */
export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const MAIN = join(REPOSITORY, 'dist', 'main.js');
const STAMP = join(REPOSITORY, 'dist', '.built');
const LOCK = join(REPOSITORY, 'dist', '.building-for-tests');
const STALE_LOCK_MS = 120_000;

const run = promisify(execFile);
let built: Promise<string> | undefined;

/** The compiled program, as `npm start` runs it; compiled first when a source is newer. */
export function builtProgram(): Promise<string> {
  built ??= build();
  return built;
}

/** Test files run in processes of their own; one of them builds, the others wait. */
async function build(): Promise<string> {
  await mkdir(join(REPOSITORY, 'dist'), { recursive: true });
  while (await isStale()) {
    if (!(await takeLock())) {
      await sleep(100);
      continue;
    }
    try {
      await run(join(REPOSITORY, 'scripts', 'build-when-needed.sh'));
    } finally {
      await rm(LOCK, { recursive: true, force: true });
    }
  }
  return MAIN;
}

async function isStale(): Promise<boolean> {
  const builtAt = await modifiedAt(STAMP);
  const names = await readdir(join(REPOSITORY, 'src'), { recursive: true });
  const times = await Promise.all(
    names.filter((name) => name.endsWith('.ts')).map((name) => modifiedAt(join(REPOSITORY, 'src', name))),
  );
  return (await modifiedAt(MAIN)) === 0 || Math.max(...times) > builtAt;
}

async function modifiedAt(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

async function takeLock(): Promise<boolean> {
  if (Date.now() - (await modifiedAt(LOCK)) > STALE_LOCK_MS) await rm(LOCK, { recursive: true, force: true });
  try {
    await mkdir(LOCK);
    return true;
  } catch {
    return false;
  }
}
