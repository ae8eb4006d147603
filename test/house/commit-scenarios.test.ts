import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { filesBelow } from '../../scripts/source-tree.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { COMMANDS_WITHOUT_COMMITS, COMMIT_SITES, SWEPT } from '../fault/commit-sites.ts';

const isSwept = (name: string): boolean => SWEPT.some((swept) => swept === name);
const unswept = (names: Iterable<string>) => [...names].filter((name) => !isSwept(name));

const matches = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => String(name));

/** A call to one of the two ways to begin a transaction that may write, whatever the pool is called. */
const BEGINNING = /(\.system\(|\.write\(\s*[\w.]+,\s*(?:async )?(?:\(tx\)|[a-zA-Z]\w*[,)]))/g;

describe('each commit is made to fail (D15)', () => {
  it('of every mutation', () => {
    expect(unswept(Object.keys(createSchema().getMutationType()?.getFields() ?? {}))).toEqual([]);
  });

  it('of every job', async () => {
    const parts = await readFile('src/app/composition.ts', 'utf8');
    const jobs = matches(parts, /\bjob\('([a-z-]+)'/g);
    expect(jobs.length).toBeGreaterThan(5);
    expect(unswept(jobs)).toEqual([]);
    // The two of the ledger, and the one that makes all others.
    const ofLedger = await readFile('src/app/ledger-jobs.ts', 'utf8');
    expect(matches(`${parts}${ofLedger}`, /(createPeriodicJob)\(/g)).toHaveLength(3);
  });

  it('of every command', async () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readFile('package.json', 'utf8')));
    const commands = Object.keys(scripts).filter((name) => scripts[name]?.includes('dist/cli/'));
    expect(commands.length).toBeGreaterThan(5);
    expect(unswept(commands.filter((name) => !Object.hasOwn(COMMANDS_WITHOUT_COMMITS, name)))).toEqual([]);
  });

  it('wherever the program begins a transaction that may write', () => {
    const found = filesBelow('src').flatMap(({ path, text }) => {
      const sites = matches(text, BEGINNING).length;
      return sites === 0 ? [] : [[path, sites] as const];
    });
    const listed = Object.entries(COMMIT_SITES).map(([path, sites]) => [path, sites.length] as const);
    expect(new Map(found)).toEqual(new Map(listed));
  });
});
