import {
  childrenOf,
  dottedName,
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  type SyntaxNode,
  visit,
} from '../../scripts/source-tree.ts';
import { importsOf } from './imports.ts';

const RULES_FILE = /-rules\.ts$/;
const SETTINGS_FILE = 'src/app/config.ts';

/** All that a rules file may take from outside the project; nothing of it looks at a clock, a die or the world. */
const PURE_PACKAGES: Readonly<Record<string, readonly string[] | 'all'>> = {
  'node:crypto': ['createHash', 'createHmac', 'timingSafeEqual', 'hash'],
  'node:util': ['isDeepStrictEqual'],
  zod: 'all',
  canonicalize: 'all',
};

/** Files of ours that reach outside, by where they lie or what they are called. */
const IMPURE_FILES = /^src\/(database|server|graphql|simulator|cli|client)\/|-(store|service|runner)\.ts$/;

const IMPURE_NAMES = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch', 'Date', 'require'],
  ...['newUuid', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'],
]);

const IMPURE_MEMBERS = [
  /^Date\.now$/,
  /^Math\.random$/,
  /^performance\./,
  /^process\./,
  /^console\./,
  /^crypto\.(random|getRandom)/,
  /\.(randomUUID|randomBytes|randomInt)$/,
];

function impurityOf(node: SyntaxNode): string | undefined {
  const args = node['arguments'];
  if (node.type === 'NewExpression' && nameOf(node['callee']) === 'Date') {
    return Array.isArray(args) && args.length === 0 ? 'reads the clock' : undefined;
  }
  if (node.type === 'CallExpression' && IMPURE_NAMES.has(nameOf(node['callee']) ?? '')) {
    return `calls ${nameOf(node['callee'])}`;
  }
  if (node.type === 'MemberExpression') {
    const name = dottedName(node) ?? '';
    return IMPURE_MEMBERS.some((impure) => impure.test(name)) ? `uses ${name}` : undefined;
  }
  return node.type === 'AwaitExpression' || node['async'] === true ? 'waits for something' : undefined;
}

function impureImports(file: SourceFile): string[] {
  return importsOf(file)
    .filter((one) => !one.typeOnly)
    .filter((one) => {
      if (one.ours) {
        return IMPURE_FILES.test(one.target) || one.names.some((name) => IMPURE_NAMES.has(name));
      }
      const allowed = PURE_PACKAGES[one.target];
      return (
        allowed !== 'all' && !(one.names.length > 0 && one.names.every((name) => allowed?.includes(name)))
      );
    })
    .map((one) => problemAt(file, one.node, `imports ${[...one.names, one.target].join(', ')} into rules`));
}

/** Clocks, randomness and input or output in a `*-rules.ts`, used or imported; types are free. */
export function impureRules(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => RULES_FILE.test(file.path))
    .flatMap((file) => {
      const problems = impureImports(file);
      visit(file.program, (node) => {
        const why = impurityOf(node);
        if (why !== undefined) {
          problems.push(problemAt(file, node, `${why}, though rules are pure`));
        }
        return undefined;
      });
      return problems;
    });
}

function readsEnvironment(node: SyntaxNode): boolean {
  if (node.type === 'MemberExpression') {
    return /(^|\.)process\.env$/.test(dottedName(node) ?? '');
  }
  if (node.type === 'VariableDeclarator') {
    return nameOf(node['init']) === 'process' && isNode(node['id']) && node['id'].type === 'ObjectPattern';
  }
  return false;
}

/** Readers of the environment other than config.ts. */
export function strayEnvironmentReaders(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path !== SETTINGS_FILE)
    .flatMap((file) => {
      const problems = importsOf(file)
        .filter((one) => /^(node:)?process$/.test(one.target))
        .map((one) => problemAt(file, one.node, 'imports the process, and its environment with it'));
      visit(file.program, (node) => {
        if (readsEnvironment(node)) {
          problems.push(problemAt(file, node, `reads the environment, which only ${SETTINGS_FILE} does`));
        }
        return undefined;
      });
      return problems;
    });
}

const LIVE_CALLS =
  /^(setInterval|setTimeout|setImmediate|fetch|spawn|exec|execFile|fork)$|\.(listen|connect|query|on|once|unref|spawn|fork)$|(^|\.)(createServer|createConnection)$/;
const LIVE_CLASSES =
  /^(Pool|Client|Agent|Server|Worker|WebSocket|WebSocketServer|EventSource|BroadcastChannel)$/;
const ENTRY_FILES = /^src\/(main\.ts|cli\/.*\.ts)$/;

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Everything that runs by itself when the file is imported; the bodies of functions do not, unless called on the spot. */
function visitOnImport(node: SyntaxNode, see: (node: SyntaxNode) => void): void {
  see(node);
  for (const child of childrenOf(node)) {
    const calledOnTheSpot = node.type === 'CallExpression' && node['callee'] === child;
    const ownedByClass = node.type === 'PropertyDefinition' && node['static'] !== true;
    if ((!FUNCTIONS.has(child.type) || calledOnTheSpot) && !ownedByClass) {
      visitOnImport(child, see);
    }
  }
}

function effectOf(node: SyntaxNode): string | undefined {
  const callee = dottedName(node['callee']) ?? '';
  if (node.type === 'AwaitExpression') {
    return 'waits';
  }
  if (node.type === 'CallExpression' && LIVE_CALLS.test(callee)) {
    return `calls ${callee}`;
  }
  return node.type === 'NewExpression' && LIVE_CLASSES.test(callee.split('.').pop() ?? '')
    ? `makes a ${callee}`
    : undefined;
}

/** Files that connect, listen, wait or start a timer as soon as they are imported; entry points are free to. */
export function effectsOnImport(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => !ENTRY_FILES.test(file.path))
    .flatMap((file) => {
      const problems: string[] = [];
      visitOnImport(file.program, (node) => {
        const effect = effectOf(node);
        if (effect !== undefined) {
          problems.push(problemAt(file, node, `${effect} when it is imported`));
        }
      });
      return problems;
    });
}
