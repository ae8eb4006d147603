import { z } from 'zod';
import { commitmentForm } from '../../src/ledger/entries/commitment.ts';
import { ENTRY_STATES } from '../../src/ledger/entries/entry-kinds.ts';

type Schema = z.core.JSONSchema._JSONSchema;

/** The type in TypeScript of the values that a JSON Schema takes, as far as the schemas of states go. */
function typeOf(schema: Schema, indent: string): string {
  if (typeof schema === 'boolean') throw new Error('a schema of anything has no type here');
  const { type, anyOf, items } = schema;
  if (anyOf !== undefined) return anyOf.map((one) => typeOf(one, indent)).join(' | ');
  if (Array.isArray(type)) return type.map((one) => typeOf({ ...schema, type: one }, indent)).join(' | ');
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      if (items === undefined || Array.isArray(items)) throw new Error('an array of one form is expected');
      return `ReadonlyArray<${typeOf(items, indent)}>`;
    case 'object':
      return objectType(schema, indent);
    default:
      throw new Error(`a type of TypeScript is missing for ${JSON.stringify(schema)}`);
  }
}

function objectType({ properties = {}, required = [] }: Exclude<Schema, boolean>, indent: string): string {
  const names = Object.keys(properties);
  if (indent !== '' && names.join() === Object.keys(commitmentForm.shape).join()) return 'Commitment';
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, member]) => {
    const described = typeof member === 'boolean' ? undefined : member.description;
    const comment = described === undefined ? '' : `${inner}/** ${described} */\n`;
    const mark = required.includes(name) ? '' : '?';
    return `${comment}${inner}readonly ${name}${mark}: ${typeOf(member, inner)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

const states = z.strictObject(
  Object.fromEntries(
    ENTRY_STATES.map(([kind, { before, after }]) => [kind, z.strictObject({ before, after })]),
  ),
);

/** The TypeScript of the client's types of entries. */
export function clientTypes(): string {
  const [commitment, byKind] = [commitmentForm, states].map((form) => typeOf(z.toJSONSchema(form), ''));
  return `/** Stands for a personal value that is withheld or was erased. */
export interface Commitment ${commitment}

/** The states before and after, by the kind of an audit entry. */
export interface EntryStates ${byKind}
`;
}
