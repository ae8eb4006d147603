import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DocumentNode, ExecutionResult, GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Limits } from '../limits/limits.ts';
import type { Operation, OperationContext } from '../log/operation.ts';
import type { PreparedOperation } from './document/prepared-operation.ts';
import type { OtherDocuments, RegisteredDocuments } from './document/registered-documents.ts';
import type { createValidation } from './document/validation.ts';
import type { Executor } from './executor.ts';
import { type PipelineContext, prepareIn, type Reply } from './pipeline-plugin.ts';
import { useBoundedDocuments } from './use-bounded-documents.ts';
import { useDiscreetValidation } from './use-discreet-validation.ts';
import { useExecutor } from './use-executor.ts';
import { usePresentation } from './use-presentation.ts';
import { useReadParameters } from './use-read-parameters.ts';
import { useRegisteredDocuments } from './use-registered-documents.ts';

/** Parses, checks, validates and executes: one pipeline, whatever the transport. */
export interface Pipeline {
  /** Answers a GraphQL request whose parameters have been read, by Yoga: with one result, or as a stream of events. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    operation: Operation,
    reply: Reply,
  ): Promise<void>;
  /**
   * The one result of an operation, ready to be sent; `undefined` where it is answered as a stream of events.
   *
   * @param readsOnly true if only a query is executed; all else is `undefined`
   */
  run(operation: Operation, reply: Reply, readsOnly?: boolean): Promise<ExecutionResult | undefined>;
  /** An operation ready to be executed, or what is wrong with it. */
  prepare(operation: Operation): PreparedOperation | readonly GraphQLError[];
}

/** The dependencies of the pipeline. */
export interface PipelineOptions<C extends OperationContext> {
  readonly executor: Executor<C>;
  readonly schema: Parameters<ReturnType<typeof createValidation>>[0];
  readonly limits: Limits;
  readonly introspection: boolean;
  readonly documents: RegisteredDocuments;
  readonly otherDocuments: OtherDocuments;
}

/** Bounded in entries and in the characters of the documents, so that what clients send cannot fill the memory. */
function cacheOf<V extends object>(entries: number, characters: number): LRUCache<string, V> {
  return new LRUCache({
    max: entries,
    maxSize: characters,
    sizeCalculation: (_, document) => Math.max(1, document.length),
  });
}

/** The pipeline on Yoga: its caches, its server-sent events and its answers, with our limits and our executor. */
export function createPipeline<C extends OperationContext>(options: PipelineOptions<C>): Pipeline {
  const { executor, limits } = options;
  const documents = cacheOf<DocumentNode>(limits.cachedDocuments, limits.cachedDocumentCharacters);
  const valid = new WeakSet<DocumentNode>();
  const yoga = createYoga<PipelineContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    plugins: [
      useReadParameters(),
      useBoundedDocuments(limits),
      useRegisteredDocuments(options.documents, options.otherDocuments, limits),
      useDiscreetValidation(options.introspection),
      useExecutor(options.executor),
      usePresentation(options.executor),
    ],
    parserAndValidationCache: {
      documentCache: documents,
      errorCache: cacheOf<Error>(limits.cachedDocuments, limits.cachedDocumentCharacters / 8),
    },
    // All of these are the work of the server in front, before a request comes here.
    maskedErrors: false,
    maxRequestBodySize: false,
    multipart: false,
    cors: false,
    graphiql: false,
    landingPage: false,
    logging: false,
  });
  const prepare: Pipeline['prepare'] = (operation) => {
    try {
      // The plugins find out nothing new of it, and take a twentieth of the time of a small read.
      const known = documents.get(operation.request.query);
      if (known !== undefined && valid.has(known)) return prepareIn(known, operation);
      const { parse: parseDocument, validate, schema } = yoga.getEnveloped({ operation });
      const document: DocumentNode = parseDocument(operation.request.query);
      const errors: readonly GraphQLError[] = validate(schema, document);
      if (errors.length > 0) return errors;
      valid.add(document);
      return prepareIn(document, operation);
    } catch (error) {
      return [executor.presentThrown(error, operation.info)];
    }
  };
  return {
    async handle(request, response, operation, reply) {
      await yoga.handle(request, response, { operation, reply });
    },
    async run(operation, reply, readsOnly = false) {
      if (reply.streamPreferred) return undefined;
      const prepared = prepare(operation);
      if (!('definition' in prepared)) return executor.told({ errors: prepared }, operation);
      if (operation.kind === 'subscription' && operation.streaming) return undefined;
      if (operation.kind !== 'query' && readsOnly) return undefined;
      return executor.execute(prepared, operation);
    },
    prepare,
  };
}
