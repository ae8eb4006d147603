import { describe, expect, it } from 'vitest';
import { BUILT } from '../../scripts/built-rules.ts';
import { citingTests, rulePages } from '../../scripts/rule-files.ts';
import { ruleProblems, withTests } from '../../scripts/rule-pages.ts';
import { sourceFile } from '../../scripts/source-tree.ts';
import { citedRules, testsOf } from '../../scripts/test-titles.ts';

describe('citations', () => {
  it.each([
    ['given this, then that (V4)', ['V4']],
    ['given this, then that (V4, S12; X1)', ['V4', 'S12', 'X1']],
    ['given this, then that (V1–V3)', ['V1', 'V2', 'V3']],
    ['given this, then that (N2-4, C8)', ['N2', 'N3', 'N4', 'C8']],
    ['given this (V4), then that (V6)', ['V4', 'V6']],
    ['the A4 page, code 20003 (HTTP 401), M12 (see V4)', []],
  ])('in "%s" are %j', (title, rules) => {
    expect(citedRules(title)).toEqual(rules);
  });
});

describe('the titles of tests', () => {
  it('are read through groups, tables and templates', () => {
    const file = sourceFile(
      'test/a.test.ts',
      [
        `describe('saving (S1)', () => {`,
        `  it('works (S2)', () => { expect(it).toBe('not (X1)'); });`,
        `  it.each([['case (V1)', 1]])('given %s', async () => {});`,
        `  for (const kind of kinds) test(\`a \${kind} (V2)\`, () => {});`,
        '});',
      ].join('\n'),
    );
    expect(testsOf(file)).toEqual([
      { path: 'test/a.test.ts', titles: ['saving (S1)', 'works (S2)'], cases: [] },
      { path: 'test/a.test.ts', titles: ['saving (S1)', 'given %s'], cases: ['case (V1)'] },
      { path: 'test/a.test.ts', titles: ['saving (S1)', 'a … (V2)'], cases: [] },
    ]);
  });
});

describe('the pages of rules', () => {
  const cited = {
    path: 'test/a/b.test.ts',
    titles: ['saving', 'is one *step* (S1)'],
    cases: ['told apart (S2)'],
  };
  const index = { path: 'docs/rules/README.md', text: '# Rules\n\nBy hand.\n' };
  const saving = {
    path: 'docs/rules/S.md',
    text: '# S · Saving\n\nOf saves.\n\n## S1\n\nOne step.\n\n## S2\n\nAll at once.\n\n## S3\n\nSeen.\n\n## S13\n\nLater.\n',
  };

  it('keep what is written by hand, and show below each rule the tests that cite it, or that it is planned', () => {
    const [page, rules] = withTests([index, saving], [cited]).map(({ text }) => text);
    const link = '- [a/b.test.ts](../../test/a/b.test.ts): saving › is one \\*step\\* (S1)\n';
    expect(rules).toMatch(/^# S · Saving\n\nOf saves\.\n\n## S1\n\nOne step\.\n\n<!-- written by/);
    expect(rules?.split(link)).toHaveLength(3);
    expect(rules).toMatch(/## S3\n\nSeen\.\n\n<!-- .+ -->\n\n\*No test yet\.\*\n/);
    expect(rules).toMatch(/## S13\n\nLater\.\n\n<!-- .+ -->\n\n\*Planned\.\*\n/);
    expect(page).toMatch(/^# Rules\n\nBy hand\.\n\n<!-- .+ -->\n\n\| letter/);
    expect(page).toContain('| [S](S.md) | Saving | 4 | S13 |');
  });

  it('stay as they are when they are written again, and follow the tests', () => {
    const once = withTests([index, saving], [cited]);
    expect(withTests(once, [cited])).toEqual(once);
    expect(withTests(withTests(once, []), [cited])).toEqual(once);
  });

  const everything = { ...cited, titles: [`everything (${[...BUILT].join(', ')})`], cases: [] };
  const written = [...new Set([...BUILT].map((rule) => rule.charAt(0)))].map((letter) => {
    const rules = [...BUILT].filter((rule) => rule.startsWith(letter));
    const text = [`# ${letter} · Title`, ...rules.map((rule) => `## ${rule}\n\nText.`)].join('\n\n');
    return { path: `docs/rules/${letter}.md`, text };
  });
  const complete = withTests([index, ...written], [everything]);

  it('have no problem when every rule has a text and a test', () => {
    expect(ruleProblems(complete, [everything])).toEqual([]);
  });

  it.each([
    ['a test less', (text: string) => text, 'S4', 'no test cites S4'],
    ['a text less', (text: string) => text.replace(/## S12[\s\S]*/, ''), '', 'S12 is built, but has no text'],
    [
      'a gap',
      (text: string) => text.replace('## S2\n', '## S20\n'),
      '',
      'docs/rules/S.md has a heading out of order: S20',
    ],
    [
      'another title',
      (text: string) => text.replace('# S ·', '# B ·'),
      '',
      'docs/rules/S.md is not titled "# S · …"',
    ],
    [
      'an old generated part',
      (text: string) => text.replaceAll('b.test.ts', 'c.test.ts'),
      '',
      'docs/rules/S.md is out of date: run npm run rules',
    ],
  ])('fail with %s', (_case, change, uncited, problem) => {
    const pages = complete.map((page) =>
      page.path.endsWith('/S.md') ? { ...page, text: change(page.text) } : page,
    );
    const titles = everything.titles.map((title) => title.replace(`${uncited},`, ''));
    expect(ruleProblems(pages, [{ ...everything, titles }])).toContain(problem);
  });

  it('fail for a rule that does not exist, and for one that is cited though it is planned', () => {
    const planned = { path: 'docs/rules/S.md', text: `${saving.text}` };
    const problems = ruleProblems([index, planned], [{ ...cited, titles: ['wrong (S14)', 'early (S13)'] }]);
    expect(problems.join('\n')).toMatch(/^S14 is cited, but there is no such rule:\n {2}- .*wrong \(S14\)/m);
    expect(problems.join('\n')).toMatch(
      /^S13 is cited, but is planned; enter it in scripts\/built-rules\.ts:/m,
    );
  });
});

describe('the rules of this project', () => {
  it('each have a text and a test, and their pages are up to date', () => {
    expect(ruleProblems(rulePages(), citingTests())).toEqual([]);
  });

  it('are all written down, and all but those planned are built', () => {
    const headings = rulePages().flatMap(({ text }) =>
      [...text.matchAll(/^## ([A-Z]\d+)$/gm)].map(([, rule]) => rule),
    );
    expect(headings).toHaveLength(10 + 7 + 8 + 12 + 17 + 5 + 8 + 7 + 10);
    expect(BUILT.size).toBeGreaterThanOrEqual(10 + 7 + 8 + 12 + 15 + 5 + 5 + 6);
  });
});
