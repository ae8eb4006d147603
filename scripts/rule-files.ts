import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RULES_FOLDER, type RulePage } from './rule-pages.ts';
import { filesBelow, ROOT } from './source-tree.ts';
import { RULE_LETTERS, testsOf, type WrittenTest } from './test-titles.ts';

/** The pages of the rules as they lie in the project, in the order in which they are best read. */
export function rulePages(): RulePage[] {
  const place = (name: string) => RULE_LETTERS.indexOf(basename(name, '.md'));
  return readdirSync(join(ROOT, RULES_FOLDER))
    .filter((name) => name.endsWith('.md'))
    .sort((one, other) => place(one) - place(other))
    .map((name) => `${RULES_FOLDER}/${name}`)
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The tests of what the program does; those of the house cite no rules. */
export function citingTests(): WrittenTest[] {
  return filesBelow('test')
    .filter((file) => file.path.endsWith('.test.ts') && !file.path.startsWith('test/house/'))
    .flatMap(testsOf);
}
