import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { brokenLinks } from '../../scripts/links.ts';
import { lockFileProblems } from '../../scripts/lock-file.ts';
import { journalProblems, migrationProblems } from '../../scripts/migration-drift.ts';
import { ROOT } from '../../scripts/source-tree.ts';
import { machineTraces } from '../../scripts/traces.ts';

function page(path: string, text: string) {
  return { path, text };
}

describe('links', () => {
  const guide = page(
    'docs/guide.md',
    '# The guide\n\n## Two words\n\n## Two words\n\n```\n# no heading\n```\n',
  );

  it('to files, folders and headings that are there pass, and so do links elsewhere and code', () => {
    const text = [
      '[guide](docs/guide.md), [words](docs/guide.md#two-words), [again](docs/guide.md#two-words-1)',
      '[folder](docs), [folder](docs/), [here](#hello), [out](https://example.com/a#b), <a@b.example>',
      '`[code](nowhere.md)`\n```\n[code](nowhere.md)\n```\n# Hello',
      '[named]: docs/guide.md "title"',
    ].join('\n');
    expect(brokenLinks([page('README.md', text), guide])).toEqual([]);
  });

  it('to nothing are found with their lines', () => {
    const text =
      'x\n[a](docs/gone.md)\n![b](gone.png)\n[c](docs/guide.md#no-heading)\n[d](#nor-here)\n[e]: ../up.md';
    expect(brokenLinks([page('README.md', text), guide])).toEqual([
      'README.md:2 links to docs/gone.md, which is not there',
      'README.md:3 links to gone.png, which is not there',
      'README.md:4 links to docs/guide.md#no-heading, a heading that is not there',
      'README.md:5 links to #nor-here, a heading that is not there',
      'README.md:6 links to ../up.md, which is not there',
    ]);
  });
});

describe('traces of a machine', () => {
  // Put together here, so that this very file has none.
  const path = (...parts: string[]) => ['', ...parts].join('/');
  const host = (...parts: string[]) => parts.join('.');

  it('are found line by line', () => {
    const text = [
      'fine',
      `cd ${path('work', 'main')}`,
      `see ${path('root', 'x')}`,
      `"${path('home', 'somebody', 'code')}"`,
      `https://${host('registry', 'npmjs', 'org')}/x`,
      'https://packages.example.com/x',
      `${'<'.repeat(7)} HEAD`,
    ].join('\n');
    const problems = machineTraces([page('a.md', text)], 'packages.example.com');
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'a.md:2',
      'a.md:3',
      'a.md:4',
      'a.md:5',
      'a.md:6',
      'a.md:7',
    ]);
  });

  it('are not seen in folders of the project or of the reader', () => {
    const text = `src/work/main ./root/x $HOME${path('work', 'x')} ~${path('x')} /root is closed /tmp/originator`;
    expect(machineTraces([page('a.md', text)])).toEqual([]);
  });
});

describe('the lock file', () => {
  const lock = (packages: object) => JSON.stringify({ packages });

  it('passes with checksums, without addresses, and with every optional dependency', () => {
    const packages = {
      '': { version: '1.0.0' },
      'node_modules/a': {
        version: '1.0.0',
        integrity: 'sha512-x',
        optionalDependencies: { '@b/linux': '1.0.0' },
      },
      'node_modules/a/node_modules/@b/linux': { version: '1.0.0', integrity: 'sha512-y' },
    };
    expect(lockFileProblems(lock(packages))).toEqual([]);
  });

  it('fails for each of them', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', resolved: 'https://packages.example.com/a.tgz', integrity: 'x' },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/c': { version: '1.0.0', integrity: 'x', optionalDependencies: { '@c/linux': '1.0.0' } },
    };
    expect(lockFileProblems(lock(packages))).toEqual([
      'a names the address that it came from',
      'b has no checksum',
      'c may need @c/linux, which the lock does not know',
    ]);
  });
});

describe('migrations', () => {
  it('and their journal name each other', () => {
    expect(journalProblems(['0000_a', '0001_b'], ['0000_a.sql', '0001_b.sql', 'meta'])).toEqual([]);
    expect(journalProblems(['0000_a', '0001_b'], ['0000_a.sql', '0002_c.sql'])).toEqual([
      'the journal does not name 0002_c.sql',
      '0001_b.sql is missing',
    ]);
  });

  it('that do not lead to the tables are told apart from those that do', async () => {
    const copy = await mkdtemp(join(tmpdir(), 'originator-migrations-'));
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    await cp(join(ROOT, 'migrations'), copy, { recursive: true });
    expect(migrationProblems('src/database/tables.ts', copy)).toEqual([]);

    const journal: { entries: { tag: string }[] } = JSON.parse(
      await readFile(join(copy, 'meta/_journal.json'), 'utf8'),
    );
    const last = journal.entries.at(-1)?.tag.slice(0, 4) ?? '';
    const snapshot = join(copy, `meta/${last}_snapshot.json`);
    const tables = await readFile(snapshot, 'utf8');
    await writeFile(snapshot, tables.replace('"notNull": true', '"notNull": false'));
    expect(migrationProblems('src/database/tables.ts', copy)).toEqual([
      expect.stringMatching(/^the tables are not as/),
      expect.stringMatching(/SET NOT NULL/),
    ]);
  });
});
