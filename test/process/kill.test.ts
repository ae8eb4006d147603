import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import type { TestSettings } from '../support/test-settings.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { beginVerification, follow, LONG, PATIENCE, TRANSPORTS } from './api.ts';
import { killRound } from './killing.ts';
import { allEnded, expectNothingHalfDone } from './outcomes.ts';

/** Within which another process finishes a verification, in milliseconds (V5). */
const TAKEOVER_MS = 10_000;

/** What a server has without any setting of ours. */
const BY_DEFAULT = {
  CHECK_LEASE_MS: '',
  CHECK_POLL_MS: '',
  WATCH_POLL_MS: '',
  TWILIO_RESPONSE_TIMEOUT_MS: '',
};

const HELD = { TWILIO_RESPONSE_TIMEOUT_MS: '60000' };

let setup: TestSetup;
const processes: ServerProcess[] = [];

beforeAll(async () => {
  setup = await startTestSetup();
});

afterAll(async () => {
  await Promise.all(processes.map((one) => one.end('SIGTERM')));
  await setup.stop();
});

async function start(settings: TestSettings): Promise<ServerProcess> {
  const started = await startServerProcess({ ...setup.environment, ...settings });
  processes.push(started);
  return started;
}

/** Kills the process that runs a verification which Twilio does not answer, once another can take it over. */
async function killHolder(settings: TestSettings) {
  const tenant = newTenant();
  const token = await setup.token({ tenant });
  const account = setup.simulator.addAccount({ numbers: 2, scenario: 'HANGS' });
  const twilio = setup.simulator.account(account.sid);
  const holder = await start(settings);
  const id = await beginVerification(holder.endpoint, token, account);
  await expect.poll(() => twilio.requests, PATIENCE).toBeGreaterThan(0);
  const survivor = await start(settings);
  const followings = TRANSPORTS.map((transport) => follow(transport, survivor.endpoint, token, id));
  for (const { received } of followings)
    await expect.poll(() => received.length, PATIENCE).toBeGreaterThan(0);
  const [killed] = await setup.rows('select clock_timestamp() as at');
  await holder.end('SIGKILL');
  twilio.setScenario('FINE');
  for (const { received, ended } of followings) {
    expect(await ended).toMatchObject({ completed: true });
    const [check] = await setup.rows('select failure_reason from account_check where tenant_id = $1', [
      tenant,
    ]);
    expect(check).toEqual({ failure_reason: null });
    expect(received).toEqual(['CHECKING_CREDENTIALS', ...received.slice(1, -1), 'VERIFIED']);
  }
  await survivor.end('SIGTERM');
  const [row] = await setup.rows(
    'select extract(epoch from finished_at - $2::timestamptz) * 1000 as took from account_check where tenant_id = $1',
    [tenant, killed?.['at']],
  );
  return { tookMs: Number(row?.['took']) };
}

describe('a process killed while it runs a verification', LONG, () => {
  it('given another process, when the first is killed, then the other finishes it and tells its subscribers (V5)', async () => {
    await killHolder(HELD);
    await allEnded(setup);
    await expectNothingHalfDone(setup);
  });

  it('given the settings of a server by default, when a process is killed, then another has finished within 10 seconds (V5)', async () => {
    const { tookMs } = await killHolder({ ...BY_DEFAULT });
    expect(tookMs).toBeGreaterThan(0);
    expect(tookMs).toBeLessThan(TAKEOVER_MS);
  });

  it('given verifications of many kinds, when their process is killed at any instant, then each ends once and leaves nothing behind (V5, V6, A2)', async () => {
    const survivor = await start({});
    let underWay = 0;
    // On a busy machine a kill may come before anything was begun; then it proves nothing, and another one follows.
    for (let round = 0; round < 3 || (underWay === 0 && round < 12); round += 1) {
      underWay += await killRound({ setup, survivor, afterMs: 50 + round * 120, signal: 'SIGKILL' });
    }
    expect(underWay).toBeGreaterThan(0);
    // It gives Twilio less time than the servers of other tests, and would take their verifications.
    await survivor.end('SIGTERM');
  });
});
