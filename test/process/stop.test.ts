import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/processes/server-process.ts';
import { newTenant, startTestSetup, type TestSetup } from '../support/test-setup.ts';
import { ask, beginVerification, follow, LONG, PATIENCE } from './api.ts';
import { allEnded, expectNothingHalfDone } from './outcomes.ts';

/** Within which a server stops, in milliseconds. */
const STOP_MS = 5_000;
const GOING_AWAY = 1001;

let setup: TestSetup;
const processes: ServerProcess[] = [];

beforeAll(async () => {
  setup = await startTestSetup({ TWILIO_RESPONSE_TIMEOUT_MS: '60000', STOP_GRACE_MS: '' });
});

afterAll(async () => {
  await Promise.all(processes.map((one) => one.end('SIGTERM')));
  await setup.stop();
});

async function start(): Promise<ServerProcess> {
  const started = await startServerProcess(setup.environment);
  processes.push(started);
  return started;
}

/** How many milliseconds after the signal the process had ended, by itself and without an error. */
async function stopped(server: ServerProcess, signal: NodeJS.Signals): Promise<number> {
  const begin = performance.now();
  expect(await server.end(signal), server.output()).toEqual({ code: 0, signal: null });
  return performance.now() - begin;
}

describe('a server that is asked to stop', LONG, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'given live streams and a verification under way, when it gets %s, then it ends the streams, gives the verification away and exits (V5)',
    async (signal) => {
      const tenant = newTenant();
      const token = await setup.token({ tenant });
      const account = setup.simulator.addAccount({ numbers: 2, scenario: 'HANGS' });
      const twilio = setup.simulator.account(account.sid);
      const leaving = await start();
      const id = await beginVerification(leaving.endpoint, token, account);
      await expect.poll(() => twilio.requests, PATIENCE).toBeGreaterThan(0);
      const events = follow('sse', leaving.endpoint, token, id);
      const socket = follow('websocket', leaving.endpoint, token, id);
      for (const { received } of [events, socket]) {
        await expect.poll(() => received, PATIENCE).toEqual(['CHECKING_CREDENTIALS']);
      }
      expect(await stopped(leaving, signal)).toBeLessThan(STOP_MS);
      expect(await events.ended).toMatchObject({ completed: true });
      expect(events.received).toEqual(['CHECKING_CREDENTIALS', 'UNAVAILABLE']);
      expect(await socket.ended).toEqual({ completed: false, closeCode: GOING_AWAY });
      twilio.setScenario('FINE');
      const another = await start();
      const late = follow('sse', another.endpoint, token, id);
      expect(await late.ended).toMatchObject({ completed: true });
      expect(late.received.at(-1)).toBe('VERIFIED');
      expect(await stopped(another, signal)).toBeLessThan(STOP_MS);
      await allEnded(setup);
      await expectNothingHalfDone(setup);
    },
  );

  it('given a mutation that waits for a lock, when it gets SIGTERM, then it cuts it off after the grace and exits', async () => {
    const tenant = newTenant();
    const token = await setup.token({ tenant });
    const leaving = await start();
    await ask(leaving.endpoint, token, '{ tenant { tenantId } }');
    const account = setup.simulator.addAccount();
    const locked = setup.rows(
      `begin; select from tenant where tenant_id = '${tenant}' for update; select pg_sleep(600)`,
    );
    locked.catch(() => undefined);
    const waiting =
      "select pid from pg_stat_activity where query like '%for no key update%' and wait_event_type = 'Lock' and datname = current_database()";
    const sleeping =
      "select pid from pg_stat_activity where query like 'begin;%pg_sleep%' and datname = current_database()";
    await expect.poll(async () => (await setup.rows(sleeping)).length, PATIENCE).toBe(1);
    const blocked = beginVerification(leaving.endpoint, token, account);
    blocked.catch(() => undefined);
    await expect.poll(async () => (await setup.rows(waiting)).length, PATIENCE).toBe(1);
    expect(await stopped(leaving, 'SIGTERM')).toBeLessThan(STOP_MS);
    await expect(blocked).rejects.toThrow();
    for (const { pid } of await setup.rows(sleeping))
      await setup.rows('select pg_terminate_backend($1)', [pid]);
    await expect(locked).rejects.toThrow();
    expect(await setup.rows('select from account_check where tenant_id = $1', [tenant])).toEqual([]);
  });

  it('given dispatches that Twilio leaves without an answer, when it gets SIGTERM, then they have the rest of their time (D8, D11)', async () => {
    const tenant = newTenant();
    const token = await setup.token({ tenant, role: 'dispatcher', kind: 'service' });
    const leaving = await startServerProcess({
      ...setup.environment,
      ...{ STOP_GRACE_MS: '100', DISPATCH_BUDGET_MS: '4000', LOG_LEVEL: 'warn' },
    });
    processes.push(leaving);
    const send = `mutation ($key: String!) {
      dispatch(input: { idempotencyKey: $key, channel: SMS, to: "+15005000601", text: "Your code is 123456" }) {
        ... on DispatchPayload { record { state attempts { outcome fault durationMs } } }
      }
    }`;
    const sent = ['a', 'b'].map((key) => ask(leaving.endpoint, token, send, { key }));
    const rows = () => setup.rows('select state from dispatch_record where tenant_id = $1', [tenant]);
    await expect.poll(async () => (await rows()).length, PATIENCE).toBe(2);
    expect(await leaving.end('SIGTERM'), leaving.output()).toEqual({ code: 0, signal: null });
    const answers = await Promise.all(sent);
    expect(answers.map(({ data }) => data)).toEqual(
      answers.map(() => ({
        dispatch: {
          record: {
            state: 'OUTCOME_UNKNOWN',
            attempts: [{ outcome: 'OPEN', fault: 'RESPONSE_TIMEOUT', durationMs: expect.any(Number) }],
          },
        },
      })),
    );
    expect(await rows()).toEqual([{ state: 'OUTCOME_UNKNOWN' }, { state: 'OUTCOME_UNKNOWN' }]);
  });
});
