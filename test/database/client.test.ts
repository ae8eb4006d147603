import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Database,
  type DatabaseOptions,
  openDatabase,
  type Transaction,
} from '../../src/database/client.ts';
import { isDatabaseUnavailable } from '../../src/database/connection/outages.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { parseTenantId, type TenantId } from '../../src/kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import { startTcpProxy } from '../support/proxies/tcp-proxy.ts';

let testDatabase: TestDatabase;
let database: Database;
let statements: string[];
let lost: Error[];

beforeAll(async () => {
  testDatabase = await createTestDatabase();
});
afterAll(() => testDatabase.drop());
beforeEach(() => {
  statements = [];
  lost = [];
  database = anotherPool({
    onConnectionLost: (error) => lost.push(error),
    onStatement: (text) => statements.push(text),
  });
});
afterEach(() => database.close());

/** A pool of one connection, so that whatever sticks to it is seen by the next transaction. */
function anotherPool(changes: Partial<DatabaseOptions>): Database {
  return openDatabase({
    url: testDatabase.url,
    poolSize: 1,
    statementTimeoutMs: 12_345,
    connectTimeoutMs: 10_000,
    onConnectionLost: () => {},
    ...changes,
  });
}

let count = 0;
function newTenant(): TenantId {
  count += 1;
  const tenant = parseTenantId(`client-${count}`);
  if (tenant === undefined) throw new Error('not a tenant id');
  return tenant;
}

const statement = (text: string) => ({ name: '', text });
const WHERE_AM_I = {
  name: 'where-am-i',
  text: `select current_user as role, current_setting('originator.tenant', true) as tenant,
                current_setting('statement_timeout') as timeout, current_setting('transaction_isolation') as isolation,
                current_setting('transaction_read_only') as "readOnly", pg_backend_pid() as pid`,
};
const whereAmI = async (tx: Transaction) => (await tx.prepared(WHERE_AM_I, []))[0];
const tenants = async (tx: Transaction) =>
  (await tx.prepared(statement('select tenant_id from tenant'), [])).map((row) => row['tenant_id']);

/** The connection as it lies in the pool, outside of any transaction. */
async function atRest(run: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: testDatabase.url });
  await client.connect();
  await run(client).finally(() => client.end());
}

describe('a transaction', () => {
  test('runs as its role, for its tenant, within its time, from the very first statement (X3)', async () => {
    const tenant = newTenant();
    expect(await database.write(tenant, whereAmI)).toMatchObject({
      ...{ role: 'originator_app', tenant, timeout: '12345ms', isolation: 'read committed', readOnly: 'off' },
    });
    expect(await database.system(whereAmI)).toMatchObject({ role: 'originator_system', tenant: '$platform' });
    const [reading, platform] = [database.read(tenant), database.platform()];
    expect(await reading.run(whereAmI)).toMatchObject({
      ...{ role: 'originator_app', tenant, isolation: 'repeatable read', readOnly: 'on' },
    });
    await reading.close();
    expect(await platform.run(whereAmI)).toMatchObject({ role: 'originator_platform', readOnly: 'on' });
    await platform.close();
  });

  test('knows the database’s time at its beginning', async () => {
    const [earlier, now, later] = await database.write(newTenant(), async (tx) => {
      const now = await tx.now;
      const [row] = await tx.prepared(statement('select clock_timestamp() as later'), []);
      return [new Date(now.getTime()), await tx.now, row?.['later']];
    });
    expect(now).toEqual(earlier);
    expect(later.getTime()).toBeGreaterThanOrEqual(now.getTime());
  });

  test.each([
    ['commit', async (work: () => Promise<unknown>) => void (await work())],
    ['rollback', async (work: () => Promise<unknown>) => void (await work().catch(() => {}))],
  ])(
    'leaves nothing on the connection after a %s: neither role nor tenant nor time limit (X3)',
    async (end, run) => {
      const tenant = newTenant();
      const before = await database.write(tenant, whereAmI);
      await run(() =>
        database.write(tenant, async (tx) => {
          await makeTenant(tx);
          if (end === 'rollback') throw new Error('on purpose');
        }),
      );
      const other = newTenant();
      const after = await database.write(other, async (tx) => ({
        ...(await whereAmI(tx)),
        seen: await tenants(tx),
      }));
      expect(after).toMatchObject({ pid: before?.['pid'], role: 'originator_app', tenant: other, seen: [] });
      // `ping` runs outside of any transaction, on the same connection.
      await database.ping();
      const platform = database.platform();
      expect(await platform.run(whereAmI)).toMatchObject({
        pid: before?.['pid'],
        role: 'originator_platform',
        tenant: '$platform',
      });
      await platform.close();
    },
  );

  test('that fails has written nothing, and the connection serves the next one', async () => {
    const tenant = newTenant();
    const failing = database.write(tenant, async (tx) => {
      await makeTenant(tx);
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await database.write(tenant, tenants)).toEqual([]);
    const broken = database.write(tenant, async (tx) => {
      await makeTenant(tx);
      await tx.prepared(statement('select 1 / 0'), []);
    });
    await expect(broken).rejects.toThrow('division by zero');
    expect(await database.write(tenant, tenants)).toEqual([]);
  });

  test('in which a failed statement was overlooked is not taken for committed', async () => {
    const tenant = newTenant();
    const overlooked = database.write(tenant, async (tx) => {
      await makeTenant(tx);
      await tx.prepared(statement('select 1 / 0'), []).catch(() => {});
      return 'done';
    });
    await expect(overlooked).rejects.toThrow('could not be committed');
    expect(await database.write(tenant, tenants)).toEqual([]);
  });

  test('whose beginning failed runs none of its statements, however many were sent with it (X3)', async () => {
    const tenant = newTenant();
    await database.write(tenant, makeTenant);
    // No number of milliseconds that PostgreSQL takes, hence no transaction in this scope.
    const nobody = anotherPool({ statementTimeoutMs: -1 });
    try {
      const outcomes: unknown[] = [];
      const attempt = nobody.write(tenant, async (tx) => {
        const sent = [
          tx.prepared(statement('select 1'), []),
          tx.prepared(statement('insert into tenant values ($1, now())'), [newTenant()]),
          tx.sql.execute('delete from tenant'),
        ];
        outcomes.push(...(await Promise.allSettled(sent)).map(({ status }) => status));
        return 'done';
      });
      await expect(attempt).rejects.toThrow(/statement_timeout/);
      expect(outcomes).toEqual(['rejected', 'rejected', 'rejected']);
    } finally {
      await nobody.close();
    }
    expect(await database.write(tenant, tenants)).toEqual([tenant]);
  });

  test('that has ended takes no further statement, wherever its connection is by then (X3)', async () => {
    const [first, second] = [newTenant(), newTenant()];
    const ended: Transaction[] = [];
    await database.write(first, async (tx) => void ended.push(tx));
    await database
      .write(first, async (tx) => {
        ended.push(tx);
        throw new Error('on purpose');
      })
      .catch(() => {});
    const unit = database.read(first);
    await unit.run(async (tx) => void ended.push(tx));
    await unit.close();
    await expect(unit.run(async () => {})).rejects.toThrow('closed');
    expect(ended).toHaveLength(3);
    await database.write(second, async (tx) => {
      await makeTenant(tx);
      for (const late of ended) {
        await expect(late.prepared(statement('select 1'), [])).rejects.toThrow('has ended');
        await expect(makeTenant(late)).rejects.toThrow('has ended');
        await expect(late.sql.execute('select 1')).rejects.toThrow(/has ended|Failed query/);
      }
    });
    expect(await database.write(second, tenants)).toEqual([second]);
  });

  test('runs its effects once it is committed, in their order, and never when it is not', async () => {
    const tenant = newTenant();
    const effects: string[] = [];
    await database.write(tenant, async (tx) => {
      await makeTenant(tx);
      tx.afterCommit(() => effects.push('first'));
      tx.afterCommit(() => effects.push('second'));
      expect(effects).toEqual([]);
    });
    expect(effects).toEqual(['first', 'second']);
    await database
      .write(tenant, async (tx) => {
        tx.afterCommit(() => effects.push('never'));
        throw new Error('on purpose');
      })
      .catch(() => {});
    expect(effects).toEqual(['first', 'second']);
  });

  test('cannot write where it reads', async () => {
    const unit = database.read(newTenant());
    await expect(unit.run(makeTenant)).rejects.toThrow('read-only transaction');
    await unit.close();
  });

  test('that takes too long is ended by the database', async () => {
    const hasty = anotherPool({ statementTimeoutMs: 100 });
    const slow = hasty.write(newTenant(), (tx) => tx.prepared(statement('select pg_sleep(60)'), []));
    await expect(slow).rejects.toThrow('statement timeout');
    await hasty.ping();
    await hasty.close();
  });
});

describe('a unit of reads', () => {
  test('opens with its first use, shows one instant, and gives its connection back (S1)', async () => {
    const tenant = newTenant();
    const idle = database.read(tenant);
    await idle.close();
    expect(statements).toEqual([]);
    const wide = anotherPool({ poolSize: 2 });
    const unit = wide.read(tenant);
    try {
      expect(await unit.run(tenants)).toEqual([]);
      await wide.write(tenant, makeTenant);
      expect(await unit.run(tenants)).toEqual([]);
    } finally {
      await unit.close();
      await unit.close();
    }
    const later = wide.read(tenant);
    expect(await later.run(tenants)).toEqual([tenant]);
    await later.close();
    await wide.close();
  });

  test('that failed gives its connection back as well', async () => {
    const unit = database.read(newTenant());
    await expect(unit.run((tx) => tx.prepared(statement('select 1 / 0'), []))).rejects.toThrow('division');
    await unit.close();
    await database.ping();
  });
});

describe('statements', () => {
  test('of one transaction may be sent without waiting, and run in their order', async () => {
    const tenant = newTenant();
    const seen = await database.write(tenant, async (tx) => {
      const [before, , after] = await Promise.all([tenants(tx), makeTenant(tx), tenants(tx)]);
      return [before, after];
    });
    expect(seen).toEqual([[], [tenant]]);
  });

  test('that have a name are prepared once per connection, also where they are sent many at a time', async () => {
    const tenant = newTenant();
    const many = await database.write(tenant, (tx) =>
      Promise.all(
        Array.from({ length: 50 }, () => tx.prepared({ name: 'many', text: 'select $1::int as n' }, [7])),
      ),
    );
    expect(many.flat()).toEqual(Array.from({ length: 50 }, () => ({ n: 7 })));
    const kept = await database.write(tenant, (tx) =>
      tx.prepared(
        statement(
          `select count(*)::int as count from pg_prepared_statements where name in ('many', 'scope')`,
        ),
        [],
      ),
    );
    expect(kept).toEqual([{ count: 2 }]);
  });

  test('are reported to a counter', async () => {
    await database.write(newTenant(), async (tx) => {
      await tx.prepared(statement('select 1 as counted'), []);
      await tx.sql.execute('select 2 as counted');
    });
    expect(statements.filter((text) => text.includes('counted'))).toHaveLength(2);
  });
});

test('a connection goes to the next that waits for it together with the rollback of the read before (X3)', async () => {
  const sent: string[] = [];
  const proxy = await startTcpProxy(testDatabase.url, (chunk) => sent.push(chunk.toString('latin1')));
  const pool = anotherPool({ url: proxy.through(testDatabase.url) });
  const [tenant, other] = [newTenant(), newTenant()];
  const [first, second] = [pool.read(tenant), pool.read(other)];
  expect(await first.run(whereAmI)).toMatchObject({ tenant });
  const waiting = second.run(whereAmI);
  await first.close();
  expect(await waiting).toMatchObject({ tenant: other, role: 'originator_app', timeout: '12345ms' });
  expect(sent.filter((text) => text.includes('rollback'))).toEqual([expect.stringContaining('begin')]);
  await second.close();
  await pool.close();
  await proxy.close();
});

describe('a database that is not there', () => {
  test('is told apart from a statement that is wrong', async () => {
    const nowhere = anotherPool({ url: 'postgres://nobody@127.0.0.1:9/none' });
    const failure: unknown = await nowhere.write(newTenant(), tenants).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
    expect(isDatabaseUnavailable(new Error('outer', { cause: failure }))).toBe(true);
    await expect(nowhere.ping()).rejects.toThrow();
    await nowhere.close();
    const wrong: unknown = await database
      .write(newTenant(), (tx) => tx.prepared(statement('select nothing'), []))
      .catch((error: unknown) => error);
    expect(isDatabaseUnavailable(wrong)).toBe(false);
    expect(isDatabaseUnavailable('ECONNREFUSED')).toBe(false);
  });

  test('and no free connection in time is such a failure too', async () => {
    const hasty = anotherPool({ connectTimeoutMs: 1_000 });
    const unit = hasty.read(newTenant());
    await unit.run(whereAmI);
    const waiting: unknown = await hasty.write(newTenant(), tenants).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(waiting)).toBe(true);
    await unit.close();
    await hasty.ping();
    await hasty.close();
  });

  test('whose connections are cut fails what is under way, and is used again by itself', async () => {
    const tenant = newTenant();
    const cut = async (pid: unknown) => {
      const admin = new Client({ connectionString: testDatabase.adminUrl });
      await admin.connect();
      await admin.query('select pg_terminate_backend($1)', [pid]);
      await admin.end();
    };
    const failing: unknown = await database
      .write(tenant, async (tx) => {
        await makeTenant(tx);
        await cut((await whereAmI(tx))?.['pid']);
        await tx.prepared(statement('select 1'), []);
      })
      .catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failing)).toBe(true);
    expect(await database.write(tenant, tenants)).toEqual([]);
    const idle = await database.write(tenant, whereAmI);
    await cut(idle?.['pid']);
    await expect.poll(() => lost.length, { timeout: 10_000 }).toBe(1);
    expect(await database.write(tenant, tenants)).toEqual([]);
  });
});

test('the login itself, without a scope, has no tenant and sees none (X3)', async () => {
  await database.write(newTenant(), makeTenant);
  await atRest(async (client) => {
    expect((await client.query(`select current_setting('originator.tenant', true) as tenant`)).rows).toEqual([
      { tenant: null },
    ]);
    expect((await client.query('select 1 from tenant')).rows).toEqual([]);
  });
});
