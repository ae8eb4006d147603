import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app/app.ts';
import type { Config } from '../../src/app/config.ts';
import { createClient } from '../../src/client/index.ts';
import { startEmbeddedServer } from '../../src/dev/embedded-postgres/embedded-server.ts';
import { configureTenant } from '../../src/dev/load/simulated-tenant.ts';
import { SimulatorControl } from '../../src/dev/load/simulator-control.ts';
import { createLogger } from '../../src/http/log/logging.ts';
import { developmentLedgerKeyPath } from '../../src/secrets/key-file.ts';
import { DEVELOPMENT, developmentConfig } from '../support/processes/development.ts';
import type { TestSettings } from '../support/test-settings.ts';
import type { BareDispatchOptions } from './bare-dispatch.ts';
import { post, type Target } from './load.ts';
import { Processes, postmasterOf } from './processes.ts';
import type { RecordedStatement } from './reads/scoped-reader.ts';
import { benchToken } from './token.ts';

/** How many clients send at once. */
export const CONNECTIONS = 64;
/** How many calls may be under way at once for the account, from the server and from the adapter alone. */
const CALLS = 256;
/** How many dispatches a batch has. */
export const BATCH = 1_000;
const TENANT = 'bench';

const MUTATION = `mutation Dispatch($input: DispatchInput!) {
  dispatch(input: $input) {
    __typename
    ... on DispatchPayload {
      record { id state delivery billedAccount alsoBilled trigger rule failureReason configurationVersion fallbackMode
        recipient createdAt settledAt charge { amount currency source }
        attempts { originator accountSid originatingNumber twilioSid outcome httpStatus code durationMs } }
    }
    ... on Problem { code message }
  }
}`;
const BATCH_MUTATION = `mutation DispatchBatch($input: DispatchBatchInput!) {
  dispatchBatch(input: $input) {
    __typename
    ... on DispatchBatchPayload { items { __typename ... on DispatchPayload { record { id state billedAccount } } } }
  }
}`;

let made = 0;
function item() {
  made += 1;
  const to = `+4915112${String(made % 1_000_000).padStart(6, '0')}`;
  return { idempotencyKey: `key-${process.pid}-${made}`, channel: 'SMS', to, text: 'Your code is 123456' };
}
const single = () => JSON.stringify({ query: MUTATION, variables: { input: item() } });
/** A batch, each item new. */
export const manyOfThem = () =>
  JSON.stringify({
    query: BATCH_MUTATION,
    variables: { input: { items: Array.from({ length: BATCH }, item) } },
  });

/** Everything that runs, each in a process of its own. */
export interface Stage {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly api: Target;
  readonly bare: Target;
  readonly pids: {
    readonly api: number;
    readonly bare: number;
    readonly simulator: number;
    readonly postgres: number;
  };
}

/** Further settings of the server. */
export interface StageSettings {
  readonly environment?: TestSettings;
  /** The seed of the key of its ledger. */
  readonly ledgerSeed?: Buffer;
}

/** Sets everything up, does the work, and takes everything down. */
export async function onStage(
  work: (stage: Stage) => Promise<boolean>,
  settings: StageSettings = {},
): Promise<boolean> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  const processes = new Processes();
  try {
    return await work(await setUp(dataDir, postgres.url, processes, settings));
  } finally {
    await processes.stop();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function setUp(
  dataDir: string,
  databaseUrl: string,
  processes: Processes,
  { environment: further, ledgerSeed }: StageSettings,
): Promise<Stage> {
  if (ledgerSeed !== undefined)
    await writeFile(developmentLedgerKeyPath(dataDir), ledgerSeed.toString('base64'));
  const simulator = await processes.start(['test/bench/simulator-process.ts'], {}, /listening (http\S+)/);
  const environment = {
    ...DEVELOPMENT,
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, TWILIO_BASE_URL: simulator.at },
    // All send for one account, which by itself would have fewer places.
    ...{ PORT: '0', LOG_LEVEL: 'warn', CALLS_PER_ACCOUNT: String(CALLS) },
    ...further,
  };
  const config = developmentConfig(environment);
  const recorded = await record(config, databaseUrl, simulator.at);
  const token = await benchToken(config, TENANT, ['dispatcher']);
  const api = await processes.start(['src/main.ts'], environment, /running at (http\S+)/);
  const options: BareDispatchOptions = {
    ...{ databaseUrl, poolSize: config.database.pools.sending, dataDir, twilioUrl: simulator.at },
    ...{ issuer: config.tokens.issuer, audience: config.tokens.audience },
    ...recorded,
    callsAtOnce: CALLS,
  };
  const bare = await processes.start(
    ['test/bench/bare-dispatch.ts', JSON.stringify(options)],
    {},
    /listening (\d+)/,
  );
  return {
    ...{ config, databaseUrl },
    api: { url: `${api.at}/graphql`, token, body: single },
    bare: { url: `http://127.0.0.1:${bare.at}/`, token, body: single },
    pids: {
      api: api.pid,
      bare: bare.pid,
      simulator: simulator.pid,
      postgres: await postmasterOf(databaseUrl),
    },
  };
}

/** Configures the tenant, then dispatches once while noting the statements that are sent. */
async function record(
  config: Config,
  databaseUrl: string,
  twilioBaseUrl: string,
): Promise<Pick<BareDispatchOptions, 'account' | 'own' | 'transactions'>> {
  let recording: RecordedStatement[] | undefined;
  const app = await startApp(
    { config, databaseUrl, twilioBaseUrl, log: createLogger({ level: 'warn' }) },
    { onStatement: (text, values) => recording?.push({ text, values }) },
  );
  try {
    const url = `${app.url}/graphql`;
    const account = await new SimulatorControl(twilioBaseUrl).addAccount(3);
    const admin = createClient({ url, token: await benchToken(config, TENANT, ['admin']) });
    await configureTenant(admin, account, 'DISABLED');
    const target = { url, token: await benchToken(config, TENANT, ['dispatcher']), body: single };
    await post(target);
    recording = [];
    const key = `key-${process.pid}-${made + 1}`;
    await post(target);
    return { ...splitUp(recording, key), account: { ...account, from: fromOf(recording) } };
  } finally {
    await app.stop();
  }
}

const SCOPE = /set_config\('role'/;
/** What waits for the answers to what went before it. */
const LATER = /insert into dispatch_key|excluded\.recipient_sealed|insert into audit_entry|_rollup as rollup/;
const WAITS = /insert into dispatch_key|excluded\.recipient_sealed/;

function splitUp(
  recorded: readonly RecordedStatement[],
  key: string,
): Pick<BareDispatchOptions, 'own' | 'transactions'> {
  const transactions: RecordedStatement[][][] = [];
  for (const statement of recorded) {
    if (SCOPE.test(statement.text)) transactions.push([[]]);
    const rounds = transactions.at(-1);
    if (WAITS.test(statement.text)) rounds?.push([]);
    rounds?.at(-1)?.push(statement);
  }
  const [intent, settled] = transactions.filter((rounds) =>
    rounds.flat().some(({ text }) => LATER.test(text)),
  );
  if (intent === undefined || settled === undefined) throw new Error('a dispatch is not two transactions');
  const inserted = JSON.stringify(intent.flat().filter(({ text }) => LATER.test(text)));
  const entries = JSON.stringify(
    settled.flat().filter(({ text }) => text.includes('insert into audit_entry')),
  );
  const ids = [inserted, entries].flatMap(
    (text) => text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/g) ?? [],
  );
  return { own: { key, ids: [...new Set(ids)] }, transactions: [intent, settled] };
}

function fromOf(recorded: readonly RecordedStatement[]): string {
  const [, from] = /"from_number\\*":\\*"(\+\d+)/.exec(JSON.stringify(recorded)) ?? [];
  if (from === undefined) throw new Error('the recorded dispatch names no number');
  return from;
}
