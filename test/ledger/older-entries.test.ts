import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkAudit } from '../../src/audit/check/audit-check.ts';
import type { PreparedStatement } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate/migrate.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import type { RequestScope } from '../../src/kernel/scope.ts';
import { newScope } from '../support/journey.ts';
import { entryOfFirstForm } from '../support/ledger/first-form.ts';
import { seal } from '../support/ledger/sealing.ts';
import { anEntry, exportLines, type LedgerSetup, startLedger } from './ledger-setup.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations', import.meta.url));
/** The last migration before the ledger had trees. */
const LAST_WITHOUT = '0003_dispatching_policies';

let setup: LedgerSetup;
beforeAll(async () => {
  setup = await startLedger(undefined, { content: 'empty' });
});
afterAll(() => setup.stop());

/** Brings the database to the schema as it was with that migration. */
async function migrateUpTo(last: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'originator-test-'));
  const client = new Client({ connectionString: setup.test.url });
  await client.connect();
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    const path = join(folder, 'meta', '_journal.json');
    const journal: { readonly entries: readonly { readonly tag: string }[] } = JSON.parse(
      await readFile(path, 'utf8'),
    );
    const end = journal.entries.findIndex(({ tag }) => tag === last) + 1;
    expect(end).toBeGreaterThan(0);
    await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
    await applyMigrations(drizzle(client), { migrationsFolder: folder });
    await client.query('select originator_ensure_partitions(3)');
  } finally {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** How entries were appended before there was a queue. */
const INSERT: PreparedStatement = {
  name: 'audit-append-unqueued',
  text: `insert into audit_entry (tenant_id, id, body, leaf_hash)
         select $1, * from unnest($2::uuid[], $3::text[], $4::bytea[])`,
};

async function appendAsBefore(scope: RequestScope, count: number): Promise<void> {
  await setup.database.write(scope.tenant, async (tx) => {
    await makeTenant(tx);
    const at = await tx.now;
    const entries = Array.from({ length: count }, (_, index) =>
      entryOfFirstForm(scope, at, anEntry(`old ${index}`)),
    );
    await tx.prepared(INSERT, [
      scope.tenant,
      entries.map(({ id }) => id),
      entries.map(({ body }) => body),
      entries.map(({ leafHash }) => leafHash),
    ]);
  });
}

test('entries older than the ledger are sealed before all others, in their order (A1, A3)', async () => {
  await migrateUpTo(LAST_WITHOUT);
  expect(await setup.rows(`select to_regclass('ledger_queue') as queue`)).toEqual([{ queue: null }]);
  const scopes = [newScope(), newScope(), newScope()];
  for (let round = 0; round < 3; round += 1) for (const scope of scopes) await appendAsBefore(scope, 4);
  const old = new Map(
    await Promise.all(
      scopes.map(async ({ tenant }) => {
        const rows = await setup.rows('select body from audit_entry where tenant_id = $1 order by id', [
          tenant,
        ]);
        return [tenant, rows.map(({ body }) => String(body))] as const;
      }),
    ),
  );

  await migrate({ url: setup.test.url });
  for (const scope of scopes) await setup.add(scope, 2);
  await seal({ database: setup.database, keys: setup.keys });

  for (const { tenant } of scopes) {
    const lines = await exportLines(setup.rows, tenant);
    expect(lines).toHaveLength(12 + 2 + 1);
    expect(lines.slice(0, 12)).toEqual(old.get(tenant));
  }
  expect(await checkAudit(setup)).toMatchObject({ sealed: 42, queued: 0, differences: [] });
});
