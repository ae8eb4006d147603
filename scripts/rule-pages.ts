import { posix } from 'node:path';
import { BUILT } from './built-rules.ts';
import { citedRules, type WrittenTest } from './test-titles.ts';

/** The folder of the pages: one page per letter, and an index. */
export const RULES_FOLDER = 'docs/rules';

const INDEX = `${RULES_FOLDER}/README.md`;

/** A page of the rules; the path is relative to the project's folder. */
export interface RulePage {
  readonly path: string;
  readonly text: string;
}

const BEGIN = '<!-- written by npm run rules -->';
const END = '<!-- end -->';
const GENERATED = new RegExp(`\\n*${BEGIN}[\\s\\S]*?${END}`, 'g');
const TITLE = /^# ([A-Z]) · (.+)$/m;
const HEADINGS = /^## (.+)$/gm;

/** A page without what is generated. */
function writtenPart(text: string): string {
  return text.replace(GENERATED, '').trimEnd();
}

function block(...lines: readonly string[]): string {
  return [BEGIN, '', ...lines, '', END].join('\n');
}

function rulesOf(page: RulePage): string[] {
  return [...writtenPart(page.text).matchAll(HEADINGS)].map(([, heading]) => heading ?? '');
}

function isLetterPage(page: RulePage): boolean {
  return page.path !== INDEX;
}

function linkTo(test: WrittenTest): string {
  const title = test.titles
    .join(' › ')
    .replaceAll('\n', ' ')
    .replace(/([\\`*_<>[\]|])/g, '\\$1');
  return `- [${posix.relative('test', test.path)}](../../${test.path}): ${title}`;
}

function testsByRule(tests: readonly WrittenTest[]): Map<string, Set<string>> {
  const byRule = new Map<string, Set<string>>();
  for (const test of tests) {
    for (const rule of [...test.titles, ...test.cases].flatMap(citedRules)) {
      byRule.set(rule, (byRule.get(rule) ?? new Set()).add(linkTo(test)));
    }
  }
  return byRule;
}

function testsBlock(rule: string, links: readonly string[]): string {
  if (links.length === 0) {
    return block(BUILT.has(rule) ? '*No test yet.*' : '*Planned.*');
  }
  const summary = links.length === 1 ? '1 test' : `${links.length} tests`;
  return block(`<details><summary>${summary}</summary>`, '', ...links, '', '</details>');
}

function letterPage(page: RulePage, byRule: ReadonlyMap<string, Set<string>>): string {
  const [head = '', ...sections] = writtenPart(page.text).split(/\n(?=## )/);
  const written = sections.map((section) => {
    const rule = section.match(/^## (.+)$/m)?.[1] ?? '';
    return `${section.trimEnd()}\n\n${testsBlock(rule, [...(byRule.get(rule) ?? [])].sort())}\n`;
  });
  return [`${head.trimEnd()}\n`, ...written].join('\n');
}

function indexPage(index: RulePage, pages: readonly RulePage[]): string {
  const rows = pages.filter(isLetterPage).map((page) => {
    const [, letter = '', title = ''] = page.text.match(TITLE) ?? [];
    const planned = rulesOf(page).filter((rule) => !BUILT.has(rule));
    return `| [${letter}](${posix.basename(page.path)}) | ${title} | ${rulesOf(page).length} | ${planned.join(', ')} |`;
  });
  const table = block('| letter | about | rules | planned |', '|---|---|---|---|', ...rows);
  return `${writtenPart(index.text)}\n\n${table}\n`;
}

/** The pages with the tests that cite each rule, and the index with its table; what is written by hand stays. */
export function withTests(pages: readonly RulePage[], tests: readonly WrittenTest[]): RulePage[] {
  const byRule = testsByRule(tests);
  return pages.map((page) => ({
    path: page.path,
    text: isLetterPage(page) ? letterPage(page, byRule) : indexPage(page, pages),
  }));
}

/** Rules are numbered from 1 on the page of their letter, without a gap. */
function misplacedRules(page: RulePage): string[] {
  const letter = posix.basename(page.path, '.md');
  const expected = rulesOf(page).map((_, index) => `${letter}${index + 1}`);
  const titled =
    page.text.match(TITLE)?.[1] === letter ? [] : [`${page.path} is not titled "# ${letter} · …"`];
  const wrong = rulesOf(page).filter((rule, index) => rule !== expected[index]);
  return [...titled, ...wrong.map((rule) => `${page.path} has a heading out of order: ${rule}`)];
}

/** What is wrong with the rules: no test, no text, out of order, or generated parts that are out of date. */
export function ruleProblems(pages: readonly RulePage[], tests: readonly WrittenTest[]): string[] {
  const byRule = testsByRule(tests);
  const letters = pages.filter(isLetterPage);
  const rules = new Set(letters.flatMap(rulesOf));
  const links = (rule: string) => [...(byRule.get(rule) ?? [])].map((link) => `\n  ${link}`).join('');
  const current = new Map(withTests(pages, tests).map((page) => [page.path, page.text]));
  return [
    ...letters.flatMap(misplacedRules),
    ...[...BUILT].filter((rule) => !rules.has(rule)).map((rule) => `${rule} is built, but has no text`),
    ...[...BUILT].filter((rule) => !byRule.has(rule)).map((rule) => `no test cites ${rule}`),
    ...[...byRule.keys()]
      .filter((rule) => !BUILT.has(rule))
      .map((rule) =>
        rules.has(rule)
          ? `${rule} is cited, but is planned; enter it in scripts/built-rules.ts:${links(rule)}`
          : `${rule} is cited, but there is no such rule:${links(rule)}`,
      ),
    ...pages
      .filter((page) => page.text !== current.get(page.path))
      .map((page) => `${page.path} is out of date: run npm run rules`),
  ];
}
