import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BACKUP_ROLE } from '../../src/database/roles.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

let own: TestDatabase;
let client: Client;
beforeAll(async () => {
  own = await createTestDatabase();
  client = new Client({ connectionString: own.adminUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await own.drop();
});

test('given all tables, also partitions made later, then the backup role reads every row and changes none (X3)', async () => {
  const owner = new Client({ connectionString: own.url });
  await owner.connect();
  const made = await owner.query('select originator_ensure_partitions(7)');
  await owner.end();
  expect(made.rowCount).toBeGreaterThan(0);
  const { rows } = await client.query(
    `select c.oid::regclass::text as relation
       from pg_class c
      where c.relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace) and c.relkind in ('r', 'p', 'S')
        and (not has_table_privilege($1, c.oid, 'select')
          or (c.relkind <> 'S' and has_table_privilege($1, c.oid, 'insert, update, delete, truncate'))
          or (c.relkind <> 'S' and not exists (
               select from pg_policy p
                where p.polrelid = c.oid and p.polpermissive and p.polcmd = 'r'
                  and p.polroles = array[$1::regrole::oid] and pg_get_expr(p.polqual, p.polrelid) = 'true')))`,
    [BACKUP_ROLE],
  );
  expect(rows).toEqual([]);
});

test('given the backup role, then it passes no policy by, logs nobody in and is no login of ours', async () => {
  const { rows } = await client.query(
    `select rolbypassrls, rolcanlogin, rolsuper, rolinherit,
            (select count(*)::int from pg_largeobject_metadata) as large_objects
       from pg_roles where rolname = $1`,
    [BACKUP_ROLE],
  );
  expect(rows).toEqual([
    { rolbypassrls: false, rolcanlogin: false, rolsuper: false, rolinherit: true, large_objects: 0 },
  ]);
});
