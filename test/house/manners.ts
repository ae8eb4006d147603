import {
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  type SyntaxNode,
  visit,
} from '../../scripts/source-tree.ts';

/** What a file or function may be longer by, and why it is better so. */
export interface Exception {
  readonly path: string;
  /** The function's name; without one the exception is the file's. */
  readonly name?: string;
  readonly reason: string;
}

const VAGUE = /(^|[-.])(utils?|helpers?|common|managers?|misc)([-.]|$)|^types\.ts$|^types$/;

/** Folders and files whose name does not say what they hold. */
export function vagueNames(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => file.path.split('/').some((part) => VAGUE.test(part)))
    .map((file) => `${file.path} does not say what it holds`);
}

/** Files with more lines than the limit. */
export function longFiles(
  files: readonly SourceFile[],
  limit: number,
  exceptions: readonly Exception[],
): string[] {
  return files
    .map((file) => ({ file, lines: file.text.replace(/\n$/, '').split('\n').length }))
    .filter(
      ({ file, lines }) => lines > limit && !exceptions.some((one) => one.path === file.path && !one.name),
    )
    .map(({ file, lines }) => `${file.path} has ${lines} lines, more than ${limit}`);
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** The fields of a GraphQL type, `fields: (t) => ({ … })`, are a list of declarations; what they call is counted. */
function isFieldList(node: SyntaxNode, name: string | undefined): boolean {
  return name === 'fields' && isNode(node['body']) && node['body'].type !== 'BlockStatement';
}

/** Functions with their names: their own, or that of the variable, property or method that holds them. */
function functionsOf(file: SourceFile): { node: SyntaxNode; name: string }[] {
  const names = new Map<unknown, string>();
  const found: { node: SyntaxNode; name: string }[] = [];
  visit(file.program, (node) => {
    const held = node['init'] ?? node['value'];
    const holder = nameOf(node['id'] ?? node['key']);
    if (isNode(held) && holder !== undefined) {
      names.set(held, holder);
    }
    if (FUNCTIONS.has(node.type) && !isFieldList(node, names.get(node))) {
      found.push({ node, name: nameOf(node['id']) ?? names.get(node) ?? 'a function' });
    }
    return undefined;
  });
  return found;
}

/** The lines of a function's body, without those of its braces. */
function bodyLines(file: SourceFile, node: SyntaxNode): number {
  const body = node['body'];
  if (!isNode(body)) {
    return 0;
  }
  const lines = file.text.slice(body.start, body.end).split('\n').length;
  return body.type === 'BlockStatement' ? Math.max(0, lines - 2) : lines;
}

/** Functions whose body has more lines than the limit. */
export function longFunctions(
  files: readonly SourceFile[],
  limit: number,
  exceptions: readonly Exception[],
): string[] {
  return files.flatMap((file) =>
    functionsOf(file)
      .map(({ node, name }) => ({ node, name, lines: bodyLines(file, node) }))
      .filter(({ name, lines }) => {
        const excepted = exceptions.some((one) => one.path === file.path && one.name === name);
        return lines > limit && !excepted;
      })
      .map(({ node, name, lines }) =>
        problemAt(file, node, `${name} has ${lines} lines, more than ${limit}`),
      ),
  );
}

/** Exceptions for files and functions that are not too long, or not there, any more. */
export function idleExceptions(
  files: readonly SourceFile[],
  limits: { readonly file: number; readonly function: number },
  exceptions: readonly Exception[],
): string[] {
  return exceptions
    .filter((one) => {
      const own = files.filter((file) => file.path === one.path);
      return one.name === undefined
        ? longFiles(own, limits.file, []).length === 0
        : !longFunctions(own, limits.function, []).some((problem) => problem.includes(` ${one.name} has `));
    })
    .map((one) => `${one.path}${one.name ? ` ${one.name}` : ''} needs no exception`);
}

/** Default exports, under either spelling. */
export function defaultExports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    visit(file.program, (node) => {
      const renamed = node.type === 'ExportSpecifier' && nameOf(node['exported']) === 'default';
      if (node.type === 'ExportDefaultDeclaration' || renamed) {
        problems.push(problemAt(file, node, 'exports a default'));
      }
      return undefined;
    });
    return problems;
  });
}

const SILENCED = /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable|v8 ignore/;

function wayAround(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'TSAnyKeyword':
      return 'says any';
    case 'TSNonNullExpression':
      return 'denies null with !';
    case 'TSEnumDeclaration':
      return 'declares an enum';
    case 'TSAsExpression': {
      const inner = node['expression'];
      return isNode(inner) && inner.type === 'TSAsExpression' ? 'casts twice' : undefined;
    }
    default:
      return undefined;
  }
}

/** Ways around the compiler and the linter: any, !, double casts, enums, and comments that silence either. */
export function waysAroundTheCompiler(
  files: readonly SourceFile[],
  castsTwice: readonly Exception[] = [],
): string[] {
  return files.flatMap((file) => {
    const problems = file.text
      .split('\n')
      .flatMap((line, index) => (SILENCED.test(line) ? [`${file.path}:${index + 1} silences a check`] : []));
    visit(file.program, (node) => {
      const way = wayAround(node);
      const excepted = way === 'casts twice' && castsTwice.some((one) => one.path === file.path);
      if (way !== undefined && !excepted) {
        problems.push(problemAt(file, node, way));
      }
      return undefined;
    });
    return problems;
  });
}

const TEST_CALLS = /^(it|test|describe|suite|bench)$/;
const LEFT_OUT = /^(skip|only|todo|skipIf|runIf|fails)$/;
const MODULE_DOUBLES = /^(mock|doMock|unmock|hoisted)$/;

/** Tests that are left out, single out themselves or replace a module. */
export function evasiveTests(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    visit(file.program, (node) => {
      const object = nameOf(node['object']) ?? '';
      const member = node.type === 'MemberExpression' ? (nameOf(node['property']) ?? '') : '';
      const leftOut = TEST_CALLS.test(object) && LEFT_OUT.test(member);
      if (leftOut || (object === 'vi' && MODULE_DOUBLES.test(member))) {
        problems.push(problemAt(file, node, `uses ${object}.${member}`));
      }
      return undefined;
    });
    return problems;
  });
}

const TELLS_TEXTS_APART = new Set([
  'test',
  'exec',
  'match',
  'matchAll',
  'search',
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'replace',
  'replaceAll',
]);

function isMessage(node: unknown): boolean {
  const expression = isNode(node) && node.type === 'ChainExpression' ? node['expression'] : node;
  return (
    isNode(expression) &&
    expression.type === 'MemberExpression' &&
    nameOf(expression['property']) === 'message'
  );
}

function matchesMessage(node: SyntaxNode): boolean {
  if (node.type === 'BinaryExpression') {
    const isEquality = /^[!=]==?$/.test(String(node['operator']));
    return isEquality && (isMessage(node['left']) || isMessage(node['right']));
  }
  const callee = node.type === 'CallExpression' ? node['callee'] : undefined;
  if (!isNode(callee) || callee.type !== 'MemberExpression') return false;
  if (!TELLS_TEXTS_APART.has(nameOf(callee['property']) ?? '')) return false;
  const given = Array.isArray(node['arguments']) ? node['arguments'] : [];
  return isMessage(callee['object']) || given.some(isMessage);
}

/** Where errors are told apart by their text, which a library may change with any version. */
export function matchedMessages(files: readonly SourceFile[], exceptions: readonly Exception[]): string[] {
  return files
    .filter(({ path }) => !exceptions.some((one) => one.path === path))
    .flatMap((file) => {
      const problems: string[] = [];
      visit(file.program, (node) => {
        if (matchesMessage(node)) problems.push(problemAt(file, node, 'tells errors apart by their text'));
        return undefined;
      });
      return problems;
    });
}

/** Literals that are spread into another literal, only to be formatted on fewer lines. */
export function spreadLiterals(files: readonly SourceFile[], exceptions: readonly Exception[]): string[] {
  return files
    .filter(({ path }) => !exceptions.some((one) => one.path === path))
    .flatMap((file) => {
      const problems: string[] = [];
      visit(file.program, (node) => {
        const spread = node.type === 'SpreadElement' ? node['argument'] : undefined;
        if (isNode(spread) && /^(Object|Array)Expression$/.test(spread.type))
          problems.push(problemAt(file, node, 'spreads a literal'));
        return undefined;
      });
      return problems;
    });
}
