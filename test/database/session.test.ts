import { isDeepStrictEqual } from 'node:util';
import { Client, type QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '../../src/database/client.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

const tenant = parseTenantId('session') ?? expect.unreachable();
const statement = (text: string) => ({ name: '', text });

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** What `work` gives on new connections, whose sessions have what the database now says. */
async function freshly<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase({
    ...{ url: test.url, poolSize: 1, statementTimeoutMs: 5_000, connectTimeoutMs: 5_000 },
    onConnectionLost: () => {},
  });
  return work(database).finally(() => database.close());
}

/** The rows of an administrator's statement, in another database, to which the settings of this one do not apply. */
async function administered(text: string, values: readonly unknown[] = []) {
  const elsewhere = new URL(test.adminUrl);
  elsewhere.pathname = '/postgres';
  const client = new Client({ connectionString: elsewhere.href });
  await client.connect();
  const { rows } = await client.query<QueryResultRow>(text, [...values]);
  await client.end();
  return rows;
}

const alterDatabase = (change: string) =>
  administered(`alter database ${new URL(test.url).pathname.slice(1)} ${change}`);

describe('a transaction', () => {
  it('given a statement failed, then those that sent others with it are told why, and the commit too', async () => {
    const told: unknown[] = [];
    const failing = freshly((database) =>
      database.write(tenant, async (tx) => {
        const sent = [
          tx.prepared(statement('select 1 / 0'), []),
          tx.prepared(statement('select 2'), []),
          tx.sql.execute('select 3'),
        ];
        for (const one of await Promise.allSettled(sent)) {
          told.push(one.status === 'rejected' ? (one.reason.cause ?? one.reason).message : 'answered');
        }
      }),
    );
    await expect(failing).rejects.toMatchObject({ cause: { message: 'division by zero' } });
    expect(told).toEqual(['division by zero', 'division by zero', 'division by zero']);
  });

  it.each([
    ['a server that only reads', ['set transaction read only', 'create table public.x ()'], false],
    ['a statement of its own fault', ['select 1 / 0'], true],
  ])(
    'given it failed for %s, then its connection goes to the next only where it is good',
    async (_, texts, servesOn) => {
      const pid = (tx: Transaction) => tx.prepared(statement('select pg_backend_pid() as pid'), []);
      const [before, after] = await freshly(async (database) => {
        const first = await database.write(tenant, pid);
        const failing = database.write(tenant, async (tx) => {
          for (const text of texts) await tx.prepared(statement(text), []);
        });
        await expect(failing).rejects.toThrow();
        return [first, await database.write(tenant, pid)];
      });
      expect(isDeepStrictEqual(before, after)).toBe(servesOn);
    },
  );

  it('given the database ends what takes long or idles, then it has the time that it was given', async () => {
    const limits = ['transaction_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
    const known = await administered('select name from pg_settings where name = any($1)', [limits]);
    for (const { name } of known) await alterDatabase(`set ${name} = '50ms'`);
    const wait = 'select pg_sleep(0.2)';
    const taken = freshly((database) =>
      database.write(tenant, async (tx) => {
        await tx.prepared(statement(wait), []);
        await administered(wait);
        return tx.prepared(statement('select 1 as n'), []);
      }),
    );
    expect(await taken.finally(() => alterDatabase('reset all'))).toEqual([{ n: 1 }]);
  });

  it.each([
    ['off', 'on'],
    ['local', 'on'],
    ['remote_write', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('given commits are %s by default, then it waits for its own: %s (D11, A3)', async (fallback, held) => {
    await alterDatabase(`set synchronous_commit = ${fallback}`);
    const setting = statement(`select current_setting('synchronous_commit') as setting`);
    const [row] = await freshly((database) => database.write(tenant, (tx) => tx.prepared(setting, [])));
    expect(row).toEqual({ setting: held });
  });
});
