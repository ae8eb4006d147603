import { type ParseArgsConfig, parseArgs } from 'node:util';

/** The output streams of a command. */
export interface CommandOutput {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** The streams of this process. */
export const PROCESS_OUTPUT: CommandOutput = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
};

/** The exit code where a command was called in a way, or with settings, that cannot be, as opposed to what went wrong. */
export const BAD_USAGE = 2;

/** The mistakes in how a command was called, a sentence each. */
export class WrongCall {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    this.problems = problems;
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;
type Read<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: true }>
>;

/** The call of a command. Every command has `--help` beside its own options. */
export interface CommandLine<O extends Options, T> {
  /** A description of the command and its use: the text of `--help`. */
  readonly usage: string;
  readonly options: O;
  /** True if words that belong to no option are accepted. */
  readonly takesWords?: boolean;
  /** Reads the request from options that are all known. */
  readonly read: (values: Read<O>['values'], words: readonly string[]) => T | WrongCall;
}

/** An option that has a value. */
export const TEXT = { type: 'string' } as const;
/** An option that is there or not. */
export const FLAG = { type: 'boolean' } as const;

/** The command line as it is; its types follow from its options and from what `read` makes of them. */
export function commandLine<O extends Options, T>(line: CommandLine<O, T>): CommandLine<O, T> {
  return line;
}

/**
 * Reads a command line: `HELP`, what the command makes of it, or what is wrong with it.
 *
 * @internal
 */
export function readCall<O extends Options, T>(
  { options, takesWords = false, read }: CommandLine<O, T>,
  argv: readonly string[],
): T | WrongCall | 'HELP' {
  if (argv.includes('--help')) return 'HELP';
  let given: Read<O>;
  try {
    // Whether words are allowed changes nothing of the type.
    given = parseArgs({ args: [...argv], strict: true, allowPositionals: true, options });
  } catch (error) {
    return new WrongCall([error instanceof Error ? error.message : String(error)]);
  }
  const [word] = given.positionals;
  if (word !== undefined && !takesWords) return new WrongCall([`Unexpected argument '${word}'.`]);
  return read(given.values, given.positionals);
}

/**
 * Runs what is asked for and gives its exit code. Help goes to standard output with code 0; what is wrong with the call
 * goes to standard error, with how it is right, and code {@link BAD_USAGE}.
 */
export async function answerCall<O extends Options, T>(
  line: CommandLine<O, T>,
  argv: readonly string[],
  { stdout, stderr }: CommandOutput,
  run: (asked: T) => Promise<number>,
): Promise<number> {
  const call = readCall(line, argv);
  if (call === 'HELP') {
    stdout(`${line.usage.trimEnd()}\n`);
    return 0;
  }
  if (call instanceof WrongCall) {
    stderr(`${call.problems.join('\n')}\n\n${line.usage.trimEnd()}\n`);
    return BAD_USAGE;
  }
  return run(call);
}
