import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a proxy does with those who ask it for a way: makes one to this machine's own port, refuses, or says nothing. */
export type ProxyManner = 'OPEN' | 'REFUSING' | 'SILENT';

/** A proxy that wants a name and a password, and knows every name of a host as this machine. */
export interface ConnectProxy {
  /** With its credentials. */
  readonly url: string;
  /** The part of its address that must be told nobody. */
  readonly password: string;
  /** The hosts and ports that it was asked for a way to, by those who knew the password. */
  readonly asked: () => readonly string[];
}

/** Starts a proxy that the calling test owns. */
export async function startConnectProxy(manner: ProxyManner = 'OPEN'): Promise<ConnectProxy> {
  const password = 'pr0xy-secret';
  const expected = `Basic ${Buffer.from(`ada:${password}`).toString('base64')}`;
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', (socket) => keep(sockets, socket));
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    if (request.headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    asked.push(String(request.url));
    if (manner === 'SILENT') return;
    if (manner === 'REFUSING') {
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const target = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      client.pipe(target).pipe(client);
    });
    keep(sockets, target);
    target.once('close', () => client.destroy());
    client.once('close', () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://ada:${password}@127.0.0.1:${address.port}`,
    password,
    asked: () => asked,
  };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
}

/** The same place under an address that does not say that it is this machine. */
export function asElsewhere(url: string): string {
  return url.replace('127.0.0.1', '0.0.0.0');
}
