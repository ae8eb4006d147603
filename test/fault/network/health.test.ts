import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../src/database/client.ts';
import { makeTenant } from '../../../src/database/tenant-lock.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { ABUSES } from '../../bench/abuses.ts';
import { Processes } from '../../bench/processes.ts';
import { benchToken } from '../../bench/token.ts';
import { PATIENCE } from '../../process/api.ts';
import { newScope } from '../../support/journey.ts';
import { isShort } from '../../support/processes/fault-size.ts';
import { type ServerProcess, startServerProcess } from '../../support/processes/server-process.ts';
import { startTestSetup, type TestSetup } from '../../support/test-setup.ts';

/** How long an orchestrator waits for an answer, in milliseconds, unless told otherwise. */
const PROBE_MS = 1_000;
/** The machine that tests run on may be slow for once; what keeps health from answering does so every time. */
const ATTEMPTS = 3;
/** For longer than an answer about readiness is given again. */
const PROBING_MS = isShort() ? 1_500 : 10_000;
/** What each abuse has at least, or what it is let have. */
const CONNECTIONS = 2;
/** What a server process opens for itself while it runs, such as connections to its database. */
const OWN_FILES = 20;

/** What silences a node without shares; in full all that the bench knows. */
const NAMED = [
  'silent connections',
  'sockets without a token',
  'slow bodies',
  'hostile input',
  'pipelined requests',
  'filters without an index',
  'exports',
];

/** Its log is longer than what is kept for a client that does not read. */
const GREEDY = newScope();
const [ENTRIES, AT_ONCE, CHARACTERS] = [8_000, 2_000, 1_000];

let setup: TestSetup;
let server: ServerProcess;
let token: string;
const processes = new Processes();

beforeAll(async () => {
  setup = await startTestSetup();
  const simulator = await processes.start(['test/bench/simulator-process.ts'], {}, /listening (http\S+)/);
  server = await startServerProcess({
    ...setup.environment,
    ...{ TWILIO_BASE_URL: simulator.at, LOG_LEVEL: 'fatal' },
  });
  await fillLog();
  token = await benchToken(setup.config, GREEDY.tenant, ['admin', 'auditor', 'analyst', 'dispatcher']);
});
afterAll(async () => {
  await server?.end('SIGTERM');
  await processes.stop();
  await setup?.stop();
});

async function fillLog(): Promise<void> {
  const database = openDatabase({
    ...{ url: setup.databaseUrl, poolSize: 1, onConnectionLost: () => {} },
    ...{ statementTimeoutMs: 60_000, connectTimeoutMs: 10_000 },
  });
  const entries = Array.from({ length: AT_ONCE }, (_, index) => ({
    ...{ kind: 'FALLBACK_POLICY_CHANGED' as const, object: `policy/${index}${'x'.repeat(CHARACTERS)}` },
    ...{ before: { mode: 'NOT_DEFINED' }, after: { mode: 'DISABLED' } },
  }));
  for (let made = 0; made < ENTRIES; made += AT_ONCE) {
    await database.write(GREEDY.tenant, async (tx) => {
      await makeTenant(tx);
      await append(tx, GREEDY, entries);
    });
  }
  await database.close();
  const queued = () => setup.rows('select from ledger_queue limit 1');
  await vi.waitFor(async () => expect(await queued()).toEqual([]), PATIENCE);
}

/** How many files and connections the server has open. */
const openFiles = async () => (await readdir(`/proc/${server.pid}/fd`)).length;

const ESTABLISHED = '01';

/** The number of connections from clients that the server has. */
async function clientConnections(): Promise<number> {
  const port = Number(new URL(server.url).port).toString(16).toUpperCase().padStart(4, '0');
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8')));
  const sockets = tables.flatMap((table) => table.split('\n').map((line) => line.trim().split(/\s+/)));
  return sockets.filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === ESTABLISHED).length;
}

interface Probe {
  readonly path: string;
  readonly status: number | string;
  readonly ms: number;
}

/** Asks over a connection of its own, as orchestrators do. */
function probe(path: string): Promise<Probe> {
  const since = performance.now();
  return new Promise((resolve) => {
    const tell = (status: number | string) => resolve({ path, status, ms: performance.now() - since });
    const asked = request(`${server.url}${path}`, { agent: false }, (answer) => {
      answer.resume().once('close', () => tell(answer.statusCode ?? 0));
    });
    asked.once('error', ({ message }) => tell(message));
    asked.end();
  });
}

/** What was answered otherwise or too late while it was asked for again and again. */
async function failedProbes(): Promise<readonly Probe[]> {
  const failed: Probe[] = [];
  const since = performance.now();
  while (performance.now() - since < PROBING_MS) {
    for (const path of ['/health/live', '/health/ready']) {
      const answered = await probe(path);
      if (answered.status !== 200 || answered.ms > PROBE_MS) failed.push(answered);
    }
  }
  return failed;
}

test.each(isShort() ? NAMED : Object.keys(ABUSES))(
  'given %s without end, then the node says that it lives and is ready, and says so in time (X5)',
  async (name) => {
    const before = await openFiles();
    const abuser = new Processes();
    try {
      const args = ['test/bench/abuser-process.ts', name, server.url, token];
      await abuser.start(args, {}, /listening (http\S+)/);
      await expect.poll(clientConnections, PATIENCE).toBeGreaterThanOrEqual(CONNECTIONS);
      let failed = await failedProbes();
      for (let attempt = 1; failed.length > 0 && attempt < ATTEMPTS; attempt += 1)
        failed = await failedProbes();
      expect(failed).toEqual([]);
    } finally {
      await abuser.stop();
    }
    await expect.poll(openFiles, PATIENCE).toBeLessThanOrEqual(before + OWN_FILES);
  },
);

test('given the names of what is tried for every change, then the bench knows them', () => {
  expect(Object.keys(ABUSES)).toEqual(expect.arrayContaining(NAMED));
});
