import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { builtProgram } from '../support/processes/built-program.ts';
import { DEVELOPMENT, developmentConfig } from '../support/processes/development.ts';
import { ABUSES, type Greedy } from './abuses.ts';
import { closedLoop, openLoop, type Round, type Target } from './load.ts';
import { memoryOf, Processes } from './processes.ts';
import { benchToken } from './token.ts';

/** What a tenant sends that means well: so many dispatches a second. */
const PER_SECOND = 50;
const ROUND_MS = 8_000;
const WARM_UP_MS = 6_000;
const WARM_UP_CONNECTIONS = 32;
/** Until an abuse has taken what it can get, and what it runs is compiled. */
const SETTLE_MS = 3_000;
/** How many times as long as before one in a hundred dispatches may take beside an abuse (X5). */
const LIMIT = 2;
/** What the server may hold in memory, in bytes. */
const MEMORY_LIMIT = 400e6;

const DISPATCH = `mutation ($input: DispatchInput!) {
  dispatch(input: $input) { ... on DispatchPayload { record { state } } ... on Problem { code message } } }`;

let made = 0;
function dispatch(): string {
  made += 1;
  const to = `+4915113${String(made % 1_000_000).padStart(6, '0')}`;
  const input = { idempotencyKey: `modest-${made}`, channel: 'SMS', to, text: 'Your code is 123456' };
  return JSON.stringify({ query: DISPATCH, variables: { input } });
}

/**
 * One tenant takes each resource in turn, as much as it can get, while another dispatches as before (X5). Gives whether
 * that one was never refused and waited no longer than the limit, and whether memory stayed below its own.
 *
 * @param only the abuses to try; all where it is empty
 */
export async function benchFairness(only: readonly string[]): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  const processes = new Processes();
  try {
    const simulator = await processes.start(['test/bench/simulator-process.ts'], {}, /listening (http\S+)/);
    const environment = {
      ...{ ...DEVELOPMENT, DATABASE_URL: postgres.url, DATA_DIR: dataDir, TWILIO_BASE_URL: simulator.at },
      ...{ PORT: '0', LOG_LEVEL: 'fatal' },
    };
    const config = developmentConfig(environment);
    await builtProgram();
    const api = await processes.start(['dist/main.js'], environment, /running at (http\S+)/);
    const modest = {
      url: `${api.at}/graphql`,
      token: await benchToken(config, 'modest', ['dispatcher']),
      body: dispatch,
      expected: '"ACCEPTED"',
    };
    const roles = ['admin', 'auditor', 'analyst', 'dispatcher'] as const;
    const token = await benchToken(config, 'greedy', roles);
    const greedy = { url: api.at, token };
    // Every connection to the database has been used by then, as on a node that is not new.
    await closedLoop(modest, WARM_UP_CONNECTIONS, WARM_UP_MS);
    let kept = true;
    for (const name of Object.keys(ABUSES)) {
      if (only.length > 0 && !only.includes(name)) continue;
      kept = (await compare(name, modest, greedy, api.pid)) && kept;
    }
    return kept;
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function compare(name: string, modest: Target, greedy: Greedy, server: number): Promise<boolean> {
  const quiet = await openLoop(modest, PER_SECOND, ROUND_MS);
  const abusers = new Processes();
  const memory: number[] = [];
  const watch = setInterval(() => memory.push(memoryOf(server) ?? Number.NaN), 100);
  try {
    const { url, token } = greedy;
    await abusers.start(['test/bench/abuser-process.ts', name, url, token], {}, /listening (http\S+)/);
    await sleep(SETTLE_MS);
    // A dispatch that is not accepted rejects.
    const beside = await openLoop(modest, PER_SECOND, ROUND_MS);
    const ratio = beside.p99 / quiet.p99;
    const kept = ratio <= LIMIT && Math.max(...memory) < MEMORY_LIMIT;
    say(
      `${name.padEnd(26)} quiet ${shown(quiet)}   beside ${shown(beside)}   ${ratio.toFixed(2)} times, at most ${LIMIT} ` +
        `wanted; ${(Math.max(...memory) / 1e6).toFixed(0)} MB: ${kept ? 'kept' : 'MISSED'}`,
    );
    return kept;
  } catch (error) {
    say(`${name.padEnd(26)} ${error instanceof Error ? error.message : String(error)}: MISSED`);
    return false;
  } finally {
    clearInterval(watch);
    await abusers.stop();
    await sleep(SETTLE_MS);
  }
}

function shown({ p50, p99 }: Round): string {
  return `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
