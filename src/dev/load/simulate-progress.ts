/** The interval between lines where lines cannot be replaced, in milliseconds. */
const LINE_EVERY_MS = 5_000;
const REPLACE_EVERY_MS = 100;

/** The stream of the progress: a terminal, a file or a pipe. */
export interface ProgressOutput {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

/** One line that tells how far something is; on a terminal it replaces itself, elsewhere a new one follows now and then. */
export class Progress {
  readonly #output: ProgressOutput;
  readonly #now: () => number;
  #shownAt = Number.NEGATIVE_INFINITY;

  constructor(output: ProgressOutput, now: () => number = () => performance.now()) {
    this.#output = output;
    this.#now = now;
  }

  /** Shows the line, if it is time to. */
  show(line: string): void {
    const isTerminal = this.#output.isTTY === true;
    if (this.#now() - this.#shownAt < (isTerminal ? REPLACE_EVERY_MS : LINE_EVERY_MS)) return;
    this.#shownAt = this.#now();
    this.#output.write(isTerminal ? `\r\x1b[K${line}` : `${line}\n`);
  }

  /** Shows the last line, which stays. */
  end(line: string): void {
    this.#output.write(this.#output.isTTY === true ? `\r\x1b[K${line}\n` : `${line}\n`);
    this.#shownAt = Number.NEGATIVE_INFINITY;
  }
}
