import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginVerification, follow } from '../process/api.ts';
import { allEnded, expectNothingHalfDone } from '../process/outcomes.ts';
import { ledgerDifferences } from '../support/ledger/ledger-check.ts';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { instants } from './rounds.ts';

const AT_ONCE = 6;
const SPAN_MS = 200;

let setup: TestSetup;
let server: ServerProcess;

beforeAll(async () => {
  setup = await startTestSetup();
  server = await startServerProcess(setup.environment);
});

afterAll(async () => {
  await server.end('SIGTERM');
  await setup.stop();
});

/** Begins to verify accounts of all tenants; one whose answer is lost with its connection may or may not have begun. */
async function verifyMany(): Promise<readonly string[]> {
  const begun = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, async (_, index) => {
      const token = await setup.token({ tenant: newTenant() });
      const account = setup.simulator.addAccount({ numbers: index });
      const id = await beginVerification(server.endpoint, token, account);
      const following = follow('sse', server.endpoint, token, id);
      expect(await following.ended).toMatchObject({ completed: true });
      return following.received.at(-1) ?? '';
    }),
  );
  return begun.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

describe('a server whose connections are cut at random instants', () => {
  it('given verifications under way, when all connections are ended at any instant, then each ends once and leaves nothing behind (V5, V6, A2)', async () => {
    let ended = 0;
    for (const afterMs of instants(SPAN_MS)) {
      const verified = verifyMany();
      await sleep(afterMs);
      await setup.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'originator%' and datname = current_database()`,
      );
      ended += (await verified).length;
      await allEnded(setup);
      await expectNothingHalfDone(setup);
      expect(server.isRunning(), server.output()).toBe(true);
    }
    expect(ended).toBeGreaterThan(0);
    expect(await ledgerDifferences(setup)).toEqual([]);
  });
});
