import { describe, expect, it } from 'vitest';
import {
  filesBelow,
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  type SyntaxNode,
  sourceFile,
  visit,
} from '../../scripts/source-tree.ts';

/** The parent of a connection's page is a type parameter there, of which Pothos cannot know what it exposes. */
const GENERIC = 'src/graphql/fields/connection.ts';

/** `({ name }) => name`. */
function isTrivial(resolver: unknown): boolean {
  if (!isNode(resolver) || resolver.type !== 'ArrowFunctionExpression') return false;
  const [pattern, ...others] = nodesOf(resolver, 'params');
  if (pattern?.type !== 'ObjectPattern' || others.length > 0) return false;
  const [property, ...more] = nodesOf(pattern, 'properties');
  const name = property === undefined ? undefined : nameOf(property['value']);
  return more.length === 0 && name !== undefined && nameOf(resolver['body']) === name;
}

function nodesOf(node: SyntaxNode, field: string): SyntaxNode[] {
  const nodes = node[field];
  return Array.isArray(nodes) ? nodes.filter(isNode) : [];
}

function trivialResolvers(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    visit(file.program, (node) => {
      if (node.type === 'Property' && nameOf(node['key']) === 'resolve' && isTrivial(node['value']))
        problems.push(problemAt(file, node, 'resolves what Pothos can expose'));
      return true;
    });
    return problems;
  });
}

describe('fields that are a property of their parent', () => {
  it('are exposed, not resolved', () => {
    expect(trivialResolvers(filesBelow('src/graphql').filter(({ path }) => path !== GENERIC))).toEqual([]);
  });

  it.each(['({ name }) => name', '({ name: text }) => text'])(
    'are found when they are resolved by %s',
    (text) => {
      expect(trivialResolvers([sourceFile('src/a.ts', `const field = { resolve: ${text} };`)])).toEqual([
        'src/a.ts:1 resolves what Pothos can expose',
      ]);
    },
  );

  it.each(['(name) => name', '({ name }) => name ?? null', '({ id, name }) => name'])(
    'are not what %s resolves',
    (text) => {
      expect(trivialResolvers([sourceFile('src/a.ts', `const field = { resolve: ${text} };`)])).toEqual([]);
    },
  );
});
