import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isRequiredInputField,
  Kind,
  type OperationDefinitionNode,
  parse,
  TokenKind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** An operation of the contract, with all fragments that there are. */
interface Published {
  readonly name: string;
  readonly definition: OperationDefinitionNode;
  readonly rootField: string;
  readonly comment: readonly string[];
}

const WIDTH = 112;

/** What the comment lines directly above an operation say. */
function commentAbove(definition: OperationDefinitionNode): readonly string[] {
  const lines: string[] = [];
  for (
    let token = definition.loc?.startToken.prev;
    token?.kind === TokenKind.COMMENT;
    token = token.prev ?? undefined
  ) {
    lines.unshift(token.value.trim());
  }
  return lines;
}

function published(definition: OperationDefinitionNode): Published {
  const name = definition.name?.value;
  const [field, ...others] = definition.selectionSet.selections;
  if (name === undefined) throw new Error('an operation without a name');
  if (field?.kind !== Kind.FIELD || others.length > 0) throw new Error(`${name} needs one root field`);
  const comment = commentAbove(definition);
  if (comment.length === 0)
    throw new Error(`${name} needs a comment above it: it becomes that of its method`);
  return { name, definition, rootField: field.name.value, comment };
}

function lowerFirst(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}

function upperFirst(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function docComment(lines: readonly string[]): string {
  const [only = '', ...more] = lines;
  return more.length === 0
    ? `  /** ${only} */`
    : `  /**\n${lines.map((line) => `   * ${line}`).join('\n')}\n   */`;
}

/** True if an operation selects the states of audit entries together with the kind that tells their types. */
function hasEntryStates(schema: GraphQLSchema, whole: DocumentNode, operation: string): boolean {
  const fragments = new Map(
    whole.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  const types = new TypeInfo(schema);
  const waiting: string[] = [];
  const spread = new Set<string>();
  let found = false;
  const visitor = visitWithTypeInfo(types, {
    Field(node: FieldNode) {
      const parent = types.getParentType();
      const isOfEntries = parent !== null && parent !== undefined && 'getFields' in parent;
      found ||= node.name.value === 'before' && isOfEntries && 'requestId' in parent.getFields();
    },
    FragmentSpread({ name }) {
      waiting.push(name.value);
    },
  });
  const root = whole.definitions.find(
    (one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === operation,
  );
  if (root !== undefined) visit(root, visitor);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const fragment = fragments.get(name);
    if (fragment === undefined || spread.has(name)) continue;
    spread.add(name);
    visit(fragment, visitor);
  }
  return found;
}

/** The type that the only root field `node` is asked for. */
function wantedOfNode({ definition, name }: Published): string {
  for (const field of definition.selectionSet.selections) {
    const inner = field.kind === Kind.FIELD ? (field.selectionSet?.selections ?? []) : [];
    for (const selection of inner) {
      const type = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition?.name.value : undefined;
      if (type !== undefined) return type;
    }
  }
  throw new Error(`${name} says nothing of the type of its node`);
}

function signature(name: string, parameters: readonly string[], result: string): string {
  const line = `  ${name}(${parameters.join(', ')}): ${result} {`;
  if (line.length <= WIDTH) return line;
  return `  ${name}(\n${parameters.map((one) => `    ${one},\n`).join('')}  ): ${result} {`;
}

/** The parameter that all variables are given in, none where there are none. */
function variablesOf({ definition, name }: Published): readonly string[] {
  const variables = definition.variableDefinitions ?? [];
  if (variables.length === 0) return [];
  const isRequired = variables.some(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  const type = `contract.${name}${upperFirst(definition.operation)}Variables`;
  return [`variables: ${type}${isRequired ? '' : ' = {}'}`];
}

/** The parameter of a mutation: its input. */
function inputOf(schema: GraphQLSchema, { rootField, name }: Published): string {
  const argument = schema
    .getMutationType()
    ?.getFields()
    [rootField]?.args.find((one) => one.name === 'input');
  const type = argument === undefined ? undefined : getNamedType(argument.type);
  if (!isInputObjectType(type)) throw new Error(`${name} needs one input`);
  const isRequired = Object.values(type.getFields()).some((field) => isRequiredInputField(field));
  return `input: contract.${type.name}${isRequired ? '' : ' = {}'}`;
}

function methodOf(schema: GraphQLSchema, whole: DocumentNode, operation: Published): string {
  const { name, definition, rootField, comment } = operation;
  const isTyped = hasEntryStates(schema, whole, name);
  const document = isTyped ? `withEntryStates(contract.${name}Document)` : `contract.${name}Document`;
  const data = `contract.${name}${upperFirst(definition.operation)}`;
  const found = `${isTyped ? `WithEntryStates<${data}>` : data}['${rootField}']`;
  const variables = variablesOf(operation);
  const call = `${document}, ${variables.length === 0 ? '{}' : 'variables'}, options`;
  const method = (parameters: readonly string[], result: string, ...body: readonly string[]) =>
    [
      docComment(comment),
      signature(
        `${definition.operation === 'subscription' ? '' : 'async '}${lowerFirst(name)}`,
        [...parameters, 'options?: RequestOptions'],
        result,
      ),
      ...body.map((line) => `    ${line}`),
      '  }',
    ].join('\n');
  if (definition.operation === 'mutation') {
    return method(
      [inputOf(schema, operation)],
      `Promise<NonNullable<${found}>>`,
      `const data = await this.mutate(${document}, { input }, options);`,
      `return given(data.${rootField});`,
    );
  }
  if (definition.operation === 'subscription') {
    return method(
      variables,
      `AsyncIterableIterator<${found}, undefined>`,
      `return mapped(this.subscribe(${call}), (data) => data.${rootField});`,
    );
  }
  const query = `const data = await this.query(${call});`;
  if (rootField !== 'node') {
    return method(variables, `Promise<${found}>`, query, `return data.${rootField};`);
  }
  const wanted = wantedOfNode(operation);
  return method(
    variables,
    `Promise<OfType<${found}, '${wanted}'> | null>`,
    query,
    `return data.node?.__typename === '${wanted}' ? data.node : null;`,
  );
}

/** The TypeScript of the client: a method for each operation, in the order of the sources. */
export function clientMethods(schema: GraphQLSchema, sources: readonly string[]): string {
  const whole = parse(sources.join('\n'));
  const methods = whole.definitions
    .filter((one) => one.kind === Kind.OPERATION_DEFINITION)
    .map((definition) => methodOf(schema, whole, published(definition)));
  return `import { given, GraphqlClient, type RequestOptions } from '../graphql-client.ts';
import { type WithEntryStates, withEntryStates } from '../entry.ts';
import { mapped } from '../result-stream.ts';
import * as contract from './graphql.ts';

type OfType<Node, Name> = Extract<Node, { readonly __typename: Name }>;

/**
 * A client of the API. Each call resolves with data in the types of the contract, typed refusals among them, and rejects
 * with \`OriginatorError\` for everything else. Methods are named after the operations of \`schema/operations\`, and give the
 * value of the operation's one root field.
 */
export class OriginatorClient extends GraphqlClient {
${methods.join('\n\n')}
}
`;
}
