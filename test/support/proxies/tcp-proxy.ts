import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server over TCP that can become a dead end, as when the server's host vanishes. */
export interface TcpProxy {
  readonly port: number;
  /** The URL with this way in place of its own host. */
  through(url: string): string;
  /** From now on nothing is passed on, in either direction, and nothing is closed: no FIN, no RST. */
  vanish(): void;
  /** New connections are passed on again; those of before stay dead. */
  comeBack(): void;
  close(): Promise<void>;
}

/**
 * Opens a way to the server of a PostgreSQL URL, whether that listens on a Unix socket or on TCP.
 *
 * @param onSent told of what clients send, as it comes
 */
export async function startTcpProxy(
  databaseUrl: string,
  onSent: (chunk: Buffer) => void = () => {},
): Promise<TcpProxy> {
  const target = targetOf(new URL(databaseUrl));
  const sockets = new Set<Socket>();
  let vanished = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    keep(client);
    if (vanished) return void client.pause();
    const upstream = connect(target);
    keep(upstream);
    client.on('data', onSent);
    client.pipe(upstream).pipe(client);
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
  });
  const port = await listen(server);
  return {
    port,
    through(url) {
      const way = new URL(url);
      way.searchParams.delete('host');
      way.hostname = '127.0.0.1';
      way.port = String(port);
      return way.href;
    },
    vanish() {
      vanished = true;
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    comeBack() {
      vanished = false;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function targetOf(url: URL) {
  const folder = url.searchParams.get('host');
  const port = Number(url.port || '5432');
  return folder?.startsWith('/') === true
    ? { path: `${folder}/.s.PGSQL.${port}` }
    : { host: folder ?? url.hostname, port };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}
