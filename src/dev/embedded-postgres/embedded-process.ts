import { type ChildProcess, spawn } from 'node:child_process';
import { EmbeddedServerError, errorCode } from './embedded-error.ts';

/** The user and group that a program runs as; absent where it runs as the user of this process. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/** A program that ends when this process does, however this process ends. */
export interface TiedProcess {
  readonly child: ChildProcess;
  /** Resolves once it has ended: with the exit code (128 + signal where a signal ended it) and what it printed. */
  readonly ended: Promise<{ readonly code: number; readonly output: string }>;
  /** Asks it to end with SIGINT: for PostgreSQL the fast shutdown. */
  interrupt(): void;
}

export interface TiedCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** A folder that `runAs` can enter. */
  readonly cwd: string;
  readonly runAs: RunAs | undefined;
  /** The output is added to this file; without it the output is collected. */
  readonly logFile?: string;
  /** The folder of a Unix socket, removed when the program ends because this process has gone. */
  readonly socketFolder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The shell stays between this process and the program, because only somebody else can act after this process was
 * killed: its standard input is a pipe that nobody writes to, and which the system closes when this process ends.
 * The log is opened by the shell, as the unprivileged user, so that a link put in its place is not followed by root.
 */
const WRAPPER = `
exec 3<&0 </dev/null
log=$1
socket=$2
shift 2
if [ -n "$log" ]; then exec >>"$log" 2>&1 || exit 73; fi
"$@" 3<&- &
program=$!
( read -r line <&3; kill -INT "$program" 2>/dev/null; exit 0 ) &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
if wait "$watcher" && [ -n "$socket" ]; then
  rm -f "$socket"/.s.PGSQL.*
  rmdir "$socket"
fi
exit "$code"
`;

const MAX_OUTPUT = 65_536;

/** A fixed environment: neither the caller's PG* variables nor its locale decide what PostgreSQL does. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Starts a program in a session of its own, so that Ctrl-C at the terminal does not reach it before this process
 * has asked it to end.
 */
export function startTied(command: TiedCommand): TiedProcess {
  const args = ['-c', WRAPPER, 'sh', command.logFile ?? '', command.socketFolder ?? '', command.command];
  const child = spawn('/bin/sh', [...args, ...command.args], {
    cwd: command.cwd,
    detached: true,
    env: { ...ENVIRONMENT, ...command.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...command.runAs,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-MAX_OUTPUT);
    });
  }
  // The pipe breaks when the shell ends first; its end is reported by `ended`.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<{ code: number; output: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      child.stdin?.destroy();
      resolve({ code: code ?? (signal === 'SIGKILL' ? 137 : 143), output });
    });
  });
  // Anyone who awaits `ended` sees the failure; one that nobody awaits any more must not end the process.
  ended.catch(() => undefined);
  return { child, ended, interrupt: () => child.stdin?.end() };
}

/** True if the shell test (such as `cd "$1"`, where `$1` is `path`) succeeds for that user. */
export async function holdsFor(runAs: RunAs | undefined, test: string, path: string): Promise<boolean> {
  const child = spawn('/bin/sh', ['-c', test, 'sh', path], {
    cwd: '/',
    env: ENVIRONMENT,
    stdio: 'ignore',
    ...runAs,
  });
  return await new Promise<boolean>((resolve, reject) => {
    child.once('error', (error) => {
      const sentence = `No program can be started as user ${runAs?.uid ?? 'of this process'}: ${error.message}.`;
      reject(new EmbeddedServerError(sentence, { cause: error }));
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** True if a process of that number exists, of any owner. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}
