import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import { encodeGlobalId } from '../../../src/graphql/fields/global-id.ts';
import { openReader, type ReaderOptions } from './scoped-reader.ts';

const SCHEMA = readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8');

/** What the bench reads of the one row. */
interface ConfigurationRow {
  readonly inForceFrom: Date;
  readonly smsEnabled: boolean;
  readonly voiceEnabled: boolean;
  readonly account: object | null;
  readonly numbers: readonly { readonly selectedAt: string | null }[];
  readonly fallbackMode: string;
  readonly fallbackChosenAt: Date;
  readonly consent: { readonly tenantId: string; readonly id: string } | null;
}

/** The part of the published schema that the config read asks for, over the rows as they come. */
const RESOLVERS = {
  DateTime: new GraphQLScalarType<unknown, string>({
    name: 'DateTime',
    serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
  }),
  Configuration: {
    channels: (row: ConfigurationRow) => [
      ...(row.smsEnabled ? ['SMS'] : []),
      ...(row.voiceEnabled ? ['VOICE'] : []),
    ],
    account: ({ account, numbers }: ConfigurationRow) => account && { ...account, numbers },
    fallbackPolicy: (row: ConfigurationRow) => ({
      mode: row.fallbackMode,
      chosenAt: row.fallbackChosenAt,
    }),
  },
  TwilioAccount: {
    organizationNumbers: (
      { numbers }: Pick<ConfigurationRow, 'numbers'>,
      { first }: { readonly first: number },
    ) => ({
      edges: numbers
        .slice(0, first)
        .map((number) => ({ node: { ...number, selected: number.selectedAt !== null } })),
    }),
  },
  Consent: {
    id: ({ tenantId, id }: { readonly tenantId: string; readonly id: string }) =>
      encodeGlobalId('Consent', `${tenantId}:${id}`),
  },
};

/** Fastify, Mercurius and graphql-jit with the published schema, read as the API reads. */
async function serve(options: ReaderOptions): Promise<void> {
  const reader = await openReader(options);
  const app = fastify();
  await app.register(mercurius, {
    schema: SCHEMA,
    resolvers: {
      ...RESOLVERS,
      Query: { tenant: () => ({}) },
      Tenant: { configuration: async () => (await reader.read())[0]?.[0] },
    },
    // An operation is compiled when it is asked for again.
    jit: 1,
    context: async (request) => {
      await reader.authenticate(request.headers.authorization);
      return {};
    },
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  process.stdout.write(`listening ${new URL(address).port}\n`);
}

const { positionals } = parseArgs({ allowPositionals: true });
await serve(JSON.parse(positionals[0] ?? '{}'));
