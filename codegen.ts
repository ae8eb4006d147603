import type { CodegenConfig } from '@graphql-codegen/cli';
import { type DefinitionNode, type DocumentNode, Kind } from 'graphql';

/** For caches of clients, which a document without its text could not tell otherwise. */
function nameAmong(definitions: readonly DefinitionNode[]): string | undefined {
  return definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)?.name?.value;
}

/** One way for both: types that say exactly what is read, and documents by their ids, of which scripts/client/ makes schema/documents.json. */
const OPERATIONS = {
  preset: 'client',
  presetConfig: {
    fragmentMasking: false,
    skipIndexFile: true,
    persistedDocuments: { mode: 'replaceDocumentWithHash', hashAlgorithm: 'sha256' },
    onExecutableDocumentNode: ({ definitions }: DocumentNode) => ({ operationName: nameAmong(definitions) }),
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
