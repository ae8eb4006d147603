import { describe, expect, it } from 'vitest';
import { BUILT } from '../../scripts/rule-summaries.ts';
import { coverageProblems, rulesPage } from '../../scripts/rules-page.ts';
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

describe('the page of rules', () => {
  const cited = {
    path: 'test/a/b.test.ts',
    titles: ['saving', 'is one *step* (S1)'],
    cases: ['told apart (S2)'],
  };

  it('links each rule to the tests that cite it, and says what is missing', () => {
    const page = rulesPage([cited]);
    const link = '  - [a/b.test.ts](../test/a/b.test.ts): saving › is one \\*step\\* (S1)\n';
    expect(page).toMatch(/^- \*\*S1\*\* .+$/m);
    expect(page.split(link)).toHaveLength(3);
    expect(page).toMatch(/\*\*S3\*\* .+\n {2}- no test yet\n/);
    expect(page).toMatch(/\*\*A3\*\* .+\n {2}- not yet built\n/);
  });

  it('fails for every built rule without a test, and for a rule that does not exist', () => {
    const problems = coverageProblems([cited, { ...cited, titles: ['wrong (V11)'] }]);
    expect(problems).toHaveLength(BUILT.size - 2 + 1);
    expect(problems).toContain('no test cites V5');
    expect(problems.at(-1)).toMatch(/^V11 is cited, but there is no such rule: .*wrong \(V11\)/);
    const all = { ...cited, titles: [`everything (${[...BUILT].join(', ')})`], cases: [] };
    expect(coverageProblems([all])).toEqual([]);
  });

  it('asks for all of V, N, C, S, D, B and X, and for A1, A2 and A4', () => {
    expect(BUILT.size).toBeGreaterThanOrEqual(10 + 7 + 8 + 12 + 15 + 4 + 4 + 3);
  });
});
