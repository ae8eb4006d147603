/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
/** A JSON object; members that are `undefined` are absent. */
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/**
 * JSON that is kept as its text: `writeJson` writes it as it stands, and it is parsed only where somebody looks at it. Whatever
 * else writes JSON writes the same value.
 */
export class JsonText {
  readonly text: string;

  /** @param text one JSON value, without spaces around it */
  constructor(text: string) {
    this.text = text;
  }

  get value(): Json {
    return JSON.parse(this.text);
  }

  toJSON(): Json {
    if (gathered === undefined) return this.value;
    gathered.push(this.text);
    return PLACE;
  }
}

/** The texts of the value that is being written, in their order. */
let gathered: string[] | undefined;

/** Stands in the place of a text. No text that PostgreSQL holds, and none that a client may send, is the same. */
const PLACE = '\0';
const WRITTEN_PLACE = JSON.stringify(PLACE);

/** Writes a value as `JSON.stringify` does, but for texts of JSON in it, which are neither parsed nor written again. */
export function writeJson(value: object): string {
  const texts: string[] = [];
  gathered = texts;
  let written: string;
  try {
    written = JSON.stringify(value);
  } finally {
    gathered = undefined;
  }
  if (texts.length === 0) return written;
  const parts = written.split(WRITTEN_PLACE);
  if (parts.length !== texts.length + 1) return JSON.stringify(value);
  return parts.map((part, index) => part + (texts[index] ?? '')).join('');
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** A member of an object as its text, and the text of the object without it. */
export interface MemberText {
  readonly value: string;
  readonly rest: string;
}

/**
 * Cuts a member out of the text of an object in canonical form (RFC 8785); `undefined` where it has none of the name. It must not be
 * the first one, and no object in those before it may have a member of the same name.
 */
export function cutMember(text: string, name: string): MemberText | undefined {
  // No text within holds this: a quote in it is escaped.
  const beginning = `,"${name}":`;
  const at = text.indexOf(beginning);
  if (at === -1) return undefined;
  const start = at + beginning.length;
  const end = endOfValue(text, start);
  return { value: text.slice(start, end), rest: text.slice(0, at) + text.slice(end) };
}

/** The position after the value that begins here, in an object. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_LIST:
      case OPEN_OBJECT:
        depth += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_OBJECT:
        if (depth === 0) return at;
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0) return at;
        break;
    }
  }
  return text.length;
}

/** The position of the quote that ends the string that begins here; the length of the text where there is none. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let first = at;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    if ((at - first) % 2 === 0) return at;
  }
  return text.length;
}
