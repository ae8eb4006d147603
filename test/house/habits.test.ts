import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { longSubjects } from '../../scripts/commit-subjects.ts';
import { projectFiles } from '../../scripts/project-files.ts';
import { acceptAll, acceptNone, compareContracts } from '../../scripts/schema/breaking-changes.ts';
import { ROOT } from '../../scripts/source-tree.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

describe('the released contract', () => {
  const LIST = '# What this is.\n';
  const released = 'type Query { name: String size: String }';
  const present = 'type Query { name: String }';
  const removed = 'Query.size was removed. (FIELD_REMOVED)';

  it('given a change that breaks clients, it is named until it is accepted with a reason', () => {
    const texts = { released, present, accepted: LIST };
    expect(compareContracts(texts)).toEqual({ unaccepted: [removed], stale: [] });
    const accepted = acceptAll(texts, 'Nobody asked for it.');
    expect(accepted).toBe(`${LIST}\n# Nobody asked for it.\n${removed}\n`);
    expect(compareContracts({ released, present, accepted })).toEqual({ unaccepted: [], stale: [] });
  });

  it('given an acceptance of what is no longer so, it is named, and goes with the next one', () => {
    const texts = { released, present: released, accepted: `${LIST}\n# Nobody asked for it.\n${removed}\n` };
    expect(compareContracts(texts)).toEqual({ unaccepted: [], stale: [removed] });
    expect(acceptAll(texts, 'Again.')).not.toContain(removed);
  });

  it('given a release, nothing is accepted any more', () => {
    expect(acceptNone(`${LIST}\n# Nobody asked for it.\n${removed}\n`)).toBe(LIST);
  });
});

describe('subjects of commits', () => {
  it('that are too long for a list are named', () => {
    const commits = [71, 72].map((length) => ({ commit: `c${length}`, subject: 'x'.repeat(length) }));
    expect(longSubjects(commits)).toEqual([`c72 has 72 characters: ${'x'.repeat(72)}`]);
  });
});

describe('README', () => {
  const text = read('README.md');

  it('is read in one go: at most 200 lines', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(200);
  });

  it('leads to every page, and to what a project says of itself', () => {
    const pages = projectFiles()
      .map(({ path }) => path)
      .filter((path) => /^(docs\/[^/]+|[A-Z_]+)\.md$/.test(path) && path !== 'README.md');
    expect(pages.filter((path) => !text.includes(`](${path})`))).toEqual([]);
  });
});

/** GraphQL on a page that is whole, as it is pasted: in blocks, and in lines of a shell. */
function documentsOf(page: string): readonly string[] {
  const text = read(page);
  const blocks = [...text.matchAll(/^```graphql\n([\s\S]*?)^```/gm)];
  const asked = [...text.matchAll(/^ask \w+ '([\s\S]*?)'$/gm)];
  return [...blocks, ...asked]
    .map(([, document = '']) => document.replace(/'\$[^']*'/g, '2026'))
    .filter((document) => !document.includes('…'));
}

describe('GraphQL that readers paste', () => {
  it.each([
    ['README.md', 3],
    ['docs/auditors.md', 2],
    ['docs/dashboards.md', 3],
    ['docs/dispatching.md', 1],
    ['docs/front-end.md', 1],
  ])('from %s is valid', (page, count) => {
    const documents = documentsOf(page);
    const contract = buildSchema(read('schema/schema.graphql'));
    expect(documents).toHaveLength(count);
    expect(documents.flatMap((document) => validate(contract, parse(document)))).toEqual([]);
  });
});

describe('what is written for the forge', () => {
  it('explains each override of package.json where its updates are proposed', () => {
    const overrides: Record<string, string> = JSON.parse(read('package.json')).overrides;
    const rules: readonly { description: string; matchDepTypes?: string[]; matchPackageNames: string[] }[] =
      JSON.parse(read('.github/renovate.json')).packageRules;
    const explained = rules
      .filter(({ matchDepTypes, description }) => matchDepTypes?.includes('overrides') && description !== '')
      .flatMap(({ matchPackageNames }) => matchPackageNames);
    expect(explained.sort()).toEqual(Object.keys(overrides).sort());
  });

  it('runs .ci/run and nothing else', () => {
    const commands = [...read('.github/workflows/ci.yml').matchAll(/^\s*-? ?run: *(.*)$/gm)];
    expect(commands.map(([, command]) => command)).toEqual(['.ci/run']);
  });

  it('names owners of what is there', () => {
    const files = projectFiles().map(({ path }) => `/${path}`);
    const patterns = [...read('.github/CODEOWNERS').matchAll(/^(\/\S+)/gm)].map(
      ([, pattern = '']) => pattern,
    );
    const fits = (pattern: string, file: string) => {
      const [start = '', end] = pattern.split('*');
      return pattern.endsWith('/') || end !== undefined
        ? file.startsWith(start) && file.endsWith(end ?? '')
        : file === pattern;
    };
    expect(patterns.filter((pattern) => !files.some((file) => fits(pattern, file)))).toEqual([]);
  });
});
