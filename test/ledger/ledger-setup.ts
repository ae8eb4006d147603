import { randomBytes } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import { createAuditExports } from '../../src/audit/export/audit-export.ts';
import { exportPages } from '../../src/audit/export/export-pages.ts';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { TenantId } from '../../src/kernel/ids.ts';
import { beginLimits } from '../../src/kernel/operation-limits.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { append } from '../../src/ledger/entries/append.ts';
import type { NewEntry } from '../../src/ledger/entries/entry-kinds.ts';
import { type HeadMemory, Heads } from '../../src/ledger/seal/head-memory.ts';
import { readCheckpoint } from '../../src/ledger/tree/checkpoint.ts';
import { readHead } from '../../src/ledger/tree/head-store.ts';
import { createLedgerKeys, type LedgerKeys } from '../../src/ledger/tree/ledger-keys.ts';
import { checkpointLine } from '../../src/ledger/verify/export-lines.ts';
import {
  createTestDatabase,
  type TestDatabase,
  type TestDatabaseOptions,
} from '../support/database/cluster.ts';
import { readOnce } from '../support/database/read-once.ts';
import { newScope } from '../support/journey.ts';
import { seal } from '../support/ledger/sealing.ts';

/** A database with a ledger in it, and nothing that seals by itself. */
export interface LedgerSetup {
  readonly test: TestDatabase;
  readonly database: Database;
  readonly keys: LedgerKeys;
  /** Of a machine that has signed nothing. */
  readonly memory: HeadMemory;
  /** Adds so many entries to the tenant's log. */
  add(scope: RequestScope, count: number): Promise<void>;
  sealAll(): Promise<void>;
  /** The signed checkpoint of the tenant's log, in an epoch or the newest. */
  note(tenant: TenantId, epoch?: number): Promise<string>;
  /** Looks behind row-level security, as the administrator. */
  rows(statement: string, values?: readonly unknown[]): Promise<readonly QueryResultRow[]>;
  /** Ends all connections, so that the database can be copied. */
  close(): Promise<void>;
  stop(): Promise<void>;
}

/** New keys of a host. */
export function newKeys(host = 'ledger.test'): LedgerKeys {
  return createLedgerKeys({ host, seed: randomBytes(32), past: [] });
}

/** An entry that changes nothing but the log. */
export function anEntry(mode: string): NewEntry {
  return {
    ...{ kind: 'FALLBACK_POLICY_CHANGED', object: 'fallback-policy' },
    ...{ before: { mode: 'NOT_DEFINED' }, after: { mode } },
  };
}

/** Lays the setup for the calling test file, which stops it when done. */
export async function startLedger(
  keys: LedgerKeys = newKeys(),
  options: TestDatabaseOptions = {},
): Promise<LedgerSetup> {
  return ledgerOn(await createTestDatabase(options), keys);
}

/** The same on a database that the test has made; stopping drops it. */
export function ledgerOn(test: TestDatabase, keys: LedgerKeys): LedgerSetup {
  const database = openDatabase({
    ...{ url: test.url, poolSize: 4, statementTimeoutMs: 30_000, connectTimeoutMs: 5_000 },
    onConnectionLost: () => {},
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= database.close();
    return closed;
  };
  return {
    ...{ test, database, keys, close, memory: new Heads() },
    add: (scope, count) =>
      database.write(scope.tenant, async (tx) => {
        await makeTenant(tx);
        const entries = Array.from({ length: count }, (_, index) => anEntry(`mode ${index}`));
        await append(tx, scope, entries);
      }),
    async sealAll() {
      await seal({ database, keys });
    },
    async note(tenant, epoch) {
      const head = await readOnce(database, tenant, (tx) => readHead(tx, epoch ?? null));
      if (head === undefined) throw new Error('nothing is sealed');
      return head.note;
    },
    rows: (statement, values) => administer(test, statement, values),
    async stop() {
      await close();
      await test.drop();
    },
  };
}

/** Runs a statement as the administrator, whom row-level security does not bind. */
async function administer(
  test: Pick<TestDatabase, 'adminUrl'>,
  statement: string,
  values: readonly unknown[] = [],
): Promise<readonly QueryResultRow[]> {
  const client = new Client({ connectionString: test.adminUrl });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** The rows of a log as an export of them would be: the entries in the order of their leaves, then the checkpoint. */
export async function exportLines(
  rows: LedgerSetup['rows'],
  tenant: string,
  epoch = 1,
): Promise<readonly string[]> {
  const [head] = await rows('select note from ledger_head where tenant_id = $1 and epoch = $2', [
    tenant,
    epoch,
  ]);
  const note = String(head?.['note']);
  const entries = await rows(
    `select e.body from ledger_leaf l join audit_entry e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = $1 and l.epoch = $2 and l.leaf_index < $3 order by l.leaf_index`,
    [tenant, epoch, readCheckpoint(note)?.size],
  );
  return [...entries.map(({ body }) => String(body)), checkpointLine(note)];
}

const READ_MS = 30_000;

/** The lines of an export without disclosures, as the service makes it of what is in the database; an object narrows it. */
export async function exportedLines(
  database: Database,
  tenant: TenantId,
  object?: string,
): Promise<readonly string[]> {
  const begun = await createAuditExports({ database }).begin(newScope({ tenant }), {
    ...{ format: 'ndjson', disclosures: 'omit', epoch: null, filter: { object }, start: 0 },
  });
  if ('refused' in begun) throw new Error(begun.refused);
  const ignored = () => {};
  const gone = new AbortController().signal;
  let text = '';
  const turn = async () => ({ release: ignored });
  const parts = {
    database,
    gone,
    turn,
    beginLimits: () => beginLimits(READ_MS),
    onRead: ignored,
    onMissing: ignored,
  };
  for await (const page of exportPages(parts, begun)) text += String(page);
  return text.split('\n').slice(0, -1);
}
