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

/** Runs a command as this process: its result is the exit code, and what it throws is told in a sentence, with code 1. */
export async function runCommand(
  command: () => Promise<number>,
  sentenceOf: (error: unknown) => string = startFailureSentence,
): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exitCode = 1;
  }
}
