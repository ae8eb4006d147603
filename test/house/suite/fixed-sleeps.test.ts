import { expect, it } from 'vitest';
import {
  dottedName,
  filesBelow,
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  type SyntaxNode,
  sourceFile,
  visit,
} from '../../../scripts/source-tree.ts';
import type { Exception } from '../manners.ts';

/** Where the pause itself is what is tested. */
const PAUSES: readonly Exception[] = [
  {
    path: 'test/database/session.test.ts',
    reason: 'a statement that takes longer than the server would let it',
  },
  {
    path: 'test/dev/embedded-postgres/embedded-server.test.ts',
    reason: 'a statement that Ctrl-C finds under way',
  },
  { path: 'test/fault/dispatch-kill.fault.test.ts', reason: 'kills at random instants' },
  { path: 'test/fault/lost-connections.test.ts', reason: 'cuts connections at instants of a span' },
  {
    path: 'test/fault/network/middleboxes.test.ts',
    reason: 'silence for as long as a load balancer bears it',
  },
  { path: 'test/fault/sealer-kill.fault.test.ts', reason: 'kills and writes at random instants' },
  { path: 'test/process/killing.ts', reason: 'kills at instants of a span' },
  { path: 'test/twilio/http-client.test.ts', reason: 'an answer that drips' },
  { path: 'test/twilio/send-timing.test.ts', reason: 'an answer that comes late' },
];

/** The bench measures time; house tests only spell out what is looked for. */
const APART = /^test\/(bench|house)\//;

const TIMERS = /^(node:)?timers(\/promises)?$/;
const SLEEPS = /^((globalThis|window|global)\.)?(setTimeout|setInterval)$|^scheduler\.wait$/;
/** A statement that sleeps for minutes is one that never ends by itself. */
const BRIEF_SLEEP = /\bpg_sleep\([0-5]?\d?(\.\d+)?\)/;

function importsTimer(node: SyntaxNode): boolean {
  const source = node['source'];
  return (
    node.type === 'ImportDeclaration' &&
    isNode(source) &&
    TIMERS.test(String(source['value'])) &&
    Array.isArray(node['specifiers']) &&
    node['specifiers'].some((one) => isNode(one) && nameOf(one['imported']) !== 'setImmediate')
  );
}

function textOf(node: SyntaxNode): string {
  const { value } = node;
  if (typeof value === 'string') return value;
  const isTemplate = node.type === 'TemplateElement' && typeof value === 'object' && value !== null;
  return isTemplate && 'raw' in value ? String(value.raw) : '';
}

/** Pauses of a length that is fixed beforehand. */
function fixedSleeps(file: SourceFile): string[] {
  const problems: string[] = [];
  visit(file.program, (node) => {
    const callee = node.type === 'CallExpression' && isNode(node['callee']) ? dottedName(node['callee']) : '';
    if (importsTimer(node) || SLEEPS.test(callee ?? '') || BRIEF_SLEEP.test(textOf(node)))
      problems.push(problemAt(file, node, 'sleeps: await the event, or wait until() it is so'));
    return undefined;
  });
  return problems;
}

it.each([
  `import { setTimeout as sleep } from 'node:timers/promises';`,
  `import { scheduler } from 'node:timers/promises';`,
  'await new Promise((resolve) => setTimeout(resolve, 5));',
  'await new Promise((resolve) => globalThis.setTimeout(resolve, 5));',
  'const slow = `select pg_sleep(0.5)`;',
  `await rows('begin; select pg_sleep(1); commit');`,
])('finds a fixed sleep in %s', (text) => {
  expect(fixedSleeps(sourceFile('test/a.test.ts', text))).toHaveLength(1);
});

it.each([
  `import { setImmediate as nextTurn } from 'node:timers/promises';`,
  'await until(() => isDone);',
  'const endless = `select pg_sleep(600)`;',
])('lets %s be', (text) => {
  expect(fixedSleeps(sourceFile('test/a.test.ts', text))).toEqual([]);
});

it('has no test wait for a moment to pass', () => {
  const files = filesBelow('test').filter(({ path }) => !APART.test(path));
  const found = files.map((file) => ({ path: file.path, sleeps: fixedSleeps(file) }));
  const isPause = (path: string) => PAUSES.some((one) => one.path === path);
  expect(found.filter(({ path }) => !isPause(path)).flatMap(({ sleeps }) => sleeps)).toEqual([]);
  const idle = PAUSES.filter(({ path }) =>
    found.every((one) => one.path !== path || one.sleeps.length === 0),
  );
  expect(idle).toEqual([]);
});
