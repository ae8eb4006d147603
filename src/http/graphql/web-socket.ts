import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLError, GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type Server, type SubscribePayload } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Principal } from '../../kernel/access.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import type { Authorize } from '../auth/authorization.ts';
import { watchToken } from '../auth/token-watch.ts';
import type { Limits } from '../limits/limits.ts';
import { limitExceeded, refusal } from '../limits/refusal.ts';
import { claimOf, noPlace, type ServerShares, strangerOf } from '../limits/shares.ts';
import type { Logger } from '../log/logging.ts';
import type { Operation, OperationContext } from '../log/operation.ts';
import { refuseSocket } from '../request/answer.ts';
import type { CrossOrigin } from '../request/cross-origin.ts';
import { formatErrors, formatResult } from '../request/presentation.ts';
import { clientRequestIdOf, newRequestId } from '../request/request-id.ts';
import { askedByExtensions, errorsWithCost } from './document/operation-cost.ts';
import type { PreparedOperation } from './document/prepared-operation.ts';
import type { RegisteredDocuments } from './document/registered-documents.ts';
import type { Executor } from './executor.ts';
import { operationRequest } from './graphql-request.ts';
import type { Pipeline } from './pipeline.ts';
import {
  authorizationOf,
  CLOSE_CODES,
  CLOSING_TIMEOUT,
  type Connection,
  type ConnectionContext,
  closeWebSocket,
  endable,
  pingRegularly,
} from './web-socket-connection.ts';
import { receiveMessages } from './web-socket-messages.ts';

const LONGEST_TIMER = 0x7fff_ffff;

/** An operation that the protocol has under way, found by its arguments and by its message. */
interface UnderWay {
  readonly prepared: PreparedOperation;
  readonly operation: Operation;
  readonly since: number;
}

/** The options of the WebSocket side of the server. */
export interface WebSocketOptions<C extends OperationContext> {
  readonly schema: GraphQLSchema;
  readonly pipeline: Pipeline;
  readonly executor: Executor<C>;
  readonly authorize: Authorize;
  readonly crossOrigin: CrossOrigin;
  readonly originOf: (request: IncomingMessage) => RequestOrigin;
  readonly limits: Limits;
  readonly documents: RegisteredDocuments;
  readonly shares: Pick<ServerShares, 'bodies' | 'webSockets' | 'newWebSockets' | 'turns'>;
  readonly log: Logger;
}

/** GraphQL over WebSocket (graphql-transport-ws), through the same pipeline and under the same limits as HTTP. */
export class WebSockets<C extends OperationContext> {
  readonly #options: WebSocketOptions<C>;
  readonly #server: WebSocketServer;
  readonly #protocol: Server<Connection>;
  readonly #underWay = new WeakMap<object, UnderWay>();

  constructor(options: WebSocketOptions<C>) {
    this.#options = options;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: options.limits.frameBytes,
      perMessageDeflate: false,
      // The types do not know it yet.
      ...{ closeTimeout: CLOSING_TIMEOUT },
      // Of what one client has sent at once, one message is taken in each turn: the others have theirs between.
      allowSynchronousEvents: false,
      handleProtocols,
    });
    this.#protocol = makeServer<Record<string, unknown> | undefined, Connection>({
      connectionInitWaitTimeout: options.limits.connectionInitTimeout,
      onConnect: (context) => this.#connect(context),
      onSubscribe: async (context, _id, payload) => {
        const { principal, origin } = context.extra;
        await options.shares.turns.take(principal === undefined ? strangerOf(origin) : claimOf(principal));
        return this.#prepare(context, payload);
      },
      execute: (args) => {
        const { prepared, operation } = this.#underWayBy(args);
        const run = (whenGone: Operation['whenGone']) =>
          options.executor.execute(prepared, { ...operation, whenGone });
        // A mutation runs to its end, and what came of its message counts until then.
        return operation.kind === 'query' ? endable(run) : run(() => {});
      },
      subscribe: (args) => {
        const { prepared, operation } = this.#underWayBy(args);
        return options.executor.subscribe(prepared, operation);
      },
      onNext: (_context, _id, _payload, _args, result) => formatResult(result),
      onError: (_context, _id, _payload, errors) => formatErrors(errors),
      onComplete: (context, _id, payload) => this.#completed(context, payload),
    });
  }

  /** Takes over the socket of an upgrade request, or refuses it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { crossOrigin, log, originOf } = this.#options;
    const { newWebSockets } = this.#options.shares;
    const origin = originOf(request);
    if (!crossOrigin.mayConnect(request)) {
      const message = 'Pages of this origin are not allowed to connect.';
      this.#refuse(socket, origin, refusal('FORBIDDEN', message, { status: 403 }));
      return;
    }
    const claim = strangerOf(origin);
    const place = newWebSockets.tryTake(claim);
    if (place === undefined) {
      this.#refuse(socket, origin, noPlace(newWebSockets, claim, 'WebSockets without a token'));
      return;
    }
    socket.once('close', () => place.release());
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const clientRequestId = clientRequestIdOf(request.headers['x-request-id']);
      const connection = log.child({
        connectionId: newRequestId(),
        ...(clientRequestId === undefined ? {} : { clientRequestId }),
      });
      this.#open({ socket: webSocket, request, origin, log: connection, place });
    });
  }

  /** Tells every client that the server goes away. */
  goAway(): void {
    for (const socket of this.#server.clients) {
      closeWebSocket(socket, CLOSE_CODES.goingAway, 'The server is stopping.');
    }
  }

  /** Closes all that are left. */
  terminate(): void {
    for (const socket of this.#server.clients) {
      socket.terminate();
    }
  }

  #refuse(socket: Duplex, origin: RequestOrigin, error: GraphQLError): void {
    void this.#options.shares.turns.take(strangerOf(origin)).then(() => refuseSocket(socket, error));
  }

  #open(connection: Connection): void {
    const { socket, log } = connection;
    const { limits, shares } = this.#options;
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => this.#send(socket, data),
        close: (code, reason) => closeWebSocket(socket, code ?? CLOSE_CODES.internalError, reason ?? ''),
        onMessage: (handle) => receiveMessages(connection, { limits, bodies: shares.bodies }, handle),
      },
      connection,
    );
    const endPings = pingRegularly(socket, limits.pingInterval);
    // Too long a frame, or one that is none: the socket closes itself with the code for it.
    socket.on('error', (error) => log.debug({ err: error }, 'WebSocket error'));
    socket.once('close', (code, reason) => {
      endPings();
      clearTimeout(connection.expiry);
      connection.unwatch?.();
      connection.place.release();
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'failed to end the operations of a WebSocket'),
      );
    });
  }

  #send(socket: WebSocket, data: string): Promise<void> {
    if (socket.bufferedAmount > this.#options.limits.bufferedBytes) {
      socket.terminate();
    }
    if (socket.readyState !== socket.OPEN) {
      return Promise.resolve();
    }
    // A client that has gone in the meantime is told of by the close event.
    return new Promise((resolve) => socket.send(data, () => resolve()));
  }

  async #connect(context: ConnectionContext): Promise<boolean> {
    const { extra } = context;
    try {
      const authorize = () => this.#options.authorize(authorizationOf(context), extra);
      const principal = await authorize();
      this.#place(extra, principal);
      const remaining = Math.max(0, principal.expiresAt.getTime() - Date.now());
      extra.principal = principal;
      extra.expiry = setTimeout(
        () => closeWebSocket(extra.socket, CLOSE_CODES.forbidden, 'The token has expired.'),
        Math.min(remaining, LONGEST_TIMER),
      );
      const withdrawn = () =>
        closeWebSocket(extra.socket, CLOSE_CODES.forbidden, 'The token is no longer accepted.');
      extra.unwatch = watchToken(authorize, this.#options.limits.tokenRecheckInterval, withdrawn);
      if (extra.socket.readyState !== extra.socket.OPEN) {
        clearTimeout(extra.expiry);
        extra.unwatch();
      }
      return true;
    } catch (error) {
      await this.#options.shares.turns.take(strangerOf(extra.origin));
      const told = this.#options.executor.presentThrown(error, {
        requestId: newRequestId(),
        log: extra.log,
      });
      closeWebSocket(
        extra.socket,
        told.extensions['code'] === 'UNAUTHENTICATED' ? CLOSE_CODES.forbidden : CLOSE_CODES.tryAgainLater,
        told.message,
      );
      return false;
    }
  }

  /** Counts the connection for who it speaks for, and no longer for its address. Throws where there is no place. */
  #place(connection: Connection, principal: Principal): void {
    const { webSockets } = this.#options.shares;
    const claim = claimOf(principal);
    const place = webSockets.tryTake(claim);
    if (place === undefined) throw noPlace(webSockets, claim, 'WebSockets');
    connection.place.release();
    connection.place = place;
    if (connection.socket.readyState !== connection.socket.OPEN) place.release();
  }

  #prepare(context: ConnectionContext, payload: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const { pipeline, executor, limits, documents, schema, shares } = this.#options;
    const { extra } = context;
    const { principal } = extra;
    const requestId = newRequestId();
    const log = extra.log.child({ requestId });
    const refuse = (errors: readonly GraphQLError[]) =>
      executor.present({ errors }, { requestId, log }).errors ?? [];
    try {
      if (principal === undefined) throw new Error('an operation on a connection that speaks for nobody');
      if (Object.keys(context.subscriptions).length > limits.operationsPerWebSocket) {
        const what = 'The connection has too many operations in progress';
        throw limitExceeded('operationsPerWebSocket', limits.operationsPerWebSocket, what, 429);
      }
      const operation: Operation = {
        info: {
          principal,
          requestId,
          origin: extra.origin,
          log,
          turn: () => shares.turns.goOn(claimOf(principal)),
        },
        request: operationRequest(payload, documents),
        cost: askedByExtensions(payload.extensions),
        streaming: true,
        farewell: false,
        // The protocol itself ends subscriptions.
        whenGone: () => {},
        name: null,
        kind: null,
      };
      const prepared = pipeline.prepare(operation);
      if (!('definition' in prepared)) return errorsWithCost(refuse(prepared), operation, limits);
      const args: ExecutionArgs = { schema, document: prepared.executable, rootValue: undefined };
      const entry = { prepared, operation, since: performance.now() };
      this.#underWay.set(args, entry).set(payload, entry);
      return args;
    } catch (error) {
      return refuse([executor.presentThrown(error, { requestId, log })]);
    }
  }

  #underWayBy(args: ExecutionArgs): UnderWay {
    const entry = this.#underWay.get(args);
    if (entry === undefined) throw new Error('an operation that was not prepared');
    return entry;
  }

  #completed({ extra }: ConnectionContext, payload: SubscribePayload): void {
    const entry = this.#underWay.get(payload);
    if (entry === undefined) return;
    const { info, kind, name } = entry.operation;
    info.log.info(
      {
        kind,
        operation: name,
        durationMs: Math.round(performance.now() - entry.since),
        tenant: info.principal.tenant,
        subject: info.principal.subject,
        ip: extra.origin.ip,
      },
      'operation over WebSocket',
    );
  }
}
