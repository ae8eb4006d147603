import { setMaxListeners } from 'node:events';
import type { Dispatcher } from 'undici';
import { type OutgoingProxies, proxyAgentOptions } from '../kernel/outgoing-proxy-rules.ts';
import { NetworkFailure, type NetworkFault, networkFault } from './network-failure.ts';

/** Limits of the one HTTP client that all tenants share. Times in milliseconds. */
export interface HttpClientOptions {
  /** Scheme, host and port, and optionally a path that goes before Twilio's. */
  readonly baseUrl: string;
  /** Connections at most; further calls wait for a free one. */
  readonly connections: number;
  /** For name look-up, TCP and TLS together. */
  readonly connectTimeoutMs: number;
  /** From the moment the request is written until the whole answer is there. */
  readonly responseTimeoutMs: number;
  readonly maxResponseBytes: number;
  readonly proxies: OutgoingProxies;
}

/** One call. `path` begins with a slash and may have a query. */
export interface HttpCall {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly username: string;
  readonly password: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The form that a POST carries. */
  readonly form: URLSearchParams | null;
}

/** The fields of a form; a list is a field that is repeated. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** A whole answer, not interpreted. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Calls one server over a bounded pool of connections that are kept alive. It repeats nothing and follows no redirect.
 * The pool, and the package that it comes from, wait for the first call.
 */
export class HttpClient {
  private readonly options: HttpClientOptions;
  private readonly origin: string;
  private readonly prefix: string;
  private pool: Promise<Dispatcher> | undefined;
  private closed = false;

  /** Throws a `TypeError` when the base address is none. */
  constructor(options: HttpClientOptions) {
    const base = new URL(options.baseUrl);
    this.options = options;
    this.origin = base.origin;
    this.prefix = base.pathname.replace(/\/+$/, '');
  }

  /**
   * Resolves with any whole answer, whatever its status. Rejects with a {@link NetworkFailure} and nothing else.
   * `deadline`, an instant of `performance.now()`, stands in for the response time-out and also bounds the waiting for
   * a connection.
   */
  async call(call: HttpCall, signal: AbortSignal, deadline: number | null = null): Promise<HttpAnswer> {
    if (this.closed) throw new NetworkFailure('NOT_SENT', 'CLOSED');
    this.pool ??= this.open();
    const pool = await this.pool;
    return await new Promise((resolve, reject) => {
      const exchange = new ResponseHandler(this.options, signal, deadline, resolve, reject);
      if (exchange.over) return;
      try {
        pool.dispatch(this.request(call), exchange);
      } catch {
        exchange.fail('OTHER');
      }
    });
  }

  /** Cuts all connections; calls under way fail, and so do later ones. */
  async close(): Promise<void> {
    this.closed = true;
    const pool = await this.pool;
    await pool?.destroy();
  }

  private async open(): Promise<Dispatcher> {
    const undici = await import('undici');
    const { connections, connectTimeoutMs: timeout, proxies } = this.options;
    // One timer of our own covers the whole answer; see ResponseHandler.
    const limits = { connections, connect: { timeout }, headersTimeout: 0, bodyTimeout: 0 };
    const proxy = proxyAgentOptions(proxies, new URL(this.origin));
    if (proxy === null) return new undici.Pool(this.origin, limits);
    return new undici.EnvHttpProxyAgent({
      ...limits,
      ...proxy,
      proxyTls: { timeout },
      requestTls: { timeout },
      // The answer of the proxy is part of connecting.
      clientFactory: (origin, options) => new undici.Pool(origin, { ...options, headersTimeout: timeout }),
    });
  }

  private request(call: HttpCall): Dispatcher.DispatchOptions {
    const credentials = Buffer.from(`${call.username}:${call.password}`, 'utf8').toString('base64');
    return {
      origin: this.origin,
      method: call.method,
      path: this.prefix + call.path,
      headers: {
        ...call.headers,
        authorization: `Basic ${credentials}`,
        ...(call.form === null ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: call.form === null ? null : call.form.toString(),
    };
  }
}

/**
 * One call on its way. The HTTP library reports the start of a request just before its first byte is written to a
 * connected socket: what fails earlier was certainly not sent, whatever the error is called, and what fails later is open.
 */
class ResponseHandler implements Dispatcher.DispatchHandler {
  private readonly options: HttpClientOptions;
  private readonly signal: AbortSignal;
  private readonly deadline: number | null;
  private readonly resolve: (answer: HttpAnswer) => void;
  private readonly reject: (failure: NetworkFailure) => void;
  private readonly chunks: Buffer[] = [];
  private controller: Dispatcher.DispatchController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private status = 0;
  private length = 0;
  private settled = false;

  constructor(
    options: HttpClientOptions,
    signal: AbortSignal,
    deadline: number | null,
    resolve: (answer: HttpAnswer) => void,
    reject: (failure: NetworkFailure) => void,
  ) {
    this.options = options;
    this.signal = signal;
    this.deadline = deadline;
    this.resolve = resolve;
    this.reject = reject;
    const left = deadline === null ? null : deadline - performance.now();
    if (signal.aborted) this.fail('ABORTED');
    else if (left !== null && left <= 0) this.fail('CONNECT_TIMEOUT');
    else {
      if (left !== null) this.timer = setTimeout(this.onTimeout, left);
      // One signal may end any number of calls; Node takes more than ten for a leak.
      setMaxListeners(0, signal);
      signal.addEventListener('abort', this.onAbort, { once: true });
    }
  }

  /** True if the call has ended. */
  get over(): boolean {
    return this.settled;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) {
      controller.abort(new Error('given up'));
      return;
    }
    this.controller = controller;
    if (this.deadline === null) this.timer = setTimeout(this.onTimeout, this.options.responseTimeoutMs);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.length += chunk.length;
    if (this.length > this.options.maxResponseBytes) this.fail('TOO_LARGE');
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.settle())
      this.resolve({ status: this.status, body: Buffer.concat(this.chunks).toString('utf8') });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(networkFault('code' in error ? error.code : undefined));
  }

  /** Ends the call at once, also while it still waits for a connection. */
  fail(fault: NetworkFault): void {
    if (!this.settle()) return;
    const phase = this.controller === undefined ? 'NOT_SENT' : 'OPEN';
    this.reject(new NetworkFailure(phase, fault, this.status === 0 ? null : this.status));
    this.controller?.abort(new Error('given up'));
  }

  private readonly onTimeout = (): void =>
    this.fail(this.controller === undefined ? 'CONNECT_TIMEOUT' : 'RESPONSE_TIMEOUT');

  private readonly onAbort = (): void => this.fail('ABORTED');

  private settle(): boolean {
    if (this.settled) return false;
    this.settled = true;
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.onAbort);
    return true;
  }
}
