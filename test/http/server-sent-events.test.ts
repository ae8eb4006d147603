import { request } from 'node:http';
import { createClient } from 'graphql-sse';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../support/until.ts';
import { firstSource, startTestServer, type TestServer, token } from './test-server.ts';

const TICKS = 'subscription { ticks { value context } }';

async function eventClient(server: TestServer, bearer?: string) {
  const authorization = `Bearer ${bearer ?? (await token())}`;
  const client = createClient({
    url: `${server.url}/graphql`,
    singleConnection: false,
    retryAttempts: 0,
    headers: { authorization },
  });
  onTestFinished(() => client.dispose());
  return client;
}

test('given a subscription over SSE, when events come, then each is executed in a new context that is closed', async () => {
  const server = await startTestServer();
  const results = (await eventClient(server)).iterate({ query: TICKS });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  expect((await first).value).toEqual({ data: { ticks: { value: 1, context: 2 } } });
  source.tick(2);
  expect((await results.next()).value).toEqual({ data: { ticks: { value: 2, context: 3 } } });
  source.finish();
  expect((await results.next()).done).toBe(true);
  expect([server.contexts(), server.open.size]).toEqual([3, 0]);
});

test('given a subscription over SSE, when its client leaves while nothing happens, then its source is told', async () => {
  const server = await startTestServer();
  const results = (await eventClient(server)).iterate({ query: TICKS });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  await first;
  await results.return?.();
  await until(() => source.returned === 1);
});

test('given a stream over SSE, when its token expires, then it ends and says so (X1)', async () => {
  const server = await startTestServer();
  const results = (await eventClient(server, await token({ lifetime: 1 }))).iterate({ query: TICKS });
  const first = await results.next();
  expect(first.value).toMatchObject({
    errors: [{ message: 'The token has expired.', extensions: { code: 'UNAUTHENTICATED' } }],
  });
  expect(JSON.stringify(first.value)).not.toContain('"http"');
  expect((await results.next()).done).toBe(true);
  expect((await firstSource(server)).returned).toBe(1);
});

test('given a source that fails, when it does, then the client is told no secret and the stream ends', async () => {
  const server = await startTestServer();
  const results = (await eventClient(server)).iterate({ query: TICKS });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  source.failure = new Error('the password is swordfish');
  await first;
  const { value } = await results.next();
  expect(value).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] });
  expect(JSON.stringify(value)).not.toContain('swordfish');
  expect((await results.next()).done).toBe(true);
});

test('given an event whose field fails, when it is sent, then the error is masked and the stream goes on', async () => {
  const server = await startTestServer();
  const results = (await eventClient(server)).iterate({ query: 'subscription { ticks { value fails } }' });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  expect((await first).value).toMatchObject({
    data: { ticks: { value: 1, fails: null } },
    errors: [{ message: 'An internal error occurred.' }],
  });
  source.tick(2);
  expect((await results.next()).value).toMatchObject({ data: { ticks: { value: 2 } } });
});

test('given a query and a mutation over SSE, when they are sent, then each is one event', async () => {
  const server = await startTestServer();
  const client = await eventClient(server);
  for (const [query, data] of [
    ['{ viewer }', { viewer: 'ada' }],
    ['mutation { add(amount: 2) }', { add: 2 }],
  ] as const) {
    const results = client.iterate({ query });
    expect((await results.next()).value).toEqual({ data });
    expect((await results.next()).done).toBe(true);
  }
});

const STREAM = { accept: 'text/event-stream' };

test.each([
  ['subscription { ticks { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
  ['subscription { ticks {', 'GRAPHQL_PARSE_FAILED'],
  [`subscription { ticks { ${'a: value '.repeat(60)} } }`, 'LIMIT_EXCEEDED'],
  ['subscription { denied { value } }', 'FORBIDDEN'],
  ['subscription A { ticks { value } } subscription B { ticks { value } }', 'OPERATION_RESOLUTION_FAILURE'],
  ['query { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
])(
  'given %j for a stream, when it is refused, then the reference client learns the code %s',
  async (query, code) => {
    const server = await startTestServer();
    const results = (await eventClient(server)).iterate({ query });
    expect((await results.next()).value).toMatchObject({ errors: [{ extensions: { code } }] });
    expect((await results.next()).done).toBe(true);
    expect(server.open.size).toBe(0);
  },
);

test('given a subscription, when the client takes no stream, then it is a 406 and nothing is watched', async () => {
  const server = await startTestServer();
  expect((await server.post(TICKS)).status).toBe(406);
  expect(server.controls.sources).toEqual([]);
  const denied = await server.post('subscription { denied { value } }', {}, { accept: '*/*' });
  expect(denied.body.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(server.open.size).toBe(0);
});

test('given a stream asked for without or with an expired token, when it is refused, then it is a 401 (X1)', async () => {
  const server = await startTestServer();
  const bearer = await token({ lifetime: -60 });
  expect((await server.post(TICKS, {}, { ...STREAM, authorization: '' })).status).toBe(401);
  expect((await server.post(TICKS, {}, { ...STREAM, authorization: `Bearer ${bearer}` })).status).toBe(401);
});

test('given as many streams as are allowed, when another is asked for, then its client learns when to come back', async () => {
  const server = await startTestServer({
    limits: { subscriptions: { places: 2, guaranteed: 0, perMember: 1 } },
  });
  const client = await eventClient(server);
  const results = client.iterate({ query: TICKS });
  const first = results.next();
  const source = await firstSource(server);
  const refused = await client.iterate({ query: TICKS }).next();
  const extensions = { code: 'LIMIT_EXCEEDED', limit: 'subscriptions', retryAfterSeconds: 2 };
  expect(refused.value).toMatchObject({ errors: [{ extensions }] });
  source.tick(1);
  await first;
  await results.return?.();
  await until(() => source.returned === 1);
  const next = client.iterate({ query: TICKS });
  const again = next.next();
  await until(() => server.controls.sources.length === 2);
  server.controls.sources[1]?.tick(7);
  expect((await again).value).toMatchObject({ data: { ticks: { value: 7 } } });
});

test('given a stream with nothing to say, when time passes, then it pings and lives', async () => {
  const server = await startTestServer();
  const bearer = await token();
  let received = '';
  const asking = request(`${server.url}/graphql?query=${encodeURIComponent(TICKS)}`, {
    headers: { ...STREAM, authorization: `Bearer ${bearer}` },
  });
  asking.on('response', (response) => {
    response.setEncoding('utf8');
    response.on('data', (chunk) => {
      received += String(chunk);
    });
    response.on('error', () => undefined);
  });
  asking.on('error', () => undefined);
  asking.end();
  await until(() => received.split(':\n\n').length > 3);
  asking.destroy();
  const source = await firstSource(server);
  await until(() => source.returned === 1);
});

test('given a proxy between, when a stream is opened, then it is told to hold nothing back, and the headers and a first comment come at once', async () => {
  const server = await startTestServer();
  const aborted = new AbortController();
  const query = encodeURIComponent('subscription { ticks { value } }');
  const response = await fetch(`${server.url}/graphql?query=${query}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${await token()}` },
    signal: aborted.signal,
  });
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  const first = await response.body?.getReader().read();
  expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^:/);
  aborted.abort();
});

test('given a load balancer that keeps connections for a minute, when it is answered, then ours are kept longer', async () => {
  const server = await startTestServer();
  const answer = await server.raw(
    `GET /health/live HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  );
  expect(Number(/keep-alive: timeout=(\d+)/i.exec(answer)?.[1])).toBeGreaterThanOrEqual(65);
});
