import { realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from '../../kernel/make-folder.ts';
import { findBinaries } from './embedded-binaries.ts';
import { placeCluster, prepareData } from './embedded-cluster.ts';
import { asEmbeddedServerError, errorCode } from './embedded-error.ts';
import { type Launch, launchServer } from './embedded-launch.ts';
import { readServerPid, readSocketFolder } from './embedded-lock.ts';
import type { TiedProcess } from './embedded-process.ts';
import { loginUrl, servingUrl, superuserUrl } from './embedded-provision.ts';
import { makeSocketFolder, removeSocketFolder } from './embedded-socket.ts';

export interface EmbeddedServerOptions {
  /** The folder that holds the data, or names the folder that does; made where missing. */
  readonly dataDir: string;
  /** PostgreSQL settings that go before our own, such as `fsync`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** PostgreSQL's programs (`bin`, `lib`, `share`), where they are not those of the installed package. */
  readonly nativeFolder?: string;
  /** Takes one line about each thing that the operator should know. */
  readonly log: (line: string) => void;
}

export interface EmbeddedServer {
  /** Connects as the login `originator`, which owns the database and is no superuser; works from other processes. */
  readonly url: string;
  /** Connects to the same database as the login that serves, which owns nothing and has no right before a migration. */
  readonly servingUrl: string;
  /** Connects as the superuser, for tests and administration. */
  readonly superuserUrl: string;
  /** PostgreSQL's own data folder. */
  readonly dataDir: string;
  /** PostgreSQL's major version, for example 18. */
  readonly majorVersion: number;
  /** Ends all connections and PostgreSQL, and returns once it has ended. */
  stop(): Promise<void>;
}

const RESTART_MS = 500;

/** The time that the fast shutdown may take before the immediate one, from which the next start recovers. */
const STOP_MS = 20_000;

async function killImmediately(data: string): Promise<void> {
  const pid = await readServerPid(data);
  try {
    if (pid !== undefined) process.kill(pid, 'SIGQUIT');
  } catch (error) {
    // It has ended in this very moment.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

/** Keeps PostgreSQL running until it is stopped, on the same socket, so that pools find it again. */
class Supervisor {
  readonly #launch: Launch;
  readonly #log: (line: string) => void;
  #server: TiedProcess;
  #restarting: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  constructor(launch: Launch, server: TiedProcess, log: (line: string) => void) {
    this.#launch = launch;
    this.#log = log;
    this.#server = server;
    this.#watch(server);
  }

  #watch(server: TiedProcess): void {
    server.ended.then(() => {
      if (this.#stopped === undefined) this.#restarting = this.#restart();
    });
  }

  async #restart(): Promise<void> {
    while (this.#stopped === undefined) {
      this.#log('PostgreSQL exited unexpectedly and is being restarted.');
      await sleep(RESTART_MS);
      if (this.#stopped !== undefined) return;
      try {
        this.#server = await launchServer(this.#launch);
        this.#watch(this.#server);
        return;
      } catch (error) {
        this.#log(error instanceof Error ? error.message : String(error));
      }
    }
  }

  async #end(): Promise<void> {
    await this.#restarting;
    this.#server.interrupt();
    const late = new AbortController();
    const ended = this.#server.ended.finally(() => late.abort());
    await Promise.race([ended, sleep(STOP_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
    if (!late.signal.aborted) await killImmediately(this.#launch.place.data);
    await ended;
    await rm(this.#launch.ownerFile, { force: true });
    await removeSocketFolder(this.#launch.socketFolder);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#end();
    return this.#stopped;
  }
}

async function makeDataDir(dataDir: string): Promise<string> {
  try {
    await makeFolder(dataDir);
    return await realpath(dataDir);
  } catch (error) {
    throw asEmbeddedServerError(error, dataDir);
  }
}

async function prepareLaunch(options: EmbeddedServerOptions): Promise<Launch> {
  const { log, settings = {} } = options;
  const dataDir = await makeDataDir(options.dataDir);
  const place = await placeCluster(dataDir, log);
  const { runAs } = place;
  const binaries = await findBinaries(runAs, options.nativeFolder, log);
  await prepareData(place, binaries, settings['fsync'] !== 'off');
  const socketFolder = await makeSocketFolder(runAs);
  return { dataDir, place, binaries, settings, socketFolder, ownerFile: join(dataDir, 'postgres-owner') };
}

/**
 * Starts PostgreSQL from the programs of an npm package on the data in `dataDir`, which is kept between starts. It
 * listens on a Unix socket only, ends when this process ends in whatever way, and is started again when it is killed.
 *
 * @throws EmbeddedServerError with one sentence for the operator: the data is in use or of another major version,
 *   the disk is full, the folder cannot be written, or the platform has no programs
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const launch = await prepareLaunch(options);
  try {
    const { data } = launch.place;
    const abandoned = await readSocketFolder(data);
    const server = await launchServer(launch);
    if (abandoned !== undefined) await removeSocketFolder(abandoned);
    const supervisor = new Supervisor(launch, server, options.log);
    try {
      await writeFile(launch.ownerFile, `${process.pid}\n`);
    } catch (error) {
      await supervisor.stop();
      throw asEmbeddedServerError(error, launch.dataDir);
    }
    return {
      url: loginUrl(launch.socketFolder),
      servingUrl: servingUrl(launch.socketFolder),
      superuserUrl: superuserUrl(launch.socketFolder),
      dataDir: data,
      majorVersion: launch.binaries.major,
      stop: () => supervisor.stop(),
    };
  } catch (error) {
    await removeSocketFolder(launch.socketFolder);
    throw error;
  }
}
