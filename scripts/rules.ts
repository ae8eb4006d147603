import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from '../src/app/command-line.ts';
import { citingTests, rulePages } from './rule-files.ts';
import { RULES_FOLDER, ruleProblems, withTests } from './rule-pages.ts';
import { ROOT } from './source-tree.ts';

const OPTIONS = { check: { type: 'boolean' } } as const;

const RULES: CommandLine<typeof OPTIONS, boolean> = {
  usage: `Writes the tests that cite each rule into the pages of ${RULES_FOLDER}. The text of the rules is not changed.

  npm run rules
  npm run rules -- --check   writes nothing, and fails if a page is out of date, if a rule that is built has no test, or if
                             a test cites a rule that has no text
`,
  options: OPTIONS,
  read: ({ check = false }) => check,
};

async function writeOrCheck(check: boolean): Promise<number> {
  const tests = citingTests();
  if (!check) {
    for (const page of withTests(rulePages(), tests)) {
      writeFileSync(join(ROOT, page.path), page.text);
    }
  }
  const problems = ruleProblems(rulePages(), tests);
  for (const problem of problems) {
    console.error(problem);
  }
  return check && problems.length > 0 ? 1 : 0;
}

process.exitCode = await answerCall(RULES, process.argv.slice(2), PROCESS_OUTPUT, writeOrCheck);
