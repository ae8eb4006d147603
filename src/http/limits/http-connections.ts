import type { Socket } from 'node:net';
import type { Claim, Place, Share } from '../../kernel/shares/share.ts';
import { addressOwner } from './address-owner.ts';
import type { ServerShares } from './shares.ts';

interface Connection {
  readonly socket: Socket;
  readonly owner: string;
  readonly share: Share;
  readonly place: Place;
  /** Starts of its requests that are not answered yet, the one that is being answered first; a WebSocket is one too. */
  readonly due: (() => void)[];
}

/**
 * The open connections of a server, divided by address (X5). Where there is no place for a new one, one that asks for
 * nothing is cut off for it: of the same address where that has too many, else of the address that has the most. What
 * finds no place even so is served nothing but health, from a few places that are kept for it.
 */
export class Connections {
  readonly #shares: Pick<ServerShares, 'connections' | 'healthConnections'>;
  readonly #pipelined: number;
  readonly #isProxy: (address: string) => boolean;
  readonly #open = new Map<Socket, Connection>();
  /** Those that ask for nothing, by share and owner; the one that has done so for the longest comes first. */
  readonly #silent = new Map<Share, Map<string, Set<Connection>>>();

  /**
   * @param pipelined how many requests a connection may have that are not answered
   * @param isProxy whether an address is one of our own proxies, which speaks for many
   */
  constructor(
    shares: Pick<ServerShares, 'connections' | 'healthConnections'>,
    pipelined: number,
    isProxy: (address: string) => boolean,
  ) {
    this.#shares = shares;
    this.#pipelined = pipelined;
    this.#isProxy = isProxy;
  }

  /** Takes a new connection in, or cuts it off. */
  accept(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const owner = addressOwner(address);
    const claim = this.#isProxy(address) ? { owner } : { owner, member: owner };
    const { connections, healthConnections } = this.#shares;
    const taken = this.#take(connections, claim) ?? this.#take(healthConnections, { owner, member: owner });
    if (taken === undefined) {
      socket.destroy();
      return;
    }
    const connection: Connection = { socket, owner, ...taken, due: [] };
    this.#open.set(socket, connection);
    this.#rest(connection);
    socket.once('close', () => this.#forget(connection));
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

  /** Closes all that are left. */
  destroy(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }

  #next(connection: Connection): void {
    const { due, socket } = connection;
    due.shift();
    if (!this.#open.has(socket)) return;
    if (due[0] === undefined) this.#rest(connection);
    else due[0]();
  }

  #take(share: Share, claim: Claim): Pick<Connection, 'share' | 'place'> | undefined {
    const place = share.tryTake(claim) ?? (this.#makeRoom(share, claim) ? share.tryTake(claim) : undefined);
    return place === undefined ? undefined : { share, place };
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

function largest(silent: ReadonlyMap<string, Set<Connection>>): Set<Connection> | undefined {
  let found: Set<Connection> | undefined;
  for (const own of silent.values()) if (own.size > (found?.size ?? 0)) found = own;
  return found;
}
