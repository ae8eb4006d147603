import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { seededRandom } from '../../src/dev/load/simulated-requests.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { append } from '../../src/ledger/entries/append.ts';
import { SEALING_LOCK } from '../../src/ledger/seal/seal-store.ts';
import { newestHeads } from '../../src/ledger/tree/head-store.ts';
import type { LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { readLedgerKeys } from '../../src/ledger/tree/read-ledger-keys.ts';
import { verifyExport } from '../../src/ledger/verify/verify-export.ts';
import { makeKeyFile } from '../../src/secrets/key-file.ts';
import { anEntry, exportLines } from '../ledger/ledger-setup.ts';
import { newScope } from '../support/journey.ts';
import { isShort } from '../support/processes/fault-size.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { until } from '../support/until.ts';

const KILLS = isShort() ? 4 : 40;
const TENANTS = 6;
const NODES = ['node-1', 'node-2'] as const;
/** How long a log rests between two transactions, at most; over many kills it would become longer than it has to be. */
const REST_MS = isShort() ? 10 : 60;
/** How long a server lives after it is reached again, at most, where it is killed at a random instant. */
const LONGEST_LIFE_MS = 800;
/** How long a kill waits for its server to be at sealing, at most. */
const PATIENCE_MS = 3_000;
const DRAIN_MS = 120_000;

let setup: TestSetup;
let database: Database;
let keys: LedgerKeys;
beforeAll(async () => {
  setup = await startTestSetup({ SEAL_POLL_MS: '10', LOG_LEVEL: 'error' });
  database = openDatabase({
    ...{ ...setup.config.database, url: setup.databaseUrl, poolSize: TENANTS + 2 },
    onConnectionLost: () => {},
  });
  keys = await readLedgerKeys(setup.config.ledger, setup.config.dataDir, makeKeyFile);
});
afterAll(async () => {
  await database.close();
  await setup.stop();
});

const random = seededRandom(Date.now());

/** A server whose connections are told apart by its name. */
function startNode(name: string): Promise<ServerProcess> {
  const url = new URL(setup.databaseUrl);
  url.searchParams.set('application_name', name);
  return startServerProcess({ ...setup.environment, DATABASE_URL: url.href });
}

/** Waits until the node holds the lock of the sealer, if it does so in time. */
async function untilSealing(name: string): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  while (performance.now() < end) {
    const held = await setup.rows(
      `select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'advisory' and l.granted and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32) + l.objid::bigint = $1 and a.application_name = $2`,
      [SEALING_LOCK, name],
    );
    if (held.length > 0) return true;
  }
  return false;
}

/** Appends to a log of its own, one transaction after the other, until told to stop; some are given up. */
class Appending {
  readonly scope = newScope();
  /** How many entries were committed; each says its number. */
  committed = 0;
  #isOver = false;
  readonly #running = this.#run();

  async #run(): Promise<void> {
    while (!this.#isOver) {
      const count = 1 + Math.floor(random() * 60);
      const isGivenUp = random() < 0.1;
      const entries = Array.from({ length: count }, (_, index) => anEntry(`entry ${this.committed + index}`));
      const written = database.write(this.scope.tenant, async (tx) => {
        await makeTenant(tx);
        await append(tx, this.scope, entries);
        if (isGivenUp) throw new GivenUpError();
      });
      if (!(await written.then(() => true, isExpected))) continue;
      this.committed += count;
      await sleep(random() * REST_MS);
    }
  }

  stop(): Promise<void> {
    this.#isOver = true;
    return this.#running;
  }
}

class GivenUpError extends Error {}

function isExpected(error: unknown): false {
  if (error instanceof GivenUpError) return false;
  throw error;
}

/** Keeps every checkpoint that is seen on the way, as an auditor would who looks all the time. */
class Watching {
  readonly notes = new Map<TenantId, Set<string>>();
  #isOver = false;
  readonly #running = this.#run();

  async #run(): Promise<void> {
    while (!this.#isOver) {
      await this.look();
      await sleep(20);
    }
  }

  async look(): Promise<void> {
    for (const { tenant, note } of await database.system((tx) => newestHeads(tx))) {
      const own = this.notes.get(tenant) ?? new Set();
      this.notes.set(tenant, own.add(note));
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
    await this.look();
  }
}

async function untilSealed(): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  await until(async () => {
    const [row] = await setup.rows('select count(*)::int as queued from ledger_queue');
    if (performance.now() > end) throw new Error(`${row?.['queued']} entries are still to be sealed`);
    return row?.['queued'] === 0;
  }, 50);
}

describe('two sealers, of which now the one, now the other is killed', () => {
  test(`${KILLS} kills: nothing is skipped, sealed twice or out of order, and no log forks (A1, A3)`, async () => {
    const nodes = new Map<string, ServerProcess>();
    onTestFinished(async () => {
      for (const node of nodes.values()) await node.end('SIGKILL');
    });
    const start = (names: readonly string[]) =>
      Promise.all(names.map(async (name) => nodes.set(name, await startNode(name))));
    await start(NODES);
    const logs = Array.from({ length: TENANTS }, () => new Appending());
    const watching = new Watching();

    let atWork = 0;
    for (let kill = 0; kill < KILLS; kill += 1) {
      const [victim, ...others] = kill % 2 === 0 ? NODES : NODES.toReversed();
      // Every second time in the middle of sealing, as far as that can be told from outside.
      if (kill % 4 < 2) atWork += (await untilSealing(victim)) ? 1 : 0;
      else await sleep(random() * LONGEST_LIFE_MS);
      const killed = [victim, ...(kill % 4 === 3 ? others : [])];
      await Promise.all(killed.map((name) => nodes.get(name)?.end('SIGKILL')));
      await start(killed);
    }
    await Promise.all(logs.map((log) => log.stop()));
    await untilSealed();
    await watching.stop();
    for (const node of nodes.values()) await node.end('SIGTERM');

    expect(atWork).toBeGreaterThan(0);
    for (const { scope, committed } of logs) await expectWhole(scope.tenant, committed, watching);
    const { differences, queued, sealed } = await checkAudit({ database, keys });
    expect(differences).toEqual([]);
    expect(queued).toBe(0);
    expect(sealed).toBeGreaterThanOrEqual(logs.reduce((sum, { committed }) => sum + committed, 0));
  }, 1_200_000);
});

/** Each entry that was committed is sealed once, in its order, and every checkpoint seen on the way is of this very log. */
async function expectWhole(tenant: TenantId, committed: number, { notes }: Watching): Promise<void> {
  const lines = await exportLines(setup.rows, tenant);
  const said = lines.slice(0, -1).map((line): string => JSON.parse(line).after.mode);
  expect(said).toEqual(Array.from({ length: committed }, (_, index) => `entry ${index}`));
  const kept = [...(notes.get(tenant) ?? [])].map((note, index) => ({ name: `seen ${index}`, note }));
  expect(kept.length).toBeGreaterThan(1);
  async function* bytes() {
    yield Buffer.from(lines.map((line) => `${line}\n`).join(''));
  }
  expect(await verifyExport(bytes(), { keys: keys.all, kept, tenant })).toMatchObject({
    ...{ verified: true, doubts: [], entries: committed },
  });
}
