import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFiles } from '../../test/support/ledger/examples/example-files.ts';
import { ROOT } from '../source-tree.ts';

/** Writes schema/examples, and removes what no longer belongs there. */
const FOLDER = join(ROOT, 'schema/examples');
mkdirSync(FOLDER, { recursive: true });
for (const name of readdirSync(FOLDER)) rmSync(join(FOLDER, name));
for (const [name, content] of exampleFiles()) writeFileSync(join(FOLDER, name), content);
