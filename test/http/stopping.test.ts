import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../support/until.ts';
import { startTestServer, token } from './test-server.ts';

const TICKS = 'subscription { ticks { value } }';
const FOREVER = 60_000;

test('given live streams, when the server stops, then SSE completes with the reason and WebSockets close with 1001', async () => {
  const server = await startTestServer();
  const bearer = await token();
  const events = createEventClient({
    url: `${server.url}/graphql`,
    retryAttempts: 0,
    headers: { authorization: `Bearer ${bearer}` },
  }).iterate({ query: TICKS });
  const lastEvent = events.next();
  let code: unknown;
  const sockets = createSocketClient({
    url: `ws://127.0.0.1:${server.port}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { token: bearer },
    on: {
      closed: (event) => {
        code = typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined;
      },
    },
  });
  const overSocket = sockets.iterate({ query: TICKS }).next();
  overSocket.catch(() => undefined);
  await until(() => server.controls.sources.length === 2);
  await server.server.close(FOREVER);
  expect((await lastEvent).value).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] });
  expect((await events.next()).done).toBe(true);
  await expect(overSocket).rejects.toBeDefined();
  expect(code).toBe(1001);
  // A socket may be closed a moment before its stream has ended.
  await until(() => server.controls.sources.every((source) => source.returned > 0));
  expect(server.controls.sources.map((source) => source.returned)).toEqual([1, 1]);
});

test('given a request under way, when the server stops, then it is answered first', async () => {
  const server = await startTestServer();
  let release = () => {};
  server.controls.gate = new Promise((resolve) => {
    release = resolve;
  });
  const slow = server.post('{ slow }');
  await until(() => server.open.size === 1);
  const stopped = server.server.close(FOREVER);
  await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
  release();
  expect((await slow).body).toEqual({ data: { slow: 'done' } });
  await stopped;
  expect(server.open.size).toBe(0);
});

test('given a connection that has sent nothing, when the server stops, then it does not wait for it', async () => {
  const server = await startTestServer();
  const silent = connect(server.port, '127.0.0.1');
  onTestFinished(() => void silent.destroy());
  await once(silent, 'connect');
  await server.server.close(FOREVER);
});

test('given requests that never end and sockets that say nothing, when the grace is over, then all are cut off', async () => {
  const server = await startTestServer();
  server.controls.gate = new Promise(() => {});
  const slow = server.post('{ slow }');
  slow.catch(() => undefined);
  const silent = connect(server.port, '127.0.0.1');
  silent.on('error', () => undefined);
  onTestFinished(() => {
    silent.destroy();
  });
  const deaf = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws');
  await new Promise((resolve) => deaf.on('open', resolve));
  deaf.pause();
  onTestFinished(() => deaf.terminate());
  await until(() => server.open.size === 1);
  await server.server.close(50);
  await expect(slow).rejects.toThrow();
});

test('given a server that stops, when it is asked on an open connection, then it says 503 and readiness says stopping', async () => {
  const server = await startTestServer();
  let release = () => {};
  server.controls.gate = new Promise((resolve) => {
    release = resolve;
  });
  const slow = server.post('{ slow }');
  await until(() => server.open.size === 1);
  // A connection that has begun a request is not idle, so it outlasts the beginning of the stop.
  let received = '';
  const socket = connect(server.port, '127.0.0.1', () =>
    socket.write('GET /health/ready HTTP/1.1\r\nHost: x\r\n'),
  );
  socket.on('data', (chunk) => {
    received += String(chunk);
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  await server.post('{ viewer }');
  const stopped = server.server.close(FOREVER);
  socket.write('\r\n');
  await until(() => received.includes('stopping'));
  expect(received).toMatch(/^HTTP\/1\.1 503 /);
  release();
  await slow;
  await stopped;
});

test('given a server, when it is closed twice or never listened, then nothing happens', async () => {
  const server = await startTestServer();
  await Promise.all([server.server.close(10), server.server.close(10)]);
  await server.server.close(10);
});

test('given a port that is taken, when another server listens there, then it is told', async () => {
  const first = await startTestServer();
  const second = await startTestServer();
  await expect(second.server.listen(first.port, '127.0.0.1')).rejects.toThrow();
});
