import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestSettings } from '../test-settings.ts';
import { builtProgram, REPOSITORY } from './built-program.ts';
import { DEVELOPMENT } from './development.ts';

const RUNNING = /Originator is running at (http\S+)/;

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Development is the mode where none is asked for; its own settings go with it. */
function environmentOf(settings: TestSettings): NodeJS.ProcessEnv {
  const mode = settings.ORIGINATOR_MODE === undefined ? DEVELOPMENT : {};
  return processEnvironment({ ...mode, ...settings });
}

/** A server in a process of its own, to be killed for real. */
export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
  readonly endpoint: string;
  /** Everything it has written so far. */
  output(): string;
  /** Whether it has not ended. */
  isRunning(): boolean;
  /** Sends the signal and resolves with how the process ended. */
  end(signal: NodeJS.Signals): Promise<ProcessEnd>;
}

/** The variables of a server process: those that are given, and nothing else of ours. */
export function processEnvironment(environment: TestSettings): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...environment };
}

/** Starts a server process with these variables and nothing else of ours, and waits until it listens. */
export async function startServerProcess(environment: TestSettings): Promise<ServerProcess> {
  const child = spawn(process.execPath, [await builtProgram()], {
    cwd: REPOSITORY,
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = await listeningUrl(child, () => output);
  const { pid } = child;
  if (pid === undefined) throw new Error('the server process has no id');
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    ...{ pid, url, isRunning },
    endpoint: `${url}/graphql`,
    output: () => output,
    async end(signal) {
      if (isRunning()) {
        const closed = once(child, 'close');
        child.kill(signal);
        await closed;
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

/** Runs the program until it ends by itself, for starts that are refused. */
export async function runToEnd(
  environment: TestSettings,
): Promise<ProcessEnd & { readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [await builtProgram()], {
    cwd: REPOSITORY,
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    told.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    told.stderr += chunk.toString();
  });
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, ...told };
}

async function listeningUrl(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const url = RUNNING.exec(output())?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('close', (code) => reject(new Error(`the server process ended with ${code}:\n${output()}`)));
  });
}
