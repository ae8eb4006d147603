import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../../kernel/access.ts';
import type { RequestOrigin } from '../../kernel/scope.ts';
import { refusal } from '../limits/refusal.ts';
import type { Logger } from '../log/logging.ts';
import type { RequestTarget } from './request-target.ts';

/** One HTTP request and its answer, with what the server has found out about it. */
export interface HttpContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: RequestTarget;
  readonly requestId: string;
  readonly origin: RequestOrigin;
  readonly log: Logger;
  /** Authenticates the bearer token. Rejects with a GraphQLError that may be shown to the caller. */
  authorize(): Promise<Principal>;
  /** Resolves when it is the turn of the caller: the principal where it is known, else the address (X5). */
  turn(principal?: Principal): Promise<void>;
  /** The same for the next part of long work that has begun. */
  goOn(principal?: Principal): Promise<void>;
  /** The extra members of the request's log line; asked when all is over. */
  logFields: () => Readonly<Record<string, unknown>>;
}

/** Something served beside GraphQL. A GraphQLError that it throws is answered as its `extensions.http` says. */
export interface Route {
  /** One path, or with a slash at its end everything below it; `/` alone is that one path. */
  readonly path: string;
  handle(context: HttpContext): Promise<void>;
}

/** True if the route serves the path. */
export function serves(route: Route, path: string): boolean {
  return path === route.path || (/.\/$/.test(route.path) && path.startsWith(route.path));
}

/** Refuses requests by any other method, in words that name the right one. */
export function allowMethods(
  { request }: Pick<HttpContext, 'request'>,
  methods: readonly string[],
  message: string,
): void {
  if (methods.includes(request.method ?? '')) return;
  const headers = { Allow: [...methods, 'OPTIONS'].join(', ') };
  throw refusal('BAD_REQUEST', message, { status: 405, headers });
}
