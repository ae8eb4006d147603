import type { IncomingMessage } from 'node:http';
import type { Context } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Principal } from '../kernel/access.ts';
import type { RequestOrigin } from '../kernel/scope.ts';
import type { Place } from '../kernel/share.ts';
import type { Logger } from './logging.ts';

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
