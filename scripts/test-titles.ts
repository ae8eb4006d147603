import { childrenOf, isNode, nameOf, type SourceFile, type SyntaxNode, visit } from './source-tree.ts';

/** A test as it is written: its titles from the outermost `describe` on, and the texts of its table of cases. */
export interface WrittenTest {
  readonly path: string;
  readonly titles: readonly string[];
  readonly cases: readonly string[];
}

const GROUPS = new Set(['describe', 'suite']);
const TESTS = new Set(['it', 'test']);

/** The identifier that a call begins with, through members and calls: `it` for `it.each(table)('…')`. */
function rootOf(node: unknown): string | undefined {
  if (!isNode(node)) {
    return undefined;
  }
  return nameOf(node) ?? rootOf(node['callee'] ?? node['tag'] ?? node['object']);
}

/** The text of a string or template, holes left out. */
function textOf(node: unknown): string | undefined {
  if (isNode(node) && node.type === 'TemplateLiteral') {
    const parts = Array.isArray(node['quasis']) ? node['quasis'].filter(isNode) : [];
    return parts.map((part) => cookedText(part['value'])).join('…');
  }
  return isNode(node) && node.type === 'Literal' ? nameOf(node) : undefined;
}

function cookedText(value: unknown): string {
  const cooked = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : '';
  return typeof cooked === 'string' ? cooked : '';
}

function textsBelow(node: unknown): string[] {
  const texts: string[] = [];
  if (isNode(node)) {
    visit(node, (one) => {
      texts.push(...(textOf(one) === undefined ? [] : [textOf(one) ?? '']));
      return undefined;
    });
  }
  return texts;
}

function collect(file: SourceFile, node: SyntaxNode, groups: readonly string[], found: WrittenTest[]): void {
  const args = node.type === 'CallExpression' && Array.isArray(node['arguments']) ? node['arguments'] : [];
  const title = textOf(args[0]);
  const root = args.length > 1 && title !== undefined ? rootOf(node['callee']) : undefined;
  if (root !== undefined && title !== undefined && TESTS.has(root)) {
    found.push({ path: file.path, titles: [...groups, title], cases: textsBelow(node['callee']) });
    return;
  }
  const below = root !== undefined && title !== undefined && GROUPS.has(root) ? [...groups, title] : groups;
  for (const child of childrenOf(node)) {
    collect(file, child, below, found);
  }
}

/** The tests that a file holds, in the order of the text. */
export function testsOf(file: SourceFile): WrittenTest[] {
  const found: WrittenTest[] = [];
  collect(file, file.program, [], found);
  return found;
}

/** The letters of the rules, in the order in which they are best read. */
export const RULE_LETTERS = 'VNCSDBAXG';
const CITATION = new RegExp(`\\(((?:[${RULE_LETTERS}]\\d{1,2})[^()]*)\\)`, 'g');
const NUMBER = new RegExp(`\\b([${RULE_LETTERS}])(\\d{1,2})(?:\\s*[–-]\\s*\\1?(\\d{1,2}))?\\b`, 'g');

/** The rules that a title cites in brackets: `(V4)`, `(V4, S1)`, `(V1–V3)`. */
export function citedRules(title: string): string[] {
  return [...title.matchAll(CITATION)].flatMap(([, inside]) =>
    [...(inside ?? '').matchAll(NUMBER)].flatMap(([, letter, first, last]) => {
      const from = Number(first);
      const count = Math.max(1, Number(last ?? first) - from + 1);
      return Array.from({ length: count }, (_, index) => `${letter}${from + index}`);
    }),
  );
}
