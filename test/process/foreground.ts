import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../support/database/embedded-starts.ts';
import { REPOSITORY } from '../support/processes/built-program.ts';
import { type ProcessEnd, processEnvironment } from '../support/processes/server-process.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { until } from '../support/until.ts';

/** A command in the foreground of a terminal of its own: one process group, which Ctrl-C goes to. */
export interface Foreground {
  /** What it has printed so far. */
  output(): string;
  /** Resolves with the output once it matches; rejects when the command ends before. */
  printed(pattern: RegExp): Promise<string>;
  /** The processes that it consists of, those it has started included, by their numbers. */
  processes(): Promise<readonly ListedProcess[]>;
  /** Sends SIGINT to the whole group and resolves with how the command ended. */
  pressControlC(): Promise<ProcessEnd>;
  readonly ended: Promise<ProcessEnd>;
}

/** One line of the list of processes. */
export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Columns and lines of the terminals that {@link runInTerminal} makes. */
export const SCREEN = { columns: 80, lines: 24 } as const;

/** Runs a command line of the shell in the repository's folder, with these variables and nothing else of ours. */
export function runInForeground(line: string, variables: TestSettings): Foreground {
  const child = start('/bin/sh', ['-c', line], variables);
  return followed(child, () => process.kill(-pidOf(child), 'SIGINT'));
}

/** The same with a terminal of its own, in which Ctrl-C is typed. */
export function runInTerminal(line: string, variables: TestSettings): Foreground {
  const sized = `stty columns ${SCREEN.columns} rows ${SCREEN.lines} -onlcr; ${line}`;
  const shell = ['/bin/sh', '-c', sized];
  const argv = platform() === 'darwin' ? ['-q', '/dev/null', ...shell] : ['-qec', sized, '/dev/null'];
  const child = start('script', argv, variables);
  return followed(child, () => child.stdin.write('\x03'));
}

function start(program: string, argv: readonly string[], variables: TestSettings) {
  return spawn(program, argv, {
    cwd: REPOSITORY,
    env: processEnvironment(variables),
    detached: true,
    stdio: 'pipe',
  });
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error('the command has no process id');
  return pid;
}

function followed(child: ChildProcessWithoutNullStreams, interrupt: () => void): Foreground {
  const pid = pidOf(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  let over = false;
  const ended = once(child, 'close').then((): ProcessEnd => {
    over = true;
    return { code: child.exitCode, signal: child.signalCode };
  });
  return {
    output: () => output,
    ended,
    async printed(pattern) {
      await until(() => {
        if (pattern.test(output)) return true;
        if (over) throw new Error(`the command ended before it printed ${pattern}:\n${output}`);
        return false;
      }, 25);
      return output;
    },
    processes: () => descendants(pid),
    async pressControlC() {
      if (!over) interrupt();
      return ended;
    },
  };
}

async function descendants(root: number): Promise<readonly ListedProcess[]> {
  const all = await listProcesses();
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

async function listProcesses(): Promise<readonly ListedProcess[]> {
  const listing = spawn('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  listing.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  await once(listing, 'close');
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/** Those of the processes that still run. */
export async function stillRunning(processes: readonly ListedProcess[]): Promise<readonly string[]> {
  const alive = await Promise.all(
    processes.map(async ({ pid, command }) => ((await isRunning(pid)) ? [`${pid} ${command}`] : [])),
  );
  return alive.flat();
}

/** A `DATA_DIR` of the test's own. */
export interface DataFolder {
  readonly path: string;
  /** Removes it, and what lies elsewhere for it. */
  remove(): Promise<void>;
}

/** Makes an empty `DATA_DIR`. */
export async function makeDataFolder(): Promise<DataFolder> {
  const path = await mkdtemp(join(tmpdir(), 'originator-test-'));
  return {
    path,
    async remove() {
      // As root the cluster lies in a folder that this file names.
      const elsewhere = await readFile(join(path, 'postgres-location'), 'utf8').catch(() => '');
      if (elsewhere.trim() !== '') await rm(elsewhere.trim(), { recursive: true, force: true });
      await rm(path, { recursive: true, force: true });
    },
  };
}
