import { closedLoop, median, type Target } from '../load.ts';
import { cpuOf } from '../processes.ts';

/** One of the servers that are compared, in a process of its own. */
export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly target: Target;
}

/** A server that the API is measured beside. */
export interface Peer extends Server {
  /** The share of its rate, and of the inverse of its processor time for each read, that the API is to reach. */
  readonly wanted: number;
}

const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_MS = 4_000;
const WARM_UP_MS = 3_000;

/** What one server did in one round. */
interface Figures {
  readonly perSecond: number;
  /** Processor time of the server for each read, in microseconds. */
  readonly cpuMicros: number;
}

async function measure({ name, pid, target }: Server): Promise<Figures> {
  const before = cpuOf(pid) ?? Number.NaN;
  const { perSecond, p50, p99 } = await closedLoop(target, CONNECTIONS, ROUND_MS);
  const cpuMicros = (((cpuOf(pid) ?? Number.NaN) - before) * 1_000) / (perSecond * (ROUND_MS / 1_000));
  const rate = `${perSecond.toFixed(0).padStart(6)}/s  ${cpuMicros.toFixed(0).padStart(5)} µs`;
  process.stdout.write(`  ${name.padEnd(16)} ${rate}  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms\n`);
  return { perSecond, cpuMicros };
}

/** Has the servers answer the same reads in interleaved rounds. Gives whether the API reached what is wanted of each peer. */
export async function compare(what: string, api: Server, peers: readonly Peer[]): Promise<boolean> {
  for (const { target } of [...peers, api]) await closedLoop(target, CONNECTIONS, WARM_UP_MS);
  const rounds: { readonly ofApi: Figures; readonly ofPeers: readonly Figures[] }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stdout.write(`${what}, round ${round}\n`);
    const ofPeers: Figures[] = [];
    for (const peer of peers) ofPeers.push(await measure(peer));
    rounds.push({ ofPeers, ofApi: await measure(api) });
  }
  const judged = peers.map((peer, index) => {
    const ratioOf = (ratio: (api: Figures, peer: Figures) => number) =>
      median(rounds.map(({ ofApi, ofPeers }) => ratio(ofApi, ofPeers[index] ?? ofApi)));
    const byClock = ratioOf((ofApi, ofPeer) => ofApi.perSecond / ofPeer.perSecond);
    const byProcessor = ratioOf((ofApi, ofPeer) => ofPeer.cpuMicros / ofApi.cpuMicros);
    const kept = Math.min(byClock, byProcessor) >= peer.wanted;
    process.stdout.write(
      `${what} of ${peer.name}: ${byClock.toFixed(2)} by the clock, ${byProcessor.toFixed(2)} by processor time; ` +
        `at least ${peer.wanted.toFixed(2)} by both wanted: ${kept ? 'kept' : 'MISSED'}\n`,
    );
    return kept;
  });
  return judged.every((kept) => kept);
}
