import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/cluster.ts';

const databases: TestDatabase[] = [];

async function make(content: 'migrated' | 'empty'): Promise<TestDatabase> {
  const database = await createTestDatabase({ content });
  databases.push(database);
  return database;
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  for (const database of databases) await database.drop();
});

describe("a test file's database", () => {
  it('given two copies made at once, when one is written, then the other does not see it', async () => {
    const [one, other] = await Promise.all([make('migrated'), make('migrated')]);
    await query(one.url, 'create table only_here (id integer)');
    const count = "select count(*)::int as n from pg_class where relname = 'only_here'";
    expect(await query(one.url, count)).toEqual([{ n: 1 }]);
    expect(await query(other.url, count)).toEqual([{ n: 0 }]);
  });

  it('given its login, then row-level security binds it, and it may make roles and databases', async () => {
    const database = await make('empty');
    const rights = await query(
      database.url,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
              pg_get_userbyid(datdba) = current_user as owner
         from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
    );
    expect(rights).toEqual([
      { rolsuper: false, rolbypassrls: false, rolcreaterole: true, rolcreatedb: true, owner: true },
    ]);
  });

  it('given an open connection, when it is dropped, then it is gone all the same', async () => {
    const database = await createTestDatabase({ content: 'empty' });
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await expect(query(database.adminUrl, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });
});
