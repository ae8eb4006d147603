import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { answerCall, type CommandLine, PROCESS_OUTPUT } from '../../src/app/command-line.ts';
import { createSchema } from '../../src/graphql/schema.ts';

const OPTIONS = { check: { type: 'boolean' } } as const;

const PRINT_SCHEMA: CommandLine<typeof OPTIONS, boolean> = {
  usage: `Writes the contract to schema/schema.graphql.

  npm run schema:print
  npm run schema:print -- --check   writes nothing, and fails if the file is out of date
`,
  options: OPTIONS,
  read: ({ check = false }) => check,
};

const PATH = fileURLToPath(new URL('../../schema/schema.graphql', import.meta.url));

async function writeOrCheck(check: boolean): Promise<number> {
  const printed = `${printSchema(createSchema())}\n`;
  if (!check) {
    await writeFile(PATH, printed);
    return 0;
  }
  const committed = await readFile(PATH, 'utf8').catch(() => '');
  if (committed === printed) return 0;
  console.error('schema/schema.graphql is stale: run `npm run schema:print` and commit it.');
  return 1;
}

process.exitCode = await answerCall(PRINT_SCHEMA, process.argv.slice(2), PROCESS_OUTPUT, writeOrCheck);
