import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app/app.ts';
import type { Config } from '../../src/app/config.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { createSimulator } from '../../src/dev/simulator/simulator.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { DEVELOPMENT, developmentConfig } from '../support/processes/development.ts';
import type { BareOptions, RecordedStatement } from './bare-server.ts';
import { saveConfiguration } from './configured-tenant.ts';
import { closedLoop, median, post, type Target } from './load.ts';
import { cpuOf, Processes } from './processes.ts';
import { benchToken } from './token.ts';

/** The share of the bare handler's rate that the API has to reach. */
const LIMIT = 0.35;
const TENANT = 'bench';
const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_MS = 4_000;
const WARM_UP_MS = 3_000;

const QUERY = `query ConfigurationRead {
  tenant {
    configuration {
      version inForceFrom channels
      account {
        sid name status type verifiedAt tokenSetAt
        organizationNumbers(filter: SELECTED, first: 3) { edges { node { phoneNumber name available selected } } }
      }
      fallbackPolicy { mode chosenAt }
      consent { id kind recordedAt accountSid }
    }
  }
}`;

/**
 * The config read through the API beside a bare handler with the same SQL, tenant scope, token check and pool mode, each
 * in a process of its own. Gives whether the limit was kept.
 */
export async function benchConfigRead(): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  const processes = new Processes();
  try {
    const environment = {
      ...DEVELOPMENT,
      ...{ DATABASE_URL: postgres.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
    };
    const config = developmentConfig(environment);
    const statements = await prepareTenant(config, postgres.url);
    const token = await benchToken(config, TENANT, ['admin']);
    const api = await processes.start(['src/main.ts'], environment, /running at (http\S+)/);
    const options: BareOptions = {
      databaseUrl: postgres.url,
      poolSize: config.database.pools.reading,
      dataDir,
      issuer: config.tokens.issuer,
      audience: config.tokens.audience,
      statements,
    };
    const bare = await processes.start(
      ['test/bench/bare-server.ts', JSON.stringify(options)],
      {},
      /listening (\d+)/,
    );
    const body = JSON.stringify({ query: QUERY });
    return await compare(
      { name: 'api', pid: api.pid, target: { url: `${api.at}/graphql`, token, body } },
      { name: 'bare', pid: bare.pid, target: { url: `http://127.0.0.1:${bare.at}/`, token, body } },
    );
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Saves a configuration, then reads it once while noting the statements that the read sends. */
async function prepareTenant(config: Config, databaseUrl: string): Promise<readonly RecordedStatement[]> {
  const simulator = createSimulator();
  const { url: twilioBaseUrl } = await simulator.listen();
  let recording: RecordedStatement[] | undefined;
  const app = await startApp(
    { config, databaseUrl, twilioBaseUrl, log: createLogger({ level: 'warn' }) },
    { onStatement: (text, values) => recording?.push({ text, values }) },
  );
  try {
    const url = `${app.url}/graphql`;
    const token = await benchToken(config, TENANT, ['admin']);
    await saveConfiguration(url, token);
    const target = { url, token, body: JSON.stringify({ query: QUERY }) };
    await post(target);
    recording = [];
    await post(target);
    // The program has work of its own, whose statements come between.
    const isScope = ({ values }: RecordedStatement) =>
      values[0] === 'originator_app' && values[1] === TENANT && values.includes('auto');
    const scope = recording.find(isScope);
    const reading = recording.filter(({ text }) => text.includes('from configuration_version'));
    return scope === undefined ? reading : [scope, ...reading];
  } finally {
    await app.stop();
    await simulator.close();
  }
}

/** One of the servers that are compared. */
interface Server {
  readonly name: string;
  readonly pid: number;
  readonly target: Target;
}

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
  process.stdout.write(`  ${name.padEnd(6)} ${rate}  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms\n`);
  return { perSecond, cpuMicros };
}

async function compare(api: Server, bare: Server): Promise<boolean> {
  for (const { target } of [api, bare]) await closedLoop(target, CONNECTIONS, WARM_UP_MS);
  const byClock: number[] = [];
  const byProcessor: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    process.stdout.write(`round ${round}\n`);
    const ofBare = await measure(bare);
    const ofApi = await measure(api);
    byClock.push(ofApi.perSecond / ofBare.perSecond);
    byProcessor.push(ofBare.cpuMicros / ofApi.cpuMicros);
  }
  const ratio = median(byClock);
  const kept = ratio >= LIMIT;
  process.stdout.write(
    `config read: ${percent(ratio)} of the bare handler by the clock, ${percent(median(byProcessor))} by processor time, ` +
      `at least ${percent(LIMIT)} by the clock wanted: ${kept ? 'kept' : 'MISSED'}\n`,
  );
  return kept;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
