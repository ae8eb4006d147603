import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../source-tree.ts';
import { jsonSchemas } from './json-schemas.ts';

// Writes the JSON Schemas of receipts and exports to schema/; a test says whether what is committed is up to date.

for (const [path, schema] of Object.entries(jsonSchemas())) {
  const file = join(ROOT, path);
  await writeFile(file, `${JSON.stringify(schema, null, 2)}\n`);
  execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', file], { stdio: 'ignore' });
}
