import type { Limits } from './limits.ts';
import { limitExceeded, refusal } from './refusal.ts';

type JsonLimits = Pick<Limits, 'inputDepth' | 'inputMembers' | 'inputValues'>;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Where the string that begins here ends; the end of the text where it does not. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) {
      at += 1;
    } else if (character === QUOTE) {
      return at;
    }
  }
  return text.length;
}

/**
 * Refuses, by throwing a GraphQLError, JSON that nests too deep or has too many values, in one list or object or
 * altogether. It looks at the text alone, once and without recursion: to parse two megabytes of brackets takes
 * longer and a hundred times their memory.
 */
export function checkJson(text: string, limits: JsonLimits): void {
  const members = new Uint32Array(limits.inputDepth + 1);
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) {
      at = endOfString(text, at);
    } else if (character === COMMA) {
      values += 1;
      const inside = (members[depth] ?? 0) + 1;
      members[depth] = inside;
      if (inside >= limits.inputMembers) {
        throw limitExceeded('inputMembers', limits.inputMembers, 'A list or object has too many members');
      }
    } else if (character === OPEN_LIST || character === OPEN_OBJECT) {
      values += 1;
      depth += 1;
      if (depth > limits.inputDepth) {
        throw limitExceeded('inputDepth', limits.inputDepth, 'The input is nested too deep');
      }
      members[depth] = 0;
    } else if (character === CLOSE_LIST || character === CLOSE_OBJECT) {
      depth = Math.max(0, depth - 1);
    }
    if (values > limits.inputValues) {
      throw limitExceeded('inputValues', limits.inputValues, 'The input has too many values');
    }
  }
}

/**
 * What the JSON of a client says. Throws a GraphQLError for what is no JSON, nests too deep or has too many values.
 *
 * @param what names the text in the refusal
 */
export function parseJson(text: string, what: string, limits: JsonLimits): unknown {
  checkJson(text, limits);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own words would repeat what it was given.
    throw refusal('BAD_REQUEST', `${what} is not valid JSON.`, { status: 400 });
  }
}
