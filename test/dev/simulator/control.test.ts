import { describe, expect, it } from 'vitest';
import { SIMULATED_ACCOUNTS, SIMULATED_RECIPIENTS } from '../../../src/dev/simulator/simulator.ts';
import { runningSimulator } from '../../twilio/twilio-kit.ts';
import { ask, privateAccount } from './simulator-kit.ts';

async function control(url: string, method: string, path: string, input?: unknown) {
  const response = await fetch(`${url}/simulator/${path}`, {
    method,
    ...(input === undefined ? {} : { body: typeof input === 'string' ? input : JSON.stringify(input) }),
  });
  return { status: response.status, body: Object(await response.json()) };
}

describe('the simulator, changed from another process', () => {
  it('given the lists are asked for, accounts and recipients are those of the tables', async () => {
    const { url } = await runningSimulator();
    expect((await control(url, 'GET', 'accounts')).body).toEqual(SIMULATED_ACCOUNTS);
    expect((await control(url, 'GET', 'recipients')).body).toHaveLength(SIMULATED_RECIPIENTS.length);
  });

  it('given a new account, it behaves as it was described', async () => {
    const { url } = await runningSimulator();
    const made = await control(url, 'POST', 'accounts', {
      key: 'mine',
      type: 'Trial',
      numbers: [{ phoneNumber: '+4930123456', voice: false }, { capabilities: null }],
    });
    expect(made).toMatchObject({ status: 200, body: { key: 'mine' } });
    expect(await ask(url, made.body, '.json')).toMatchObject({ status: 200, body: { type: 'Trial' } });
    expect(await ask(url, made.body, '/IncomingPhoneNumbers.json')).toMatchObject({
      body: {
        incoming_phone_numbers: [
          { phone_number: '+4930123456', capabilities: { sms: true, voice: false } },
          { capabilities: null },
        ],
      },
    });
  });

  it('given each action, the account is changed as by the handle', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator);
    const act = (action: string, input: unknown = {}) =>
      control(url, 'POST', `accounts/${account.sid}/${action}`, input);
    const rotated = await act('rotateToken');
    expect(rotated.body.authToken).toBe(handle.authToken);
    expect(handle.authToken).not.toBe(account.authToken);
    await act('rotateToken', { token: 'known' });
    expect(handle.authToken).toBe('known');
    const asked = { sid: account.sid, authToken: 'known' };
    await act('suspend');
    expect(await ask(url, asked, '.json')).toMatchObject({ body: { status: 'suspended' } });
    await act('close');
    expect(await ask(url, asked, '.json')).toMatchObject({ body: { status: 'closed' } });
    await act('activate');
    await act('releaseNumber', { phoneNumber: from });
    expect(handle.phoneNumbers).toEqual([]);
    await act('restoreNumber', { phoneNumber: from });
    await act('setCapabilities', { phoneNumber: from, sms: true, voice: false });
    await act('addNumber', { phoneNumber: '+4930123456' });
    expect(handle.phoneNumbers).toEqual([from, '+4930123456']);
    await act('setScenario', { scenario: 'SERVER_ERROR', on: 'ACCOUNT', times: 1 });
    expect((await ask(url, asked, '.json')).status).toBe(500);
    expect((await ask(url, asked, '.json')).status).toBe(200);
    expect((await control(url, 'GET', `accounts/${account.sid}`)).body).toMatchObject({ requests: 4 });
  });

  it('given messages were accepted, they can be read by account and recipient, and forgotten', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const other = privateAccount(simulator);
    for (const to of ['+4915112345678', '+4915112345679']) {
      await ask(url, account, '/Messages.json', { To: to, From: from, Body: 'hello' });
      await ask(url, other.account, '/Messages.json', { To: to, From: other.from, Body: 'hello' });
    }
    const found = await control(url, 'GET', `accepted?accountSid=${account.sid}&to=%2B4915112345678`);
    expect(found.body).toMatchObject([
      { kind: 'SMS', accountSid: account.sid, to: '+4915112345678', text: 'hello' },
    ]);
    expect((await control(url, 'GET', 'accepted')).body).toHaveLength(4);
    await control(url, 'DELETE', 'accepted');
    expect(simulator.accepted()).toEqual([]);
  });

  it.each([
    ['an action nobody knows', 'POST', `accounts/${SIMULATED_ACCOUNTS[0]?.sid}/dance`, {}, 404],
    ['a path nobody knows', 'GET', 'weather', undefined, 404],
    ['an account nobody knows', 'GET', `accounts/AC${'9'.repeat(32)}`, undefined, 400],
    ['no JSON', 'POST', 'accounts', '{', 400],
    ['a list', 'POST', 'accounts', [], 400],
    ['a SID that is none', 'POST', 'accounts', { sid: 'AC1' }, 400],
    ['a SID that exists already', 'POST', 'accounts', { sid: SIMULATED_ACCOUNTS[0]?.sid }, 400],
    ['a scenario nobody knows', 'POST', 'accounts', { scenario: 'RAIN' }, 400],
    ['a number in words', 'POST', 'accounts', { numbers: 'three' }, 400],
  ])('given %s, it is refused and nothing changes', async (_, method, path, input, status) => {
    const { simulator, url } = await runningSimulator();
    expect((await control(url, method, path, input)).status).toBe(status);
    expect(simulator.accounts()).toEqual(SIMULATED_ACCOUNTS);
  });
});
