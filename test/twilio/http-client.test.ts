import { createServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NO_PROXIES } from '../../src/kernel/outgoing-proxy-rules.ts';
import { HttpClient, type HttpClientOptions } from '../../src/twilio/http-client.ts';
import type { NetworkFailure } from '../../src/twilio/network-failure.ts';
import { patience, portOf, runningServer } from './twilio-kit.ts';

const SECRET = 'canary-token';
const FORM = { To: '+15005550006', Body: 'canary-text' };

function clientTo(baseUrl: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = new HttpClient({
    baseUrl,
    connections: 2,
    connectTimeoutMs: 2000,
    responseTimeoutMs: 5000,
    maxResponseBytes: 10_000,
    proxies: NO_PROXIES,
    ...options,
  });
  onTestFinished(() => client.close());
  return client;
}

function post(client: HttpClient, signal: AbortSignal = patience()) {
  return client.call(
    {
      method: 'POST',
      path: '/send',
      username: 'user',
      password: SECRET,
      headers: {},
      form: new URLSearchParams(FORM),
    },
    signal,
  );
}

async function failureOf(call: Promise<unknown>): Promise<NetworkFailure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(`${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`).not.toMatch(
    /canary|dXNlcj/,
  );
  expect(error).toMatchObject({ name: 'NetworkFailure' });
  return error as NetworkFailure;
}

async function tcpServer(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${portOf(server.address())}`;
}

describe('what a failed call leaves behind', () => {
  it('given nobody listens, the request was not sent (D8)', async () => {
    const server = createServer();
    const url = await tcpServer(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await failureOf(post(clientTo(url)))).toMatchObject({ phase: 'NOT_SENT', fault: 'REFUSED' });
  });

  it('given a name that does not exist, the request was not sent (D8)', async () => {
    const client = clientTo('http://nobody.invalid');
    expect(await failureOf(post(client))).toMatchObject({ phase: 'NOT_SENT', fault: 'DNS' });
  });

  it('given a server that speaks no TLS, the request was not sent (D8)', async () => {
    const url = await tcpServer(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const failure = await failureOf(post(clientTo(url.replace('http:', 'https:'))));
    expect(failure).toMatchObject({ phase: 'NOT_SENT', fault: 'TLS' });
  });

  it('given a TLS handshake that does not end, connecting times out and the request was not sent (D8)', async () => {
    const sockets: { destroy(): void }[] = [];
    const url = await tcpServer(createServer((socket) => sockets.push(socket)));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    const client = clientTo(url.replace('http:', 'https:'), { connectTimeoutMs: 50 });
    expect(await failureOf(post(client))).toMatchObject({ phase: 'NOT_SENT', fault: 'CONNECT_TIMEOUT' });
  });

  it('given an abort while the call waits for a connection, the request was not sent and never is (D8)', async () => {
    const paths: string[] = [];
    const answers: (() => void)[] = [];
    const url = await runningServer((request, response) => {
      paths.push(request.url ?? '');
      answers.push(() => response.end('{}'));
    });
    const client = clientTo(url, { connections: 1 });
    const first = client.call(
      { method: 'GET', path: '/first', username: 'u', password: 'p', headers: {}, form: null },
      patience(),
    );
    const budget = new AbortController();
    const second = post(client, budget.signal);
    await expect.poll(() => answers.length).toBe(1);
    budget.abort();
    expect(await failureOf(second)).toMatchObject({ phase: 'NOT_SENT', fault: 'ABORTED' });
    answers[0]?.();
    expect(await first).toEqual({ status: 200, body: '{}' });
    const third = client.call(
      { method: 'GET', path: '/third', username: 'u', password: 'p', headers: {}, form: null },
      patience(),
    );
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.();
    await third;
    expect(paths).toEqual(['/first', '/third']);
  });

  it('given no answer in time, it is open (D8)', async () => {
    const url = await runningServer(() => {});
    const failure = await failureOf(post(clientTo(url, { responseTimeoutMs: 50 })));
    expect(failure).toMatchObject({ phase: 'OPEN', fault: 'RESPONSE_TIMEOUT' });
  });

  it('given an answer that drips for ever, it is open (D8)', async () => {
    const url = await runningServer((_, response) => {
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const failure = await failureOf(post(clientTo(url, { responseTimeoutMs: 50 })));
    expect(failure).toMatchObject({ phase: 'OPEN', fault: 'RESPONSE_TIMEOUT' });
  });

  it('given a reset after the request, it is open and was sent once only (D8)', async () => {
    let requests = 0;
    const url = await runningServer((request) => {
      requests += 1;
      request.socket.resetAndDestroy();
    });
    expect(await failureOf(post(clientTo(url)))).toMatchObject({ phase: 'OPEN', fault: 'RESET' });
    expect(requests).toBe(1);
  });

  it('given an answer that is cut, it is open (D8)', async () => {
    const url = await runningServer((_, response) => {
      response.writeHead(201, { 'content-length': 100 });
      response.write('{"sid":', () => response.socket?.destroy());
    });
    expect(await failureOf(post(clientTo(url)))).toMatchObject({ phase: 'OPEN', fault: 'RESET' });
  });

  it('given an answer that is no HTTP, it is open (D8)', async () => {
    const url = await tcpServer(createServer((socket) => socket.end('what?\r\n\r\n')));
    expect(await failureOf(post(clientTo(url)))).toMatchObject({ phase: 'OPEN' });
  });

  it('given an answer that is too large, it is open (D8)', async () => {
    const url = await runningServer((_, response) => response.end('x'.repeat(10_001)));
    expect(await failureOf(post(clientTo(url)))).toMatchObject({ phase: 'OPEN', fault: 'TOO_LARGE' });
  });

  it('given an abort after the request, it is open (D8)', async () => {
    const budget = new AbortController();
    const url = await runningServer(() => budget.abort());
    expect(await failureOf(post(clientTo(url), budget.signal))).toMatchObject({
      phase: 'OPEN',
      fault: 'ABORTED',
    });
  });
});

describe('an answered call', () => {
  it('given a form, it arrives with credentials and content type, and any status is an answer', async () => {
    const seen: unknown[] = [];
    const url = await runningServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      seen.push(request.method, request.url, request.headers.authorization, request.headers['content-type']);
      seen.push(Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())));
      response.writeHead(503).end('<html>');
    });
    expect(await post(clientTo(`${url}/base/`))).toEqual({ status: 503, body: '<html>' });
    const basic = `Basic ${Buffer.from(`user:${SECRET}`).toString('base64')}`;
    expect(seen).toEqual(['POST', '/base/send', basic, 'application/x-www-form-urlencoded', FORM]);
  });

  it('given many calls, they share the connections that are allowed', async () => {
    const ports = new Set<number | undefined>();
    const url = await runningServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const client = clientTo(url);
    await Promise.all(Array.from({ length: 20 }, () => post(client)));
    for (let index = 0; index < 20; index += 1) await post(client);
    expect(ports.size).toBe(2);
  });
});
