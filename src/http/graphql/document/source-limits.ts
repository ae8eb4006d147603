import { Lexer, type Source, TokenKind } from 'graphql';
import type { NoteCount } from '../../limits/counted-limits.ts';
import type { Limits } from '../../limits/limits.ts';
import { limitExceeded } from '../../limits/refusal.ts';

const BLOCK = '"""';

/** The end of the string that begins here, by the lexical rules of GraphQL; the end of the source if it has none. */
function endOfString(source: string, start: number): number {
  if (source.startsWith(BLOCK, start)) {
    let end = source.indexOf(BLOCK, start + BLOCK.length);
    while (end !== -1 && source[end - 1] === '\\') {
      end = source.indexOf(BLOCK, end + BLOCK.length);
    }
    return end === -1 ? source.length : end + BLOCK.length - 1;
  }
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source[at];
    if (character === '\\') {
      at += 1;
    } else if (character === '"' || character === '\n' || character === '\r') {
      return at;
    }
  }
  return source.length;
}

function endOfLine(source: string, start: number): number {
  for (let at = start; at < source.length; at += 1) {
    if (source[at] === '\n' || source[at] === '\r') {
      return at;
    }
  }
  return source.length;
}

/**
 * Refuses, by throwing a GraphQLError, a document that nests brackets too deep for a parser, and what comes after it,
 * that work by recursion. It looks at the source alone, without recursion; strings and comments are ignored.
 */
function checkNesting(source: string, limits: Pick<Limits, 'nesting'>, note: NoteCount | undefined): void {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < source.length; at += 1) {
    switch (source[at]) {
      case '"':
        at = endOfString(source, at);
        break;
      case '#':
        at = endOfLine(source, at);
        break;
      case '{':
      case '[':
      case '(':
        depth += 1;
        deepest = Math.max(deepest, depth);
        if (depth > limits.nesting) {
          note?.('nesting', depth);
          throw limitExceeded('nesting', limits.nesting, 'The document is nested too deeply');
        }
        break;
      case '}':
      case ']':
      case ')':
        depth = Math.max(0, depth - 1);
        break;
    }
  }
  note?.('nesting', deepest);
}

/**
 * Refuses, by throwing a GraphQLError, what is too deep or too long to be parsed, or holds what is no token.
 *
 * @param note is told what is counted
 */
export function checkSource(
  source: Source,
  limits: Pick<Limits, 'nesting' | 'tokens'>,
  note?: NoteCount,
): void {
  checkNesting(source.body, limits, note);
  const lexer = new Lexer(source);
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) {
    count += 1;
    if (count > limits.tokens) {
      note?.('tokens', count);
      throw limitExceeded('tokens', limits.tokens, 'The document is too long');
    }
  }
  note?.('tokens', count);
}
