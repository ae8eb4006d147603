import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openDatabase, type Transaction } from '../../src/database/client.ts';
import { lockTenant } from '../../src/database/tenant-lock.ts';
import { newUuid, parseTenantId, type TenantId, type Uuid } from '../../src/kernel/ids.ts';
import {
  type CountedAttempt,
  type CountedRecord,
  fellBack,
  rollupChanges,
} from '../../src/stats/rollup-rules.ts';
import { writeRollups } from '../../src/stats/rollup-store.ts';
import type { StatsQuery } from '../../src/stats/stats.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

/** A database with room for records of March 2026, when Berlin's clocks are put forward. */
export interface StatsDatabase {
  readonly test: TestDatabase;
  /** One more node on the same database. */
  node(poolSize?: number): Database;
  /** Runs a statement as the administrator, whom row-level security does not bind. */
  administer(statement: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStatsDatabase(): Promise<StatsDatabase> {
  const test = await createTestDatabase();
  const nodes: Database[] = [];
  const administer = async (statement: string) => {
    const client = new Client({ connectionString: test.adminUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  for (const table of ['dispatch_record', 'dispatch_attempt']) {
    await administer(`create table if not exists ${table}_2026_03 partition of ${table}
      for values from (originator_first_uuid('2026-03-01Z')) to (originator_first_uuid('2026-04-01Z'))`);
  }
  return {
    test,
    node(poolSize = 4) {
      const database = openDatabase({
        url: test.url,
        poolSize,
        statementTimeoutMs: 30_000,
        connectTimeoutMs: 5_000,
        onConnectionLost: () => {},
      });
      nodes.push(database);
      return database;
    },
    administer,
    async close() {
      await Promise.all(nodes.map((node) => node.close()));
      await test.drop();
    },
  };
}

/** A tenant that no other test has. */
export function newTenant(): TenantId {
  const tenant = parseTenantId(`stats-${randomUUID()}`);
  if (tenant === undefined) throw new Error('not a tenant');
  return tenant;
}

/** A stored record and where it stands. */
export interface Stored extends CountedRecord {
  readonly id: Uuid;
}

/** The accounts of the tenant and of the platform. */
export const SIDS = { CUSTOM: `AC${'1'.repeat(32)}`, DEFAULT: `AC${'2'.repeat(32)}` };

/** An attempt that the custom account accepted within 400 ms, but for what is said. */
export function anAttempt(unlike: Partial<CountedAttempt> = {}): CountedAttempt {
  const originator = unlike.originator ?? 'CUSTOM';
  const plain = {
    accountSid: SIDS[originator],
    outcome: 'ACCEPTED',
    code: null,
    fault: null,
    settledAt: null,
  } as const;
  return { ...plain, ...unlike, originator };
}

const PLAIN = {
  channel: 'SMS',
  country: 'DE',
  billed: 'CUSTOM',
  state: 'ACCEPTED',
  trigger: null,
  rule: 'CUSTOM_FIRST',
  delivery: 'DELIVERED',
  attempts: [anAttempt()],
  deliveryCode: null,
  deliveredAt: null,
  charge: null,
} as const;

/** A record of the tenant created at an instant, unlike an accepted SMS of the custom account only where it is said. */
export function aRecord(tenant: TenantId, at: string, unlike: Partial<CountedRecord> = {}): Stored {
  const createdAt = new Date(at);
  return { ...PLAIN, tenant, id: newUuid(createdAt), createdAt, ...unlike };
}

const INSERT = {
  name: 'test-insert-record',
  text: `insert into dispatch_record (tenant_id, id, idempotency_key, channel, recipient_masked, recipient_hash, country,
           segments, configuration_version, fallback_mode, settings, state, delivery, billed_account, trigger, rule,
           charge_amount, charge_currency, requested_by, request_id, created_at, changed_at, lease_until, fell_back,
           delivery_code, delivered_at)
         values ($1, $2::uuid, $2::uuid::text, $3, '+49***', '\\x00', $4, 1, 0, 'NOT_DEFINED', '{}', $5::text, $6, $7, $8, $9, $10, $11,
           '{}', 'test', $12::timestamptz, $12::timestamptz, case when $5::text = 'PENDING' then $12::timestamptz end, $13, $14, $15)`,
};

/** Keeps a new record with its rollup rows, in the transaction of its tenant. */
export async function insertRecord(tx: Transaction, record: Stored): Promise<void> {
  await tx.prepared(INSERT, [
    ...[record.tenant, record.id, record.channel, record.country, record.state, record.delivery],
    ...[record.billed, record.trigger, record.rule, record.charge?.amount, record.charge?.currency],
    ...[record.createdAt, fellBack(record), record.deliveryCode, record.deliveredAt],
  ]);
  await keepAttempts(tx, record);
}

const ATTEMPT = {
  name: 'test-keep-attempt',
  text: `insert into dispatch_attempt (tenant_id, id, dispatch_id, ordinal, originator, account_sid, from_number, outcome, code,
           fault, settled_at, started_at)
         values ($1, $2, $3, $4, $5, $6, '+4930', $7, $8, $9, $10, $11)
         on conflict (tenant_id, dispatch_id, id) do update
           set originator = excluded.originator, account_sid = excluded.account_sid, outcome = excluded.outcome,
               code = excluded.code, fault = excluded.fault, settled_at = excluded.settled_at`,
};

/** Attempts only become more, each with an id that follows from the record's. */
async function keepAttempts(tx: Transaction, record: Stored): Promise<void> {
  for (const [index, attempt] of record.attempts.entries()) {
    const { originator, accountSid, outcome, code, fault, settledAt } = attempt;
    await tx.prepared(ATTEMPT, [
      ...[record.tenant, `${record.id.slice(0, -1)}${index}`, record.id, index + 1, originator, accountSid],
      ...[outcome, code, fault, settledAt, record.createdAt],
    ]);
  }
}

const UPDATE = {
  name: 'test-update-record',
  text: `update dispatch_record
            set state = $3::text, delivery = $4, billed_account = $5, trigger = $6, rule = $7, charge_amount = $8,
                charge_currency = $9, fell_back = $10, delivery_code = $11, delivered_at = $12, lease_until = case when $3::text = 'PENDING' then lease_until end
          where tenant_id = $1 and id = $2`,
};

/** Brings a record from where it stands to where it shall stand. */
export async function updateRecord(tx: Transaction, record: Stored): Promise<void> {
  await tx.prepared(UPDATE, [
    ...[record.tenant, record.id, record.state, record.delivery, record.billed, record.trigger, record.rule],
    ...[record.charge?.amount, record.charge?.currency, fellBack(record)],
    ...[record.deliveryCode, record.deliveredAt],
  ]);
  await keepAttempts(tx, record);
}

/** Keeps records of one tenant and counts them, in one transaction. */
export async function keepRecords(database: Database, records: readonly Stored[]): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  await database.write(first.tenant, async (tx) => {
    await lockTenant(tx);
    for (const record of records) await insertRecord(tx, record);
    await writeRollups(
      tx,
      records.flatMap((record) => rollupChanges(null, record)),
    );
  });
}

/** Reads as the platform. */
export async function readingAll<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const unit = database.platform();
  try {
    return await unit.run(work);
  } finally {
    await unit.close();
  }
}

/** A question about two days of March 2026 by the hour (UTC), but for what is said. */
export function aQuery(unlike: Partial<StatsQuery> = {}): StatsQuery {
  return {
    from: new Date('2026-03-28T00:00:00Z'),
    to: new Date('2026-03-30T00:00:00Z'),
    bucket: 'HOUR',
    timeZone: 'UTC',
    groupBy: [],
    filter: {},
    ...unlike,
  };
}
