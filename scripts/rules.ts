import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { coverageProblems, RULES_PAGE, rulesPage } from './rules-page.ts';
import { filesBelow, ROOT } from './source-tree.ts';
import { testsOf } from './test-titles.ts';

/**
 * Writes docs/rules.md. With --check it writes nothing, and fails if the page is stale, if a rule that is built has no
 * test, or if a test cites a rule that does not exist.
 */

const tests = filesBelow('test')
  .filter((file) => file.path.endsWith('.test.ts') && !file.path.startsWith('test/house/'))
  .flatMap(testsOf);
const page = join(ROOT, RULES_PAGE);

function currentPage(): string {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}

const problems = coverageProblems(tests);
if (!process.argv.includes('--check')) {
  mkdirSync(dirname(page), { recursive: true });
  writeFileSync(page, rulesPage(tests));
} else if (currentPage() !== rulesPage(tests)) {
  problems.push(`${RULES_PAGE} is stale: run npm run rules`);
}
for (const problem of problems) {
  console.error(problem);
}
process.exitCode = process.argv.includes('--check') && problems.length > 0 ? 1 : 0;
