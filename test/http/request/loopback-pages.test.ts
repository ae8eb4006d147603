import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { LOOPBACK_PAGES } from '../../../src/kernel/loopback.ts';
import { startTestServer } from '../test-server.ts';

const OF_THIS_MACHINE = [
  'http://localhost:5173',
  'http://127.0.0.1:3000',
  'http://[::1]',
  'https://localhost:8443',
];
const OF_OTHERS = [
  'null',
  'https://evil.test',
  'http://localhost.evil.test',
  'http://127.0.0.1.evil.test',
  'http://192.168.0.1:3000',
  'http://localhost:5173/page',
  'file://localhost',
  'chrome-extension://localhost',
];

/** Whether a page of the origin may read an answer, ask for one, follow events and open a WebSocket. */
async function doorsOpenTo(origin: string, corsLoopback: boolean): Promise<readonly boolean[]> {
  const server = await startTestServer({ corsOrigins: corsLoopback ? [LOOPBACK_PAGES] : [] });
  const answer = await server.post('{ viewer }', {}, { origin });
  const events = await server.post('{ viewer }', {}, { origin, accept: 'text/event-stream' });
  const preflight = await server.send('/graphql', { method: 'OPTIONS', headers: { origin } });
  const mayRead = [answer, preflight, events].map(
    ({ headers }) => headers.get('access-control-allow-origin') === origin,
  );
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  expect(answer.headers.get('vary')).toBe(corsLoopback ? 'Origin' : null);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    origin,
  });
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.on('open', () => resolve(true));
    socket.on('error', () => resolve(false));
  });
  socket.terminate();
  return [...mayRead, preflight.headers.has('access-control-allow-headers'), isOpen];
}

describe('in development, a page', () => {
  test.each(OF_THIS_MACHINE)('that this machine serves at %s may call by every door (X6)', async (origin) => {
    expect(await doorsOpenTo(origin, true)).toEqual([true, true, true, true, true]);
  });

  test.each(OF_OTHERS)('of the origin %s may call by none (X6)', async (origin) => {
    expect(await doorsOpenTo(origin, true)).toEqual([false, false, false, false, false]);
  });
});

describe('in production, a page', () => {
  test.each(OF_THIS_MACHINE)('that its own machine serves at %s may call by no door (X6)', async (origin) => {
    expect(await doorsOpenTo(origin, false)).toEqual([false, false, false, false, false]);
  });
});
