import {
  type AddressInfo,
  createServer,
  type NetConnectOpts,
  type Socket,
  connect as toServer,
} from 'node:net';
import { type Commit, CommitWatch } from '../database/commit-watch.ts';
import { isEncryptionRequest, type Message, MessageReader } from '../database/postgres-messages.ts';

/** What happens to a commit: the server commits and its answer is lost, or it never gets to the server. */
export const COMMIT_FAULTS = ['ANSWER_LOST', 'NOT_SENT'] as const;
export type CommitFault = (typeof COMMIT_FAULTS)[number];

/** One fault that is to happen. */
export interface PlannedFault {
  readonly fault: CommitFault;
  /** From 1, of those commits that match and come after the outage. */
  readonly nth: number;
  /** How many of those that match never get to the server before, as while it is away. */
  readonly outage?: number | undefined;
  readonly matches: (commit: Commit) => boolean;
}

/** A fault that was planned. */
export interface Strike {
  /** How many commits have matched, those of the outage among them. */
  readonly seen: number;
  /** The commit that it struck; undefined as long as there were fewer. */
  readonly struck: Commit | undefined;
  /** Nothing is struck any more. */
  end(): void;
}

/** Stands between a server and PostgreSQL, and makes single commits fail by cutting their connections. */
export interface CommitProxy {
  /** The database by way of the proxy. */
  readonly url: string;
  /** Plans one fault, in place of any other. */
  plan(fault: PlannedFault): Strike;
  close(): Promise<void>;
}

/** What becomes of the answers to what a client has sent, one for each `ReadyForQuery`. */
type Answer = 'PASS' | 'LOSE';
type Verdict = (commit: Commit) => CommitFault | undefined;

/** Starts it in front of the database of this URL, which it reaches without encryption. */
export async function startCommitProxy(databaseUrl: string): Promise<CommitProxy> {
  const target = targetOf(databaseUrl);
  let verdict: Verdict = () => undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = toServer(target);
    for (const socket of [client, upstream]) {
      // Messages are passed on one by one: without this each waits for an acknowledgement that is delayed.
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    join(client, upstream, (commit) => verdict(commit));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: urlAt(databaseUrl, server.address()),
    plan(planned) {
      const strike = strikeOf(planned);
      verdict = strike.verdict;
      return strike;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function strikeOf({ fault, nth, matches, outage = 0 }: PlannedFault): Strike & { readonly verdict: Verdict } {
  let seen = 0;
  let struck: Commit | undefined;
  let over = false;
  return {
    get seen() {
      return seen;
    },
    get struck() {
      return struck;
    },
    end() {
      over = true;
    },
    verdict(commit) {
      if (over || !matches(commit)) return undefined;
      seen += 1;
      if (seen <= outage) return 'NOT_SENT';
      if (seen !== outage + nth) return undefined;
      struck = commit;
      return fault;
    },
  };
}

/** Passes on what the two send each other, but for what the verdict on a commit says. */
function join(client: Socket, upstream: Socket, verdict: Verdict): void {
  const watch = new CommitWatch();
  const answers: Answer[] = [];
  let next: Answer = 'PASS';
  const cut = () => {
    client.destroy();
    upstream.destroy();
  };
  const sent = (message: Message): void => {
    if (isEncryptionRequest(message)) {
      client.write('N');
      return;
    }
    const commit = watch.follow(message);
    const fault = commit && verdict(commit);
    if (fault === 'NOT_SENT') {
      cut();
      return;
    }
    if (fault === 'ANSWER_LOST') next = 'LOSE';
    // The answer to an executed statement ends with that to the `Sync` behind it.
    if (['', 'Q', 'S'].includes(message.type)) {
      answers.push(next);
      next = 'PASS';
    }
    upstream.write(message.bytes);
  };
  const answered = (message: Message): void => {
    const [answer] = answers;
    watch.learn(message);
    if (message.type === 'Z') answers.shift();
    if (answer !== 'LOSE') client.write(message.bytes);
    else if (message.type === 'Z') cut();
  };
  each(client, new MessageReader({ opens: true }), sent);
  each(upstream, new MessageReader({ opens: false }), answered);
  for (const socket of [client, upstream]) socket.on('error', cut).on('close', cut);
}

/** Nothing is done with what comes after a cut. */
function each(socket: Socket, reader: MessageReader, take: (message: Message) => void): void {
  socket.on('data', (chunk: Buffer) => {
    for (const message of reader.push(chunk)) if (!socket.destroyed) take(message);
  });
}

function targetOf(databaseUrl: string): NetConnectOpts {
  const { hostname, port: given, searchParams } = new URL(databaseUrl);
  const port = given === '' ? 5432 : Number(given);
  const folder = searchParams.get('host');
  return folder === null ? { host: hostname, port } : { path: `${folder}/.s.PGSQL.${port}` };
}

function urlAt(databaseUrl: string, address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  url.searchParams.delete('host');
  return url.href;
}
