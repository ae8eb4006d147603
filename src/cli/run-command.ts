import { ConfigError } from '../config.ts';
import { startFailureSentence } from '../start-failure.ts';

/** Where a command writes to. */
export interface CommandOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** The streams of this process. */
export const PROCESS_OUTPUT: CommandOutput = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
};

/** It was asked for with settings that cannot be, as opposed to something that went wrong. */
const BAD_SETTINGS = 2;

/**
 * Runs a command as this process: its result is the exit code, and what it throws is told in a sentence, with code 1, or
 * 2 where the settings are to blame.
 */
export async function runCommand(
  command: () => Promise<number>,
  sentenceOf: (error: unknown) => string = startFailureSentence,
): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = error instanceof ConfigError ? BAD_SETTINGS : 1;
  }
}
