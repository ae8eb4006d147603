import { once } from 'node:events';
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { DEFAULT_LIMITS } from '../../src/http/limits/limits.ts';
import { until } from '../support/until.ts';
import { firstSource, startTestServer, type TestServer, token } from './test-server.ts';

const TICKS = 'subscription { ticks { value context } }';
const address = (server: TestServer) => `ws://127.0.0.1:${server.port}/graphql`;

interface Closing {
  code?: number;
  reason?: string;
}

/** A reference client that never tries again, and how its connection was closed. */
function socketClient(
  server: TestServer,
  options: Partial<ClientOptions> = {},
): { client: Client; closing: Closing } {
  const closing: Closing = {};
  const client = createClient({
    url: address(server),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    on: {
      closed: (event) => {
        if (typeof event === 'object' && event !== null && 'code' in event && 'reason' in event) {
          closing.code = Number(event.code);
          closing.reason = String(event.reason);
        }
      },
    },
    ...options,
  });
  onTestFinished(async () => {
    await client.dispose();
  });
  return { client, closing };
}

/** A bare socket and how it was closed, for what no reference client would send. */
function bareSocket(server: TestServer, protocol = 'graphql-transport-ws') {
  const socket = new WebSocket(address(server), protocol);
  const received: string[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const opened = new Promise<void>((resolve) => socket.on('open', resolve));
  socket.on('message', (data) => received.push(String(data)));
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  return { socket, received, closed, opened };
}

/** A socket below the protocol's library, which sends one message after the other. */
async function rawSocket(server: TestServer): Promise<Duplex> {
  const upgrade = request({
    ...{ host: '127.0.0.1', port: server.port, path: '/graphql' },
    headers: {
      ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      ...{
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        'sec-websocket-protocol': 'graphql-transport-ws',
      },
    },
  });
  const [, socket] = await once(upgrade.end(), 'upgrade');
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** A text message as a client sends it, masked with nothing. */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
}

test('given a subscription over WebSocket, when events come, then each is executed in a new context that is closed', async () => {
  const server = await startTestServer();
  const results = socketClient(server).client.iterate({ query: TICKS });
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

test('given a query and a mutation over WebSocket, when they are sent, then they are answered and closed', async () => {
  const server = await startTestServer();
  const { client } = socketClient(server);
  expect((await client.iterate({ query: '{ viewer }' }).next()).value).toEqual({ data: { viewer: 'ada' } });
  const added = await client.iterate({ query: 'mutation { add(amount: 3) }' }).next();
  expect(added.value).toEqual({ data: { add: 3 } });
  const masked = await client.iterate({ query: '{ fails }' }).next();
  expect(masked.value?.errors).toMatchObject([{ extensions: { code: 'INTERNAL' } }]);
  expect(JSON.stringify(masked.value)).not.toMatch(/swordfish|"http"/);
  expect(server.open.size).toBe(0);
});

test.each([
  ['authorization', async () => ({ connectionParams: { authorization: `Bearer ${await token()}` } })],
  ['Authorization', async () => ({ connectionParams: { Authorization: `Bearer ${await token()}` } })],
  ['token', async () => ({ connectionParams: { token: await token() } })],
])('given the token as %s, when connecting, then it is accepted', async (_, options) => {
  const server = await startTestServer();
  const { client } = socketClient(server, await options());
  expect((await client.iterate({ query: '{ viewer }' }).next()).value).toEqual({ data: { viewer: 'ada' } });
});

test('given the token in the header of the upgrade, when connecting, then it is accepted', async () => {
  const server = await startTestServer();
  const bearer = await token();
  class WithHeader extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { authorization: `Bearer ${bearer}` } });
    }
  }
  const { client } = socketClient(server, { webSocketImpl: WithHeader, connectionParams: {} });
  expect((await client.iterate({ query: '{ viewer }' }).next()).value).toEqual({ data: { viewer: 'ada' } });
});

test.each([
  ['no token', async () => ({}), 'A bearer token is required.'],
  ['an expired token', async () => ({ token: await token({ lifetime: -60 }) }), 'The token has expired.'],
  ['a forged token', async () => ({ token: 's3cr3t.s3cr3t.s3cr3t' }), 'The token is malformed.'],
  [
    'an unknown role',
    async () => ({ token: await token({ tenant: null }) }),
    'The role "admin" is allowed in tenant tokens only.',
  ],
])(
  'given %s, when connecting, then it is closed with 4403 and says why (X1)',
  async (_, connectionParams, reason) => {
    const server = await startTestServer();
    const { client, closing } = socketClient(server, { connectionParams });
    await expect(client.iterate({ query: '{ viewer }' }).next()).rejects.toBeDefined();
    expect(closing).toEqual({ code: 4403, reason });
    expect(server.contexts()).toBe(0);
  },
);

test('given a connection, when its token expires, then it is closed with 4403 and its sources are told (X1)', async () => {
  const server = await startTestServer();
  const { client, closing } = socketClient(server, {
    connectionParams: async () => ({ token: await token({ lifetime: 1 }) }),
  });
  const results = client.iterate({ query: TICKS });
  await expect(results.next()).rejects.toBeDefined();
  expect(closing).toEqual({ code: 4403, reason: 'The token has expired.' });
  const source = await firstSource(server);
  await until(() => source.returned === 1);
});

test('given a token function, when the server ends an expired connection, then the client goes on with a new token', async () => {
  const server = await startTestServer();
  const lifetimes = [1, 600];
  const { client } = socketClient(server, {
    retryAttempts: 3,
    retryWait: async () => {},
    connectionParams: async () => ({ token: await token({ lifetime: lifetimes.shift() ?? 600 }) }),
  });
  const first = client.iterate({ query: TICKS }).next();
  await until(() => server.controls.sources.length === 2);
  server.controls.sources[1]?.tick(5);
  expect((await first).value).toMatchObject({ data: { ticks: { value: 5 } } });
});

test('given a client, when it leaves or completes while nothing happens, then its source is told', async () => {
  const server = await startTestServer();
  const { client } = socketClient(server);
  const results = client.iterate({ query: TICKS });
  const first = results.next();
  const source = await firstSource(server);
  source.tick(1);
  await first;
  await results.return?.();
  await until(() => source.returned === 1);

  const { socket, opened, received } = bareSocket(server);
  await opened;
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: await token() } }));
  await until(() => received.length === 1);
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: TICKS } }));
  await until(() => server.controls.sources.length === 2);
  socket.terminate();
  await until(() => server.controls.sources[1]?.returned === 1);
});

test('given a frame beyond the limit, when it is sent, then the connection is closed with 1009', async () => {
  const server = await startTestServer();
  const { socket, opened, closed } = bareSocket(server);
  await opened;
  socket.send('x'.repeat(DEFAULT_LIMITS.frameBytes + 1));
  expect(await closed).toBe(1009);
  expect(await server.stillServes()).toBe(true);
});

test.each([
  ['nonsense', 'nonsense', 4400],
  ['a message of no kind', '{"type":"nothing"}', 4400],
  ['an operation before the token', '{"id":"1","type":"subscribe","payload":{"query":"{ viewer }"}}', 4401],
])('given %s, when it is sent, then the connection is closed', async (_, message, code) => {
  const server = await startTestServer();
  const { socket, opened, closed } = bareSocket(server);
  await opened;
  socket.send(message);
  expect(await closed).toBe(code);
  expect(await server.stillServes()).toBe(true);
});

test('given a connection that never says who it is, when its time is up, then it is closed with 4408', async () => {
  const server = await startTestServer({ limits: { connectionInitTimeout: 20 } });
  expect(await bareSocket(server).closed).toBe(4408);
});

test('given a client that does not agree to be closed, when it is closed, then it is cut off (X1)', {
  timeout: 20_000,
}, async () => {
  const server = await startTestServer({ limits: { connectionInitTimeout: 20 } });
  const socket = await rawSocket(server);
  socket.resume();
  await once(socket, 'close');
});

test('given nobody has set another time, when a connection never says who it is, then it has two seconds (X5)', async () => {
  const server = await startTestServer();
  const since = performance.now();
  expect(await bareSocket(server).closed).toBe(4408);
  const [least, most] = [1_900, 10_000];
  expect(performance.now() - since).toSatisfy((ms: number) => ms > least && ms < most);
});

test('given another protocol, when connecting, then it is not spoken', async () => {
  const server = await startTestServer();
  const { closed } = bareSocket(server, 'graphql-ws');
  expect([1006, 4406]).toContain(await closed);
});

test('given a client that answers no ping, when it misses one, then it is cut off', async () => {
  const server = await startTestServer({ limits: { pingInterval: 30 } });
  const socket = new WebSocket(address(server), 'graphql-transport-ws', { autoPong: false });
  expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(1006);
});

test('given as many operations on a connection as are allowed, when another comes, then it alone is refused', async () => {
  const server = await startTestServer({ limits: { operationsPerWebSocket: 2 } });
  const { client } = socketClient(server);
  const running = [client.iterate({ query: TICKS }), client.iterate({ query: TICKS })];
  const first = running.map((results) => results.next());
  await until(() => server.controls.sources.length === 2);
  await expect(client.iterate({ query: '{ viewer }' }).next()).rejects.toMatchObject([
    { extensions: { code: 'LIMIT_EXCEEDED', limit: 'operationsPerWebSocket' } },
  ]);
  for (const source of server.controls.sources) {
    source.tick(1);
  }
  expect((await Promise.all(first)).map((step) => step.done)).toEqual([false, false]);
});

async function statusOfUpgrade(server: TestServer, headers: Record<string, string>, path = '/graphql') {
  return (await answerToUpgrade(server, headers, path)).status;
}

async function answerToUpgrade(
  server: TestServer,
  headers: Record<string, string>,
  path = '/graphql',
): Promise<{
  readonly status: number | undefined;
  readonly retryAfter?: string | undefined;
  readonly body?: string;
}> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, 'graphql-transport-ws', { headers });
  return new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('unexpected-response', async (_, response) => {
      const chunks: string[] = [];
      for await (const chunk of response.setEncoding('utf8')) chunks.push(String(chunk));
      const { statusCode: status, headers: answered } = response;
      resolve({ status, retryAfter: answered['retry-after'], body: chunks.join('') });
      socket.terminate();
    });
    socket.on('open', () => {
      resolve({ status: 101 });
      socket.terminate();
    });
  });
}

test('given pages of this host, of allowed and of other origins, when they connect, then only the last are refused', async () => {
  const server = await startTestServer({ corsOrigins: ['https://app.test'] });
  expect(await statusOfUpgrade(server, {})).toBe(101);
  expect(await statusOfUpgrade(server, { origin: server.url })).toBe(101);
  expect(await statusOfUpgrade(server, { origin: 'https://app.test' })).toBe(101);
  expect(await statusOfUpgrade(server, { origin: 'https://evil.test' })).toBe(403);
  expect(await statusOfUpgrade(server, {}, '/elsewhere')).toBe(404);
});

test('given as many connections as are allowed, when another comes, then it is told when to come back (X5)', async () => {
  const server = await startTestServer({
    limits: { newWebSockets: { places: 1, guaranteed: 0, perMember: 2 } },
  });
  await bareSocket(server).opened;
  const { status, retryAfter, body = '' } = await answerToUpgrade(server, {});
  expect([status, retryAfter]).toEqual([503, '2']);
  expect(JSON.parse(body).errors[0].extensions).toMatchObject({
    ...{ code: 'LIMIT_EXCEEDED', limit: 'newWebSockets', retryAfterSeconds: 2 },
    retryAt: expect.stringMatching(/^\d{4}-/),
  });
});

test('given as many connections of a subject as are allowed, when another comes, then it is closed until later (X5)', async () => {
  const server = await startTestServer({
    limits: { webSockets: { places: 9, guaranteed: 0, perMember: 1 } },
  });
  const staying = socketClient(server, { lazy: false }).client;
  await staying.iterate({ query: '{ viewer }' }).next();
  const { client, closing } = socketClient(server);
  await expect(client.iterate({ query: '{ viewer }' }).next()).rejects.toBeDefined();
  expect(closing).toEqual({ code: 1013, reason: expect.stringContaining('Try again in 2 seconds') });
});

test.each([
  ['{}', 'BAD_REQUEST'],
  ['{"query":""}', 'BAD_REQUEST'],
  ['{"query":"query A { viewer } query B { viewer }"}', 'OPERATION_RESOLUTION_FAILURE'],
  ['{"query":"{ viewer","variables":{}}', 'GRAPHQL_PARSE_FAILED'],
])(
  'given the operation %s, when it is sent, then it is refused and the connection lives',
  async (payload, code) => {
    const server = await startTestServer();
    const { socket, opened, received, closed } = bareSocket(server);
    await opened;
    socket.send(JSON.stringify({ type: 'connection_init', payload: { token: await token() } }));
    await until(() => received.length === 1);
    socket.send(`{"id":"1","type":"subscribe","payload":${payload}}`);
    // What has no document at all is against the protocol itself, which closes for it.
    const outcome = await Promise.race([closed, until(() => received.length > 1)]);
    if (outcome === true) {
      expect(received[1]).toContain(`"code":"${code}"`);
    } else {
      expect([payload, outcome]).toEqual(['{}', 4400]);
    }
    expect(await server.stillServes()).toBe(true);
  },
);

test('given two sockets that send thousands of messages at once, when they are answered, then both by turns (X5)', async () => {
  const server = await startTestServer();
  const greedy = await Promise.all([rawSocket(server), rawSocket(server)]);
  const answered: number[] = [];
  greedy.forEach((socket, index) => void socket.on('data', () => answered.push(index)));
  const ping = frame(JSON.stringify({ type: 'ping' }));
  for (const socket of greedy) socket.write(Buffer.concat(Array.from({ length: 2_000 }, () => ping)));
  await until(() => answered.length >= 100);
  const first = answered.slice(0, 100).filter((index) => index === 0).length;
  expect(first).toBeGreaterThan(20);
  expect(first).toBeLessThan(80);
});
