import type Twilio from 'twilio';
import { z } from 'zod';
import type { TwilioCredential } from './gateway.ts';
import type { Form, HttpAnswer, HttpCall, HttpClient } from './http-client.ts';
import { NetworkFailure } from './network-failure.ts';

/** A request as the Twilio package hands it to its HTTP client. */
const sdkRequest = z.object({
  method: z.enum(['get', 'post']),
  uri: z.string(),
  username: z.string().min(1),
  password: z.string().min(1),
  headers: z.record(z.string(), z.string()).optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});

const sdkResponse = z.object({ statusCode: z.number(), body: z.string() });

/**
 * Calls Twilio through its own package, which is imported by the first call: it costs 0.3 s and 20 MB. Every call gets
 * a client of its own over the one shared HTTP client, so that no credential outlives its call, and nothing that the
 * package or its errors hold ever leaves this file (X4).
 */
export class SdkClient {
  private readonly http: HttpClient;
  private sdk: Promise<typeof Twilio> | undefined;

  constructor(http: HttpClient) {
    this.http = http;
  }

  /**
   * GETs `path`, which begins with a slash. Rejects with a {@link NetworkFailure} and, whatever Twilio or the network
   * does, with nothing else; with a `TypeError` when the token is empty.
   */
  get(credential: TwilioCredential, path: string, signal: AbortSignal): Promise<HttpAnswer> {
    return this.request(credential, { method: 'get', uri: TWILIO_ORIGIN + path }, signal, null);
  }

  /** POSTs a form to `path` as {@link get} reads; the call ends at `deadline`, an instant of `performance.now()`. */
  post(
    credential: TwilioCredential,
    path: string,
    form: Form,
    signal: AbortSignal,
    deadline: number,
  ): Promise<HttpAnswer> {
    const request = { method: 'post', uri: TWILIO_ORIGIN + path, data: form } as const;
    return this.request(credential, request, signal, deadline);
  }

  private async request(
    { sid, authToken, keySid = sid }: TwilioCredential,
    request: { readonly method: 'get' | 'post'; readonly uri: string; readonly data?: Form },
    signal: AbortSignal,
    deadline: number | null,
  ): Promise<HttpAnswer> {
    // The package would take an empty token as a request to use the one in the environment.
    if (authToken === '') throw new TypeError('a Twilio credential needs a token');
    const twilio = await this.load();
    try {
      const client = twilio(keySid, authToken, { accountSid: sid, httpClient: this.bound(signal, deadline) });
      const response = sdkResponse.parse(await client.request(request));
      return { status: response.statusCode, body: response.body };
    } catch (error) {
      throw error instanceof NetworkFailure ? error : new NetworkFailure('OPEN', 'OTHER');
    }
  }

  private load(): Promise<typeof Twilio> {
    this.sdk ??= import('twilio').then((module) => module.default);
    return this.sdk;
  }

  /** The shared HTTP client as the package wants it, for one call that ends with `signal` or at `deadline`. */
  private bound(signal: AbortSignal, deadline: number | null): Twilio.RequestClient {
    const client = {
      request: async (options: unknown) => {
        const { status, body } = await this.http.call(httpCall(sdkRequest.parse(options)), signal, deadline);
        return { statusCode: status, body, headers: {} };
      },
    };
    // The package asks for its own class, with sockets and a memory of the last request, but only ever calls `request`.
    return client as unknown as Twilio.RequestClient;
  }
}

const TWILIO_ORIGIN = 'https://api.twilio.com';

function httpCall(request: z.infer<typeof sdkRequest>): HttpCall {
  const url = new URL(request.uri);
  append(url.searchParams, request.params ?? {});
  const form = request.method === 'post' ? append(new URLSearchParams(), request.data ?? {}) : null;
  return {
    method: request.method === 'post' ? 'POST' : 'GET',
    path: url.pathname + url.search,
    username: request.username,
    password: request.password,
    headers: Object.fromEntries(
      Object.entries(request.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-type'),
    ),
    form,
  };
}

/** Twilio writes a list as a repeated parameter. */
function append(parameters: URLSearchParams, values: Readonly<Record<string, unknown>>): URLSearchParams {
  for (const [name, value] of Object.entries(values)) {
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(name, String(each));
  }
  return parameters;
}
