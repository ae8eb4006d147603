import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST, parse } from 'graphql';
import {
  createYoga,
  getSSEProcessor,
  isAsyncIterable,
  type Plugin,
  processRegularResult,
} from 'graphql-yoga';
import { LRUCache } from 'lru-cache';
import type { JsonType } from './accept.ts';
import { checkDocument } from './document-limits.ts';
import type { Execution } from './execution.ts';
import type { Limits } from './limits.ts';
import type { Operation, OperationContext } from './operation.ts';
import { withoutHttp } from './presentation.ts';
import { limitExceeded, noSuchOperation } from './refusal.ts';
import { checkSource } from './source-limits.ts';
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
  /** The document of an operation, or what is wrong with it. */
  prepare(operation: Operation): DocumentNode | readonly GraphQLError[];
}

/** What the engine is made of. */
export interface EngineOptions<C extends OperationContext> {
  readonly execution: Execution<C>;
  readonly schema: Parameters<ReturnType<typeof createValidation>>[0];
  readonly limits: Limits;
  readonly introspection: boolean;
}

/** graphql-js ends with what it found, which may be a literal; where it is, the location tells. */
function withoutToken(error: GraphQLError, limits: Limits): GraphQLError {
  if (/contains more tha[nt] \d+ tokens/.test(error.message)) {
    return limitExceeded('tokens', limits.tokens, 'The document is too long');
  }
  const message = error.message.replace(/\b(Name|Int|Float|String|BlockString) ".*"/s, '$1');
  return new GraphQLError(message, {
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
  });
}

function parseWithin(source: Parameters<typeof parse>[0], limits: Limits): DocumentNode {
  checkSource(typeof source === 'string' ? source : source.body, limits);
  try {
    return parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    throw error instanceof GraphQLError ? withoutToken(error, limits) : error;
  }
}

/** Also says to the log what it is about. Throws where its name is unknown, or is missing among several. */
function nameOperation(operation: Operation, document: DocumentNode): void {
  const node = getOperationAST(document, operation.request.operationName);
  if (node === null || node === undefined) throw noSuchOperation();
  operation.kind = node.operation;
  operation.name = node.name?.value ?? null;
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
      setParseFn((source) => parseWithin(source, limits));
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
        nameOperation(context.operation, result);
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
      setExecuteFn(({ document }) => execution.execute(document, context.operation));
    },
    onSubscribe({ setSubscribeFn, context }) {
      setSubscribeFn(({ document }) => execution.subscribe(document, context.operation));
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
    healthCheckEndpoint: '/health/yoga-has-none',
    logging: false,
  });
  const { execution } = options;
  const prepare: Engine['prepare'] = (operation) => {
    const { parse: parseDocument, validate, schema } = yoga.getEnveloped({ operation });
    try {
      const document: DocumentNode = parseDocument(operation.request.query);
      const errors: readonly GraphQLError[] = validate(schema, document);
      return errors.length === 0 ? document : errors;
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
      const document = prepare(operation);
      if (!('kind' in document)) return execution.present({ errors: document }, operation.info);
      if (operation.kind === 'subscription' && operation.streaming) return undefined;
      return execution.execute(document, operation);
    },
    prepare,
  };
}
