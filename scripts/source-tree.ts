import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vitest/node';

/** The folder that package.json lies in. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Written by a generator, so that no style of ours binds it. */
const GENERATED = /^src\/(client|console)\/generated\//;

/** A node of the syntax tree: what kind it is, where it stands, and whatever else its kind has. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

/** A parsed file; paths are relative to the project's folder, with slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
}

/** Narrows any field of a syntax node to a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}

/** Parses one file, or the text of a sample that pretends to be one. Throws where the syntax is wrong. */
export function sourceFile(path: string, text: string): SourceFile {
  const program: unknown = parseAst(text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  if (!isNode(program)) {
    throw new Error(`${path} has no syntax tree`);
  }
  return { path, text, program };
}

/** Files do not change while they are checked, and several checks look at all of them. */
const alreadyParsed = new Map<string, SourceFile>();

function parsed(path: string): SourceFile {
  const file = alreadyParsed.get(path) ?? sourceFile(path, readFileSync(join(ROOT, path), 'utf8'));
  alreadyParsed.set(path, file);
  return file;
}

/** All TypeScript files below a folder of the project, but generated ones. */
export function filesBelow(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => posix.join(folder, path.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !GENERATED.test(path))
    .sort()
    .map(parsed);
}

/** The nodes directly below one, in the order of the text. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (const field of Object.values(node)) {
    if (isNode(field)) {
      children.push(field);
    } else if (Array.isArray(field)) {
      children.push(...field.filter(isNode));
    }
  }
  return children;
}

/** Visits a node and everything below it. Where `see` returns false it goes no deeper. */
export function visit(node: SyntaxNode, see: (node: SyntaxNode) => boolean | undefined): void {
  if (see(node) === false) {
    return;
  }
  for (const child of childrenOf(node)) {
    visit(child, see);
  }
}

/** The name of an identifier or private name, the text of a string literal, otherwise undefined. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) {
    return undefined;
  }
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') {
    return typeof node['name'] === 'string' ? node['name'] : undefined;
  }
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : undefined;
}

/** A member expression written with dots or quotes as text, `process.env`; a bare identifier as its name. */
export function dottedName(node: unknown): string | undefined {
  if (!isNode(node)) {
    return undefined;
  }
  if (node.type === 'MemberExpression') {
    const object = dottedName(node['object']);
    const member = node['property'];
    const named = isNode(member) && (node['computed'] !== true || member.type === 'Literal');
    return named ? `${object ?? ''}.${nameOf(member) ?? ''}` : undefined;
  }
  return node.type === 'Identifier' ? nameOf(node) : undefined;
}

/** The line that a place in a file lies on, from 1. */
export function lineAt(file: SourceFile, offset: number): number {
  return file.text.slice(0, offset).split('\n').length;
}

/** A problem as the tests print it. */
export function problemAt(file: SourceFile, node: SyntaxNode, sentence: string): string {
  return `${file.path}:${lineAt(file, node.start)} ${sentence}`;
}
