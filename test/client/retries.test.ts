import { createServer } from 'node:http';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  createClient,
  newIdempotencyKey,
  OriginatorError,
  TypedDocumentString,
  ViewerDocument,
} from '../../src/client/index.ts';
import { startBreakingProxy } from '../cli/breaking-proxy.ts';
import { newTenant, type RunningSystem } from '../support/running-system.ts';
import { sharedSystem } from '../support/shared.ts';

let system: RunningSystem;
beforeAll(async () => {
  system = await sharedSystem();
});

interface Received {
  readonly at: number;
  readonly variables: { readonly input?: { readonly idempotencyKey?: string } };
}

type Scripted = readonly [status: number, headers: Record<string, string>, body: object | string];

const VIEWER: Scripted = [200, {}, { data: { viewer: { subject: 'ada' } } }];
/** The connection breaks in place of an answer. */
const LOST: Scripted = [0, {}, ''];
const BUSY: Scripted = [503, {}, { errors: [{ message: 'busy', extensions: { code: 'UNAVAILABLE' } }] }];

/** A server that answers as the test says, the last answer over and over, and what it has received. */
async function scripted(...answers: readonly Scripted[]) {
  const received: Received[] = [];
  const left = [...answers];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { variables } = JSON.parse(Buffer.concat(chunks).toString());
    received.push({ at: performance.now(), variables });
    const [status, headers, body] = (left.length > 1 ? left.shift() : left[0]) ?? BUSY;
    if (status === 0) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { received, url: `http://127.0.0.1:${port}/graphql` };
}

const client = (url: string, retries?: number) =>
  createClient({ url, token: 'a.b.c', ...(retries === undefined ? {} : { retries }) });

async function errorOf(call: Promise<unknown>): Promise<OriginatorError> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (thrown instanceof OriginatorError) return thrown;
  throw new Error(`thrown was ${String(thrown)}`);
}

/** A mutation as the code generator knows it by its id: one whose input may have a key. */
const REGISTERED: unknown = { __meta__: { hash: 'sha256:0', mutation: true, makesKey: true } };
const isDocument = (value: unknown): value is TypedDocumentString<object, { readonly input: object }> =>
  typeof value === 'object';
function registered() {
  if (!isDocument(REGISTERED)) throw new Error('not a document');
  return REGISTERED;
}

describe('the client, when answers are lost after the work was done', () => {
  test('given a message with a key, then it is sent once, and its record is the answer (D6)', async () => {
    const tenant = newTenant();
    const url = `${await startBreakingProxy(system.endpoint, [0, 20])}/graphql`;
    const token = await system.token({ role: 'dispatcher', kind: 'service', tenant });
    const idempotencyKey = newIdempotencyKey();
    const input = { idempotencyKey, channel: 'SMS', to: '+15005550100', text: '493 816' } as const;
    const sent = await createClient({ url, token }).dispatch(input);
    expect(sent).toMatchObject({ record: { state: 'ACCEPTED' } });
    const records = await createClient({ url: system.endpoint, token }).dispatchRecords({ first: 10 });
    expect(records?.dispatchRecords?.edges).toHaveLength(1);
  });

  test('given a query, then it is asked again', async () => {
    const url = `${await startBreakingProxy(system.endpoint, [0, 0, 5])}/graphql`;
    const token = await system.token({ tenant: newTenant(), subject: 'ada' });
    expect((await createClient({ url, token }).viewer()).subject).toBe('ada');
  });

  test('given a mutation without a key, then it is not repeated, and the error says that the connection was lost', async () => {
    const document = new TypedDocumentString<object, { readonly input: object }>(
      'mutation Discard($input: DiscardDraftInput!) { discardDraft(input: $input) { __typename } }',
    );
    const { url, received } = await scripted(LOST);
    const variables = { input: { draft: { id: 'x', revision: 1 } } };
    expect((await errorOf(client(url).mutate(document, variables))).code).toBe('NETWORK');
    expect(received).toHaveLength(1);
    // Nor by way of a query, which it is not.
    expect((await errorOf(client(url).query(document, variables))).code).toBe('NETWORK');
    expect(received).toHaveLength(2);
  });

  test('given a mutation whose input may have a key, then the client makes one for each call, and repeats that', async () => {
    const { url, received } = await scripted(BUSY, VIEWER);
    await client(url).mutate(registered(), { input: {} });
    await client(url).mutate(registered(), { input: {} });
    await client(url).mutate(registered(), { input: { idempotencyKey: 'own' } });
    const keys = received.map(({ variables }) => variables.input?.idempotencyKey);
    expect(keys).toHaveLength(4);
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(keys[3]).toBe('own');
  });
});

describe('the pause before an attempt', () => {
  test.each([
    ['the header Retry-After', [429, { 'retry-after': '1' }, { errors: [{ message: 'too many' }] }]],
    [
      'retryAfterSeconds',
      [503, {}, { errors: [{ message: 'no', extensions: { code: 'UNAVAILABLE', retryAfterSeconds: 1 } }] }],
    ],
  ] as const)('given %s, then it is at least as long', async (_, refused) => {
    const { url, received } = await scripted(refused, VIEWER);
    await client(url).viewer();
    const [first, second, ...others] = received;
    expect(others).toEqual([]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  test('given a server that asks for an hour, then the caller is told so at once', async () => {
    const { url, received } = await scripted([503, { 'retry-after': '3600' }, BUSY[2]]);
    expect(await errorOf(client(url).viewer())).toMatchObject({
      code: 'UNAVAILABLE',
      retryAfterSeconds: 3_600,
    });
    expect(received).toHaveLength(1);
  });

  test('given a signal, when it is given meanwhile, then its reason comes out', async () => {
    const { url, received } = await scripted([503, { 'retry-after': '9' }, BUSY[2]]);
    const leaving = new AbortController();
    const reason = new Error('too late');
    const rejected = expect(client(url).viewer({ signal: leaving.signal })).rejects.toBe(reason);
    await expect.poll(() => received.length).toBe(1);
    leaving.abort(reason);
    await rejected;
  });
});

describe('the attempts', () => {
  test('given a server that stays unavailable, then there are no more than were asked for', async () => {
    for (const retries of [0, 2]) {
      const { url, received } = await scripted(BUSY);
      expect((await errorOf(client(url, retries).query(ViewerDocument))).code).toBe('UNAVAILABLE');
      expect(received).toHaveLength(retries + 1);
    }
  });

  test('given a proxy without an answer, then there is another; given a refusal for good, then there is none', async () => {
    const gateway = await scripted([502, {}, '<html>Bad gateway</html>'], VIEWER);
    expect((await client(gateway.url).viewer()).subject).toBe('ada');
    for (const code of ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'INTERNAL', 'NOT_FOUND']) {
      const { url, received } = await scripted([
        400,
        {},
        { errors: [{ message: '', extensions: { code } }] },
      ]);
      expect((await errorOf(client(url).viewer())).code).toBe(code);
      expect(received).toHaveLength(1);
    }
  });
});
