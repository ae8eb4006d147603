import { unreadable } from './answer.ts';
import { type FollowOptions, overEventStream } from './event-stream.ts';
import { type Connection, execute } from './http-request.ts';
import { isKeyed, withKey } from './idempotency.ts';
import { DEFAULT_RETRIES, withRetries } from './retries.ts';
import { isMutation, requestFor, type TypedDocument } from './typed-document.ts';
import { WebSocketTransport } from './web-socket.ts';

/** The address of Originator, and the token. */
export interface ClientOptions {
  /** The URL of the GraphQL API, for example `https://originator.example/graphql`. */
  readonly url: string;
  /** The bearer token, or what gives one: it is asked again before each request and each connection. */
  readonly token: string | (() => string | Promise<string>);
  /** The transport of subscriptions: one request for each, or one WebSocket for all. `sse` by default. */
  readonly transport?: 'sse' | 'websocket';
  /**
   * The most repetitions of a call while the server cannot be reached, is unavailable or has too much to do: of a query,
   * and of a mutation that has an idempotency key. 3 by default, after growing pauses of up to ten seconds; 0 for none.
   */
  readonly retries?: number;
  /** In place of the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** The class to make WebSockets of where the platform has none, as that of the package `ws` on Node 20. */
  readonly webSocket?: unknown;
}

/** The options of one call. */
export interface RequestOptions {
  /** Gives the call up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A document whose variables may be left out, since none is required. */
type DocumentAlone<Result> = TypedDocument<Result, Record<never, never>>;

/** Executes documents. Every method of the client goes through one of its three. */
export class GraphqlClient {
  readonly #connection: Connection;
  readonly #retries: number;
  readonly #webSocket: WebSocketTransport | undefined;

  constructor({ url, token, fetch, transport, webSocket, retries }: ClientOptions) {
    this.#retries = retries ?? DEFAULT_RETRIES;
    this.#connection = {
      url,
      token: async () => (typeof token === 'string' ? token : token()),
      fetch: fetch ?? ((...request) => globalThis.fetch(...request)),
    };
    if (transport === 'websocket') this.#webSocket = new WebSocketTransport(this.#connection, webSocket);
  }

  /** Executes a query, also one of your own. */
  query<Result>(document: DocumentAlone<Result>): Promise<Result>;
  query<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  query<Result>(
    document: DocumentAlone<Result>,
    variables: object = {},
    options?: RequestOptions,
  ): Promise<Result> {
    return this.#call(document, variables, options?.signal);
  }

  /**
   * Executes a mutation, also one of your own. One of the contract gets an idempotency key, unless its input has one, so that
   * it is done once however often an answer is lost; give one of your own a key by `newIdempotencyKey`.
   */
  mutate<Result>(document: DocumentAlone<Result>): Promise<Result>;
  mutate<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result>;
  mutate<Result>(
    document: DocumentAlone<Result>,
    variables: object = {},
    options?: RequestOptions,
  ): Promise<Result> {
    const isGivenKey = document.__meta__?.['makesKey'] === true;
    return this.#call(document, isGivenKey ? withKey(variables) : variables, options?.signal);
  }

  /**
   * Follows a subscription, also one of your own. It begins with the first `next()`, ends after the server's last event,
   * and is given up by `break` or the signal. A connection that is lost ends it with an error: subscribe again, and the
   * present state comes first.
   */
  subscribe<Result>(document: DocumentAlone<Result>): AsyncIterableIterator<Result, undefined>;
  subscribe<Result, Variables extends object>(
    document: TypedDocument<Result, Variables>,
    variables: Variables,
    options?: FollowOptions,
  ): AsyncIterableIterator<Result, undefined>;
  subscribe<Result>(
    document: DocumentAlone<Result>,
    variables: object = {},
    options?: FollowOptions,
  ): AsyncIterableIterator<Result, undefined> {
    const request = requestFor(document, variables);
    return this.#webSocket === undefined
      ? overEventStream(this.#connection, request, options)
      : this.#webSocket.subscribe(request, options?.signal);
  }

  #call<Result>(
    document: DocumentAlone<Result>,
    variables: object,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const request = requestFor(document, variables);
    const isSafe = !isMutation(document) || isKeyed(variables);
    return withRetries(() => execute(this.#connection, request, signal), isSafe ? this.#retries : 0, signal);
  }
}

/** The answer to a mutation; it is null only beside errors, which have been thrown before. */
export function given<Result>(result: Result | null): Result {
  if (result === null) throw unreadable({});
  return result;
}
