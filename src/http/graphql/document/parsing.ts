import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import type { Limits } from '../../limits/limits.ts';
import { checkSource } from './source-limits.ts';

/** The kind of the token that begins at a position of a source that has been read to its end. */
function kindAt(source: Source, position: number): TokenKind {
  const lexer = new Lexer(source);
  let token = lexer.advance();
  while (token.start < position && token.kind !== TokenKind.EOF) token = lexer.advance();
  return token.kind;
}

/** Says what was found and where, and does not repeat it: it may be a literal (X4). */
function syntaxError(source: Source, position: number, what: string): GraphQLError {
  return new GraphQLError(`Syntax Error: ${what}.`, {
    source,
    positions: [position],
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
  });
}

/** The document of a source within the limits. Throws a GraphQLError that repeats nothing of it (X4, X5). */
export function parseWithin(text: string, limits: Limits): DocumentNode {
  const source = new Source(text);
  try {
    checkSource(source, limits);
  } catch (error) {
    if (!(error instanceof GraphQLError) || error.positions === undefined) throw error;
    throw syntaxError(source, error.positions[0] ?? 0, 'Invalid token');
  }
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const position = error.positions?.[0] ?? 0;
    throw syntaxError(source, position, `Unexpected ${kindAt(source, position)}`);
  }
}
