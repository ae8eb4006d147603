import { BAD_USAGE, type CommandOutput, PROCESS_OUTPUT } from '../app/command-line.ts';
import { ConfigError } from '../app/config.ts';
import { startFailureSentence } from '../app/start-failure.ts';

/**
 * Runs a command as this process: its result is the exit code, and what it throws is told in a sentence, with code 1, or
 * 2 where the settings are to blame.
 */
export async function runCommand(
  command: (argv: readonly string[], out: CommandOutput) => Promise<number>,
  sentenceOf: (error: unknown) => string = startFailureSentence,
): Promise<void> {
  try {
    process.exitCode = await command(process.argv.slice(2), PROCESS_OUTPUT);
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = error instanceof ConfigError ? BAD_USAGE : 1;
  }
}
