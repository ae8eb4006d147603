/**
 * The smallest things that can happen to a file, at random but by a seed, so that what was not detected can be repeated:
 * one byte changed, put in or taken out; one line taken out, doubled, exchanged with another or put in.
 */

/** Whole numbers from 0 to before `below`. */
export type Dice = (below: number) => number;

/** Dice that fall the same way for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A file that differs from the original in one thing. */
export interface Mutation {
  /** What was done, to be told. */
  readonly what: string;
  /** The first line, counted from 1, that is not as it was; one after the last where the file is only shorter. */
  readonly line: number;
  /** The bytes in pieces, most of which are the original's. */
  readonly pieces: readonly Buffer[];
}

/** A file, and where its lines begin. */
export interface MutableFile {
  readonly bytes: Buffer;
  /** The start of each line, and the end of the last. */
  readonly starts: readonly number[];
}

export function mutableFile(bytes: Buffer): MutableFile {
  const starts = [0];
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) starts.push(at + 1);
  return { bytes, starts };
}

/** The file with one byte changed, put in or taken out. */
export function withOtherByte({ bytes, starts }: MutableFile, dice: Dice): Mutation {
  const at = dice(bytes.length);
  const line = lineAt(starts, at);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + 1)];
  const old = bytes[at] ?? 0;
  switch (dice(3)) {
    case 0: {
      const byte = (old + 1 + dice(255)) % 256;
      return { what: `byte ${at} from ${old} to ${byte}`, line, pieces: [before, Buffer.of(byte), after] };
    }
    case 1: {
      const byte = dice(256);
      return {
        what: `byte ${byte} put in at ${at}`,
        line,
        pieces: [before, Buffer.of(byte), bytes.subarray(at)],
      };
    }
    default:
      return { what: `byte ${at} taken out`, line, pieces: [before, after] };
  }
}

/** The line that the byte lies in. */
function lineAt(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The file with one line taken out, doubled, exchanged with another, or put in: a stranger, or one of its own. */
export function withOtherLine({ bytes, starts }: MutableFile, dice: Dice, stranger: Buffer): Mutation {
  const count = starts.length - 1;
  const from = (index: number) => starts[index] ?? bytes.length;
  const lineOf = (index: number) => bytes.subarray(from(index), from(index + 1));
  const [one, another] = [dice(count), dice(count)];
  const [first, second] = [Math.min(one, another), Math.max(one, another)];
  const before = bytes.subarray(0, from(first));
  if (first === second) {
    return dice(2) === 0
      ? {
          what: `line ${first + 1} taken out`,
          line: first + 1,
          pieces: [before, bytes.subarray(from(first + 1))],
        }
      : {
          what: `line ${first + 1} doubled`,
          line: first + 2,
          pieces: [before, lineOf(first), bytes.subarray(from(first))],
        };
  }
  const between = bytes.subarray(from(first + 1), from(second));
  switch (dice(5)) {
    case 0: {
      const pieces = [before, lineOf(second), between, lineOf(first), bytes.subarray(from(second + 1))];
      return { what: `lines ${first + 1} and ${second + 1} exchanged`, line: first + 1, pieces };
    }
    case 1:
      return {
        what: `line ${first + 1} taken out`,
        line: first + 1,
        pieces: [before, bytes.subarray(from(first + 1))],
      };
    case 2:
      return {
        what: `line ${first + 1} doubled`,
        line: first + 2,
        pieces: [before, lineOf(first), bytes.subarray(from(first))],
      };
    case 3: {
      const pieces = [before, lineOf(second), bytes.subarray(from(first))];
      return { what: `line ${second + 1} put in before line ${first + 1} too`, line: first + 1, pieces };
    }
    default:
      return {
        what: `a stranger put in as line ${first + 1}`,
        line: first + 1,
        pieces: [before, stranger, bytes.subarray(from(first))],
      };
  }
}
