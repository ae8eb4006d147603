import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles } from '../../scripts/project-files.ts';
import { filesBelow, ROOT } from '../../scripts/source-tree.ts';
import { replacedWords, usesOf } from './glossary.ts';
import type { Exception } from './manners.ts';

const GLOSSARY = 'docs/glossary.md';

const LOOKED_THROUGH = /^(src|test|docs|schema|scripts)\//;

/** The page itself, its own test, and the contract of the last release, which stays as it was. */
const LEFT_OUT = /^docs\/glossary\.md$|^schema\/released\/|^test\/house\/glossary\.test\.ts$/;

const SEALED = 'sealed entries and the records beside them keep the name that they were written with';

const EXCEPTIONS: readonly Exception[] = [
  'docs/audit-format.md',
  'schema/entry-states.schema.json',
  'src/client/generated/entry-states.ts',
  'src/database/row-columns.ts',
  'src/dispatch/record/stored-settings.ts',
  'src/ledger/entries/dispatch-states.ts',
  'test/dispatch/settings/settings-log.test.ts',
  'test/ledger/entry-pages.test.ts',
].map((path) => ({ path, name: 'notDefinedIsOff', reason: SEALED }));

const words = replacedWords(readFileSync(join(ROOT, GLOSSARY), 'utf8'));
const files = projectFiles().filter(({ path }) => LOOKED_THROUGH.test(path) && !LEFT_OUT.test(path));

describe('the glossary', () => {
  const glossary = [
    '| term | meaning | replaces |',
    '|---|---|---|',
    '| kept | with `code` and "a phrase" | `oldName`, `old.ts`, `*Old`, "told of it" |',
    '| new | nothing to replace | |',
  ].join('\n');

  it.each([
    ['src/a.ts', 'const oldName = 1;', ['src/a.ts:1 oldName']],
    ['src/a.ts', "\nimport { a } from './old.ts';", ['src/a.ts:2 old.ts']],
    ['src/old.ts', '', ['src/old.ts old.ts']],
    ['src/a.ts', 'interface VeryOld {}', ['src/a.ts:1 *Old']],
    ['src/a.ts', '/**\n * Nothing was Told\n * of it.\n */', ['src/a.ts:2 told of it']],
    ['src/a.ts', 'oldNames(); very-old.ts; Older; Old; untold of it; code; veryOld; a phrase', []],
  ])('finds a replaced word in %s: %j', (path, text, found) => {
    expect(usesOf(replacedWords(glossary), [{ path, text }], [])).toEqual(found);
  });

  it('lets a replaced word stand where it is excepted by name', () => {
    const file = { path: 'src/a.ts', text: 'oldName' };
    const exception = { path: 'src/a.ts', name: 'oldName', reason: 'stored' };
    expect(usesOf(replacedWords(glossary), [file], [exception])).toEqual([]);
  });

  it('names what it replaces, and nothing in the project uses that', () => {
    expect(words.length).toBeGreaterThan(10);
    expect(usesOf(words, files, EXCEPTIONS)).toEqual([]);
  });

  it('has no exception that is not needed', () => {
    const needed = usesOf(words, files, []).map((use) => use.replace(/:\d+/, ''));
    expect(
      EXCEPTIONS.map(({ path, name }) => `${path} ${name}`).filter((use) => !needed.includes(use)),
    ).toEqual([]);
  });
});

/** A doc comment up to its first word. */
const DOC_COMMENT = /\/\*\*\s+(?:\*\s+)?(\S+)/g;

/** Words with which a comment asks instead of naming what it is about. */
const ASKING = new Set('What Whether Whatever Nobody Where Who Whom Whose Why That How Which'.split(' '));

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
