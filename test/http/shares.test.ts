import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { addressOwner } from '../../src/http/limits/address-owner.ts';
import { until } from '../support/until.ts';
import { startTestServer, token } from './test-server.ts';

function silentConnection(port: number, localAddress = '127.0.0.1'): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress }, () => resolve(socket));
    socket.on('error', reject);
    onTestFinished(() => void socket.destroy());
  });
}

const closedOf = (sockets: readonly Socket[]) =>
  sockets.filter(({ closed, destroyed }) => closed || destroyed);

test('given an address that opens all the silent connections it can, others are served and its oldest go (X5)', async () => {
  const server = await startTestServer({
    limits: { newConnections: { places: 8, guaranteed: 1, perMember: 4 } },
  });
  const silent: Socket[] = [];
  for (let count = 0; count < 20; count += 1) silent.push(await silentConnection(server.port));
  expect((await server.send('/health/live', {})).status).toBe(200);
  expect((await server.post('{ viewer }')).status).toBe(200);
  await until(() => closedOf(silent).length >= 16);
});

test('given silent connections of an address, they take no place of those that it is served on (X5)', async () => {
  const server = await startTestServer({
    limits: { connections: { places: 2, guaranteed: 0, perMember: 2 } },
  });
  const served = [await silentConnection(server.port), await silentConnection(server.port)];
  const ask = async (connection: Socket) => {
    connection.write('GET /health/live HTTP/1.1\r\nhost: originator\r\n\r\n');
    expect(String(await once(connection, 'data').then(([bytes]) => bytes))).toContain('200 OK');
  };
  for (const connection of served) await ask(connection);
  const silent: Socket[] = [];
  for (let count = 0; count < 20; count += 1) silent.push(await silentConnection(server.port));
  for (const connection of served) await ask(connection);
  expect(closedOf([...served, ...silent])).toEqual([]);
});

test('given a connection that sends nothing for as long as headers may take, it is closed (X5)', async () => {
  const server = await startTestServer({ limits: { headersTimeout: 200 } });
  const silent = await silentConnection(server.port);
  await once(silent, 'close');
});

test.each([1, 3])(
  'given a request that arrives in pieces, %i bytes first, it is answered as any other (X5)',
  async (length) => {
    const server = await startTestServer();
    const request = 'GET /health/live HTTP/1.1\r\nhost: originator\r\n\r\n';
    const connection = await silentConnection(server.port);
    connection.setNoDelay(true);
    connection.write(request.slice(0, length));
    // The answer to another request shows that the server has read the first piece.
    expect((await server.send('/health/live', {})).status).toBe(200);
    connection.write(request.slice(length));
    expect(String(await once(connection, 'data').then(([bytes]) => bytes))).toContain('200 OK');
  },
);

test('given a subject that holds all the subscriptions it can, another tenant is served (X5)', async () => {
  const server = await startTestServer({
    limits: { subscriptions: { places: 8, guaranteed: 2, perMember: 8 } },
  });
  const begin = async (tenant: string) => {
    const gone = new AbortController();
    onTestFinished(() => gone.abort());
    const answer = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      signal: gone.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await token({ tenant })}`,
      },
      body: JSON.stringify({ query: 'subscription { ticks { value } }' }),
    });
    expect(answer.status).toBe(200);
    return server.controls.sources.length;
  };
  const begun: number[] = [];
  for (let count = 0; count < 8; count += 1) begun.push(await begin('greedy'));
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 6, 6]);
  expect(await begin('modest')).toBe(7);
});

test.each([
  ['a tenant', async () => `Bearer ${await token({ tenant: 'greedy' })}`],
  ['an address without a token', async () => ''],
])(
  'given %s that sends hundreds of requests at once, another tenant does not wait for them (X5)',
  async (_, greedy) => {
    const server = await startTestServer();
    const authorization = { greedy: await greedy(), modest: `Bearer ${await token({ tenant: 'modest' })}` };
    const body = JSON.stringify({ query: '{ viewer }' });
    const requestOf = (who: keyof typeof authorization) =>
      [
        'POST /graphql HTTP/1.1',
        'host: originator',
        `authorization: ${authorization[who]}`,
        'content-type: application/json',
        `content-length: ${body.length}`,
        '',
        body,
      ].join('\r\n');
    const order: string[] = [];
    const asking = [...Array.from({ length: 300 }, () => 'greedy' as const), 'modest' as const];
    const connections = await Promise.all(asking.map(() => silentConnection(server.port)));
    const askAll = () =>
      connections.map(async (connection, index) => {
        const who = asking[index] ?? 'modest';
        connection.write(requestOf(who));
        await once(connection, 'data');
        order.push(who);
      });
    await Promise.all(askAll());
    order.length = 0;
    // Their connections and tokens are known, and all of it is there before the server looks at any.
    await Promise.all(askAll());
    expect(order.indexOf('modest')).toBeLessThan(150);
  },
);

test('given connections that each begin with hundreds of requests, a connection from elsewhere does not wait for them (X5)', async () => {
  const server = await startTestServer();
  const flood = 'GET /graphql HTTP/1.1\r\nhost: originator\r\n\r\n'.repeat(2_000);
  const greedy = await Promise.all(
    Array.from({ length: 60 }, () => silentConnection(server.port, '127.0.0.2')),
  );
  const modest = await silentConnection(server.port);
  expect((await server.post('{ viewer }')).status).toBe(200);
  let ended = 0;
  for (const connection of greedy) {
    connection.write(flood);
    connection.once('close', () => {
      ended += 1;
    });
  }
  for (let count = 0; count < 5; count += 1) {
    modest.write('GET /health/live HTTP/1.1\r\nhost: originator\r\n\r\n');
    await once(modest, 'data');
  }
  expect(ended).toBeLessThan(greedy.length / 2);
  await until(() => ended === greedy.length);
});

test('an IPv6 address counts for its network, another for itself (X5)', () => {
  expect(addressOwner('2001:db8:1:2:3:4:5:6')).toBe(addressOwner('2001:0db8:1:2::9'));
  expect(addressOwner('2001:db8::1')).not.toBe(addressOwner('2001:db8:0:1::1'));
  expect(addressOwner('::ffff:10.0.0.1')).toBe('10.0.0.1');
  expect(addressOwner(null)).toBe('unknown');
});
