import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import {
  createYoga,
  getSSEProcessor,
  isAsyncIterable,
  type Plugin,
  processRegularResult,
} from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { Limits } from '../limits/limits.ts';
import type { Operation, OperationContext } from '../log/operation.ts';
import type { JsonType } from '../request/accept.ts';
import { withoutHttp } from '../request/presentation.ts';
import { checkDocument } from './document-limits.ts';
import type { Execution } from './execution.ts';
import { parseWithin } from './parsing.ts';
import { type PreparedOperation, preparedOperation } from './prepared-operation.ts';
import { createValidation } from './validation.ts';

/** How an HTTP request wants to be answered. */
export interface Reply {
  readonly json: JsonType;
  readonly streamPreferred: boolean;
}

interface EngineContext {
  readonly operation: Operation;
  readonly reply?: Reply;
}

/** Parses, checks, validates and executes: one pipeline, whatever the transport. */
export interface Engine {
  /** Answers a GraphQL request whose parameters have been read, by Yoga: with one result, or as a stream of events. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    operation: Operation,
    reply: Reply,
  ): Promise<void>;
  /** The one result of an operation, ready to be sent; `undefined` where it is answered as a stream of events. */
  run(operation: Operation, reply: Reply): Promise<ExecutionResult | undefined>;
  /** An operation ready to be executed, or what is wrong with it. */
  prepare(operation: Operation): PreparedOperation | readonly GraphQLError[];
}

/** The dependencies of the engine. */
export interface EngineOptions<C extends OperationContext> {
  readonly execution: Execution<C>;
  readonly schema: Parameters<ReturnType<typeof createValidation>>[0];
  readonly limits: Limits;
  readonly introspection: boolean;
}

/** The operation of a document that is asked for, of which the log is told. Throws where there is none such. */
function prepareIn(document: DocumentNode, operation: Operation): PreparedOperation {
  const prepared = preparedOperation(document, operation.request.operationName);
  operation.kind = prepared.definition.operation;
  operation.name = prepared.definition.name?.value ?? null;
  return prepared;
}

type PipelinePlugin = Plugin<EngineContext, EngineContext>;

/** The parameters have been read and checked by whoever has taken the request in. */
function useReadParameters(): PipelinePlugin {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      const { query, operationName, variables } = serverContext.operation.request;
      setRequestParser(() => ({
        query,
        variables: { ...variables },
        ...(operationName === null ? {} : { operationName }),
      }));
    },
  };
}

/** Bounds documents before and after they are parsed, and knows the operation that is asked for. */
function useBoundedDocuments(limits: Limits): PipelinePlugin {
  // A document out of the cache has been checked before.
  const checked = new WeakSet<DocumentNode>();
  return {
    onParse({ setParseFn }) {
      setParseFn((source) => parseWithin(typeof source === 'string' ? source : source.body, limits));
      return ({ result, context }) => {
        if (result instanceof GraphQLError && result.extensions['code'] === 'LIMIT_EXCEEDED') {
          // Yoga would take it for an error of syntax, and answer 200 to clients of old.
          throw result;
        }
        if (result === null || result instanceof Error || !('definitions' in result)) {
          return;
        }
        if (!checked.has(result)) {
          checkDocument(result, limits);
          checked.add(result);
        }
        prepareIn(result, context.operation);
      };
    },
  };
}

/** Validates without repeating literals (X4). */
function useDiscreetValidation(introspection: boolean): PipelinePlugin {
  const validation = createValidation(introspection);
  return {
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document) => [...validation(schema, document)]);
    },
  };
}

/** Executes by our own execution, which knows rights, budgets and what is under way. */
function useExecution<C extends OperationContext>(execution: Execution<C>): PipelinePlugin {
  return {
    onExecute({ setExecuteFn, context }) {
      const { operation } = context;
      setExecuteFn(({ document }) => execution.execute(prepareIn(document, operation), operation));
    },
    onSubscribe({ setSubscribeFn, context }) {
      const { operation } = context;
      setSubscribeFn(({ document }) => execution.subscribe(prepareIn(document, operation), operation));
    },
  };
}

/** Makes results presentable, and has them sent as their client accepts them. */
function usePresentation<C extends OperationContext>(execution: Execution<C>): PipelinePlugin {
  const sse = getSSEProcessor();
  return {
    onResultProcess({ result, setResult, setResultProcessor, serverContext }) {
      const { operation, reply } = serverContext;
      const json = reply?.json ?? 'application/graphql-response+json';
      if (isAsyncIterable(result)) {
        setResultProcessor(sse, 'text/event-stream');
        return;
      }
      if (Array.isArray(result)) {
        return;
      }
      const presented = execution.present(result, operation.info);
      if (reply?.streamPreferred === true) {
        // Also a refusal is an event to a client that reads events: from another status it learns no code.
        setResult(withoutHttp(presented));
        setResultProcessor(sse, 'text/event-stream');
      } else {
        setResult(presented);
        setResultProcessor(processRegularResult, json);
      }
    },
  };
}

/** Bounded in entries and in the characters of the documents, so that what clients send cannot fill the memory. */
function cacheOf<V extends object>(entries: number, characters: number): LRUCache<string, V> {
  return new LRUCache({
    max: entries,
    maxSize: characters,
    sizeCalculation: (_, document) => Math.max(1, document.length),
  });
}

/** The pipeline on Yoga: its caches, its server-sent events and its answers, with our limits and our execution. */
export function createEngine<C extends OperationContext>(options: EngineOptions<C>): Engine {
  const { limits } = options;
  const yoga = createYoga<EngineContext>({
    schema: options.schema,
    graphqlEndpoint: '/graphql',
    plugins: [
      useReadParameters(),
      useBoundedDocuments(limits),
      useDiscreetValidation(options.introspection),
      useExecution(options.execution),
      usePresentation(options.execution),
    ],
    parserAndValidationCache: {
      documentCache: cacheOf<DocumentNode>(limits.cachedDocuments, limits.cachedDocumentCharacters),
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
  const { execution } = options;
  const prepare: Engine['prepare'] = (operation) => {
    const { parse: parseDocument, validate, schema } = yoga.getEnveloped({ operation });
    try {
      const document: DocumentNode = parseDocument(operation.request.query);
      const errors: readonly GraphQLError[] = validate(schema, document);
      return errors.length === 0 ? prepareIn(document, operation) : errors;
    } catch (error) {
      return [execution.presentThrown(error, operation.info)];
    }
  };
  return {
    async handle(request, response, operation, reply) {
      await yoga.handle(request, response, { operation, reply });
    },
    async run(operation, reply) {
      if (reply.streamPreferred) return undefined;
      const prepared = prepare(operation);
      if (!('definition' in prepared)) return execution.present({ errors: prepared }, operation.info);
      if (operation.kind === 'subscription' && operation.streaming) return undefined;
      return execution.execute(prepared, operation);
    },
    prepare,
  };
}
