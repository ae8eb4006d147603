import { posix } from 'node:path';
import { BUILT, RULE_SECTIONS } from './rule-summaries.ts';
import { citedRules, type WrittenTest } from './test-titles.ts';

/** Where the page lies. */
export const RULES_PAGE = 'docs/rules.md';

const INTRODUCTION = `# Rules

What Originator promises, by number: comments and tests cite these numbers, and no number is ever given again. Below each
rule stand the tests that fail without it; a rule that is built but that no test cites fails \`npm run check\`.

This page is written by \`npm run rules\` from the summaries in [scripts/rule-summaries.ts](../scripts/rule-summaries.ts) and
from the titles of the tests.
`;

function testsByRule(tests: readonly WrittenTest[]): Map<string, Set<string>> {
  const byRule = new Map<string, Set<string>>();
  for (const test of tests) {
    const title = test.titles
      .join(' › ')
      .replaceAll('\n', ' ')
      .replace(/([\\`*_<>[\]|])/g, '\\$1');
    const line = `  - [${posix.relative('test', test.path)}](../${test.path}): ${title}`;
    for (const rule of [...test.titles, ...test.cases].flatMap(citedRules)) {
      byRule.set(rule, (byRule.get(rule) ?? new Set()).add(line));
    }
  }
  return byRule;
}

function sectionPage(
  section: (typeof RULE_SECTIONS)[number],
  byRule: ReadonlyMap<string, Set<string>>,
): string {
  const rules = section.summaries.map((summary, index) => {
    const rule = `${section.letter}${index + 1}`;
    const tests = [...(byRule.get(rule) ?? [])].sort();
    const state = tests.length > 0 ? [] : [BUILT.has(rule) ? '  - no test yet' : '  - not yet built'];
    return [`- **${rule}** ${summary}`, ...tests, ...state].join('\n');
  });
  return [`## ${section.letter} · ${section.title}`, '', ...rules, ''].join('\n');
}

/** The whole page: every rule with its summary and the tests that cite it. */
export function rulesPage(tests: readonly WrittenTest[]): string {
  const byRule = testsByRule(tests);
  return [INTRODUCTION, ...RULE_SECTIONS.map((section) => sectionPage(section, byRule))].join('\n');
}

/** Built rules that no test cites, and citations of rules that do not exist. */
export function coverageProblems(tests: readonly WrittenTest[]): string[] {
  const byRule = testsByRule(tests);
  const rules = RULE_SECTIONS.flatMap(({ letter, summaries }) =>
    summaries.map((_, index) => `${letter}${index + 1}`),
  );
  const strangers = [...byRule.keys()].filter((rule) => !rules.includes(rule));
  return [
    ...rules.filter((rule) => BUILT.has(rule) && !byRule.has(rule)).map((rule) => `no test cites ${rule}`),
    ...strangers.map(
      (rule) => `${rule} is cited, but there is no such rule:${[...(byRule.get(rule) ?? [])].join('')}`,
    ),
  ];
}
