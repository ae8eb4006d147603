import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../../src/app/app.ts';
import { startEmbeddedServer } from '../../../src/dev/embedded-postgres/embedded-server.ts';
import { createSimulator } from '../../../src/dev/simulator/simulator.ts';
import { createLogger } from '../../../src/http/log/logging.ts';
import type { Role } from '../../../src/kernel/vocabulary/access.ts';
import { DEVELOPMENT, developmentConfig } from '../../support/processes/development.ts';
import { saveConfiguration } from '../configured-tenant.ts';
import { post, type Target } from '../load.ts';
import { Processes } from '../processes.ts';
import { benchToken } from '../token.ts';
import type { Peer, Server } from './compared-servers.ts';
import type { ReaderOptions, RecordedStatement } from './scoped-reader.ts';

const TENANT = 'bench';

/** One kind of read that is measured. */
export interface Read {
  readonly query: string;
  readonly roles: readonly Role[];
  /** What its statements contain; the program has work of its own, whose statements come between. */
  readonly from: string;
}

/** The API with a tenant that has saved a configuration, and peers that send what it sends. */
export interface ReadStage {
  api(read: Read): Promise<Server>;
  /** Starts a server of ours that sends the statements of the read. */
  peer(script: string, read: Read, named: Pick<Peer, 'name' | 'wanted'>): Promise<Peer>;
}

/** Sets everything up, does the work, and takes everything down. */
export async function onReadStage(
  prepare: (target: Omit<Target, 'body'>) => Promise<void>,
  reads: readonly Read[],
  work: (stage: ReadStage) => Promise<boolean>,
): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  const processes = new Processes();
  try {
    const environment = {
      ...DEVELOPMENT,
      ...{ DATABASE_URL: postgres.url, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn' },
    };
    const config = developmentConfig(environment);
    const tokenFor = ({ roles }: Read) => benchToken(config, TENANT, roles);
    const statements = await recordStatements(config, postgres.url, prepare, reads);
    // As it is deployed: a loader of TypeScript names each function that a request makes, each time.
    const running = await processes.start(['dist/main.js'], environment, /running at (http\S+)/);
    return await work({
      async api(read) {
        const body = JSON.stringify({ query: read.query });
        const target = { url: `${running.at}/graphql`, token: await tokenFor(read), body };
        return { name: 'api', pid: running.pid, target };
      },
      async peer(script, read, named) {
        const options: ReaderOptions = {
          databaseUrl: postgres.url,
          poolSize: config.database.pools.reading,
          dataDir,
          issuer: config.tokens.issuer,
          audience: config.tokens.audience,
          statements: statements.get(read) ?? [],
        };
        const { at, pid } = await processes.start([script, JSON.stringify(options)], {}, /listening (\d+)/);
        const body = JSON.stringify({ query: read.query });
        const target = { url: `http://127.0.0.1:${at}/graphql`, token: await tokenFor(read), body };
        return { ...named, pid, target };
      },
    });
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Saves a configuration, prepares the rest, then has each thing read once while noting the statements that are sent. */
async function recordStatements(
  config: ReturnType<typeof developmentConfig>,
  databaseUrl: string,
  prepare: (target: Omit<Target, 'body'>) => Promise<void>,
  reads: readonly Read[],
): Promise<ReadonlyMap<Read, readonly RecordedStatement[]>> {
  const simulator = createSimulator();
  const { url: twilioBaseUrl } = await simulator.listen();
  let recording: RecordedStatement[] = [];
  const app = await startApp(
    { config, databaseUrl, twilioBaseUrl, log: createLogger({ level: 'warn' }) },
    { onStatement: (text, values, name) => recording.push({ text, values, ...(name && { name }) }) },
  );
  try {
    const url = `${app.url}/graphql`;
    await saveConfiguration(url, await benchToken(config, TENANT, ['admin']));
    await prepare({ url, token: await benchToken(config, TENANT, ['dispatcher']) });
    const recorded = new Map<Read, readonly RecordedStatement[]>();
    for (const read of reads) {
      const target = {
        url,
        token: await benchToken(config, TENANT, read.roles),
        body: JSON.stringify({ query: read.query }),
      };
      await post(target);
      recording = [];
      await post(target);
      recorded.set(read, statementsOf(recording, read));
    }
    return recorded;
  } finally {
    await app.stop();
    await simulator.close();
  }
}

function statementsOf(recording: readonly RecordedStatement[], { from }: Read): readonly RecordedStatement[] {
  const isScope = ({ values }: RecordedStatement) =>
    values[0] === 'originator_app' && values[1] === TENANT && values.includes('auto');
  const scope = recording.find(isScope);
  const reading = recording.filter(({ text }) => text.includes(from));
  if (scope === undefined || reading.length === 0) throw new Error(`no statements that read ${from}`);
  return [scope, ...reading];
}
