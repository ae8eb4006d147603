import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase, type Transaction } from '../../src/database/client.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';

const tenant = parseTenantId('lanes') ?? expect.unreachable();
let test: TestDatabase;
let database: Database;

beforeAll(async () => {
  test = await createTestDatabase({ content: 'migrated' });
  const settings = { poolSize: 3, statementTimeoutMs: 10_000, connectTimeoutMs: 5_000 };
  database = openDatabase({ ...settings, url: test.url, onConnectionLost: () => {} });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

/** The lanes of so many transactions that are open at the same time. */
async function lanesOf(count: number): Promise<number[]> {
  let letGo = () => {};
  const allOpen = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const lanes: number[] = [];
  const hold = async (tx: Transaction) => {
    await tx.now;
    lanes.push(tx.lane);
    if (lanes.length === count) letGo();
    await allOpen;
  };
  await Promise.all(Array.from({ length: count }, () => database.write(tenant, hold)));
  return lanes.sort();
}

describe('lanes', () => {
  it('given transactions at the same time, then each has its own, from 0 to the size of the pool', async () => {
    expect(await lanesOf(3)).toEqual([0, 1, 2]);
    expect(await lanesOf(3)).toEqual([0, 1, 2]);
  });

  it('given a connection that was lost, then its successor gets a number that is free', async () => {
    await lanesOf(3);
    const ended = database.write(tenant, (tx) =>
      tx.prepared({ name: 'test-end', text: 'select pg_terminate_backend(pg_backend_pid())' }, []),
    );
    await expect(ended).rejects.toThrow();
    await expect.poll(() => lanesOf(3)).toEqual([0, 1, 2]);
  });
});
