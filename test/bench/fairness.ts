import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { builtProgram } from '../support/processes/built-program.ts';
import { DEVELOPMENT, developmentConfig } from '../support/processes/development.ts';
import { ABUSES } from './abuses.ts';
import { type Comparison, compare, type FairnessStage, type Rounds } from './fairness-rounds.ts';
import { closedLoop } from './load.ts';
import { Processes, postmasterOf } from './processes.ts';
import { benchToken } from './token.ts';

const WARM_UP_MS = 6_000;
const WARM_UP_CONNECTIONS = 32;
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
  const unknown = only.filter((name) => !Object.keys(ABUSES).includes(name));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no abuse ${unknown.join(', ')}; there are ${Object.keys(ABUSES).join(', ')}.\n`,
    );
    return false;
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  const processes = new Processes();
  try {
    const stage = await stageOf(processes, dataDir, postgres.url);
    // Every connection to the database has been used by then, as on a node that is not new.
    await closedLoop(stage.modest, WARM_UP_CONNECTIONS, WARM_UP_MS);
    let kept = true;
    for (const name of Object.keys(ABUSES)) {
      if (only.length > 0 && !only.includes(name)) continue;
      kept = (await isKept(name, stage)) && kept;
    }
    return kept;
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function stageOf(processes: Processes, dataDir: string, databaseUrl: string): Promise<FairnessStage> {
  const simulator = await processes.start(['test/bench/simulator-process.ts'], {}, /listening (http\S+)/);
  const environment = {
    ...{ ...DEVELOPMENT, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, TWILIO_BASE_URL: simulator.at },
    ...{ PORT: '0', LOG_LEVEL: 'fatal' },
  };
  const config = developmentConfig(environment);
  await builtProgram();
  const api = await processes.start(['dist/main.js'], environment, /running at (http\S+)/);
  const roles = ['admin', 'auditor', 'analyst', 'dispatcher'] as const;
  return {
    modest: {
      url: `${api.at}/graphql`,
      token: await benchToken(config, 'modest', ['dispatcher']),
      body: dispatch,
      expected: '"ACCEPTED"',
    },
    greedy: { url: api.at, token: await benchToken(config, 'greedy', roles) },
    pids: { server: api.pid, postgres: await postmasterOf(databaseUrl) },
  };
}

async function isKept(name: string, stage: FairnessStage): Promise<boolean> {
  try {
    const comparison = await compare(name, stage);
    const { quiet, beside } = comparison;
    const kept = beside.p99 / quiet.p99 <= LIMIT && beside.memory < MEMORY_LIMIT;
    report(name, comparison, kept);
    return kept;
  } catch (error) {
    say(`${name}: ${error instanceof Error ? error.message : String(error)}: MISSED`);
    return false;
  }
}

function report(name: string, { quiet, beside, control }: Comparison, kept: boolean): void {
  const times = (rounds: Rounds) => (rounds.p99 / quiet.p99).toFixed(2);
  say(
    `${name.padEnd(26)} ${times(beside)} times the quiet p99, at most ${LIMIT} wanted; ` +
      `${(beside.memory / 1e6).toFixed(0)} MB: ${kept ? 'kept' : 'MISSED'}`,
  );
  say(`    quiet                     ${shown(quiet)}`);
  say(`    beside it                 ${shown(beside)}`);
  say(`    beside its processor time ${shown(control)}, ${times(control)} times`);
}

function shown({ p50, p99, server, database, waiting }: Rounds): string {
  const [on, off, ready] = [server, database, waiting].map((part) => part.toFixed(2));
  return `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms; processors: server ${on}, database ${off}, waited for ${ready}`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
