import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../src/database/client.ts';
import { migrate } from '../../../src/database/migrate/migrate.ts';
import { startEmbeddedServer } from '../../../src/dev/embedded-postgres/embedded-server.ts';
import { parseTenantId, type TenantId } from '../../../src/kernel/ids.ts';
import { systemScope } from '../../../src/kernel/scope.ts';
import { append } from '../../../src/ledger/entries/append.ts';
import { createLedgerKeys, type LedgerKeys } from '../../../src/ledger/tree/ledger-keys.ts';

/** A database of its own with nothing else going on, and the keys of its ledger. */
export interface LedgerStage {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly keys: LedgerKeys;
}

const STATEMENT_TIMEOUT_MS = 600_000;

/** The seed of the key that all parts of a bench sign with. */
export const SEED = Buffer.alloc(32, 7);

/** Sets it up, does the work, and takes it down. */
export async function onLedger<T>(work: (stage: LedgerStage) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'originator-bench-'));
  const postgres = await startEmbeddedServer({ dataDir, log: () => {} });
  await migrate({ url: postgres.url });
  const database = openDatabase({
    ...{ url: postgres.url, poolSize: 4, statementTimeoutMs: STATEMENT_TIMEOUT_MS, connectTimeoutMs: 5_000 },
    onConnectionLost: () => {},
  });
  try {
    const keys = createLedgerKeys({ host: 'bench', seed: SEED, past: [] });
    return await work({ dataDir, databaseUrl: postgres.url, database, keys });
  } finally {
    await database.close();
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** The tenant of a name. */
export function tenantNamed(name: string): TenantId {
  const id = parseTenantId(name);
  if (id === undefined) throw new Error('the name is no tenant id');
  return id;
}

/** How many entries are added in one transaction. */
const TOGETHER = 500;

/** Adds so many entries to each of these logs, as large as those of dispatches, some of each log at a time. */
export async function addEntries(
  database: Database,
  tenants: readonly TenantId[],
  each: number,
): Promise<void> {
  for (let added = 0; added < each; added += TOGETHER) {
    for (const tenant of tenants) {
      const scope = systemScope(tenant, 'bench', 'bench');
      const entries = Array.from({ length: Math.min(TOGETHER, each - added) }, (_, index) =>
        changed(tenant, added + index),
      );
      await database.write(tenant, (tx) => append(tx, scope, entries));
    }
  }
}

function changed(tenant: TenantId, number: number) {
  return {
    kind: 'CHANNELS_CHANGED',
    object: `configuration/${number}`,
    before: { channels: Array.from({ length: 8 }, (_, index) => `${tenant} before ${number} ${index}`) },
    after: { channels: Array.from({ length: 8 }, (_, index) => `${tenant} after ${number} ${index}`) },
  } as const;
}

/** Prints a line. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A figure beside its limit. */
export function judged(what: string, kept: boolean): boolean {
  say(`${what}: ${kept ? 'kept' : 'MISSED'}`);
  return kept;
}
