import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback, LOOPBACK_PAGES } from '../../kernel/loopback.ts';

const PREFLIGHT_SECONDS = '600';
/** The response headers that a page may read. */
const EXPOSED_HEADERS = [
  'X-Request-Id',
  'X-Client-Request-Id',
  'Retry-After',
  'RateLimit',
  'RateLimit-Policy',
  'WWW-Authenticate',
  'Audit-Export',
  'Audit-Checkpoint',
].join(', ');
/**
 * The request headers that a page may send: what we read, and what tracing and error reporting add to every request of a
 * page.
 */
const ALLOWED_HEADERS = [
  'Accept',
  'Authorization',
  'Content-Type',
  'X-Originator-Cost',
  'X-Request-Id',
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
].join(', ');

/**
 * Lets the pages of exactly these origins read answers, and in development those that this machine serves itself, at any port.
 * Credentials are never allowed: tokens are no cookies.
 */
export class CrossOrigin {
  readonly #origins: ReadonlySet<string>;
  readonly #loopback: boolean;

  /** Throws an error that names the first origin that is neither `scheme://host[:port]` nor `LOOPBACK_PAGES`. */
  constructor(allowed: readonly string[]) {
    const origins = allowed.filter((origin) => origin !== LOOPBACK_PAGES);
    for (const origin of origins) {
      if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
        throw new Error(`not an origin: ${origin}`);
      }
    }
    this.#origins = new Set(origins);
    this.#loopback = origins.length < allowed.length;
  }

  /** Adds what a page of an allowed origin needs to read the answer. */
  allow(request: IncomingMessage, response: ServerResponse): void {
    if (this.#origins.size > 0 || this.#loopback) {
      response.setHeader('Vary', 'Origin');
    }
    const { origin } = request.headers;
    if (origin !== undefined && this.#isAllowed(origin)) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
    }
  }

  /** Adds what a browser asks for before it sends a request from a page of an allowed origin. */
  allowPreflight(request: IncomingMessage, response: ServerResponse): void {
    const { origin } = request.headers;
    if (origin !== undefined && this.#isAllowed(origin)) {
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader('Access-Control-Allow-Headers', ALLOWED_HEADERS);
      response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    }
  }

  /** True if a WebSocket may be opened: by no page at all, one of this very host, or one of an allowed origin. */
  mayConnect(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    return (
      origin === undefined ||
      this.#isAllowed(origin) ||
      (host !== undefined && (origin === `http://${host}` || origin === `https://${host}`))
    );
  }

  #isAllowed(origin: string): boolean {
    return this.#origins.has(origin) || (this.#loopback && isLoopbackOrigin(origin));
  }
}

/** True if a page of this origin was served by this machine; a page without an origin of its own (`null`) was by anybody. */
function isLoopbackOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url?.origin === text && /^https?:$/.test(url.protocol) && isLoopback(url.hostname);
}
