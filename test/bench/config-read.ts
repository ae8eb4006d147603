import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { startEmbeddedServer } from '../../src/database/embedded-server.ts';
import { createLogger } from '../../src/server/logging.ts';
import { createSimulator } from '../../src/simulator/simulator.ts';
import { DEVELOPMENT, developmentConfig } from '../support/development.ts';
import type { BareOptions, RecordedStatement } from './bare-server.ts';
import { saveConfiguration } from './configured-tenant.ts';
import { closedLoop, median, post, type Round, type Target } from './load.ts';
import { benchToken } from './token.ts';

/** The share of the bare handler's rate that the API has to reach. */
const LIMIT = 0.35;
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
  const children: ChildProcess[] = [];
  try {
    const environment = {
      ...DEVELOPMENT,
      ...{ DATABASE_URL: postgres.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
    };
    const config = developmentConfig(environment);
    const statements = await prepareTenant(config, postgres.url);
    const token = await benchToken(config, 'bench', ['admin']);
    const api = await startProcess(children, ['src/main.ts'], environment, /running at (http\S+)/);
    const options: BareOptions = {
      databaseUrl: postgres.url,
      poolSize: config.database.pools.reading,
      dataDir,
      issuer: config.tokens.issuer,
      audience: config.tokens.audience,
      statements,
    };
    const port = await startProcess(
      children,
      ['test/bench/bare-server.ts', JSON.stringify(options)],
      {},
      /listening (\d+)/,
    );
    const body = JSON.stringify({ query: QUERY });
    return await compare(
      { url: `${api}/graphql`, token, body },
      { url: `http://127.0.0.1:${port}/`, token, body },
    );
  } finally {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
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
    const token = await benchToken(config, 'bench', ['admin']);
    await saveConfiguration(url, token);
    const target = { url, token, body: JSON.stringify({ query: QUERY }) };
    await post(target);
    recording = [];
    await post(target);
    return recording.filter(
      ({ text }) => !/account_check|configuration_draft|tenant_id from|partitions/.test(text),
    );
  } finally {
    await app.stop();
    await simulator.close();
  }
}

/** Starts a process of ours and waits until it says where it listens. */
async function startProcess(
  children: ChildProcess[],
  [script = '', ...args]: readonly string[],
  environment: Readonly<Record<string, string>>,
  listening: RegExp,
): Promise<string> {
  const path = fileURLToPath(new URL(`../../${script}`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = listening.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
}

async function compare(api: Target, bare: Target): Promise<boolean> {
  await closedLoop(api, CONNECTIONS, WARM_UP_MS);
  await closedLoop(bare, CONNECTIONS, WARM_UP_MS);
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const ofBare = await closedLoop(bare, CONNECTIONS, ROUND_MS);
    const ofApi = await closedLoop(api, CONNECTIONS, ROUND_MS);
    ratios.push(ofApi.perSecond / ofBare.perSecond);
    process.stdout.write(
      `round ${round}   bare ${shown(ofBare)}   api ${shown(ofApi)}   ratio ${percent(ratios.at(-1) ?? 0)}\n`,
    );
  }
  const ratio = median(ratios);
  const kept = ratio >= LIMIT;
  process.stdout.write(
    `config read: ${percent(ratio)} of the bare handler, at least ${percent(LIMIT)} wanted: ${kept ? 'kept' : 'MISSED'}\n`,
  );
  return kept;
}

function shown({ perSecond, p50, p99 }: Round): string {
  return `${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
