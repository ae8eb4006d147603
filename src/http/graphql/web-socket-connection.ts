import type { IncomingMessage } from 'node:http';
import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Principal } from '../../kernel/access.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import type { Place } from '../../kernel/shares/share.ts';
import type { Logger } from '../log/logging.ts';
import type { Operation } from '../log/operation.ts';

/** What is known of a connection beside what the protocol keeps. */
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
  /** Operations under way, by id. */
  readonly underWay: Map<string, WantedOperation>;
}

/** An operation whose client may stop wanting the answer. */
interface WantedOperation {
  readonly isWanted: () => boolean;
  readonly gone: AbortController;
}

/** Notes an operation; gives the way to be told when its client has gone or said that it does not want the answer. */
export function noteOperation(
  { extra, subscriptions }: ConnectionContext,
  id: string,
): Operation['whenGone'] {
  const gone = new AbortController();
  if (id in subscriptions) extra.underWay.set(id, { isWanted: () => id in subscriptions, gone });
  else gone.abort();
  return (listener) => {
    if (gone.signal.aborted) listener();
    else gone.signal.addEventListener('abort', listener, { once: true });
  };
}

/**
 * Tells the operations that are not wanted any more. The protocol ends subscriptions by itself, and lets go of anything
 * else without a word.
 *
 * @param isClosed whether the connection is, so that none is
 */
export function endUnwanted({ underWay }: Connection, isClosed: boolean): void {
  for (const [id, { isWanted, gone }] of underWay) {
    if (!isClosed && isWanted()) continue;
    underWay.delete(id);
    gone.abort();
  }
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
