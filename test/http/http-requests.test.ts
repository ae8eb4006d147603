import { request } from 'node:http';
import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { startTestServer, token } from './test-server.ts';

const BODY = JSON.stringify({ query: '{ viewer }' });

async function rawPost(target: string, extraHeaders = ''): Promise<string> {
  return [
    `POST ${target} HTTP/1.1`,
    `Authorization: Bearer ${await token()}`,
    'Content-Type: application/json',
    `Content-Length: ${BODY.length}`,
    'Connection: close',
    `${extraHeaders}\r\n\r\n${BODY}`,
  ].join('\r\n');
}

const code = (answer: { body: { errors?: readonly { extensions?: Record<string, unknown> }[] } }) =>
  answer.body.errors?.[0]?.extensions?.['code'];

test('given an absolute-form target, when it is posted to, then it is served like the path alone', async () => {
  const server = await startTestServer();
  const answer = await server.raw(await rawPost('http://elsewhere.test:99/graphql', 'Host: elsewhere.test'));
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('{"data":{"viewer":"ada"}}');
});

test.each(['http://[::1/graphql', 'http://%/graphql', 'https://:99999/graphql'])(
  'given the junk authority of %s, when it is posted to, then it is not looked at',
  async (target) => {
    const server = await startTestServer();
    expect(await server.raw(await rawPost(target, 'Host: x'))).toMatch(/^HTTP\/1\.1 200 /);
  },
);

test.each(['[', 'a b', '%', '///', ']:99999', '"\\'])(
  'given the junk host %s, when posted, then it is not looked at',
  async (host) => {
    const server = await startTestServer();
    expect(await server.raw(await rawPost('/graphql', `Host: ${host}`))).toMatch(/^HTTP\/1\.1 200 /);
    expect(await server.stillServes()).toBe(true);
  },
);

test('given OPTIONS *, when it is sent, then the methods are named', async () => {
  const server = await startTestServer();
  const answer = await server.raw('OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1\.1 204 /);
  expect(answer).toContain('Allow: GET, POST, OPTIONS');
});

test.each([
  'GET * HTTP/1.1\r\nHost: x',
  'GET graphql HTTP/1.1\r\nHost: x',
  'GET ftp://x/graphql HTTP/1.1\r\nHost: x',
  'nonsense',
  'GET /graphql HTTP/1.1\r\nHost: x\r\nbad header',
])('given %j, when it is sent, then it is a 400 without a stack', async (head) => {
  const server = await startTestServer();
  const answer = await server.raw(`${head}\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toContain('"code":"BAD_REQUEST"');
  expect(answer).not.toContain('node_modules');
  expect(await server.stillServes()).toBe(true);
});

test('given headers that never end, when their time is up, then the socket is closed with a 408', async () => {
  const server = await startTestServer({ limits: { headersTimeout: 50, requestTimeout: 60 } });
  expect(await server.raw('POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
});

test('given headers beyond the limit, when they are sent, then it is a 431', async () => {
  const server = await startTestServer();
  const long = 'a'.repeat(20_000);
  const answer = await server.raw(`GET /health/live HTTP/1.1\r\nHost: x\r\nX-Long: ${long}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 431 /);
});

test('given a target beyond the limit, when it is asked for, then it is a 414', async () => {
  const server = await startTestServer();
  const answer = await server.send(`/graphql?query=${'a'.repeat(9_000)}`, {});
  expect(answer.status).toBe(414);
  expect(code(answer)).toBe('LIMIT_EXCEEDED');
});

test('given a body of 10 MB, when it is posted, then its sender reads a 413 and the server lives', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer }', { filler: 'x'.repeat(10_000_000) });
  expect(answer.status).toBe(413);
  expect(answer.body.errors?.[0]?.extensions).toEqual({
    code: 'LIMIT_EXCEEDED',
    limit: 'bodyBytes',
    maximum: 2_097_152,
  });
  expect(await server.stillServes()).toBe(true);
});

test('given a body that does not tell its length, when it grows too long, then it is a 413', async () => {
  const server = await startTestServer();
  const bearer = await token();
  const status = await new Promise((resolve, reject) => {
    const sending = request(
      `${server.url}/graphql`,
      { method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' } },
      (response) => resolve(response.resume().statusCode),
    );
    sending.on('error', reject);
    for (let sent = 0; sent < 30; sent += 1) {
      sending.write('x'.repeat(100_000));
    }
    sending.end();
  });
  expect(status).toBe(413);
  expect(await server.stillServes()).toBe(true);
});

test('given a client that goes away within its body, when that happens, then nothing breaks', async () => {
  const server = await startTestServer();
  const sending = request(`${server.url}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await token()}`,
      'content-type': 'application/json',
      'content-length': 1_000,
      expect: '100-continue',
    },
  });
  sending.on('error', () => undefined);
  sending.on('continue', () => sending.destroy());
  sending.flushHeaders();
  await until(() => server.lines.some((line) => line.includes('"aborted":true')));
  expect(await server.stillServes()).toBe(true);
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/graphql',
  'application/json; charset=utf-16',
])(
  'given a body of %s, as a foreign page can make a browser send, when posted, then it is a 415',
  async (type) => {
    const server = await startTestServer();
    const answer = await server.post('mutation { add(amount: 1) }', {}, { 'content-type': type });
    expect(answer.status).toBe(415);
    expect(code(answer)).toBe('BAD_REQUEST');
    expect(server.controls.added).toBe(0);
  },
);

test('given a compressed body, when it is posted, then it is a 415', async () => {
  const server = await startTestServer();
  expect((await server.post('{ viewer }', {}, { 'content-encoding': 'gzip' })).status).toBe(415);
});

async function postBody(body: BodyInit) {
  const server = await startTestServer();
  const answer = await server.send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
    body,
  });
  return { ...answer, server };
}

test.each([
  ['{"query": "{ viewer }", "s3cr3t', 'The body is not valid JSON.'],
  ['', 'The body is not valid JSON.'],
  ['[{"query":"{ viewer }"}]', 'Batches of operations are not supported.'],
  ['null', 'The request must be a JSON object.'],
  ['"text"', 'The request must be a JSON object.'],
  ['{}', 'The parameter "query" must be a GraphQL document.'],
  ['{"query": 1}', 'The parameter "query" must be a GraphQL document.'],
  ['{"query": "{ viewer }", "variables": []}', 'The parameter "variables" must be an object.'],
  ['{"query": "{ viewer }", "variables": "x"}', 'The parameter "variables" must be an object.'],
  ['{"query": "{ viewer }", "operationName": 1}', 'The parameter "operationName" must be a string.'],
  ['{"query": "{ viewer }", "extensions": 1}', 'The parameter "extensions" must be an object.'],
])(
  'given the body %j, when it is posted, then it is a 400 that repeats nothing of it',
  async (body, message) => {
    const answer = await postBody(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    expect(await answer.server.stillServes()).toBe(true);
  },
);

test('given a body that is not UTF-8, when it is posted, then it is a 400', async () => {
  const answer = await postBody(new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]));
  expect(answer.status).toBe(400);
  expect(answer.body.errors?.[0]?.message).toBe('The body is not valid UTF-8.');
});

test('given request properties that nobody knows, when it is posted, then they are ignored', async () => {
  const answer = await postBody(JSON.stringify({ query: '{ viewer }', id: 'abc', extra: { deep: true } }));
  expect(answer.body).toEqual({ data: { viewer: 'ada' } });
});

test.each([
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/json;q=0.9, application/graphql-response+json;q=0.1', 'application/json'],
  ['application/graphql-response+json, application/json;q=0.9', 'application/graphql-response+json'],
  ['application/json;q=0, */*', 'application/graphql-response+json'],
  ['application/graphql-response+json;q=0, */*;q=0.1', 'application/json'],
  ['text/html, application/*;q=0.2', 'application/graphql-response+json'],
  ['*/*', 'application/graphql-response+json'],
])('given Accept %s, when a query is posted, then the answer is %s', async (accept, type) => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer }', {}, { accept });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
});

test('given Accept of nothing that is served, when a query is posted, then it is a 406', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer }', {}, { accept: 'application/xml, application/json;q=0' });
  expect(answer.status).toBe(406);
  expect(code(answer)).toBe('BAD_REQUEST');
});

test.each([
  ['{ viewer', 'GRAPHQL_PARSE_FAILED'],
  ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['query ($value: Int!) { number(value: $value) }', 'BAD_USER_INPUT'],
])(
  'given %j, when it is refused, then it is 400, but 200 for clients that know only application/json',
  async (query, expected) => {
    const server = await startTestServer();
    const strict = await server.post(query);
    expect([strict.status, code(strict), 'data' in strict.body]).toEqual([400, expected, false]);
    const legacy = await server.post(query, {}, { accept: 'application/json' });
    expect([legacy.status, code(legacy)]).toEqual([200, expected]);
  },
);

test('given two operations, when the name fits neither, then it is a 400', async () => {
  const server = await startTestServer();
  const answer = await server.post('query A { viewer } query B { viewer }');
  expect([answer.status, code(answer)]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
});

test('given a query by GET, when it is asked, then it is answered; a mutation is a 405', async () => {
  const server = await startTestServer();
  const headers = { authorization: `Bearer ${await token()}` };
  const variables = encodeURIComponent('{"text":"hello"}');
  const query = encodeURIComponent('query ($text: String) { echo(text: $text) }');
  const asked = await server.send(`/graphql?query=${query}&variables=${variables}&other=1`, { headers });
  expect(asked.body).toEqual({ data: { echo: 'hello' } });
  const mutation = encodeURIComponent('mutation { add(amount: 1) }');
  expect((await server.send(`/graphql?query=${mutation}`, { headers })).status).toBe(405);
  expect((await server.send('/graphql?query={viewer}&variables={s3cr3t', { headers })).text).not.toContain(
    's3cr3t',
  );
  expect(server.controls.added).toBe(0);
});

test.each(['PUT', 'DELETE', 'PATCH'])('given %s, when it is sent, then it is a 405', async (method) => {
  const server = await startTestServer();
  const answer = await server.send('/graphql', { method });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, POST, OPTIONS');
});

const NOWHERE = ['/', '/graphql/', '/graphqlx', '//graphql', '/health', '/health/live/x', '/favicon.ico'];

test.each([...NOWHERE, '/graphql/health', '/health/yoga-has-none'])(
  'given the path %s, when it is asked for, then it is a 404 in JSON',
  async (path) => {
    const server = await startTestServer();
    const answer = await server.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('"code":"NOT_FOUND"');
  },
);

test('given any answer, when it is read, then it has the security headers and says which request it was, by our name and the client’s', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer }', {}, { 'x-request-id': 'my-request-1' });
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(answer.headers.get('x-client-request-id')).toBe('my-request-1');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const odd = await server.post('{ viewer }', {}, { 'x-request-id': 'a "quoted" one' });
  expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect(odd.headers.has('x-client-request-id')).toBe(false);
  const long = await server.post('{ viewer }', {}, { 'x-request-id': 'x'.repeat(129) });
  expect(long.headers.has('x-client-request-id')).toBe(false);
  const again = await server.post(
    '{ viewer }',
    {},
    { 'x-request-id': answer.headers.get('x-request-id') ?? '' },
  );
  expect(again.headers.get('x-request-id')).not.toBe(answer.headers.get('x-request-id'));
});

test('given no allowed origins, when a page asks, then nothing is reflected', async () => {
  const server = await startTestServer();
  const answer = await server.post('{ viewer }', {}, { origin: 'https://evil.test' });
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  const preflight = await server.send('/graphql', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.test', 'access-control-request-method': 'POST' },
  });
  expect(preflight.status).toBe(204);
  expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('given an allowed origin, when its pages ask, then exactly they are allowed, without credentials', async () => {
  const server = await startTestServer({ corsOrigins: ['https://app.test'] });
  const answer = await server.post('{ viewer }', {}, { origin: 'https://app.test' });
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.test');
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('vary')).toBe('Origin');
  const preflight = await server.send('/graphql', {
    method: 'OPTIONS',
    headers: { origin: 'https://app.test' },
  });
  const allowed = preflight.headers.get('access-control-allow-headers')?.split(', ');
  const traced = ['traceparent', 'tracestate', 'baggage', 'sentry-trace'];
  expect(allowed).toEqual(
    expect.arrayContaining(['Authorization', 'Content-Type', 'X-Request-Id', ...traced]),
  );
  const other = await server.post('{ viewer }', {}, { origin: 'https://app.test.evil.test' });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

test('given health is asked, when the node is ready, not ready or cannot tell, then the status says so', async () => {
  const ready = await startTestServer();
  expect((await ready.send('/health/live', {})).body).toEqual({ status: 'live' });
  expect(await ready.send('/health/ready', {})).toMatchObject({
    status: 200,
    body: { status: 'ready', checks: { database: 'ok' } },
  });
  const unready = await startTestServer({
    readiness: async () => ({ ready: false, checks: { database: 'lost' } }),
  });
  expect((await unready.send('/health/ready', {})).status).toBe(503);
  const broken = await startTestServer({ readiness: () => Promise.reject(new Error('no')) });
  expect((await broken.send('/health/ready', {})).status).toBe(503);
  expect((await ready.send('/health/live', { method: 'POST' })).status).toBe(405);
});

test('given a route of its own, when it is asked for, then it gets what the server knows', async () => {
  const server = await startTestServer({
    routes: [
      {
        path: '/callbacks/',
        async handle({ response, requestId, target }) {
          response.end(`${requestId} ${target.path}?${target.query}`);
        },
      },
    ],
  });
  const answer = await server.send('/callbacks/twilio?a=b', { headers: { 'x-request-id': 'callback-1' } });
  expect(answer.text).toBe(`${answer.headers.get('x-request-id')} /callbacks/twilio?a=b`);
});
