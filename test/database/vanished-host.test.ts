import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '../../src/database/client.ts';
import { UnknownCommitError } from '../../src/database/connection/commit-outcome.ts';
import { withConnection } from '../../src/database/connection/connections.ts';
import { isDatabaseUnavailable } from '../../src/database/connection/outages.ts';
import { checkServer } from '../../src/database/migrate/server-check.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import { startTcpProxy, type TcpProxy } from '../support/proxies/tcp-proxy.ts';

const tenant = parseTenantId('vanished') ?? expect.unreachable();
const CONNECTIONS = 4;
const STATEMENT_MS = 300;
/** A busy machine has to make its first connections within it. */
const CONNECT_MS = 2_000;
/** Well over a statement's time and what its answer may take beyond that, and well under what TCP takes. */
const END_MS = 10_000;

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

interface Stage {
  readonly proxy: TcpProxy;
  readonly database: Database;
}

/** Each test has a way to the database of its own, so that they can wait at the same time. */
async function onStage(play: (stage: Stage) => Promise<void>): Promise<void> {
  const proxy = await startTcpProxy(test.url);
  const database = openDatabase({
    ...{ url: proxy.through(test.url), poolSize: CONNECTIONS, onConnectionLost: () => {} },
    ...{ statementTimeoutMs: STATEMENT_MS, connectTimeoutMs: CONNECT_MS },
  });
  try {
    await play({ proxy, database });
  } finally {
    await database.close();
    await proxy.close();
  }
}

const statement = (text: string) => ({ name: '', text });
const select = (tx: Transaction) => tx.prepared(statement('select 1 as n'), []);
const pid = async (tx: Transaction) =>
  (await tx.prepared(statement('select pg_backend_pid() as pid'), []))[0]?.['pid'];

/** Has the host vanish once all connections are taken, in the midst of what each of them does next. */
async function vanishDuring(
  { database, proxy }: Stage,
  next: (tx: Transaction) => Promise<unknown>,
): Promise<readonly unknown[]> {
  let begun = 0;
  let letGo = () => {};
  const allBegun = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const work = async (tx: Transaction) => {
    await tx.now;
    begun += 1;
    if (begun === CONNECTIONS) {
      proxy.vanish();
      letGo();
    }
    await allBegun;
    return next(tx);
  };
  const all = Array.from({ length: CONNECTIONS }, () => database.write(tenant, work));
  return (await Promise.allSettled(all)).map((one) => (one.status === 'rejected' ? one.reason : one.status));
}

/** Whether as many transactions at once as there are connections go through. */
async function allServe(database: Database): Promise<boolean> {
  const all = Array.from({ length: CONNECTIONS }, () =>
    database.write(tenant, async (tx) => {
      await makeTenant(tx);
      return select(tx);
    }),
  );
  return (await Promise.allSettled(all)).every(({ status }) => status === 'fulfilled');
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe.concurrent('given a database whose host vanishes without closing a connection', () => {
  it.each([
    ['a statement', select],
    ['statements sent together', (tx: Transaction) => Promise.all([select(tx), select(tx), select(tx)])],
    ['a commit', async () => 'committing'],
    ['a rollback', () => Promise.reject(new Error('on purpose'))],
  ])(
    'during %s, then every wait ends, no connection stays taken, and it serves again by itself',
    async (what, next) => {
      await onStage(async (stage) => {
        for (const failure of await vanishDuring(stage, next)) {
          if (what === 'a rollback') expect(failure).toMatchObject({ message: 'on purpose' });
          else expect(isDatabaseUnavailable(failure), String(failure)).toBe(true);
          expect(failure instanceof UnknownCommitError).toBe(what === 'a commit');
        }
        const meanwhile = await failureOf(stage.database.write(tenant, select));
        expect(isDatabaseUnavailable(meanwhile)).toBe(true);
        stage.proxy.comeBack();
        await expect.poll(() => allServe(stage.database), { timeout: END_MS }).toBe(true);
      });
    },
  );

  it('while connections lie in the pool, then the next to use them fails in time and gets new ones', async () => {
    await onStage(async ({ database, proxy }) => {
      const before = await database.write(tenant, pid);
      proxy.vanish();
      expect(isDatabaseUnavailable(await failureOf(database.write(tenant, select)))).toBe(true);
      proxy.comeBack();
      expect(await database.write(tenant, pid)).not.toBe(before);
    });
  });

  it('while reads are closed, then their connection is given up as well', async () => {
    await onStage(async ({ database, proxy }) => {
      const units = Array.from({ length: CONNECTIONS }, () => database.read(tenant));
      await Promise.all(units.map((unit) => unit.run(select)));
      proxy.vanish();
      await Promise.all(units.map((unit) => unit.close()));
      proxy.comeBack();
      await expect.poll(() => allServe(database), { timeout: END_MS }).toBe(true);
    });
  });

  it('before one of its own is there, then making it ends in time', async () => {
    await onStage(async ({ proxy }) => {
      proxy.vanish();
      const failure = await failureOf(
        checkServer({ url: proxy.through(test.url), connectTimeoutMs: CONNECT_MS }),
      );
      expect(failure).toMatchObject({ name: 'NamedDatabaseError', setting: 'DATABASE_URL' });
      expect(isDatabaseUnavailable(failure)).toBe(true);
    });
  });

  it('while one of its own is used, then that ends with the setting that names it', async () => {
    await onStage(async ({ proxy }) => {
      const address = { url: proxy.through(test.url), setting: 'MIGRATION_DATABASE_URL' } as const;
      const using = withConnection(address, { name: 'own', statementTimeoutMs: STATEMENT_MS }, (client) => {
        proxy.vanish();
        return client.query('select 1');
      });
      const failure = await failureOf(using);
      expect(failure).toMatchObject({ name: 'NamedDatabaseError', setting: 'MIGRATION_DATABASE_URL' });
      expect(isDatabaseUnavailable(failure)).toBe(true);
    });
  });

  it('then closing does not wait for it', async () => {
    await onStage(async ({ database, proxy }) => {
      await database.write(tenant, select);
      proxy.vanish();
    });
  });
});
