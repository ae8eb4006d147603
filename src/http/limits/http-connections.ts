import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Claim, Place, Share } from '../../kernel/shares/share.ts';
import { addressOwner } from './address-owner.ts';
import type { Limits } from './limits.ts';
import type { ServerShares } from './shares.ts';

type ConnectionShares = 'turns' | 'newConnections' | 'connections' | 'healthConnections';

interface Connection {
  readonly socket: Socket;
  readonly owner: string;
  readonly share: Share;
  readonly place: Place;
  /** Starts of its requests that are not answered yet, the one that is being answered first; a WebSocket is one too. */
  readonly due: (() => void)[];
}

/**
 * The open connections of a server, divided by address (X5). Where there is no place for one, another that asks for
 * nothing is cut off for it: of the same address where that has too many, else of the address that has the most.
 *
 * A new connection waits among others like it, and takes a place among those that are served with its first byte: what
 * never says anything displaces nobody who does. What finds no place even so is served nothing but health, from a few
 * places that are kept for it.
 */
export class Connections {
  readonly #shares: Pick<ServerShares, ConnectionShares>;
  readonly #pipelined: number;
  readonly #oneRequest: number;
  readonly #silence: number;
  readonly #isProxy: (address: string) => boolean;
  readonly #open = new Map<Socket, Connection>();
  /** Those that ask for nothing, by share and owner; the one that has done so for the longest comes first. */
  readonly #silent = new Map<Share, Map<string, Set<Connection>>>();

  /**
   * @param limits how many requests a connection may have that are not answered, how long one's headers may be, and how long
   *   a connection may say nothing at first
   * @param isProxy whether an address is one of our own proxies, which speaks for many
   */
  constructor(
    shares: Pick<ServerShares, ConnectionShares>,
    limits: Pick<Limits, 'pipelinedRequests' | 'headerBytes' | 'headersTimeout'>,
    isProxy: (address: string) => boolean,
  ) {
    this.#shares = shares;
    this.#pipelined = limits.pipelinedRequests;
    this.#oneRequest = limits.headerBytes;
    this.#silence = limits.headersTimeout;
    this.#isProxy = isProxy;
  }

  /** Has the server serve each connection from its first byte on: until then it costs a socket and no parser. */
  watch(server: Server): void {
    const listeners = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      this.#accept(socket, () => {
        for (const serve of listeners) Reflect.apply(serve, server, [socket]);
      });
    });
  }

  /** True if the connection may ask for anything, and not for health alone. */
  isServed(socket: Socket): boolean {
    return this.#open.get(socket)?.share !== this.#shares.healthConnections;
  }

  /**
   * Begins a request of the connection when those before it are answered, and no sooner than the others have had their
   * turn: a connection that sends many at once has one of them worked on at a time, however soon each is refused. One
   * that sends more than it may is cut off, and what it has sent is not begun.
   *
   * @returns to be called when the request is answered
   */
  use(socket: Socket, begin: () => void): () => void {
    const connection = this.#open.get(socket);
    if (connection === undefined) return () => {};
    const { due } = connection;
    if (due.length >= this.#pipelined) {
      this.#forget(connection);
      socket.destroy();
      return () => {};
    }
    due.push(begin);
    if (due.length === 1) {
      this.#unrest(connection);
      begin();
    }
    return () => setImmediate(() => this.#next(connection));
  }

  /** Closes those that have not sent anything yet. */
  destroySilent(): void {
    const { newConnections } = this.#shares;
    for (const { share, socket } of this.#open.values()) if (share === newConnections) socket.destroy();
  }

  /** Closes all that are left. */
  destroy(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }

  /**
   * Takes a new connection in, or cuts it off.
   *
   * @param serve called when its first bytes are there to be read
   */
  #accept(socket: Socket, serve: () => void): void {
    const address = socket.remoteAddress ?? '';
    const owner = addressOwner(address);
    const claim = this.#isProxy(address) ? { owner } : { owner, member: owner };
    const silent = this.#enter(socket, this.#shares.newConnections, claim);
    if (silent === undefined) {
      socket.destroy();
      return;
    }
    socket.on('error', ignore);
    socket.once('close', () => this.#leave(socket));
    socket.setTimeout(this.#silence, destroy);
    socket.once('readable', () => {
      socket.off('timeout', destroy);
      this.#forget(silent);
      if (socket.readableLength > 0 && this.#admit(socket, claim)) this.#serveInTurn(socket, owner, serve);
      else socket.destroy();
    });
  }

  /**
   * Begins with the connection: in its address's turn where it has sent so much that it may be hundreds of requests, since
   * the parser takes all that has come without a pause.
   */
  #serveInTurn(socket: Socket, owner: string, serve: () => void): void {
    if (socket.readableLength <= this.#oneRequest) {
      serve();
      return;
    }
    void this.#shares.turns.take({ owner }).then(() => {
      if (!socket.destroyed) serve();
    });
  }

  #next(connection: Connection): void {
    const { due, socket } = connection;
    due.shift();
    if (!this.#open.has(socket)) return;
    if (due[0] === undefined) this.#rest(connection);
    else due[0]();
  }

  #admit(socket: Socket, claim: Claim): boolean {
    const { connections, healthConnections } = this.#shares;
    const forHealth = { ...claim, member: claim.owner };
    const admitted =
      this.#enter(socket, connections, claim) ?? this.#enter(socket, healthConnections, forHealth);
    return admitted !== undefined;
  }

  #enter(socket: Socket, share: Share, claim: Claim): Connection | undefined {
    const place = share.tryTake(claim) ?? (this.#makeRoom(share, claim) ? share.tryTake(claim) : undefined);
    if (place === undefined) return undefined;
    const connection: Connection = { socket, owner: claim.owner, share, place, due: [] };
    this.#open.set(socket, connection);
    this.#rest(connection);
    return connection;
  }

  #leave(socket: Socket): void {
    const connection = this.#open.get(socket);
    if (connection !== undefined) this.#forget(connection);
  }

  #makeRoom(share: Share, claim: Claim): boolean {
    const silent = this.#silent.get(share);
    if (silent === undefined) return false;
    const own = silent.get(claim.owner);
    const [oldest] = (share.full(claim) === 'NODE' ? largest(silent) : own) ?? [];
    if (oldest === undefined) return false;
    this.#forget(oldest);
    oldest.socket.destroy();
    return true;
  }

  #rest(connection: Connection): void {
    const { share, owner } = connection;
    const silent = this.#silent.get(share) ?? new Map<string, Set<Connection>>();
    this.#silent.set(share, silent);
    silent.set(owner, (silent.get(owner) ?? new Set()).add(connection));
  }

  #unrest(connection: Connection): void {
    const silent = this.#silent.get(connection.share);
    const own = silent?.get(connection.owner);
    own?.delete(connection);
    if (own?.size === 0) silent?.delete(connection.owner);
  }

  #forget(connection: Connection): void {
    this.#unrest(connection);
    this.#open.delete(connection.socket);
    connection.place.release();
  }
}

function ignore(): void {}

function destroy(this: Socket): void {
  this.destroy();
}

function largest(silent: ReadonlyMap<string, Set<Connection>>): Set<Connection> | undefined {
  let found: Set<Connection> | undefined;
  for (const own of silent.values()) if (own.size > (found?.size ?? 0)) found = own;
  return found;
}
