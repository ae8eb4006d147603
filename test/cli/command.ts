import { spawn } from 'node:child_process';
import type { CommandOutput } from '../../src/cli/run-command.ts';
import { type ConfigReader, readConfig } from '../../src/config.ts';
import { builtCommand } from '../support/built-program.ts';

/** What a command came to. */
export interface CommandOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a compiled command of `src/cli/` as a process of its own, with these variables and nothing else of ours. */
export async function runCommand(
  name: string,
  argv: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CommandOutcome> {
  const command = await builtCommand(name);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...argv], {
      env: { PATH: process.env['PATH'] ?? '', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
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
  settings: Readonly<Record<string, string>>,
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
