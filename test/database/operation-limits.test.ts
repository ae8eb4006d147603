import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '../../src/database/client.ts';
import { type Databases, openDatabases } from '../../src/database/pools.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { beginLimits, CallerGoneError, DeadlineError } from '../../src/kernel/operation-limits.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

const tenant = parseTenantId('limits') ?? expect.unreachable();
const LOCK = { text: 'select pg_advisory_xact_lock(42)' };
const STATEMENT_MS = 20_000;

let test: TestDatabase;
let databases: Databases;

const settings = () => ({
  ...{ url: test.url, statementTimeoutMs: STATEMENT_MS, connectTimeoutMs: 10_000 },
  onConnectionLost: () => {},
});

beforeAll(async () => {
  test = await createTestDatabase({ content: 'migrated' });
  databases = openDatabases({ ...settings(), pools: { sending: 1, reading: 1, jobs: 1, health: 1 } });
});

afterAll(async () => {
  await databases.close();
  await test.drop();
});

const statementTime = async (tx: Transaction) =>
  Number(
    (
      await tx.prepared(
        { text: `select extract(epoch from current_setting('statement_timeout')::interval) * 1000 as ms` },
        [],
      )
    )[0]?.['ms'],
  );
const backend = async (tx: Transaction) =>
  (await tx.prepared({ text: 'select pg_backend_pid() as pid' }, []))[0]?.['pid'];

describe('the limits of an operation', () => {
  it('given all connections are taken, when its time is over, then it waits no longer and takes none later (X5)', async () => {
    const { reading } = databases;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const holding = reading.write(tenant, async (tx) => {
      await tx.now;
      await held;
    });
    await expect(reading.write(tenant, backend, beginLimits(50))).rejects.toThrow(DeadlineError);
    const gone = new AbortController();
    const unit = reading.read(tenant, beginLimits(STATEMENT_MS, gone.signal));
    const waiting = unit.run(backend);
    gone.abort();
    await expect(waiting).rejects.toThrow(CallerGoneError);
    await unit.close();
    letGo();
    await holding;
    expect(await reading.write(tenant, backend)).toEqual(expect.any(Number));
  });

  it('given a transaction that has gone on for a while, then a statement has what is left, and none comes after it (X5)', async () => {
    const limits = beginLimits(2_200);
    const work = databases.sending.write(
      tenant,
      async (tx) => {
        expect(await statementTime(tx)).toBeLessThanOrEqual(2_200);
        while (limits.leftMs() > 1_000) await backend(tx);
        // Within a second of what is left.
        expect(await statementTime(tx)).toBeLessThanOrEqual(1_200);
        while (limits.end() === undefined) await backend(tx).catch(() => {});
        return backend(tx);
      },
      limits,
    );
    await expect(work).rejects.toThrow(DeadlineError);
    expect(await databases.sending.write(tenant, statementTime)).toBe(STATEMENT_MS);
  });

  it('given nothing to cancel by, when the caller goes, then its connection is given up and another one serves (X5)', async () => {
    const alone: Database = openDatabase({ ...settings(), poolSize: 1 });
    expect(await backendsAround(alone)).toEqual({ before: expect.any(Number), isSame: false });
    await alone.close();
  });

  it('given a read under way, when the caller goes, then it ends, and its connection serves on (X5)', async () => {
    expect(await backendsAround(databases.reading)).toEqual({ before: expect.any(Number), isSame: true });
  });

  it('given a request to cancel that came between two statements, then it is sent at once and again until the read has ended (X5)', async () => {
    const cancelled: number[] = [];
    const sentAt: number[] = [];
    const reading = openDatabase({
      ...{ ...settings(), poolSize: 1 },
      async cancel(backend) {
        cancelled.push(backend);
        // The first one ends nothing, as PostgreSQL says of one that comes between statements.
        if (cancelled.length > 1) await databases.health.cancel(backend);
      },
    });
    const { before, isSame } = await backendsAround(reading, () => sentAt.push(cancelled.length));
    expect({ isSame, sentAt, cancelled }).toEqual({ isSame: true, sentAt: [1], cancelled: [before, before] });
    await reading.close();
  });
});

/** Which backend a read has whose caller goes while it waits, and whether the next to use its pool has the same. */
async function backendsAround(
  database: Database,
  nextTurn = () => {},
): Promise<{ readonly before: unknown; readonly isSame: boolean }> {
  const gone = new AbortController();
  const unit = database.read(tenant, beginLimits(STATEMENT_MS, gone.signal));
  const before = await unit.run(backend);
  await databases.sending.write(tenant, async (holder) => {
    await holder.prepared(LOCK, []);
    const waiting = unit.run((tx) => tx.prepared(LOCK, []));
    const isWaiting = {
      text: `select from pg_locks where not granted and locktype = 'advisory' and pid = $1`,
    };
    const waits = async () => (await databases.jobs.system((tx) => tx.prepared(isWaiting, [before]))).length;
    await expect.poll(waits).toBe(1);
    gone.abort();
    setImmediate(nextTurn);
    await expect(waiting).rejects.toThrow(CallerGoneError);
    await expect(unit.run(backend)).rejects.toThrow(CallerGoneError);
    await unit.close();
  });
  return { before, isSame: (await database.write(tenant, backend)) === before };
}
