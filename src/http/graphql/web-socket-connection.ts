import type { IncomingMessage } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Principal } from '../../kernel/access.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { Logger } from '../log/logging.ts';
import type { Operation } from '../log/operation.ts';

/** The state of a connection beside that of the protocol. */
export interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly origin: RequestOrigin;
  readonly log: Logger;
  /** Of those that have not yet said who they speak for, and then of its tenant. */
  place: Place;
  principal?: Principal;
  expiry?: NodeJS.Timeout;
  /** Ends the watching of the token. */
  unwatch?: () => void;
}

/** The time that a client may take to agree to the end of its connection, so that nothing outlives its token for long. */
export const CLOSING_TIMEOUT = 1_000;

/** The codes with which a server closes a WebSocket, of RFC 6455, section 7.4.1, and of graphql-transport-ws. */
export const CLOSE_CODES = {
  goingAway: 1001,
  tryAgainLater: 1013,
  badRequest: 4400,
  forbidden: 4403,
  internalError: 4500,
} as const;

// 123 bytes fit into the frame.
const LONGEST_REASON = 120;

/** Closes a WebSocket and says why. */
export function closeWebSocket(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason.slice(0, LONGEST_REASON));
}

/**
 * The result of a query as a stream of one, which the protocol ends as it ends subscriptions: when the client has gone, or
 * does not want it any more. It is over only when the query is.
 */
export function endable(
  run: (whenGone: Operation['whenGone']) => Promise<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult, undefined> {
  const gone = new AbortController();
  let isAsked = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (isAsked || gone.signal.aborted) return { done: true, value: undefined };
      isAsked = true;
      const value = await run((listener) => gone.signal.addEventListener('abort', listener, { once: true }));
      return gone.signal.aborted ? { done: true, value: undefined } : { done: false, value };
    },
    async return() {
      gone.abort();
      return { done: true, value: undefined };
    },
  };
}

/** A connection as the protocol knows it. */
export type ConnectionContext = Context<Record<string, unknown> | undefined, Connection>;

/** The `Authorization` header as a client that cannot send headers gives it: in the payload of its first message. */
export function authorizationOf({ connectionParams, extra }: ConnectionContext): string | undefined {
  const { authorization, Authorization, token } = connectionParams ?? {};
  const header = authorization ?? Authorization;
  if (typeof header === 'string') {
    return header;
  }
  return typeof token === 'string' ? `Bearer ${token}` : extra.request.headers.authorization;
}

/** Cuts off a client that misses a ping, until the given function is called. */
export function pingRegularly(socket: WebSocket, intervalMs: number): () => void {
  let answered = true;
  const pings = setInterval(() => {
    if (!answered) {
      socket.terminate();
      return;
    }
    answered = false;
    socket.ping();
  }, intervalMs);
  socket.on('pong', () => {
    answered = true;
  });
  return () => clearInterval(pings);
}
