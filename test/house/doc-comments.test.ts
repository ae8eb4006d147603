import { describe, expect, it } from 'vitest';
import { filesBelow } from '../../scripts/source-tree.ts';

/** A doc comment up to its first word. */
const DOC_COMMENT = /\/\*\*\s+(?:\*\s+)?(\S+)/g;

/** Words with which a comment asks instead of naming what it is about. */
const ASKING = new Set(['What', 'Whether', 'Whatever', 'Nobody']);

function askingComments(text: string): string[] {
  return [...text.matchAll(DOC_COMMENT)].map(([, word = '']) => word).filter((word) => ASKING.has(word));
}

describe('a doc comment', () => {
  it('begins with what the thing is or does', () => {
    const asking = filesBelow('src').flatMap(({ path, text }) =>
      askingComments(text).map((word) => `${path}: ${word} …`),
    );
    expect(asking).toEqual([]);
  });

  it('is found on one line and on several', () => {
    expect(askingComments('/** What it is. */\n/**\n * Whether it is.\n */\n/** The thing. */')).toEqual([
      'What',
      'Whether',
    ]);
  });
});
