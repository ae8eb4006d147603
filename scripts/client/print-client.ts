import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { z } from 'zod';
import { answerCall, type CommandLine, FLAG, PROCESS_OUTPUT } from '../../src/app/command-line.ts';
import { cacheKeys, possibleTypes } from '../schema/cache-files.ts';
import { problemPage } from '../schema/problem-page.ts';
import { ROOT } from '../source-tree.ts';
import { clientMethods } from './client-methods.ts';

const PRINT_CLIENT: CommandLine<{ readonly check: typeof FLAG }, boolean> = {
  usage: `Writes the methods of the client, one for each operation of schema/operations, to src/client/generated, and the documents that
the server knows by their ids, of the client and the console, to schema/documents.json. What caches of clients know of the
contract goes to schema/possible-types.json and schema/cache-keys.json, and the codes of problems to docs/problems.md.

  tsx scripts/client/print-client.ts
  tsx scripts/client/print-client.ts --check   writes nothing, and fails if a file is out of date
`,
  options: { check: FLAG },
  read: ({ check = false }) => check,
};

function textOf(...path: readonly string[]): string {
  return readFileSync(join(ROOT, ...path), 'utf8');
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const documentsFile = z.record(z.string(), z.string());

/** All documents that the code generator has given an id, by that id. */
function registeredDocuments(): string {
  const files = ['src/client', 'src/console']
    .map((folder) => `${folder}/generated/persisted-documents.json`)
    .filter((path) => existsSync(join(ROOT, path)));
  const documents = files.flatMap((path) => Object.entries(documentsFile.parse(JSON.parse(textOf(path)))));
  const sorted = new Map(documents.sort(([one], [other]) => (one < other ? -1 : 1)));
  return jsonOf(Object.fromEntries(sorted));
}

function generated(): Readonly<Record<string, string>> {
  const schema = buildSchema(textOf('schema/schema.graphql'));
  const sources = readdirSync(join(ROOT, 'schema/operations'))
    .sort()
    .map((name) => textOf('schema/operations', name));
  return {
    'src/client/generated/originator-client.ts': clientMethods(schema, sources),
    'schema/documents.json': registeredDocuments(),
    'schema/possible-types.json': jsonOf(possibleTypes(schema)),
    'schema/cache-keys.json': jsonOf(cacheKeys(schema)),
    'docs/problems.md': problemPage(schema),
  };
}

process.exitCode = await answerCall(PRINT_CLIENT, process.argv.slice(2), PROCESS_OUTPUT, async (isCheck) => {
  const stale = Object.entries(generated()).filter(([path, text]) => {
    if (!isCheck) writeFileSync(join(ROOT, path), text);
    return isCheck && textOf(path) !== text;
  });
  for (const [path] of stale) console.error(`${path} is stale: run \`npm run codegen\` and commit it.`);
  return stale.length === 0 ? 0 : 1;
});
