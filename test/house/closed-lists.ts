import {
  isNode,
  nameOf,
  problemAt,
  type SourceFile,
  type SyntaxNode,
  visit,
} from '../../scripts/source-tree.ts';

/** The one place where closed lists are written. */
const VOCABULARY = 'src/kernel/vocabulary/';

/** A closed list by its name. */
export interface ClosedList {
  readonly name: string;
  readonly members: readonly string[];
}

/** The exported lists of a module. */
export function closedListsOf(module: Readonly<Record<string, unknown>>): ClosedList[] {
  return Object.entries(module).flatMap(([name, value]) => {
    const members = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
    return members.length > 1 ? [{ name, members }] : [];
  });
}

/** The texts of a node that consists of string literals and nothing else: a union type, an array or a tuple type. */
function textsOf(node: SyntaxNode): readonly string[] | undefined {
  const parts = { TSUnionType: 'types', ArrayExpression: 'elements', TSTupleType: 'elementTypes' }[node.type];
  const members = parts === undefined ? undefined : node[parts];
  if (!Array.isArray(members)) return undefined;
  const texts = members.map((one) =>
    nameOfLiteral(isNode(one) && one.type === 'TSLiteralType' ? one['literal'] : one),
  );
  return texts.some((text) => text === undefined) ? undefined : texts.filter((text) => text !== undefined);
}

function nameOfLiteral(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' ? nameOf(node) : undefined;
}

function keyOf(members: readonly string[]): string {
  return [...new Set(members)].sort().join(' ');
}

/** Places outside the vocabulary that spell out the members of one of its lists, in whatever order. */
export function secondSpellings(files: readonly SourceFile[], lists: readonly ClosedList[]): string[] {
  const known = new Map(lists.map(({ name, members }) => [keyOf(members), name]));
  return files
    .filter((file) => !file.path.startsWith(VOCABULARY))
    .flatMap((file) => {
      const problems: string[] = [];
      visit(file.program, (node) => {
        const texts = textsOf(node);
        const name = texts === undefined ? undefined : known.get(keyOf(texts));
        if (name !== undefined) problems.push(problemAt(file, node, `spells out ${name} a second time`));
        return true;
      });
      return problems;
    });
}

/** GraphQL enums whose members are not held to a closed list by `satisfies Described<…>`. */
export function looseEnums(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) => {
    const problems: string[] = [];
    visit(file.program, (node) => {
      if (
        node.type === 'CallExpression' &&
        isEnum(node) &&
        !file.text.slice(node.start, node.end).includes('Described<')
      )
        problems.push(problemAt(file, node, 'makes an enum that no closed list holds'));
      return true;
    });
    return problems;
  });
}

function isEnum(call: SyntaxNode): boolean {
  const callee = call['callee'];
  return isNode(callee) && callee.type === 'MemberExpression' && nameOf(callee['property']) === 'enumType';
}
