import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UnfitDatabaseError } from '../../src/database/connection/unfit-database.ts';
import { migrate, refuseUnfitDatabase } from '../../src/database/migrate/migrate.ts';
import { createTestDatabase, servingUrlOf, type TestDatabase } from '../support/database/cluster.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** The statement for the newest partition of the log. */
const onPartition = (statement: string) =>
  `do $$ begin execute (select format('${statement}', inhrelid::regclass) from pg_inherits
     where inhparent = 'audit_entry'::regclass order by inhrelid desc limit 1); end $$`;

test.each([
  [
    'a policy',
    'drop policy ledger_head_of_tenant on ledger_head',
    'policy ledger_head_of_tenant for select to originator_app of ledger_head',
  ],
  [
    'a policy that shows more',
    'alter policy tenant_of_tenant on tenant using (true)',
    'policy tenant_of_tenant for all to originator_app of tenant',
  ],
  [
    'row-level security of the owner',
    'alter table dispatch_record no force row level security',
    'row-level security, also for its owner, of dispatch_record',
  ],
  [
    'a right',
    'revoke select on dispatch_rollup from originator_platform',
    'right of originator_platform to select of dispatch_rollup',
  ],
  [
    'a right to a column',
    'revoke update (tenant_id) on tenant from originator_app',
    'right of originator_app to update column tenant_id of tenant',
  ],
  [
    'a right to a function',
    'revoke execute on function originator_ensure_partitions(integer) from originator_system',
    'right of originator_system to call function originator_ensure_partitions(integer)',
  ],
  [
    'a function that all may call',
    'grant execute on function originator_replace_month(date) to public',
    'refusal to let everybody call function originator_replace_month(date)',
  ],
  [
    'a trigger',
    'drop trigger append_only on consent_record',
    'trigger append_only, always enabled, of consent_record',
  ],
  [
    'a trigger that replicas do not fire',
    'alter table ledger_leaf enable trigger append_only',
    'trigger append_only, always enabled, of ledger_leaf',
  ],
  [
    'a function',
    `create or replace function originator_refuse_change() returns trigger language plpgsql as 'begin return new; end'`,
    'function originator_refuse_change()',
  ],
  [
    'a constraint',
    'alter table dispatch_attempt drop constraint dispatch_attempt_ordinal',
    'constraint dispatch_attempt_ordinal of dispatch_attempt',
  ],
  ['a column', 'alter table consent_record drop column ip', 'column ip of consent_record'],
  [
    'a trigger of a partition',
    onPartition('drop trigger append_only_truncate on %s'),
    /trigger append_only_truncate, always enabled, of audit_entry_\d{4}_\d\d/,
  ],
  [
    'row-level security of a partition',
    onPartition('alter table %s disable row level security'),
    /row-level security, also for its owner, of audit_entry_\d{4}_\d\d/,
  ],
])(
  'given that what migrations made is not there as it was (%s), then it is neither migrated nor served, and a sentence names it (X3, A2)',
  async (_, statement, named) => {
    const serving = { url: await servingUrlOf(database) };
    await refuseUnfitDatabase(serving);
    await administer(statement);
    for (const use of [() => migrate({ url: database.url }), () => refuseUnfitDatabase(serving)]) {
      const error: unknown = await use().catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UnfitDatabaseError);
      expect(String(error)).toMatch(
        /migrations created are missing from the database or were changed: [^;]*\. Restore them/,
      );
      expect(String(error)).toMatch(named);
    }
  },
);

test('given rights, tables and rules of others beside ours, then nothing is said of them', async () => {
  await administer(`create table theirs (id int); alter table tenant add column theirs int;
    create policy theirs on tenant for select to public using (false); create index theirs_too on tenant (created_at)`);
  await migrate({ url: database.url });
  await refuseUnfitDatabase({ url: await servingUrlOf(database) });
});
