import { readFileSync } from 'node:fs';
import type { CodegenConfig } from '@graphql-codegen/cli';
import {
  buildSchema,
  type DocumentNode,
  getNamedType,
  isInputObjectType,
  isRequiredInputField,
  Kind,
} from 'graphql';

const mutations =
  buildSchema(readFileSync('schema/schema.graphql', 'utf8')).getMutationType()?.getFields() ?? {};

/** True if the input of a mutation takes an idempotency key and does not require one, so that the client may make it. */
function takesKey(mutation: string): boolean {
  const input = mutations[mutation]?.args.find(({ name }) => name === 'input');
  const type = input === undefined ? undefined : getNamedType(input.type);
  const key = isInputObjectType(type) ? type.getFields()['idempotencyKey'] : undefined;
  return key !== undefined && !isRequiredInputField(key);
}

/** What a client has to know of a document of which it has no text. */
function metaOf({ definitions }: DocumentNode) {
  const operation = definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [field] = operation?.selectionSet.selections ?? [];
  const isMutation = operation?.operation === 'mutation';
  return {
    operationName: operation?.name?.value,
    ...(isMutation ? { mutation: true } : {}),
    ...(isMutation && field?.kind === Kind.FIELD && takesKey(field.name.value) ? { makesKey: true } : {}),
  };
}

/** One way for both: types that say exactly what is read, and documents by their ids, of which scripts/client/ makes schema/documents.json. */
const OPERATIONS = {
  preset: 'client',
  presetConfig: {
    fragmentMasking: false,
    skipIndexFile: true,
    persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
    onExecutableDocumentNode: metaOf,
  },
  config: {
    documentMode: 'string',
    useTypeImports: true,
    enumType: 'string-literal',
    immutableTypes: true,
    arrayInputCoercion: false,
    strictScalars: true,
    scalars: {
      AccountSid: 'string',
      Count: 'number',
      DateTime: 'string',
      ID: 'string',
      JSON: 'unknown',
      PhoneNumber: 'string',
    },
  },
} as const;

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  importExtension: '.ts',
  generates: {
    'src/client/generated/': { ...OPERATIONS, documents: 'schema/operations/*.graphql' },
    // The pages may use the fragments that the client has.
    'src/console/generated/': {
      ...OPERATIONS,
      documents: ['schema/operations/fragments.graphql', 'src/console/**/*.graphql'],
    },
  },
};

export default config;
