import { expect, it } from 'vitest';
import {
  filesBelow,
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  visit,
} from '../../../scripts/source-tree.ts';
import type { Exception } from '../manners.ts';

/** Files that start what others share, with the usual settings, for themselves. */
const OWN: readonly Exception[] = [
  { path: 'test/account/verification-course.test.ts', reason: 'stops the work of a node' },
  { path: 'test/cli/tour.test.ts', reason: 'changes the tokens of the simulator’s own accounts' },
  { path: 'test/consent/legal-texts.test.ts', reason: 'publishes and alters the text that all consent to' },
  { path: 'test/dispatch/policy/pauses.test.ts', reason: 'stops sending for everybody' },
  { path: 'test/dispatch/send/attempts.test.ts', reason: 'takes the database away' },
  { path: 'test/dispatch/upkeep/retention.test.ts', reason: 'removes whole months, of all tenants' },
  { path: 'test/graphql/statements.test.ts', reason: 'stops the work to count its own statements' },
  { path: 'test/process/readiness.test.ts', reason: 'makes the database unfit' },
  { path: 'test/secrets/at-rest.test.ts', reason: 'looks for its secrets in everything since the start' },
];

/** Starts of what a worker's files share, `startServices()` and `startSystem()`, without any setting. */
function plainStarts(file: SourceFile): string[] {
  const problems: string[] = [];
  visit(file.program, (node) => {
    const args = node['arguments'];
    const isPlain = node.type === 'CallExpression' && Array.isArray(args) && args.length === 0;
    if (isPlain && isNode(node['callee']) && /^start(Services|System)$/.test(nameOf(node['callee']) ?? ''))
      problems.push(problemAt(file, node, 'starts for itself what sharedServices() or sharedSystem() gives'));
    return undefined;
  });
  return problems;
}

it('lets a test file start services of its own only where it asks more of them than a tenant', () => {
  const starts = filesBelow('test').map((file) => ({ path: file.path, found: plainStarts(file) }));
  const isException = (path: string) => OWN.some((one) => one.path === path);
  expect(starts.filter(({ path }) => !isException(path)).flatMap(({ found }) => found)).toEqual([]);
  const idle = OWN.filter(({ path }) => starts.every((one) => one.path !== path || one.found.length === 0));
  expect(idle).toEqual([]);
});
