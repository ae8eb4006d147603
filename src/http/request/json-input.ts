import type { Limits } from '../limits/limits.ts';
import { limitExceeded, refusal } from '../limits/refusal.ts';

type JsonLimits = Pick<Limits, 'inputDepth' | 'inputMembers' | 'inputValues'>;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Counts what is in JSON while it comes, chunk by chunk, and refuses it as soon as it nests too deep or has too many values,
 * in one list or object or altogether. It looks at the bytes alone, once and without recursion: to parse two megabytes of
 * brackets takes longer and a hundred times their memory.
 */
export class JsonCount {
  readonly #limits: JsonLimits;
  readonly #members: number[] = [];
  #depth = 0;
  #values = 1;
  #inString = false;
  #isEscaped = false;

  constructor(limits: JsonLimits) {
    this.#limits = limits;
  }

  /** Counts on. Throws a GraphQLError for too much. */
  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.#inString) at = this.#endOfString(chunk, at);
      else this.#count(chunk[at]);
    }
  }

  /** The end in the chunk of the string that continues here; the length of the chunk if it has none. */
  #endOfString(chunk: Uint8Array, start: number): number {
    for (let at = start; at < chunk.length; at += 1) {
      if (this.#isEscaped) {
        this.#isEscaped = false;
      } else if (chunk[at] === BACKSLASH) {
        this.#isEscaped = true;
      } else if (chunk[at] === QUOTE) {
        this.#inString = false;
        return at;
      }
    }
    return chunk.length;
  }

  #count(character: number | undefined): void {
    switch (character) {
      case QUOTE:
        this.#inString = true;
        break;
      case COMMA:
        this.#nextMember();
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        this.#open();
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        this.#depth = Math.max(0, this.#depth - 1);
        break;
    }
  }

  #nextMember(): void {
    const { inputMembers } = this.#limits;
    const inside = (this.#members[this.#depth] ?? 0) + 1;
    this.#members[this.#depth] = inside;
    if (inside >= inputMembers) {
      throw limitExceeded('inputMembers', inputMembers, 'A list or object has too many members');
    }
    this.#nextValue();
  }

  #open(): void {
    const { inputDepth } = this.#limits;
    this.#depth += 1;
    if (this.#depth > inputDepth) {
      throw limitExceeded('inputDepth', inputDepth, 'The input is nested too deeply');
    }
    this.#members[this.#depth] = 0;
    this.#nextValue();
  }

  #nextValue(): void {
    const { inputValues } = this.#limits;
    this.#values += 1;
    if (this.#values > inputValues) {
      throw limitExceeded('inputValues', inputValues, 'The input has too many values');
    }
  }
}

/**
 * Parses the JSON of a client and counts its values. Throws a GraphQLError for what is no JSON.
 *
 * @param what names the text in the refusal
 */
export function parseCountedJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would repeat what it was given.
    throw refusal('BAD_REQUEST', `${what} is not valid JSON.`, { status: 400 });
  }
}
