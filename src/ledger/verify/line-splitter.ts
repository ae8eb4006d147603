/** Longest line that is read; the longest entry, a rate card of thousands of prices, is a fraction of it. */
const LONGEST_LINE_BYTES = 16 * 1_024 * 1_024;
const NEWLINE = 0x0a;

/** Takes a line: the bytes from `start` to before `end`, without the newline. They stay as they are. */
export type LineTaker = (bytes: Buffer, start: number, end: number) => void;

/** A line longer than any that an export has. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

/** Cuts chunks of bytes into lines. It copies only the lines that lie across chunks, and holds at most one of them. */
export class LineSplitter {
  readonly #take: LineTaker;
  #pieces: Buffer[] = [];
  #held = 0;

  constructor(take: LineTaker) {
    this.#take = take;
  }

  /** Goes on with these bytes. Throws `LineTooLongError`. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      if (this.#held > 0) this.#takeHeldWith(bytes.subarray(start, end));
      else this.#take(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.#hold(bytes.subarray(start));
  }

  #takeHeldWith(rest: Buffer): void {
    this.#hold(rest);
    const line = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#held = 0;
    this.#take(line, 0, line.length);
  }

  #hold(piece: Buffer): void {
    this.#held += piece.length;
    if (this.#held > LONGEST_LINE_BYTES) throw new LineTooLongError('a line is too long');
    // The caller may use its memory again.
    this.#pieces.push(Buffer.from(piece));
  }

  /** True if something follows the last newline. */
  get isWithinLine(): boolean {
    return this.#held > 0;
  }
}
