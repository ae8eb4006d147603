import type { Client } from 'graphql-ws/client';
import { dataOf, errorOf } from './answer.ts';
import type { Connection, Request } from './http-request.ts';
import { connectionLost, OriginatorError } from './originator-error.ts';
import { ResultStream } from './result-stream.ts';

/** The codes with which the server closes a connection, and the code that says the same over HTTP. */
const CLOSINGS: Readonly<Record<number, string>> = {
  1001: 'UNAVAILABLE',
  1013: 'UNAVAILABLE',
  4403: 'UNAUTHENTICATED',
};

/** Subscriptions over one WebSocket, which is open as long as one of them is. */
export class WebSocketTransport {
  readonly #connection: Connection;
  readonly #implementation: unknown;
  #client: Promise<Client> | undefined;

  /** Without an implementation the WebSocket of the platform is used; Node has one from version 22. */
  constructor(connection: Connection, implementation: unknown) {
    this.#connection = connection;
    this.#implementation = implementation;
  }

  subscribe<Result>(
    { query = '', documentId, variables }: Request,
    signal?: AbortSignal,
  ): ResultStream<Result> {
    return new ResultStream<Result>((sink) => {
      let stopped = false;
      let dispose = () => {
        stopped = true;
      };
      // The protocol demands a text, also where an id stands for it.
      const payload = {
        query,
        variables: { ...variables },
        ...(documentId === undefined ? {} : { documentId }),
      };
      this.#open()
        .then((client) => {
          if (stopped) return;
          dispose = client.subscribe(payload, {
            next: (result) => {
              try {
                sink.push(dataOf(result));
              } catch (error) {
                sink.fail(error);
              }
            },
            error: (error) => sink.fail(toError(error)),
            complete: () => sink.complete(),
          });
        })
        .catch((error: unknown) => sink.fail(error));
      return () => dispose();
    }, signal);
  }

  #open(): Promise<Client> {
    // Loaded with the first subscription: who subscribes over server-sent events needs no such package.
    this.#client ??= import('graphql-ws/client').then(({ createClient }) => {
      const { url, token } = this.#connection;
      return createClient({
        url: url.replace(/^http/, 'ws'),
        connectionParams: async () => {
          const bearer = await token().catch((cause: unknown) => {
            throw new NoToken(cause);
          });
          return { authorization: `Bearer ${bearer}` };
        },
        // Only the caller knows whether what it subscribed to is still wanted.
        retryAttempts: 0,
        ...(this.#implementation === undefined ? {} : { webSocketImpl: this.#implementation }),
      });
    });
    return this.#client;
  }
}

/** The caller's own failure, in words that may be told to the server: they become the reason of the closing. */
class NoToken extends Error {
  constructor(cause: unknown) {
    super('There is no token.', { cause });
  }
}

function toError(error: unknown): unknown {
  if (Array.isArray(error)) return errorOf(error, {});
  if (typeof error === 'object' && error !== null && 'code' in error && 'reason' in error) {
    const { code, reason } = error;
    const known = CLOSINGS[Number(code)];
    const message = String(reason) || 'The connection was closed.';
    return known === undefined ? connectionLost(message, error) : new OriginatorError(known, message);
  }
  if (error instanceof NoToken) return error.cause;
  // A browser tells nothing of why WebSocket error but an event.
  return connectionLost('Originator could not be reached.', error);
}
