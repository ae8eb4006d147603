import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { UNSTORABLE } from './document-limits.ts';
import type { Limits } from './limits.ts';
import { limitExceeded, refusal } from './refusal.ts';

type Path = readonly (string | number)[];

const PRINTABLE_NAME = /^[_A-Za-z][_0-9A-Za-z]{0,63}$/;

/** `$input.numbers[2]`; a member that is no name, and thus none of the schema's, is not repeated. */
function printPath(path: Path): string {
  return path
    .map((part) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return PRINTABLE_NAME.test(part) ? `.${part}` : '.…';
    })
    .join('')
    .replace(/^\./, '$');
}

/** Goes through what JSON made of the variables without recursion, since a client decides how deep they nest. */
function checkContent(variables: Readonly<Record<string, unknown>>, limits: Limits): void {
  const rest: { readonly value: unknown; readonly path: Path }[] = [{ value: variables, path: [] }];
  for (let entry = rest.pop(); entry !== undefined; entry = rest.pop()) {
    const { value, path } = entry;
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      throw refusal(
        'BAD_USER_INPUT',
        `Variable "${printPath(path)}" holds a character that cannot be stored.`,
        { status: 400, extensions: { inputPath: path } },
      );
    }
    if (typeof value !== 'object' || value === null) {
      continue;
    }
    if (path.length > limits.variableDepth) {
      throw limitExceeded('variableDepth', limits.variableDepth, 'The variables are nested too deep');
    }
    for (const [name, member] of Object.entries(value)) {
      rest.push({ value: member, path: [...path, Array.isArray(value) ? Number(name) : name] });
    }
  }
}

function typeAt(type: GraphQLInputType, path: Path): GraphQLInputType | undefined {
  let current: GraphQLInputType | undefined = type;
  for (const part of path) {
    let nullable: GraphQLInputType | undefined = current && getNullableType(current);
    // A single value stands for a list of one, and then has no index in its path.
    while (typeof part === 'string' && isListType(nullable)) {
      nullable = getNullableType(nullable.ofType);
    }
    if (typeof part === 'number') {
      current = isListType(nullable) ? nullable.ofType : undefined;
    } else {
      current = isInputObjectType(nullable) ? nullable.getFields()[part]?.type : undefined;
    }
  }
  return current;
}

/** What is wrong with a value, in words that do not hold it. */
function complaint(type: GraphQLInputType | undefined, value: unknown, error: GraphQLError): string {
  // The schema's own words, told by their code, are made to be shown.
  if (typeof error.extensions['code'] === 'string') {
    return error.message;
  }
  const named = type && getNamedType(type);
  if (named !== undefined && isLeafType(named)) {
    return value === undefined || value === null
      ? `Expected a value of type "${String(type)}".`
      : `Expected type "${named.name}".`;
  }
  const unknownField = /^Field "([^"]*)" is not defined/.exec(error.message)?.[1];
  return unknownField === undefined || PRINTABLE_NAME.test(unknownField)
    ? error.message
    : 'It has a field that is not defined.';
}

function errorsOf(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type)) {
    return [];
  }
  const complain = (path: Path, text: string) =>
    refusal('BAD_USER_INPUT', `Variable "${printPath(path)}": ${text}`, {
      status: 400,
      byTheLanguage: true,
      nodes: [definition],
      extensions: { inputPath: path },
    });
  if (!Object.hasOwn(variables, name)) {
    return definition.defaultValue === undefined && isNonNullType(type)
      ? [complain([name], `A value of type "${String(type)}" is required.`)]
      : [];
  }
  const found: GraphQLError[] = [];
  coerceInputValue(
    variables[name],
    type,
    (path, value, error) => {
      found.push(complain([name, ...path], complaint(typeAt(type, path), value, error)));
    },
    true,
  );
  return found;
}

/**
 * What is wrong with an operation's variables, without ever repeating a value: graphql-js would print it, and it
 * may be a secret. Throws a GraphQLError for strings that cannot be stored and for variables that nest too deep.
 */
export function checkVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: Limits,
): readonly GraphQLError[] {
  checkContent(variables, limits);
  return (operation.variableDefinitions ?? []).flatMap((definition) =>
    errorsOf(schema, definition, variables),
  );
}
