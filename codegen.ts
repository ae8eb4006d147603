import type { CodegenConfig } from '@graphql-codegen/cli';

/** One way for both: documents as text, and types that say exactly what is read. */
const OPERATIONS = {
  preset: 'client',
  presetConfig: { fragmentMasking: false, skipIndexFile: true },
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
