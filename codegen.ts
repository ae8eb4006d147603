import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: 'schema/operations/*.graphql',
  importExtension: '.ts',
  generates: {
    'src/client/generated/': {
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
    },
  },
};

export default config;
