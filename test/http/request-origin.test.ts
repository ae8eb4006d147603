import { createServer, get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createOriginReader } from '../../src/http/request/request-origin.ts';
import { startTestServer } from './test-server.ts';

/** Where a real request with the header, sent from 127.0.0.1 to a server on `host`, seems to come from. */
async function originOf(trusted: readonly string[], headers: Record<string, string>, host = '127.0.0.1') {
  const read = createOriginReader(trusted, 20);
  return new Promise<ReturnType<typeof read>>((resolve, reject) => {
    const server = createServer((request: IncomingMessage, response) => {
      resolve(read(request));
      response.end();
    });
    onTestFinished(() => {
      server.close();
    });
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      get({ host: '127.0.0.1', port, headers, agent: false }, (response) => response.resume()).on(
        'error',
        reject,
      );
    });
  });
}

const forwarded = (value: string) => ({ 'x-forwarded-for': value });

test.each([
  ['no proxy is trusted', [], '1.2.3.4', '127.0.0.1'],
  ['another proxy is trusted', ['10.0.0.0/8'], '1.2.3.4', '127.0.0.1'],
  ['the socket is a trusted proxy', ['127.0.0.1'], '1.2.3.4', '1.2.3.4'],
  ['a client makes up entries', ['127.0.0.0/8'], '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['there are two trusted proxies', ['127.0.0.1', '10.0.0.0/8'], '6.6.6.6, 1.2.3.4, 10.1.2.3', '1.2.3.4'],
  ['all entries are trusted', ['127.0.0.1', '10.0.0.0/8'], '10.0.0.1, 10.0.0.2', '10.0.0.1'],
  ['the entry is junk', ['127.0.0.1'], '1.2.3.4, <script>', '127.0.0.1'],
  ['there is no entry', ['127.0.0.1'], '', '127.0.0.1'],
  ['the entry has a port', ['127.0.0.1'], '1.2.3.4:5678', '1.2.3.4'],
  ['the entry is IPv6', ['127.0.0.1'], '2001:DB8::1', '2001:db8::1'],
  ['the entry is IPv6 in brackets with a port', ['127.0.0.1'], '[2001:db8::1]:443', '2001:db8::1'],
  ['the entry wraps IPv4', ['127.0.0.1', '10.0.0.0/8'], '1.2.3.4, ::ffff:10.0.0.1', '1.2.3.4'],
  ['an IPv6 proxy is trusted', ['127.0.0.1', '2001:db8::/32'], '1.2.3.4, 2001:db8::9', '1.2.3.4'],
])(
  'given %s, when a request is forwarded, then its address is the last that is believed (C3)',
  async (_, trusted, header, ip) => {
    expect((await originOf(trusted, forwarded(header))).ip).toBe(ip);
  },
);

test('given a socket that listens on IPv6 too, when asked by IPv4, then the address is the IPv4 one (C3)', async () => {
  expect((await originOf([], {}, '::')).ip).toBe('127.0.0.1');
  expect((await originOf(['127.0.0.1'], forwarded('1.2.3.4'), '::')).ip).toBe('1.2.3.4');
});

test('given a user agent that is long or odd, when it is read, then it is cut and clean (C3)', async () => {
  const { userAgent } = await originOf([], { 'user-agent': `a\u0085\tb ${'x'.repeat(100)}` });
  expect(userAgent).toBe(`a  b ${'x'.repeat(15)}`);
  expect((await originOf([], {})).userAgent).toBeNull();
});

test.each(['nonsense', '1.2.3.4/33', '::1/129', '1.2.3.4/', '1.2.3.4/x'])(
  'given the network %s, when it is to be trusted, then it is refused by name',
  (cidr) => {
    expect(() => createOriginReader([cidr], 20)).toThrow(cidr);
  },
);

test('given a trusted proxy, when resolvers ask, then they get the client’s address (C3)', async () => {
  const server = await startTestServer({ trustedProxies: ['127.0.0.1'] });
  const answer = await server.post('{ ip }', {}, forwarded('203.0.113.9'));
  expect(answer.body.data).toEqual({ ip: '203.0.113.9' });
});

test.each(['https://app.test/', 'app.test', '*', 'null'])(
  'given the origin %s, when it is to be allowed, then it is refused by name',
  async (origin) => {
    await expect(startTestServer({ corsOrigins: [origin] })).rejects.toThrow(origin);
  },
);
