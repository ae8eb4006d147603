import { type GraphQLSchema, isEnumType } from 'graphql';
import { PROBLEM_CODES, REQUEST_ERROR_CODES } from '../../src/kernel/vocabulary/errors.ts';
import { filesBelow, isNode, nameOf, type SyntaxNode, visit } from '../source-tree.ts';
import { REMEDIES, REQUEST_CAUSES } from './problem-remedies.ts';

const MOST_MESSAGES = 20;

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined;
  const parts = node['quasis'].map((part: unknown) => {
    const value: unknown = isNode(part) ? part['value'] : undefined;
    return typeof value === 'object' && value !== null && 'cooked' in value ? String(value.cooked) : '';
  });
  return parts.join('…');
}

interface Named {
  readonly name: string;
  readonly text: string;
  readonly start: number;
}

/** The texts that a file gives names to. */
function namedTexts(program: SyntaxNode): readonly Named[] {
  const found: Named[] = [];
  visit(program, (node) => {
    const name = node.type === 'VariableDeclarator' ? nameOf(node['id']) : undefined;
    const text = textOf(node['init']);
    if (name !== undefined && text !== undefined) found.push({ name, text, start: node.start });
    return undefined;
  });
  return found;
}

/** The messages that the code gives with each code, where they follow it; … stands for a value. */
function messagesByCode(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, program } of filesBelow('src')) {
    if (path.startsWith('src/dev/')) continue;
    const named = namedTexts(program);
    const messageOf = (argument: unknown) => {
      if (!isNode(argument) || argument.type !== 'Identifier') return textOf(argument);
      const name = nameOf(argument);
      return named.findLast((one) => one.name === name && one.start < argument.start)?.text;
    };
    visit(program, (node) => {
      const given: unknown = node.type === 'CallExpression' ? node['arguments'] : undefined;
      if (!Array.isArray(given)) return undefined;
      for (const [index, argument] of given.entries()) {
        const code = textOf(argument);
        const message = messageOf(given[index + 1]);
        if (code === undefined || !(code in REMEDIES) || message === undefined) continue;
        // Another argument may be a code as well.
        if (/[a-z]/.test(message)) found.set(code, (found.get(code) ?? new Set()).add(message));
      }
      return undefined;
    });
  }
  return found;
}

/** The page of all codes, made from the contract and the code. */
export function problemPage(schema: GraphQLSchema): string {
  const type = schema.getType('ProblemCode');
  if (!isEnumType(type)) throw new Error('the contract has no codes');
  const messages = messagesByCode();
  const section = (code: keyof typeof REMEDIES, cause: string) => {
    const told = [...(messages.get(code) ?? [])].sort().slice(0, MOST_MESSAGES);
    const list = told.map((message) => `- ${message.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}`);
    return [
      `### \`${code}\``,
      `**Cause.** ${cause.replaceAll(/\s+/g, ' ').trim()}`,
      `**Remedy.** ${REMEDIES[code]}`,
      ...(list.length === 0 ? [] : ['Messages of it, among others:', list.join('\n')]),
    ].join('\n\n');
  };
  const refusals = PROBLEM_CODES.map((code) => section(code, type.getValue(code)?.description ?? ''));
  const errors = REQUEST_ERROR_CODES.map((code) => section(code, REQUEST_CAUSES[code]));
  return `# Codes of problems

<!-- Made from the code by \`npm run codegen\`. -->

There are ${PROBLEM_CODES.length + REQUEST_ERROR_CODES.length} codes. They are the same over POST, GET, server-sent events, WebSocket and REST. Branch on the code, show the message to people,
and mark the field that \`path\` names. How each transport tells them is in [for front-end teams](front-end.md#errors).

## Refusals of the contract

They are data: a mutation answers one of its payload and its problems, told apart by \`__typename\`; \`code\` is that of the first of its \`issues\`.
They may also stand in \`errors[].extensions.code\`, where a query is refused.

${refusals.join('\n\n')}

## Refused requests

They are errors: \`errors[].extensions.code\` has the code.

${errors.join('\n\n')}
`;
}
