import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../../src/http/limits/limits.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../../support/test-setup.ts';
import { LONG } from '../api.ts';
import { WatchedServer } from '../watched-server.ts';

const { pipelinedRequests } = DEFAULT_LIMITS;

let setup: TestSetup;
let server: ServerProcess;
let watched: WatchedServer;

beforeAll(async () => {
  setup = await startTestSetup();
  server = await startServerProcess({ ...setup.environment, LOG_LEVEL: 'error' });
  watched = new WatchedServer(server);
});

afterAll(async () => {
  await server?.end('SIGTERM');
  await setup?.stop();
});

function posted(alias: string, token?: string, ...headers: readonly string[]): string {
  const body = JSON.stringify({ query: `{ ${alias}: __typename }` });
  const own = token === undefined ? [] : [`authorization: Bearer ${token}`];
  const lines = ['POST /graphql HTTP/1.1', 'host: originator', 'content-type: application/json', ...own];
  return [...lines, ...headers, `content-length: ${body.length}`, '', body].join('\r\n');
}

/** Sends all of it at once on one connection, and gives what was answered until the server closed it. */
function exchange(sent: string): Promise<string> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(sent));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    // One that is cut off while it sends is told so by a reset.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe('requests that are sent before their answers are read', LONG, () => {
  it('given as many as a connection may have, then each is answered in its turn', async () => {
    const token = await setup.token({ tenant: newTenant() });
    const all = names(pipelinedRequests);
    const sent = all.map((name, index) =>
      index === all.length - 1 ? posted(name, token, 'connection: close') : posted(name, token),
    );
    const received = await exchange(sent.join(''));
    expect(Array.from(received.matchAll(/"(n\d+)":/g), ([, name]) => name)).toEqual(all);
  });

  it.each(['with', 'without'])(
    'given thousands %s a token, then the connection is cut off and nobody else has to wait (X5)',
    async (how) => {
      const token = how === 'with' ? await setup.token({ tenant: newTenant() }) : undefined;
      const sent = names(10_000)
        .map((name) => posted(name, token))
        .join('');
      await watched.expectBearable(`10,000 requests ${how} a token`, async () => {
        const text = await exchange(sent);
        expect(text.match(/HTTP\/1\.1 /g)?.length ?? 0).toBeLessThan(2 * pipelinedRequests);
        return { status: 0, text };
      });
    },
  );
});
