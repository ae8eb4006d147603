import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { expect } from 'vitest';
import { createContextFactory, type OperationContext } from '../../src/graphql/context.ts';
import { createSchema } from '../../src/graphql/schema.ts';
import { isPlatformRole, type Principal, ROLES } from '../../src/kernel/access.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { beginLimits } from '../../src/kernel/operation-limits.ts';
import type { AccessScope, Role } from '../../src/kernel/vocabulary/access.ts';
import type { RunningServices } from '../support/services.ts';

/** The contract, made once for a test file. */
export const schema: GraphQLSchema = createSchema();

/** Who a token of the role speaks for; a platform role ignores the tenant. */
export function principal(
  role: Role,
  tenant: TenantId,
  changes: {
    readonly scopes?: readonly AccessScope[];
    readonly kind?: 'PERSON' | 'SERVICE';
    readonly authentication?: Principal['authentication'];
  } = {},
): Principal {
  return {
    subject: 'ann',
    displayName: 'Ann Admin',
    kind: changes.kind ?? 'PERSON',
    authenticatedBy: 'mfa',
    authentication: changes.authentication ?? { at: null, levels: [], methods: [] },
    tenant: isPlatformRole(role) ? null : tenant,
    scopes: new Set<AccessScope>(changes.scopes ?? ROLES[role]),
    expiresAt: new Date(Date.now() + 60_000),
  };
}

/** What came of an operation, read as loosely as JSON is. */
export interface Outcome {
  readonly data: Json;
  readonly errors: readonly GraphQLError[];
  /** The codes of the errors. */
  readonly codes: readonly unknown[];
}

/** A value of an answer, to be looked into without ceremony. */
export type Json = { readonly [key: string]: Json } & Iterable<Json>;

function outcome({ data, errors = [] }: ExecutionResult): Outcome {
  const plain: { readonly data: Json } = JSON.parse(JSON.stringify({ data: data ?? null }));
  return { data: plain.data, errors, codes: errors.map(({ extensions }) => extensions['code']) };
}

function checked(source: string) {
  const document = parse(source);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  return document;
}

/** As long as a server gives an operation. */
const OPERATION_MS = 15_000;

/** A client of the API as far down as the schema: one context for each operation and event, as the server does. */
export function client(
  system: Pick<RunningServices, 'services'>,
  who: Principal,
  turn: () => Promise<void> = () => Promise.resolve(),
) {
  const createContext = createContextFactory(system.services, []);
  const info = { principal: who, requestId: 'r-test', origin: { ip: '198.51.100.7', userAgent: 'test' } };
  async function within<T>(work: (context: OperationContext) => Promise<T>): Promise<T> {
    const context = createContext({
      ...info,
      limits: beginLimits(OPERATION_MS),
      turn,
    });
    try {
      return await work(context);
    } finally {
      await context.close();
    }
  }
  function subscribe(source: string, variableValues: Readonly<Record<string, unknown>>) {
    const document = checked(source);
    return within(async (contextValue) =>
      createSourceEventStream({ schema, document, variableValues, contextValue }),
    );
  }
  return {
    /** Executes a valid query or mutation. */
    ask(source: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
      const document = checked(source);
      return within(async (contextValue) =>
        outcome(await execute({ schema, document, contextValue, variableValues: variables })),
      );
    },
    /** Subscribes and leaves as soon as it has begun. */
    async begin(source: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Outcome> {
      const events = await subscribe(source, variables);
      if (!(Symbol.asyncIterator in events)) return outcome(events);
      await events[Symbol.asyncIterator]().return?.();
      return outcome({});
    },
    /** Subscribes as the server does: with a context for the start and one for each event. */
    async *follow(
      source: string,
      variables: Readonly<Record<string, unknown>> = {},
    ): AsyncGenerator<Outcome> {
      const arguments_ = { schema, document: parse(source), variableValues: variables };
      const events = await subscribe(source, variables);
      if (!(Symbol.asyncIterator in events)) {
        yield outcome(events);
        return;
      }
      for await (const rootValue of events) {
        yield await within(async (contextValue) =>
          outcome(await execute({ ...arguments_, rootValue, contextValue })),
        );
      }
    },
  };
}

/** An admin of a tenant of the test's own. */
export function admin(system: Pick<RunningServices, 'services'>, tenant: TenantId) {
  return client(system, principal('admin', tenant));
}

/** Asks and gives the data; any error fails the test. */
export async function data(asked: Promise<Outcome>): Promise<Json> {
  const { data: found, errors } = await asked;
  expect(errors.map(({ message }) => message)).toEqual([]);
  return found;
}

/** The nodes of a connection. */
export function nodesOf(connection: Json | undefined): readonly Json[] {
  return [...(connection?.['edges'] ?? [])].map((edge) => edge['node'] ?? expect.unreachable());
}
