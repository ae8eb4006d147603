import { describe, expect, it } from 'vitest';
import { type AccountScenario, SIMULATED_ACCOUNTS } from '../../../src/dev/simulator/simulator.ts';
import { parseAccountSid } from '../../../src/kernel/ids.ts';
import { runningSimulator } from '../../twilio/twilio-kit.ts';
import { accountOf, ask, privateAccount, sdkTo } from './simulator-kit.ts';

describe('the accounts that the simulator knows', () => {
  it('given the list, SIDs and tokens have the form that V2 asks for and are told apart (V2)', () => {
    for (const account of SIMULATED_ACCOUNTS) {
      expect(account.sid).toHaveLength(34);
      expect(parseAccountSid(account.sid)).toBe(account.sid);
      expect(account.authToken).toMatch(/^[0-9a-f]{32}$/);
      expect(account.does).not.toBe('');
    }
    for (const member of ['key', 'sid', 'authToken'] as const) {
      expect(new Set(SIMULATED_ACCOUNTS.map((account) => account[member])).size).toBe(
        SIMULATED_ACCOUNTS.length,
      );
    }
  });

  it("given Twilio's own client, an account reads as Twilio describes it", async () => {
    const { url } = await runningSimulator();
    const account = accountOf('trial');
    const read = await sdkTo(url, account).api.v2010.accounts(account.sid).fetch();
    expect(read).toMatchObject({
      sid: account.sid,
      status: 'active',
      type: 'Trial',
      authToken: account.authToken,
    });
    expect(read.dateCreated).toBeInstanceOf(Date);
  });

  it("given the answer itself, it has the members of Twilio's description", async () => {
    const { url } = await runningSimulator();
    const { body } = await ask(url, accountOf('fine'), '.json');
    expect(Object.keys(Object(body)).sort()).toEqual([
      'auth_token',
      'date_created',
      'date_updated',
      'friendly_name',
      'owner_account_sid',
      'sid',
      'status',
      'subresource_uris',
      'type',
      'uri',
    ]);
  });
});

describe('who may read', () => {
  it.each([
    ['a wrong token', 'fine', 'fine', 'wrong', 401, 20003],
    ['no token', 'fine', 'fine', '', 401, 20003],
    ["another account's credentials", 'fine', 'fine-too', undefined, 401, 20003],
    ['the main account on its sub-account', 'sub-account', 'fine', undefined, 200, undefined],
    ['the sub-account on its main account', 'fine', 'sub-account', undefined, 401, 20003],
    ['test credentials', 'test-credentials', 'test-credentials', undefined, 403, 20008],
    ['an account out of use', 'not-usable', 'not-usable', undefined, 403, 20005],
  ])('given %s, the answer is what Twilio says', async (_, path, user, token, status, code) => {
    const { url } = await runningSimulator();
    const { sid, authToken } = accountOf(user);
    const response = await fetch(`${url}/2010-04-01/Accounts/${accountOf(path).sid}.json`, {
      headers: { authorization: `Basic ${Buffer.from(`${sid}:${token ?? authToken}`).toString('base64')}` },
    });
    const body: unknown = await response.json();
    expect(response.status).toBe(status);
    if (code !== undefined) {
      expect(body).toEqual({
        code,
        message: expect.any(String),
        more_info: `https://www.twilio.com/docs/errors/${code}`,
        status,
      });
    }
  });

  it.each([
    ['no credentials', `/2010-04-01/Accounts/${accountOf('fine').sid}.json`, 401],
    ['a malformed SID', '/2010-04-01/Accounts/AC123.json', 404],
    ['another resource', `/2010-04-01/Accounts/${accountOf('fine').sid}/Conferences.json`, 404],
    ['another version', `/2008-08-01/Accounts/${accountOf('fine').sid}.json`, 404],
    ['no path', '/', 404],
  ])('given %s, the answer is what Twilio says', async (_, path, status) => {
    const { url } = await runningSimulator();
    expect((await fetch(`${url}${path}`)).status).toBe(status);
  });
});

describe('paged lists', () => {
  it("given Twilio's own client, it finds all 2,000 numbers by pages of 50", async () => {
    const { simulator, url } = await runningSimulator();
    const account = accountOf('many');
    const numbers = await sdkTo(url, account).incomingPhoneNumbers.list({ pageSize: 50 });
    expect(numbers.map((number) => number.phoneNumber)).toEqual(simulator.account(account.sid).phoneNumbers);
    expect(simulator.requests(account.sid)).toBe(40);
  });

  it('given 2,000 mixed numbers, a quarter says nothing or no about both (N2)', async () => {
    const { url } = await runningSimulator();
    const numbers = await sdkTo(url, accountOf('many')).incomingPhoneNumbers.list({ pageSize: 1000 });
    const count = (sms: boolean, voice: boolean) =>
      numbers.filter((n) => Boolean(n.capabilities?.sms) === sms && Boolean(n.capabilities?.voice) === voice)
        .length;
    expect([count(true, true), count(true, false), count(false, true), count(false, false)]).toEqual([
      1000, 250, 250, 500,
    ]);
    expect(numbers.filter((number) => number.capabilities === null)).toHaveLength(125);
  });

  it('given three numbers and pages of two, the paging members lead there and back', async () => {
    const { url } = await runningSimulator();
    const account = accountOf('fine');
    const path = `/2010-04-01/Accounts/${account.sid}/IncomingPhoneNumbers.json`;
    const first = Object(await ask(url, account, '/IncomingPhoneNumbers.json?PageSize=2')).body;
    const { incoming_phone_numbers: shown, next_page_uri: next, ...rest } = first;
    expect(rest).toEqual({
      first_page_uri: `${path}?PageSize=2&Page=0`,
      previous_page_uri: null,
      uri: `${path}?PageSize=2&Page=0`,
      page: 0,
      page_size: 2,
      start: 0,
      end: 1,
    });
    expect(next).toBe(`${path}?PageSize=2&Page=1&PageToken=PA${shown[1].sid}`);
    const second = Object(
      await ask(url, account, next.slice(`/2010-04-01/Accounts/${account.sid}`.length)),
    ).body;
    expect(second).toMatchObject({ page: 1, start: 2, end: 2, next_page_uri: null });
    expect(second.incoming_phone_numbers).toHaveLength(1);
    const back = second.previous_page_uri.slice(`/2010-04-01/Accounts/${account.sid}`.length);
    expect(Object(await ask(url, account, back)).body.incoming_phone_numbers).toEqual(shown);
  });

  it('given no page size, a page has 50', async () => {
    const { url } = await runningSimulator();
    const { body } = await ask(url, accountOf('many'), '/IncomingPhoneNumbers.json');
    expect(body).toMatchObject({ page_size: 50, end: 49 });
  });

  it.each([
    ['PageSize=1001', 20007],
    ['PageSize=0', 20007],
    ['PageSize=-1', 20007],
    ['PageSize=many', 20007],
    ['Page=-1', 20006],
    ['Page=1&PageToken=PAnothing', 20001],
  ])('given %s, the list is refused with %i', async (query, code) => {
    const { url } = await runningSimulator();
    const answer = await ask(url, accountOf('fine'), `/IncomingPhoneNumbers.json?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('given a number released between two pages, the next page goes on after it', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle } = privateAccount(simulator, 5);
    const all = handle.phoneNumbers;
    const first = Object(await ask(url, account, '/IncomingPhoneNumbers.json?PageSize=2')).body;
    handle.releaseNumber(all[1] ?? '');
    const next = first.next_page_uri.slice(`/2010-04-01/Accounts/${account.sid}`.length);
    const second = Object(await ask(url, account, next)).body;
    expect(
      second.incoming_phone_numbers.map((number: { phone_number: string }) => number.phone_number),
    ).toEqual(all.slice(2, 4));
  });
});

describe('an account that a test changes', () => {
  it('given it is suspended, closed and active again, the account says so and the rest follows', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle } = privateAccount(simulator);
    handle.suspend();
    expect(await ask(url, account, '.json')).toMatchObject({ status: 200, body: { status: 'suspended' } });
    expect(await ask(url, account, '/IncomingPhoneNumbers.json')).toMatchObject({
      status: 403,
      body: { code: 20005 },
    });
    handle.close();
    expect(await ask(url, account, '.json')).toMatchObject({ body: { status: 'closed' } });
    handle.activate();
    expect(await ask(url, account, '/IncomingPhoneNumbers.json')).toMatchObject({ status: 200 });
  });

  it('given numbers that come, go, return and change, the list is what it is now', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator, 2);
    const list = async () =>
      Object(await ask(url, account, '/IncomingPhoneNumbers.json')).body.incoming_phone_numbers;
    handle.releaseNumber(from);
    expect(await list()).toHaveLength(1);
    handle.restoreNumber(from);
    handle.setCapabilities(from, { sms: true, voice: false });
    const added = handle.addNumber({ name: 'Added' });
    expect(await list()).toMatchObject([
      { phone_number: from, capabilities: { sms: true, voice: false } },
      {},
      { phone_number: added, friendly_name: 'Added' },
    ]);
    expect(() => handle.releaseNumber('+19999999999')).toThrow();
  });

  it('given a scenario for so many requests of one part, the others find it fine', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle } = privateAccount(simulator);
    handle.setScenario('SERVER_ERROR', { on: 'NUMBERS', skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) {
      statuses.push((await ask(url, account, '/IncomingPhoneNumbers.json')).status);
      expect((await ask(url, account, '.json')).status).toBe(200);
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(handle.requests).toBe(10);
  });

  const seen: readonly (readonly [AccountScenario, unknown])[] = [
    ['THROTTLED', { status: 429, body: { code: 20429 } }],
    ['SERVER_ERROR', { status: 500, body: { code: 20500 } }],
    ['UNAVAILABLE_HTML', { status: 503, body: expect.stringContaining('<html>') }],
    ['SLOW', { status: 200 }],
    ['FINE', { status: 200 }],
  ];

  it.each(seen)('given the scenario %s, the client sees it', async (scenario, expected) => {
    const { simulator, url } = await runningSimulator();
    const { account, handle } = privateAccount(simulator);
    handle.setScenario(scenario);
    expect(await ask(url, account, '.json')).toMatchObject(Object(expected));
  });

  it.each(['HANGS', 'RESETS', 'CUTS'] as const)(
    'given the scenario %s, no whole answer comes',
    async (scenario) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle } = privateAccount(simulator);
      handle.setScenario(scenario);
      await expect(ask(url, account, '.json')).rejects.toThrow();
      expect(handle.requests).toBe(1);
    },
  );
});
