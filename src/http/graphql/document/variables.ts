import {
  coerceInputValue,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLNamedType,
  GraphQLScalarType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { COUNTED_ERRORS } from '../../limits/limits.ts';
import { refusal } from '../../limits/refusal.ts';
import { UNSTORABLE } from './document-limits.ts';

type Path = readonly (string | number)[];
type Variables = Readonly<Record<string, unknown>>;

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

/** A value, and where it was found: what is above it, and by which name or index. */
interface Found {
  readonly value: unknown;
  readonly above?: Found;
  readonly part?: string | number;
}

function pathOf(found: Found): Path {
  const path: (string | number)[] = [];
  for (let at: Found | undefined = found; at?.part !== undefined; at = at.above) {
    path.unshift(at.part);
  }
  return path;
}

/** Goes through what JSON made of the variables without recursion; how many values there are is bounded before. */
function checkContent(variables: Variables): void {
  const rest: Found[] = [{ value: variables }];
  for (let found = rest.pop(); found !== undefined; found = rest.pop()) {
    const { value } = found;
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      const path = pathOf(found);
      throw refusal(
        'BAD_USER_INPUT',
        `Variable "${printPath(path)}" holds a character that cannot be stored.`,
        { status: 400, extensions: { inputPath: path } },
      );
    }
    if (typeof value !== 'object' || value === null) {
      continue;
    }
    for (const [name, member] of Object.entries(value)) {
      rest.push({ value: member, above: found, part: Array.isArray(value) ? Number(name) : name });
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

/** True if the names of fields in a value can be repeated: they are the schema's, or could be. */
function hasPrintableFields(type: GraphQLNamedType | undefined, value: unknown): boolean {
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return true;
  const fields = type.getFields();
  return Object.keys(value).every((name) => Object.hasOwn(fields, name) || PRINTABLE_NAME.test(name));
}

/** The problem of a value, in words that do not contain it. */
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
  return hasPrintableFields(named, value) ? error.message : 'It has a field that the type does not define.';
}

/** Thrown to end a coercion: an error for each of ten thousand items would take a second and tell nobody anything. */
class EnoughErrors extends Error {}

/** Adds the value of one variable to the coerced ones, or says what is wrong with it. */
function coerce(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  variables: Variables,
  coerced: Record<string, unknown>,
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
    if (definition.defaultValue !== undefined) {
      coerced[name] = valueFromAST(definition.defaultValue, type);
      return [];
    }
    return isNonNullType(type) ? [complain([name], `A value of type "${String(type)}" is required.`)] : [];
  }
  const found: GraphQLError[] = [];
  try {
    coerced[name] = coerceInputValue(
      variables[name],
      type,
      (path, value, error) => {
        found.push(complain([name, ...path], complaint(typeAt(type, path), value, error)));
        if (found.length === COUNTED_ERRORS) {
          throw new EnoughErrors();
        }
      },
      true,
    );
  } catch (error) {
    if (!(error instanceof EnoughErrors)) {
      throw error;
    }
  }
  return found;
}

/**
 * The coerced values of an operation's variables, or what is wrong with them: the first of it where it is much, without
 * ever repeating a value, as graphql-js would, since it may be a secret. Throws a GraphQLError for strings that cannot be
 * stored.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): { readonly values: Variables } | { readonly errors: readonly GraphQLError[] } {
  checkContent(variables);
  const errors: GraphQLError[] = [];
  const values: Record<string, unknown> = Object.create(null);
  for (const definition of operation.variableDefinitions ?? []) {
    errors.push(...coerce(schema, definition, variables, values));
    if (errors.length >= COUNTED_ERRORS) {
      break;
    }
  }
  return errors.length === 0 ? { values } : { errors };
}

/** The type of variables whose values are coerced already. */
const COERCED = new GraphQLScalarType({ name: 'Coerced' });
/** No client can ask for it: what holds U+0000 is refused. */
const COERCED_NAME = '\0coerced';

/** The schema for executing what `withCoercedVariables` gives: it knows one more type, and shows it to nobody. */
export function knowingCoerced(schema: GraphQLSchema): GraphQLSchema {
  const getType = (name: string) => (name === COERCED_NAME ? COERCED : schema.getType(name));
  return Object.create(schema, { getType: { value: getType } });
}

/** The same operation for coerced values: graphql-js would coerce them again, and of a large batch that takes 10 ms. */
export function withCoercedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const type: NamedTypeNode = {
    kind: Kind.NAMED_TYPE,
    name: { kind: Kind.NAME, value: COERCED_NAME },
  };
  const variableDefinitions = (operation.variableDefinitions ?? []).map(
    ({ kind, variable }): VariableDefinitionNode => ({ kind, variable, type }),
  );
  return { ...operation, variableDefinitions };
}
