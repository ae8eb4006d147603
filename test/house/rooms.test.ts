import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../../scripts/source-tree.ts';
import { roomCycles } from './cycles.ts';

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
