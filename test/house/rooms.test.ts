import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, type SourceFile, sourceFile } from '../../scripts/source-tree.ts';
import { roomCycles } from './cycles.ts';
import { importsOf } from './imports.ts';
import type { Exception } from './manners.ts';

const FILES = 20;

/** Objects of a GraphQL schema point at each other across features. */
const KNOW_EACH_OTHER = /^src\/graphql(\/|$)/;

const program = filesBelow('src');
const everything = [...program, ...filesBelow('test'), ...filesBelow('scripts')];

function byFolder(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return counts;
}

describe('a folder', () => {
  it('holds at most twenty files', () => {
    const folders = byFolder(everything.map((file) => file.path));
    expect([...folders].filter(([, count]) => count > FILES)).toEqual([]);
  });

  it('of the program says in one sentence what it holds', async () => {
    const folders = [...byFolder(program.map((file) => file.path)).keys()].filter((path) => path !== 'src');
    expect(folders.length).toBeGreaterThan(FILES);
    for (const folder of folders) {
      const text = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
      expect(text, folder).toMatch(/^[A-Z`][^\n]{10,150}\.\n$/);
    }
  });

  it('is part of no cycle of folders', () => {
    expect(roomCycles(program.filter((file) => !KNOW_EACH_OTHER.test(file.path)))).toEqual([]);
  });
});

/** Folders that explain a file name that also occurs elsewhere, such as the commands and the objects of the schema. */
const EXPLAINING =
  /^src\/(cli|client|console\/text\/en|dev\/simulator|graphql\/objects\/\w+|graphql\/objects|kernel\/vocabulary)$/;

/** A file of fewer lines than this moves into its importer, if it has only one. */
const LINES = 25;

/** Files that a name keeps apart: pure rules, SQL, plugins of the pipeline with one file each, pages and parts of the console, texts. */
const KEPT_APART = /-(rules|store)\.ts$|\/use-[\w-]+\.ts$|-page\.tsx$|^src\/console\/(text|ui)\//;

const EXCEPTIONS: readonly Exception[] = [
  { path: 'src/app/development-pages.ts', reason: 'is left out of the package for production' },
  { path: 'src/http/routes/audit-keys-route.ts', reason: 'each route is a file' },
];

/** File names that occur twice in folders that do not explain them, or twice among those that do. */
function repeatedNames(paths: readonly string[]): string[] {
  const seen = new Map<string, string>();
  return paths
    .filter((path) => !EXPLAINING.test(dirname(path)))
    .flatMap((path) => {
      const other = seen.get(basename(path));
      seen.set(basename(path), path);
      return other === undefined ? [] : [`${path} has the name of ${other}`];
    });
}

/** Short files with one importer, into which they could move. */
function shortFiles(files: readonly SourceFile[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const file of files)
    for (const { target } of importsOf(file))
      importers.set(target, (importers.get(target) ?? new Set()).add(file.path));
  return files
    .filter(({ path, text }) => !KEPT_APART.test(path) && text.trimEnd().split('\n').length < LINES)
    .filter(({ path }) => importers.get(path)?.size === 1)
    .map(({ path }) => path);
}

describe('the name of a file', () => {
  it('occurs once, unless its folder explains it', () => {
    expect(repeatedNames(program.map(({ path }) => path))).toEqual([]);
  });

  it('is found where it is repeated', () => {
    const paths = ['src/a/b.ts', 'src/cli/b.ts', 'src/kernel/vocabulary/b.ts', 'src/c/b.ts'];
    expect(repeatedNames(paths)).toEqual(['src/c/b.ts has the name of src/a/b.ts']);
  });
});

describe('a short file', () => {
  it('has more than one importer, or a reason to stay apart', () => {
    expect(shortFiles(program)).toEqual(EXCEPTIONS.map(({ path }) => path));
  });

  it('is found where it has one', () => {
    const text = 'export const one = 1;\n';
    const files = [
      sourceFile('src/a/one.ts', text),
      sourceFile('src/a/one-rules.ts', text),
      sourceFile('src/a/two.ts', text),
      sourceFile('src/a/b.ts', "import './one.ts';\nimport './one-rules.ts';\nimport './two.ts';\n"),
      sourceFile('src/a/c.ts', "import './two.ts';\n"),
    ];
    expect(shortFiles(files)).toEqual(['src/a/one.ts']);
  });
});
