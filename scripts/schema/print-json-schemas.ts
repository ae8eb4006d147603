import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../source-tree.ts';
import { jsonSchemas } from './json-schemas.ts';
import { clientTypes } from './typescript-types.ts';

// Writes the JSON Schemas of evidence to schema/, and the types of the client that follow from them; tests say whether what is
// committed is up to date.

for (const [path, schema] of Object.entries(jsonSchemas())) {
  const file = join(ROOT, path);
  writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  execFileSync(join(ROOT, 'node_modules/.bin/biome'), ['format', '--write', file], { stdio: 'ignore' });
}
writeFileSync(join(ROOT, 'src/client/generated/entry-states.ts'), clientTypes());
