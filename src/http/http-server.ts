import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { GraphQLError, GraphQLSchema } from 'graphql';
import type { Principal } from '../kernel/access.ts';
import type { RequestOrigin } from '../kernel/scope.ts';
import type { Authenticate } from './auth/authentication.ts';
import { type Authorize, createAuthorize } from './auth/authorization.ts';
import type { OtherDocuments, RegisteredDocuments } from './graphql/document/registered-documents.ts';
import { Executor } from './graphql/executor.ts';
import { GRAPHQL_PATH, graphqlRoute, type SendPage } from './graphql/graphql-route.ts';
import { createPipeline } from './graphql/pipeline.ts';
import { WebSockets } from './graphql/web-socket.ts';
import { addressOwner } from './limits/address-owner.ts';
import { Connections } from './limits/http-connections.ts';
import type { Limits } from './limits/limits.ts';
import { limitExceeded, notHttp, nothingHere, refusal, unavailable } from './limits/refusal.ts';
import { claimOf, noPlace, type ServerShares, strangerOf } from './limits/shares.ts';
import type { Logger } from './log/logging.ts';
import type { OperationContext, OperationUnderWay } from './log/operation.ts';
import { refuseSocket, SECURITY_HEADERS, sendRefusal } from './request/answer.ts';
import { CrossOrigin } from './request/cross-origin.ts';
import { discardBody } from './request/request-body.ts';
import {
  CLIENT_REQUEST_ID_HEADER,
  clientRequestIdOf,
  newRequestId,
  REQUEST_ID_HEADER,
} from './request/request-id.ts';
import { logAnswer } from './request/request-log.ts';
import { createOriginReader, createProxyCheck } from './request/request-origin.ts';
import { type RequestTarget, servedTarget } from './request/request-target.ts';
import { type HttpContext, type Route, serves } from './request/route.ts';
import { healthRoutes, isHealth, type Readiness } from './routes/health.ts';

export interface HttpServerOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  /** Cheap and without I/O; called for each query, each mutation, each start of a subscription and each event of it. */
  readonly createContext: (info: OperationUnderWay) => C;
  readonly authenticate: Authenticate;
  readonly readiness: () => Promise<Readiness>;
  /** True if an error that a resolver threw means that the database is not there at the moment. */
  readonly isUnavailable: (error: unknown) => boolean;
  readonly limits: Limits;
  readonly shares: ServerShares;
  /** Origins whose pages may read answers, exactly as browsers send them, or `LOOPBACK_PAGES` among them. */
  readonly corsOrigins: readonly string[];
  /** Addresses or CIDRs whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  /** True if callers may ask for the schema. */
  readonly introspection: boolean;
  /** The documents that are asked for by an id, and what becomes of others. */
  readonly documents: RegisteredDocuments;
  readonly otherDocuments: OtherDocuments;
  /** Answers browsers at the path of GraphQL with a page, in development. */
  readonly sendPage?: SendPage | undefined;
  /** The path of the public address, which a proxy may strip or not: without a slash at its end; empty for none. */
  readonly pathPrefix?: string;
  /** The other routes. */
  readonly routes?: readonly Route[];
  readonly log: Logger;
}

/** A server. Made, it does nothing until it listens. */
export interface HttpServer {
  /** Port 0 takes any that is free. Rejects when the port cannot be had. */
  listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }>;
  /**
   * Stops: no new connections, live streams end, what is under way has so many milliseconds to finish, longer while
   * `alsoUntil` has not resolved, and what is left is cut off then. Never rejects.
   */
  close(graceMs: number, alsoUntil?: Promise<unknown>): Promise<void>;
}

const SWEEP_INTERVAL = 50;
const STALE_CHECK_INTERVAL = 1_000;

class GraphqlHttpServer<C extends OperationContext> implements HttpServer {
  readonly #options: HttpServerOptions<C>;
  readonly #server: Server;
  readonly #authorize: Authorize;
  readonly #executor: Executor<C>;
  readonly #webSockets: WebSockets<C>;
  readonly #crossOrigin: CrossOrigin;
  readonly #originOf: (request: IncomingMessage) => RequestOrigin;
  readonly #routes: readonly Route[];
  readonly #connections: Connections;
  #stopping = false;

  constructor(options: HttpServerOptions<C>) {
    const { limits } = options;
    this.#options = options;
    this.#crossOrigin = new CrossOrigin(options.corsOrigins);
    this.#originOf = createOriginReader(options.trustedProxies, limits.userAgentCharacters);
    this.#connections = new Connections(options.shares, limits, createProxyCheck(options.trustedProxies));
    const executor = new Executor(options);
    this.#executor = executor;
    this.#authorize = createAuthorize(options.authenticate);
    const pipeline = createPipeline({ ...options, executor });
    this.#webSockets = new WebSockets({
      ...options,
      pipeline,
      executor,
      authorize: this.#authorize,
      crossOrigin: this.#crossOrigin,
      originOf: this.#originOf,
    });
    this.#routes = [
      graphqlRoute({ ...options, pipeline, executor }),
      ...healthRoutes(() => this.#readiness()),
      ...(options.routes ?? []),
    ];
    this.#server = this.#createServer(limits);
  }

  async listen(port: number, host: string): Promise<{ readonly port: number; readonly url: string }> {
    const server = this.#server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
    const address = server.address();
    const actual = typeof address === 'object' && address !== null ? address.port : port;
    const name = host.includes(':') ? `[${host}]` : host;
    return { port: actual, url: `http://${name}:${actual}` };
  }

  async close(graceMs: number, alsoUntil?: Promise<unknown>): Promise<void> {
    this.#stopping = true;
    const server = this.#server;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.#executor.endStreams();
    this.#webSockets.goAway();
    // A connection is idle from the end of its answer on, and would then wait for another request.
    const sweep = setInterval(() => {
      this.#connections.destroySilent();
      server.closeIdleConnections();
    }, SWEEP_INTERVAL);
    const patience = new AbortController();
    await Promise.race([
      Promise.all([closed, this.#executor.idle()]),
      Promise.all([delay(graceMs, undefined, { signal: patience.signal }).catch(() => undefined), alsoUntil]),
    ]);
    patience.abort();
    clearInterval(sweep);
    this.#webSockets.terminate();
    this.#connections.destroy();
    await closed;
  }

  #createServer(limits: Limits): Server {
    const server = createServer({
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersTimeout,
      requestTimeout: limits.requestTimeout,
      keepAliveTimeout: limits.keepAliveTimeout,
      connectionsCheckingInterval: Math.min(STALE_CHECK_INTERVAL, limits.headersTimeout),
    });
    server.setTimeout(limits.socketTimeout, (socket: Socket) => socket.destroy());
    this.#connections.watch(server);
    server.on('request', (request, response) => {
      const begin = () => this.#begin(request, response);
      response.once('close', this.#connections.use(request.socket, begin));
    });
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => undefined);
      if (this.#stopping) {
        refuseSocket(socket, unavailable('The server is stopping.'));
      } else if (this.#targetOf(request)?.path !== GRAPHQL_PATH) {
        refuseSocket(socket, nothingHere());
      } else if (!this.#connections.isServed(request.socket)) {
        refuseSocket(socket, this.#tooManyConnections(request.socket));
      } else {
        const begin = () => this.#webSockets.upgrade(request, socket, head);
        socket.once('close', this.#connections.use(request.socket, begin));
      }
    });
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET') {
        socket.destroy();
      } else {
        refuseSocket(socket, notHttp(error.code));
      }
    });
    return server;
  }

  #begin(request: IncomingMessage, response: ServerResponse): void {
    this.#serve(request, response).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'failed to answer a request');
      response.destroy();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const since = performance.now();
    const requestId = newRequestId();
    const clientRequestId = clientRequestIdOf(request.headers['x-request-id']);
    const names = clientRequestId === undefined ? { requestId } : { requestId, clientRequestId };
    const { log } = this.#options;
    let named: Logger | undefined;
    const target = this.#targetOf(request);
    const { turns } = this.#options.shares;
    const claim = (principal?: Principal) =>
      principal === undefined ? strangerOf(context.origin) : claimOf(principal);
    const context: HttpContext = {
      request,
      response,
      target: target ?? { path: '', query: '' },
      requestId,
      origin: this.#originOf(request),
      // Made when it is needed: for most requests that is never.
      get log() {
        named ??= log.child(names);
        return named;
      },
      authorize: () => this.#authorized(context),
      turn: (principal) => turns.take(claim(principal)),
      goOn: (principal) => turns.goOn(claim(principal)),
      logFields: () => ({}),
    };
    response.once('close', () => logAnswer(log, names, context, performance.now() - since));
    response.on('error', (error) => context.log.debug({ err: error }, 'failed to send a response'));
    response.setHeader(REQUEST_ID_HEADER, requestId);
    if (clientRequestId !== undefined) response.setHeader(CLIENT_REQUEST_ID_HEADER, clientRequestId);
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    this.#crossOrigin.allow(request, response);
    try {
      if (target === undefined) {
        throw refusal('BAD_REQUEST', 'The request target is not valid.', { status: 400 });
      }
      await this.#route(context);
    } catch (error) {
      await context.turn();
      sendRefusal(response, this.#executor.presentThrown(error, context));
    }
    const hasBody = 'content-length' in request.headers || 'transfer-encoding' in request.headers;
    if (hasBody && !request.readableEnded) {
      await discardBody(request, this.#options.limits.discardedBytes, () => context.goOn());
    }
  }

  async #route(context: HttpContext): Promise<void> {
    const { request, response, target } = context;
    const { limits } = this.#options;
    if ((request.url ?? '').length > limits.targetBytes) {
      throw limitExceeded('targetBytes', limits.targetBytes, 'The request target is too long', 414);
    }
    const route = this.#routes.find((candidate) => serves(candidate, target.path));
    if (request.method === 'OPTIONS' && (route !== undefined || target.path === '*')) {
      this.#crossOrigin.allowPreflight(request, response);
      response.writeHead(204, { Allow: 'GET, POST, OPTIONS' }).end();
      return;
    }
    if (route === undefined) {
      throw nothingHere();
    }
    if (!this.#connections.isServed(request.socket) && !isHealth(route)) {
      response.setHeader('Connection', 'close');
      throw this.#tooManyConnections(request.socket);
    }
    if (this.#stopping) {
      response.setHeader('Connection', 'close');
      if (!isHealth(route)) {
        throw unavailable('The server is stopping.');
      }
    }
    await route.handle(context);
  }

  async #authorized(context: HttpContext): Promise<Principal> {
    try {
      return await this.#authorize(context.request.headers.authorization, context);
    } catch (error) {
      await context.turn();
      throw error;
    }
  }

  #targetOf(request: IncomingMessage): RequestTarget | undefined {
    const isServed = (path: string) => this.#routes.some((route) => serves(route, path));
    return servedTarget(request, this.#options.pathPrefix ?? '', isServed);
  }

  #tooManyConnections({ remoteAddress }: Socket): GraphQLError {
    return noPlace(this.#options.shares.connections, { owner: addressOwner(remoteAddress) }, 'connections');
  }

  async #readiness(): Promise<Readiness> {
    return this.#stopping ? { ready: false, checks: { server: 'stopping' } } : this.#options.readiness();
  }
}

/** A server for GraphQL over HTTP, server-sent events and WebSocket. Throws when origins or proxies are malformed. */
export function createHttpServer<C extends OperationContext>(options: HttpServerOptions<C>): HttpServer {
  return new GraphqlHttpServer(options);
}
