import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CommandOutput } from '../../src/app/command-line.ts';
import { type ConfigReader, readConfig } from '../../src/app/config.ts';
import { builtProgram, REPOSITORY } from '../support/processes/built-program.ts';
import type { TestSettings } from '../support/test-settings.ts';

/** What a command came to. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a compiled command of `src/cli/` as a process of its own, with these variables and nothing else of ours. */
export function runCommand(
  name: string,
  argv: readonly string[],
  settings: TestSettings,
  input = '',
): Promise<CommandOutcome> {
  return runProgram(`dist/cli/${name}.js`, argv, settings, input);
}

/** The same for any compiled program, named as in `package.json`; `input` is what it reads from standard input. */
export async function runProgram(
  path: string,
  argv: readonly string[],
  settings: TestSettings,
  input = '',
): Promise<CommandOutcome> {
  await builtProgram();
  return runFile(process.execPath, [join(REPOSITORY, path), ...argv], settings, input);
}

/** The same for anything that can be executed. */
export function runFile(
  file: string,
  argv: readonly string[],
  settings: TestSettings,
  input: string | Buffer = '',
): Promise<CommandOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, argv, {
      env: { PATH: process.env['PATH'] ?? '', ...settings },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A program that ends without reading it closes it.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const told = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      told.stdout += String(chunk);
    });
    child.stderr.on('data', (chunk) => {
      told.stderr += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...told }));
  });
}

/** A command that can also be run within the process of the test. */
type Command = (argv: readonly string[], readConfig: ConfigReader, out: CommandOutput) => Promise<number>;

/** Runs a command within this process, with these variables. Rejects as it does. */
export async function perform(
  command: Command,
  argv: readonly string[],
  settings: TestSettings,
): Promise<CommandOutcome> {
  const told = { stdout: '', stderr: '' };
  const code = await command(argv, (needs) => readConfig(settings, needs), {
    stdout: (text) => {
      told.stdout += text;
    },
    stderr: (text) => {
      told.stderr += text;
    },
  });
  return { code, ...told };
}
