import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request that is sent again and again. */
export interface Target {
  readonly url: string;
  readonly token: string;
  /** The same each time, or one made for each request. */
  readonly body: string | (() => string);
  /** What every answer has to contain. */
  readonly expected?: string;
}

/** What a round of load came to. */
export interface Round {
  readonly perSecond: number;
  /** In milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Sends the target's request over `connections` kept-alive connections, one after the other on each, for `ms`. */
export async function closedLoop(target: Target, connections: number, ms: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const begun = performance.now();
  const end = begun + ms;
  const worker = async () => {
    while (performance.now() < end) {
      const sent = performance.now();
      await post(target, agent);
      latencies.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return roundOf(latencies, seconds);
}

/**
 * Sends the target's request `perSecond` times a second for `ms`, whether or not earlier ones are answered. A latency
 * counts from the instant at which a request was due, so that a stall is not forgotten by those who would have waited.
 */
export async function openLoop(target: Target, perSecond: number, ms: number): Promise<Round> {
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  const begun = performance.now();
  const count = Math.floor((perSecond * ms) / 1000);
  const sent: Promise<void>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = begun + (index * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    sent.push(post(target, agent).then(() => void latencies.push(performance.now() - due)));
  }
  await Promise.all(sent);
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return roundOf(latencies, seconds);
}

function roundOf(latencies: number[], seconds: number): Round {
  latencies.sort((a, b) => a - b);
  return {
    perSecond: latencies.length / seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

/** One POST of the target. Rejects unless the answer is a 200 without errors and as expected; gives its text. */
export function post({ url, token, body: given, expected = '' }: Target, agent?: Agent): Promise<string> {
  const body = typeof given === 'string' ? given : given();
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request(
      url,
      { method: 'POST', headers, ...(agent === undefined ? {} : { agent }) },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const isFine = answer.statusCode === 200 && !text.includes('"errors"') && text.includes(expected);
          if (isFine) resolve(text);
          else reject(new Error(`answered ${answer.statusCode}: ${text.slice(0, 500)}`));
        });
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The value below which the share `q` of the sorted values lies. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return quantile(sorted, 0.5);
}
