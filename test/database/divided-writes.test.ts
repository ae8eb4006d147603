import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { isDatabaseUnavailable } from '../../src/database/connection/outages.ts';
import { type Databases, openDatabases } from '../../src/database/pools.ts';
import { parseTenantId } from '../../src/kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '../support/database/cluster.ts';
import { until } from '../support/until.ts';

const [greedy, modest] = ['greedy', 'modest'].map((name) => parseTenantId(name) ?? expect.unreachable());
const CONNECTIONS = 8;

let test: TestDatabase;
let databases: Databases;

beforeAll(async () => {
  test = await createTestDatabase({ content: 'migrated' });
  databases = openDatabases({
    ...{ url: test.url, statementTimeoutMs: 20_000, connectTimeoutMs: 2_000, onConnectionLost: () => {} },
    pools: { sending: CONNECTIONS, reading: 1, jobs: 1, health: 1 },
  });
});

afterAll(async () => {
  await databases.close();
  await test.drop();
});

/** Begins so many changes of the greedy tenant, none of which ends before it is told to. */
function hold({ write }: Database, count: number) {
  let begun = 0;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const changes = Array.from({ length: count }, () =>
    write(greedy ?? expect.unreachable(), async (tx) => {
      await tx.now;
      begun += 1;
      await held;
    }),
  );
  return { begun: () => begun, letGo: () => letGo(), ended: Promise.allSettled(changes) };
}

it('given a tenant whose changes take all the connections they can, then another tenant still sends (X5)', async () => {
  const { sending } = databases;
  const { letGo, ended } = hold(sending, 3 * CONNECTIONS);
  const other = modest ?? expect.unreachable();
  const now = await sending.write(other, (tx) => tx.now);
  expect(now).toBeInstanceOf(Date);
  letGo();
  expect((await ended).every(({ status }) => status === 'fulfilled')).toBe(true);
});

it('given that another tenant sends too, a tenant’s changes keep no more than three connections busy (X5)', async () => {
  const { sending } = databases;
  const other = modest ?? expect.unreachable();
  await sending.write(greedy ?? expect.unreachable(), (tx) => tx.now);
  await sending.write(other, (tx) => tx.now);
  const { begun, letGo, ended } = hold(sending, CONNECTIONS);
  await until(() => begun() === 3);
  // What else was about to begin would have done so before these.
  for (let count = 0; count < 3; count += 1) await sending.write(other, (tx) => tx.now);
  expect(begun()).toBe(3);
  letGo();
  await ended;
});

it('given changes whose turn does not come in time, then they are told so as when there is no connection (X5)', async () => {
  const { letGo, ended } = hold(databases.sending, CONNECTIONS);
  const late = await databases.sending
    .write(greedy ?? expect.unreachable(), (tx) => tx.now)
    .catch((error) => error);
  expect(isDatabaseUnavailable(late)).toBe(true);
  letGo();
  await ended;
});
