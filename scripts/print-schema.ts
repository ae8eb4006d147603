import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printSchema } from 'graphql';
import { createSchema } from '../src/graphql/schema.ts';

// Prints the contract to schema/schema.graphql; with --check it only says whether what is committed is up to date.

const PATH = fileURLToPath(new URL('../schema/schema.graphql', import.meta.url));

const printed = `${printSchema(createSchema())}\n`;
if (process.argv.includes('--check')) {
  const committed = await readFile(PATH, 'utf8').catch(() => '');
  if (committed !== printed) {
    console.error('schema/schema.graphql is stale: run `npx tsx scripts/print-schema.ts` and commit it.');
    process.exitCode = 1;
  }
} else {
  await writeFile(PATH, printed);
}
