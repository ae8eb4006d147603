import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { answerCall, type CommandLine, FLAG, PROCESS_OUTPUT } from '../../src/app/command-line.ts';
import { ROOT } from '../source-tree.ts';
import { clientMethods } from './client-methods.ts';

const PRINT_CLIENT: CommandLine<{ readonly check: typeof FLAG }, boolean> = {
  usage: `Writes the methods of the client, one for each operation of schema/operations, to src/client/generated.

  tsx scripts/client/print-client.ts
  tsx scripts/client/print-client.ts --check   writes nothing, and fails if a file is out of date
`,
  options: { check: FLAG },
  read: ({ check = false }) => check,
};

function textOf(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

function generated(): Readonly<Record<string, string>> {
  const schema = buildSchema(textOf('schema/schema.graphql'));
  const sources = readdirSync(join(ROOT, 'schema/operations'))
    .sort()
    .map((name) => textOf('schema/operations', name));
  return { 'src/client/generated/originator-client.ts': clientMethods(schema, sources) };
}

process.exitCode = await answerCall(PRINT_CLIENT, process.argv.slice(2), PROCESS_OUTPUT, async (isCheck) => {
  const stale = Object.entries(generated()).filter(([path, text]) => {
    if (!isCheck) writeFileSync(join(ROOT, path), text);
    return isCheck && textOf(path) !== text;
  });
  for (const [path] of stale) console.error(`${path} is stale: run \`npm run codegen\` and commit it.`);
  return stale.length === 0 ? 0 : 1;
});
