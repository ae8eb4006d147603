import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import {
  type Authenticate,
  type AuthenticationOptions,
  createAuthenticator,
} from '../../src/http/auth/authentication.ts';
import { type ClaimNames, DEFAULT_CLAIMS } from '../../src/http/auth/claims.ts';
import {
  createDevelopmentKey,
  type DevelopmentTokenRequest,
  issueDevelopmentToken,
} from '../../src/http/auth/development-token.ts';
import { oneSigningKey, type SigningKeys } from '../../src/http/auth/signing-keys.ts';
import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/http/limits/limits.ts';
import { createServerShares } from '../../src/http/limits/shares.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { until } from '../support/until.ts';
import { createTestSchema, LostDatabase, type SchemaControls, TestContext } from './test-schema.ts';

export const ISSUER = 'https://issuer.test';
export const AUDIENCE = 'originator';
export const LONGEST_LIFETIME = 3_600;

const keyPath = join(tmpdir(), `originator-test-${randomUUID()}.jwk`);
const key = createDevelopmentKey(keyPath).finally(() => rm(keyPath, { force: true }));

/** A token of an admin of one tenant, unless the test wants another. */
export async function token(changes: Partial<DevelopmentTokenRequest> = {}): Promise<string> {
  return issueDevelopmentToken(await key, {
    issuer: ISSUER,
    audience: AUDIENCE,
    subject: 'ada',
    displayName: 'Ada',
    kind: 'person',
    authenticationMethod: 'pwd',
    tenant: 'acme',
    roles: ['admin'],
    lifetime: 600,
    ...changes,
  });
}

/** How the test servers check tokens with these keys. */
export function authenticatorWith(
  keys: SigningKeys,
  changes: Partial<Omit<AuthenticationOptions, 'claims'>> & { readonly claims?: Partial<ClaimNames> } = {},
): Authenticate {
  return createAuthenticator({
    ...{ issuer: ISSUER, audience: AUDIENCE, longestLifetime: LONGEST_LIFETIME, clockTolerance: 30 },
    ...{ clock: () => Date.now(), keys },
    ...changes,
    claims: { ...DEFAULT_CLAIMS, ...changes.claims },
  });
}

/** The check that the test servers use. */
export async function testAuthenticator() {
  return authenticatorWith(oneSigningKey((await key).publicKey));
}

/** What GraphQL over HTTP answers. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { message: string; extensions?: Record<string, unknown>; path?: unknown[] }[];
    readonly extensions?: Record<string, unknown>;
  };
}

type Changes = Partial<Omit<HttpServerOptions<TestContext>, 'limits' | 'shares'>> & {
  limits?: Partial<Limits>;
};

/** A server with the test schema, on a free port, stopped when the test is over. */
export async function startTestServer(changes: Changes = {}) {
  const controls: SchemaControls = { sources: [], gate: Promise.resolve(), added: 0, echoed: [], parsed: [] };
  const open = new Set<TestContext>();
  const lines: string[] = [];
  let contexts = 0;
  const limits = { ...DEFAULT_LIMITS, ...changes.limits };
  const server = createHttpServer<TestContext>({
    schema: createTestSchema(controls),
    createContext: (info) => {
      contexts += 1;
      return new TestContext(contexts, info, open);
    },
    authenticate: await testAuthenticator(),
    readiness: async () => ({ ready: true, checks: { database: 'ok' } }),
    isUnavailable: (error) => error instanceof LostDatabase,
    corsOrigins: [],
    trustedProxies: [],
    introspection: true,
    documents: new Map(),
    otherDocuments: 'open',
    log: createLogger({
      level: 'debug',
      destination: new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk));
          done();
        },
      }),
    }),
    ...changes,
    limits,
    shares: createServerShares(limits),
  });
  const { port, url } = await server.listen(0, '127.0.0.1');
  onTestFinished(() => server.close(0));

  async function send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`${url}${path}`, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json && text !== '' ? JSON.parse(text) : {},
    };
  }

  /** Posts a document as a client of today does; headers and body parameters can be given besides. */
  async function post(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    return send('/graphql', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${await token()}`,
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
  }

  return {
    url,
    port,
    server,
    controls,
    lines,
    open,
    contexts: () => contexts,
    send,
    post,
    /** Sends bytes as they are and returns all that comes back until the server closes or the answer is complete. */
    raw: (bytes: string) => raw(port, bytes),
    /** Whether the process still serves. */
    async stillServes(): Promise<boolean> {
      const answer = await post('{ viewer }');
      return answer.status === 200 && answer.body.data?.['viewer'] === 'ada';
    },
  };
}

/** A test server and what reaches into it. */
export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** What a server answers to bytes that need be no HTTP; the request should ask to close the connection. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      received += String(chunk);
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}

/** The one source of the test, as soon as it is watched. */
export async function firstSource(server: TestServer) {
  await until(() => server.controls.sources.length > 0);
  const [source] = server.controls.sources;
  if (source === undefined) {
    throw new Error('nobody subscribed');
  }
  return source;
}
