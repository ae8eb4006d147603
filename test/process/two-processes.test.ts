import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { beginVerification, follow, LONG, PATIENCE, TRANSPORTS } from './api.ts';

const COURSE = ['PENDING', 'CHECKING_CREDENTIALS', 'LISTING_NUMBERS', 'VERIFIED'];

let setup: TestSetup;
let asked: ServerProcess;
let other: ServerProcess;

beforeAll(async () => {
  // A held request is repeated once a second for ten seconds, which is how long a step can be held.
  setup = await startTestSetup({ TWILIO_RESPONSE_TIMEOUT_MS: '1000', TWILIO_ATTEMPTS: '10' });
  // Both at once: they migrate one database and make one set of keys. The second does not look for work by itself.
  [asked, other] = await Promise.all([
    startServerProcess(setup.environment),
    startServerProcess({ ...setup.environment, CHECK_POLL_MS: '60000' }),
  ]);
});

afterAll(async () => {
  await Promise.all([asked.end('SIGTERM'), other.end('SIGTERM')]);
  await setup.stop();
});

async function isClaimed(tenant: string): Promise<boolean> {
  const rows = await setup.rows(
    'select from account_check where tenant_id = $1 and lease_holder is not null',
    [tenant],
  );
  return rows.length > 0;
}

describe('two server processes on one database', LONG, () => {
  it.each(TRANSPORTS)(
    'given a subscriber on one over %s, when the other runs the verification, then each status arrives and the stream completes (V5)',
    async (transport) => {
      const tenant = newTenant();
      const token = await setup.token({ tenant });
      const account = setup.simulator.addAccount({ numbers: 2 });
      const twilio = setup.simulator.account(account.sid);
      twilio.setScenario('HANGS', { on: 'ACCOUNT' });
      const id = await beginVerification(asked.endpoint, token, account);
      await expect.poll(() => isClaimed(tenant), PATIENCE).toBe(true);
      const early = follow(transport, other.endpoint, token, id);
      await expect.poll(() => early.received, PATIENCE).toContain('CHECKING_CREDENTIALS');
      twilio.setScenario('HANGS', { on: 'NUMBERS' });
      await expect.poll(() => early.received, PATIENCE).toContain('LISTING_NUMBERS');
      const late = follow(transport, other.endpoint, token, id);
      await expect.poll(() => late.received, PATIENCE).toEqual(['LISTING_NUMBERS']);
      twilio.setScenario('FINE');
      expect(await early.ended).toMatchObject({ completed: true });
      expect(await late.ended).toMatchObject({ completed: true });
      expect(COURSE.slice(-early.received.length)).toEqual(early.received);
      expect(late.received).toEqual(['LISTING_NUMBERS', 'VERIFIED']);
    },
  );

  it.each(TRANSPORTS)(
    'given a verification that has ended, when it is followed over %s from either process, then its end arrives and the stream completes (V5)',
    async (transport) => {
      const tenant = newTenant();
      const token = await setup.token({ tenant });
      const account = setup.simulator.addAccount({ numbers: 0 });
      const id = await beginVerification(asked.endpoint, token, account);
      await follow('sse', asked.endpoint, token, id).ended;
      for (const { endpoint } of [asked, other]) {
        const late = follow(transport, endpoint, token, id);
        expect(await late.ended).toMatchObject({ completed: true });
        expect(late.received).toEqual(['FAILED']);
      }
    },
  );
});
