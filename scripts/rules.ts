import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from '../src/command-line.ts';
import { coverageProblems, RULES_PAGE, rulesPage } from './rules-page.ts';
import { filesBelow, ROOT } from './source-tree.ts';
import { testsOf } from './test-titles.ts';

const OPTIONS = { check: { type: 'boolean' } } as const;

const RULES: CommandLine<typeof OPTIONS, boolean> = {
  usage: `Writes ${RULES_PAGE}: every rule, with the tests that cite it.

  npm run rules
  npm run rules -- --check   writes nothing, and fails if the page is stale, if a rule that is built has no test, or if
                             a test cites a rule that does not exist
`,
  options: OPTIONS,
  read: ({ check = false }) => check,
};

const page = join(ROOT, RULES_PAGE);

function currentPage(): string {
  try {
    return readFileSync(page, 'utf8');
  } catch {
    return '';
  }
}

async function writeOrCheck(check: boolean): Promise<number> {
  const tests = filesBelow('test')
    .filter((file) => file.path.endsWith('.test.ts') && !file.path.startsWith('test/house/'))
    .flatMap(testsOf);
  const problems = coverageProblems(tests);
  if (!check) {
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, rulesPage(tests));
  } else if (currentPage() !== rulesPage(tests)) {
    problems.push(`${RULES_PAGE} is stale: run npm run rules`);
  }
  for (const problem of problems) {
    console.error(problem);
  }
  return check && problems.length > 0 ? 1 : 0;
}

process.exitCode = await answerCall(RULES, process.argv.slice(2), PROCESS_OUTPUT, writeOrCheck);
