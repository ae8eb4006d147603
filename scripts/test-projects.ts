import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a test needs around it: nothing, a database, or processes of the program. */
export type TestKind = 'unit' | 'integration' | 'process';

/** Run by configurations of their own. */
const APART = /^test\/(bench|browser|fault|installed)\//;

/** What starts a process, and what reaches the database of the run. */
const NEEDS: Readonly<Record<Exclude<TestKind, 'unit'>, RegExp>> = {
  process: /^(node:child_process|test\/support\/processes\/(server-process|built-program)\.ts)$/,
  integration: /^test\/support\/database\/cluster\.ts$/,
};

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g;

/** Everything that a file imports, directly or by another file of `test/`; paths from the root, or names of packages. */
function reachedFrom(path: string, reached = new Set<string>()): ReadonlySet<string> {
  for (const [, specifier = ''] of readFileSync(join(ROOT, path), 'utf8').matchAll(IMPORT)) {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
    if (reached.has(target)) continue;
    reached.add(target);
    // A text of a test may look like an import, of a file that is not there.
    if (target.startsWith('test/') && existsSync(join(ROOT, target))) reachedFrom(target, reached);
  }
  return reached;
}

function kindOf(path: string): TestKind {
  const reached = [...reachedFrom(path)];
  if (reached.some((target) => NEEDS.process.test(target))) return 'process';
  return reached.some((target) => NEEDS.integration.test(target)) ? 'integration' : 'unit';
}

/** The test files of `npm test` by what they need, which is told from what they import. */
export function testsByKind(): Readonly<Record<TestKind, readonly string[]>> {
  const kinds: Record<TestKind, string[]> = { unit: [], integration: [], process: [] };
  for (const name of readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' }).sort()) {
    const path = posix.join('test', name);
    if (path.endsWith('.test.ts') && !APART.test(path)) kinds[kindOf(path)].push(path);
  }
  return kinds;
}
