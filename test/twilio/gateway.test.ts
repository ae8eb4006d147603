import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { type AccountScenario, SIMULATED_ACCOUNTS } from '../../src/dev/simulator/simulator.ts';
import type { AuthToken } from '../../src/kernel/ids.ts';
import { parseAccountSid } from '../../src/kernel/ids.ts';
import type { TwilioGatewayOptions } from '../../src/twilio/adapter.ts';
import type { TwilioCallEvent } from '../../src/twilio/call-event.ts';
import type { ReadFailureReason, TwilioCredential } from '../../src/twilio/gateway.ts';
import { gatewayTo, patience, runningSimulator } from './twilio-kit.ts';

function credential(key: string, authToken?: string): TwilioCredential {
  const account = SIMULATED_ACCOUNTS.find((each) => each.key === key);
  if (account === undefined) throw new Error(`no account ${key}`);
  return {
    sid: account.sid,
    authToken: authToken === undefined ? account.authToken : (authToken as AuthToken),
  };
}

/** A short time-out where only a time-out can end the call. */
function silence(scenario: string): TwilioGatewayOptions {
  return /^hangs$/i.test(scenario) ? { responseTimeoutMs: 50 } : {};
}

describe('fetching an account', () => {
  it.each([
    ['fine', { status: 'ACTIVE', type: 'FULL' }],
    ['trial', { status: 'ACTIVE', type: 'TRIAL' }],
    ['suspended', { status: 'SUSPENDED', type: 'FULL' }],
    ['closed', { status: 'CLOSED', type: 'FULL' }],
    ['throttled-then-fine', { status: 'ACTIVE', type: 'FULL' }],
    ['slow', { status: 'ACTIVE', type: 'FULL' }],
  ])('given the account `%s`, it is described in our words (V4)', async (key, expected) => {
    const { url } = await runningSimulator();
    const asked = credential(key);
    const result = await gatewayTo(url).fetchAccount(asked, patience());
    const value = { ...expected, sid: asked.sid, ownerAccountSid: asked.sid, name: `Simulated: ${key}` };
    expect(result).toEqual({ ok: true, value });
  });

  it('given a sub-account, its owner is the main account (V4)', async () => {
    const { url } = await runningSimulator();
    const result = await gatewayTo(url).fetchAccount(credential('sub-account'), patience());
    expect(result).toMatchObject({ ok: true, value: { ownerAccountSid: credential('fine').sid } });
  });

  it('given a SID in other letter case, the account carries the one that Twilio spells (V2)', async () => {
    const { simulator, url } = await runningSimulator();
    const account = simulator.addAccount({ sid: `AC${'abcdef01'.repeat(4)}` });
    const sid = parseAccountSid(`AC${'ABCDEF01'.repeat(4)}`);
    if (sid === undefined) throw new Error('not a SID');
    const result = await gatewayTo(url).fetchAccount({ sid, authToken: account.authToken }, patience());
    expect(result).toMatchObject({ ok: true, value: { sid: account.sid } });
  });

  const failures: readonly (readonly [
    string,
    ReadFailureReason,
    number | null,
    number | null,
    requests: number,
  ])[] = [
    ['not-usable', 'ACCOUNT_NOT_USABLE', 403, 20005, 1],
    ['test-credentials', 'TEST_CREDENTIALS', 403, 20008, 1],
    ['other-sid', 'TWILIO_UNAVAILABLE', 200, null, 1],
    ['garbage', 'TWILIO_UNAVAILABLE', 200, null, 1],
    ['throttled', 'TWILIO_UNAVAILABLE', 429, 20429, 3],
    ['server-error', 'TWILIO_UNAVAILABLE', 500, 20500, 3],
    ['unavailable', 'TWILIO_UNAVAILABLE', 503, null, 3],
    ['hangs', 'TWILIO_UNAVAILABLE', null, null, 3],
    ['resets', 'TWILIO_UNAVAILABLE', null, null, 3],
    ['cuts', 'TWILIO_UNAVAILABLE', null, null, 3],
  ];

  it.each(failures)(
    'given the account `%s`, it fails with %s (V4)',
    async (key, reason, httpStatus, code, requests) => {
      const { simulator, url } = await runningSimulator();
      const asked = credential(key);
      const result = await gatewayTo(url, silence(key)).fetchAccount(asked, patience());
      expect(result).toMatchObject({ ok: false, failure: { reason, httpStatus, code } });
      expect(simulator.requests(asked.sid)).toBe(requests);
    },
  );

  it.each([
    ['a wrong token', credential('fine', 'wrong')],
    ['a token with a colon and letters beyond ASCII', credential('fine', 'a:b:ü')],
    [
      'an unknown SID',
      { ...credential('fine'), sid: parseAccountSid(`AC${'9'.repeat(32)}`) ?? credential('fine').sid },
    ],
  ])('given %s, the credentials are incorrect at the first answer (V4)', async (_, asked) => {
    const { simulator, url } = await runningSimulator();
    const result = await gatewayTo(url).fetchAccount(asked, patience());
    expect(result).toMatchObject({
      ok: false,
      failure: { reason: 'INCORRECT_CREDENTIALS', httpStatus: 401 },
    });
    expect(simulator.requests(asked.sid)).toBe(1);
  });

  it('given an empty token, Twilio is not asked with one from the environment (V3)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('fine', '');
    await expect(gatewayTo(url).fetchAccount(asked, patience())).rejects.toThrow(TypeError);
    expect(simulator.requests(asked.sid)).toBe(0);
  });

  it('given the time is up already, Twilio is not asked (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('fine');
    const result = await gatewayTo(url).fetchAccount(asked, AbortSignal.abort());
    expect(result).toMatchObject({ ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } });
    expect(simulator.requests(asked.sid)).toBe(0);
  });

  it('given an account that hangs, the signal ends the read although its own time-out is far (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('hangs');
    const budget = new AbortController();
    const reading = gatewayTo(url, { responseTimeoutMs: 60_000 }).fetchAccount(asked, budget.signal);
    await vi.waitFor(() => expect(simulator.requests(asked.sid)).toBe(1));
    budget.abort();
    const result = await reading;
    expect(result).toMatchObject({ ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } });
    expect(simulator.requests(asked.sid)).toBe(1);
  });

  it('given the signal aborts between two attempts, there is no second one and the failure is that of the first (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('throttled');
    const budget = new AbortController();
    const log = () => void setImmediate(() => budget.abort());
    const gateway = gatewayTo(url, { backoffMs: 60_000, maxBackoffMs: 60_000, log });
    const result = await gateway.fetchAccount(asked, budget.signal);
    expect(result).toMatchObject({ ok: false, failure: { reason: 'TWILIO_UNAVAILABLE', httpStatus: 429 } });
    expect(simulator.requests(asked.sid)).toBe(1);
  });

  it('given a rotated token, the old one is incorrect and the new one good (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const account = simulator.addAccount();
    const gateway = gatewayTo(url);
    const authToken = simulator.account(account.sid).rotateToken() as AuthToken;
    expect(await gateway.fetchAccount(account, patience())).toMatchObject({
      failure: { reason: 'INCORRECT_CREDENTIALS' },
    });
    expect(await gateway.fetchAccount({ sid: account.sid, authToken }, patience())).toMatchObject({
      ok: true,
    });
  });
});

describe('listing incoming numbers', () => {
  it('given 2,000 mixed numbers and pages of 50, all are there once, in order, with their capabilities (V4, N1)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('many');
    const result = await gatewayTo(url, { pageSize: 50 }).listIncomingNumbers(asked, patience());
    if (!result.ok) throw new Error(result.failure.detail);
    const numbers = result.value;
    expect(numbers.map((number) => number.phoneNumber)).toEqual(simulator.account(asked.sid).phoneNumbers);
    expect(new Set(numbers.map((number) => number.sid)).size).toBe(2000);
    expect(numbers.filter((number) => number.sms && number.voice)).toHaveLength(1000);
    expect(numbers.filter((number) => number.sms && !number.voice)).toHaveLength(250);
    expect(numbers.filter((number) => !number.sms && number.voice)).toHaveLength(250);
    expect(simulator.requests(asked.sid)).toBe(40);
  });

  it('given the page size it has by itself, 2,000 numbers take two requests (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const asked = credential('many');
    const result = await gatewayTo(url).listIncomingNumbers(asked, patience());
    expect(result).toMatchObject({ ok: true });
    expect(simulator.requests(asked.sid)).toBe(2);
  });

  it('given an account without numbers, the list is empty (V4)', async () => {
    const { url } = await runningSimulator();
    expect(await gatewayTo(url).listIncomingNumbers(credential('no-numbers'), patience())).toEqual({
      ok: true,
      value: [],
    });
  });

  it('given a number without friendly name or capabilities, it is named by itself and can do nothing (N1)', async () => {
    const { simulator, url } = await runningSimulator();
    const account = simulator.addAccount({ numbers: [{ name: '', capabilities: null }] });
    const result = await gatewayTo(url).listIncomingNumbers(account, patience());
    const [phoneNumber] = simulator.account(account.sid).phoneNumbers;
    expect(result).toMatchObject({
      ok: true,
      value: [{ phoneNumber, name: phoneNumber, sms: false, voice: false }],
    });
  });

  const laterPages: readonly (readonly [AccountScenario, ReadFailureReason])[] = [
    ['SERVER_ERROR', 'TWILIO_UNAVAILABLE'],
    ['THROTTLED', 'TWILIO_UNAVAILABLE'],
    ['UNAVAILABLE_HTML', 'TWILIO_UNAVAILABLE'],
    ['HANGS', 'TWILIO_UNAVAILABLE'],
    ['RESETS', 'TWILIO_UNAVAILABLE'],
    ['CUTS', 'TWILIO_UNAVAILABLE'],
    ['GARBAGE', 'TWILIO_UNAVAILABLE'],
    ['NOT_USABLE', 'ACCOUNT_NOT_USABLE'],
  ];

  it.each(laterPages)(
    'given %s from the second page on, there is no part of a list (V4, N6)',
    async (scenario, reason) => {
      const { simulator, url } = await runningSimulator();
      const account = simulator.addAccount({ numbers: 5 });
      simulator.account(account.sid).setScenario(scenario, { on: 'NUMBERS', skip: 1 });
      const result = await gatewayTo(url, { pageSize: 2, ...silence(scenario) }).listIncomingNumbers(
        account,
        patience(),
      );
      expect(result).toMatchObject({ ok: false, failure: { reason } });
    },
  );

  it('given a fault that passes in the middle, the whole list comes (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const account = simulator.addAccount({ numbers: 5 });
    simulator.account(account.sid).setScenario('RESETS', { skip: 1, times: 2 });
    const result = await gatewayTo(url, { pageSize: 2 }).listIncomingNumbers(account, patience());
    expect(result.ok && result.value).toHaveLength(5);
  });

  it('given the token was changed in between, the credentials are incorrect (V4)', async () => {
    const { simulator, url } = await runningSimulator();
    const account = simulator.addAccount({ numbers: 1 });
    const gateway = gatewayTo(url);
    expect(await gateway.fetchAccount(account, patience())).toMatchObject({ ok: true });
    simulator.account(account.sid).rotateToken();
    expect(await gateway.listIncomingNumbers(account, patience())).toMatchObject({
      ok: false,
      failure: { reason: 'INCORRECT_CREDENTIALS', httpStatus: 401 },
    });
  });
});

describe('one gateway for all tenants', () => {
  it('given many reads at once, each gets the answer to its own credential over few connections (X2)', async () => {
    const { simulator, url } = await runningSimulator();
    const accounts = Array.from({ length: 40 }, (_, index) =>
      simulator.addAccount({ numbers: 1 + (index % 3) }),
    );
    const gateway = gatewayTo(url, { connections: 4 });
    const read = await Promise.all(
      accounts.map(async (account) => ({
        account: await gateway.fetchAccount(account, patience()),
        numbers: await gateway.listIncomingNumbers(account, patience()),
      })),
    );
    accounts.forEach((account, index) => {
      expect(read[index]?.account).toMatchObject({ ok: true, value: { sid: account.sid } });
      const phoneNumbers = simulator.account(account.sid).phoneNumbers;
      expect(read[index]?.numbers).toMatchObject({
        ok: true,
        value: phoneNumbers.map((phoneNumber) => ({ phoneNumber })),
      });
    });
  });

  it('given a base address with a path, requests go below it', async () => {
    const { url } = await runningSimulator();
    const result = await gatewayTo(`${url}/elsewhere/`).fetchAccount(credential('fine'), patience());
    expect(result).toMatchObject({
      ok: false,
      failure: { reason: 'INCORRECT_CREDENTIALS', httpStatus: 404 },
    });
  });

  it('given it was closed, reads fail instead of hanging', async () => {
    const { url } = await runningSimulator();
    const gateway = gatewayTo(url, { responseTimeoutMs: 60_000 });
    const underWay = gateway.fetchAccount(credential('hangs'), patience());
    await gateway.close();
    expect(await underWay).toMatchObject({ ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } });
    expect(await gateway.fetchAccount(credential('fine'), patience())).toMatchObject({ ok: false });
  });
});

describe('the auth token', () => {
  const scenarios = SIMULATED_ACCOUNTS.map((account) => account.key);

  it.each(scenarios)(
    'given the account `%s`, the token is in nothing that is returned, thrown or logged (X4)',
    async (key) => {
      const { simulator, url } = await runningSimulator();
      const canary = `canary${createHash('sha256').update(key).digest('hex')}`;
      const { sid } = credential(key);
      simulator.account(sid).rotateToken(canary);
      const events: TwilioCallEvent[] = [];
      const gateway = gatewayTo(url, { log: (event) => events.push(event), attempts: 2, ...silence(key) });
      const seen: unknown[] = [gateway];
      for (const authToken of [canary, `${canary}-but-wrong`]) {
        const asked = { sid, authToken: authToken as AuthToken };
        seen.push(await gateway.fetchAccount(asked, patience()).catch((error: unknown) => error));
        seen.push(await gateway.listIncomingNumbers(asked, patience()).catch((error: unknown) => error));
      }
      const text = [...seen, events]
        .map(
          (value) =>
            `${JSON.stringify(value)} ${inspect(value, { depth: 12, showHidden: true })} ${stackOf(value)}`,
        )
        .join('\n');
      expect(events.length).toBeGreaterThan(0);
      expect(text).not.toContain(canary);
      expect(text).not.toContain(Buffer.from(`${sid}:${canary}`).toString('base64').slice(0, -4));
      expect(JSON.stringify(events)).not.toContain('Simulated:');
    },
  );
});

function stackOf(value: unknown): string {
  return value instanceof Error ? `${value.stack} ${inspect(value.cause)}` : '';
}
