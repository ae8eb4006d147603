import { type GraphQLSchema, isEnumType } from 'graphql';
import { PROBLEM_CODES, REQUEST_ERROR_CODES } from '../../src/kernel/vocabulary/errors.ts';
import { filesBelow, isNode, type SyntaxNode, visit } from '../source-tree.ts';
import { REMEDIES, REQUEST_CAUSES } from './problem-remedies.ts';

const MOST_MESSAGES = 12;

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

/** The messages that the code gives with each code, as far as they stand beside it; … stands for a value. */
function messagesByCode(): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const look = (call: SyntaxNode) => {
    const given: unknown = call['arguments'];
    if (!Array.isArray(given)) return;
    for (const [index, argument] of given.entries()) {
      const code = textOf(argument);
      const message = textOf(given[index + 1]);
      if (code === undefined || !(code in REMEDIES) || message === undefined || message in REMEDIES) continue;
      if (/[a-z]/.test(message)) found.set(code, (found.get(code) ?? new Set()).add(message));
    }
  };
  for (const { program } of filesBelow('src')) {
    visit(program, (node) => {
      if (node.type === 'CallExpression') look(node);
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
