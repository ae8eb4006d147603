import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, type QueryResultRow } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ensurePartitions, writesAndHasPartitions } from '../../src/database/availability.ts';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { MigrationLockedError } from '../../src/database/connection/unfit-database.ts';
import { loginOf, migrate } from '../../src/database/migrate/migrate.ts';
import { MissingRolesError, roleStatements } from '../../src/database/roles.ts';
import { makeTenant } from '../../src/database/tenant-lock.ts';
import { newUuid, parseTenantId } from '../../src/kernel/ids.ts';
import { beginLimits } from '../../src/kernel/operation-limits.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

async function query(
  url: string,
  statement: string,
  values: readonly unknown[] = [],
): Promise<QueryResultRow[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<QueryResultRow>(statement, [...values])).rows;
  } finally {
    await client.end();
  }
}

const opened = (url: string): Database =>
  openDatabase({
    url,
    poolSize: 1,
    statementTimeoutMs: 5_000,
    connectTimeoutMs: 2_000,
    onConnectionLost: () => {},
  });

/** The month `ahead` of this one in UTC, as partitions are named. */
function month(ahead: number): string {
  const now = new Date();
  const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
  return at.toISOString().slice(0, 7).replace('-', '_');
}

const partitionsOf = async (url: string) => {
  const rows = await query(
    url,
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'audit_entry'::regclass order by 1`,
  );
  return rows.map(({ name }) => String(name));
};

const AHEAD = [-1, 0, 1, 2, 3].map((ahead) => `audit_entry_${month(ahead)}`);

describe('migrating an empty database', () => {
  let empty: TestDatabase;
  beforeAll(async () => {
    empty = await createTestDatabase({ content: 'empty' });
  });
  afterAll(() => empty.drop());

  test('works from several nodes at once, and again, and applies each migration once', async () => {
    await Promise.all([
      migrate({ url: empty.url }),
      migrate({ url: empty.url }),
      migrate({ url: empty.url }),
    ]);
    const applied = await query(empty.adminUrl, 'select hash from drizzle.__drizzle_migrations order by id');
    expect(applied.length).toBeGreaterThanOrEqual(2);
    expect(new Set(applied.map(({ hash }) => hash)).size).toBe(applied.length);
    await migrate({ url: empty.url });
    expect(await query(empty.adminUrl, 'select hash from drizzle.__drizzle_migrations order by id')).toEqual(
      applied,
    );
    expect(await partitionsOf(empty.adminUrl)).toEqual(AHEAD);
  });
});

describe('a migration', () => {
  test('given another holds the lock for too long, then it ends with a sentence, and the lock stays in no pooler', async () => {
    const own = await createTestDatabase();
    const other = new Client({ connectionString: own.url });
    await other.connect();
    await other.query('begin; select pg_advisory_xact_lock(7251904411)');
    const waiting = migrate({ url: own.url, lockTimeoutMs: 100 });
    await expect(waiting).rejects.toThrow(MigrationLockedError);
    await expect(waiting).rejects.toThrow(/^The migration waited 0.1 s for another migration/);
    await other.end();
    await migrate({ url: own.url, lockTimeoutMs: 100 });
    await own.drop();
  });

  test('given a database whose encoding cannot hold text, then it is refused in a sentence', async () => {
    const own = await createTestDatabase({ content: 'empty' });
    const name = new URL(own.url).pathname.slice(1);
    const owner = escapeIdentifier(inject('testServer').login);
    await query(
      inject('testServer').adminUrl,
      `create database ${name}_latin owner ${owner} template template0 encoding 'LATIN1' locale 'C' locale_provider libc`,
    );
    const url = own.url.replace(name, `${name}_latin`);
    await expect(migrate({ url })).rejects.toThrow(
      'The database has the encoding LATIN1, which cannot store all text. Create one with the encoding UTF8.',
    );
    await query(inject('testServer').adminUrl, `drop database ${name}_latin with (force)`);
    await own.drop();
  });
});

describe('the partitions of the log', () => {
  let own: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    own = await createTestDatabase({ forged: true });
    database = opened(own.url);
  });
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  test('reach from last month to three months ahead', async () => {
    expect(await partitionsOf(own.adminUrl)).toEqual(expect.arrayContaining(AHEAD));
    expect(await writesAndHasPartitions(database, beginLimits(30_000))).toBe(true);
  });

  test('are missed where next month’s is not there, and made again as they were (A2)', async () => {
    await query(own.adminUrl, `drop table audit_entry_${month(1)}`);
    expect(await writesAndHasPartitions(database, beginLimits(30_000))).toBe(false);
    await Promise.all([ensurePartitions(database, 4), ensurePartitions(database, 4)]);
    expect(await writesAndHasPartitions(database, beginLimits(30_000))).toBe(true);
    expect(await partitionsOf(own.adminUrl)).toEqual([...AHEAD, `audit_entry_${month(4)}`]);
    const [made] = await query(
      own.adminUrl,
      `select relrowsecurity and relforcerowsecurity as closed,
              (select count(*)::int from pg_trigger where tgrelid = c.oid and tgname like 'append_only%') as triggers,
              (select rolname = $2 from pg_roles where oid = relowner) as owned
         from pg_class c where relname = $1`,
      [`audit_entry_${month(1)}`, inject('testServer').login],
    );
    expect(made).toEqual({ closed: true, triggers: 2, owned: true });
  });

  test('hold the entries whose ids are of their month', async () => {
    const [first] = await query(own.adminUrl, 'select originator_first_uuid($1) as id', [
      '2026-02-01T00:00:00Z',
    ]);
    expect(first).toEqual({
      id: '019c167f-cc00-0000-0000-000000000000',
    });
    // Part of the statement itself: a call for each row would take longer than the row.
    const plan = await query(
      own.adminUrl,
      'explain (verbose, costs off) select originator_first_uuid(created_at) from dispatch_record',
    );
    expect(plan.map((line) => String(line['QUERY PLAN'])).join()).not.toContain('originator_first_uuid');
    const at = new Date(`${month(2).replace('_', '-')}-01T00:00:00.000Z`);
    const id = newUuid(at);
    const body =
      '{"actor":{"kind":"SYSTEM","subject":""},"after":null,"kind":"K","object":"","requestId":""}';
    const tenant = parseTenantId('partitioned');
    if (tenant === undefined) throw new Error('not a tenant');
    await database.write(tenant, async (tx) => {
      await makeTenant(tx);
      await tx.prepared(
        {
          name: '',
          text: `insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
                 values ($1, $2, $3, '', 'K', '', '')`,
        },
        [tenant, id, body],
      );
    });
    expect(await query(own.adminUrl, 'select tableoid::regclass::text as name from audit_entry')).toEqual([
      { name: `audit_entry_${month(2)}` },
    ]);
  });

  test('are made by Originator’s own work alone', async () => {
    const tenant = parseTenantId('some');
    if (tenant === undefined) throw new Error('not a tenant');
    const making = database.write(tenant, (tx) =>
      tx.prepared({ name: '', text: 'select originator_ensure_partitions(12)' }, []),
    );
    await expect(making).rejects.toThrow('permission denied');
  });
});

describe('the group roles', () => {
  const login = `originator "test" ${randomBytes(4).toString('hex')}`;
  const password = randomBytes(12).toString('hex');
  let limited: TestDatabase;
  let url: string;
  beforeAll(async () => {
    limited = await createTestDatabase({ content: 'empty' });
    await query(limited.adminUrl, `create role ${escapeIdentifier(login)} login password '${password}'`);
    await query(limited.adminUrl, `grant create, usage on schema public to ${escapeIdentifier(login)}`);
    const target = new URL(limited.url);
    await query(
      limited.adminUrl,
      `grant create on database ${escapeIdentifier(target.pathname.slice(1))} to ${escapeIdentifier(login)}`,
    );
    target.username = encodeURIComponent(login);
    target.password = password;
    url = target.href;
  });
  afterAll(async () => {
    await limited.drop();
    await query(inject('testServer').adminUrl, `drop role ${escapeIdentifier(login)}`);
  });

  test('are asked of an administrator by a login that may not make them, in one sentence, and then used', async () => {
    expect(await loginOf({ url })).toBe(login);
    await expect(migrate({ url })).rejects.toThrow(MissingRolesError);
    await expect(migrate({ url })).rejects.toThrow(/migrate -- --print-roles/);
    expect(await query(limited.adminUrl, `select 1 from pg_tables where schemaname = 'public'`)).toEqual([]);
    for (const round of [1, 2]) {
      for (const statement of roleStatements([login])) await query(limited.adminUrl, statement);
      expect(round).toBeGreaterThan(0);
    }
    await migrate({ url });
    const database = opened(url);
    const tenant = parseTenantId('limited');
    if (tenant === undefined) throw new Error('not a tenant');
    await database.write(tenant, makeTenant);
    expect(await query(url, 'select 1 from tenant')).toEqual([]);
    expect(await writesAndHasPartitions(database, beginLimits(30_000))).toBe(true);
    await database.close();
  });
});

test('a login that only serves is granted the roles by the one that migrates, and owns nothing (X3)', async () => {
  const serving = `originator_serving_${randomBytes(4).toString('hex')}`;
  const own = await createTestDatabase({ content: 'empty' });
  try {
    await query(own.adminUrl, `create role ${serving} login password 'serving'`);
    const servingUrl = new URL(own.url);
    servingUrl.username = serving;
    servingUrl.password = 'serving';
    await migrate({ url: own.url, serving: { url: servingUrl.href } });
    const database = opened(servingUrl.href);
    const tenant = parseTenantId('served');
    if (tenant === undefined) throw new Error('not a tenant');
    await database.write(tenant, makeTenant);
    await ensurePartitions(database, 4);
    expect(await writesAndHasPartitions(database, beginLimits(30_000))).toBe(true);
    await database.close();
    await expect(query(servingUrl.href, 'drop table tenant')).rejects.toThrow('must be owner');
    expect(await query(servingUrl.href, 'select 1 from tenant')).toEqual([]);
    await expect(query(servingUrl.href, 'alter table audit_entry disable trigger all')).rejects.toThrow(
      'must be owner',
    );
  } finally {
    await own.drop();
    await query(inject('testServer').adminUrl, `drop role if exists ${serving}`);
  }
});
