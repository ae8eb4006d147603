import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../src/dev/simulator/segments.ts';
import { SIMULATED_RECIPIENTS } from '../../../src/dev/simulator/simulator.ts';
import { runningSimulator } from '../../twilio/twilio-kit.ts';
import { accountOf, ask, privateAccount, sdkTo } from './simulator-kit.ts';

const TO = '+4915112345678';

describe('messages', () => {
  it("given Twilio's own client, a message is queued, then delivered, then priced", async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    const message = await sdk.messages.create({
      to: TO,
      from,
      body: 'Your code is 123456',
      validityPeriod: 300,
    });
    expect(message).toMatchObject({
      status: 'queued',
      to: TO,
      from,
      numSegments: '1',
      price: null,
      priceUnit: 'USD',
    });
    expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(message.body).toBe('Your code is 123456');
    await expect.poll(async () => (await sdk.messages(message.sid).fetch()).price).toBe('-0.00790');
    const last = await sdk.messages(message.sid).fetch();
    expect(last).toMatchObject({ status: 'delivered', errorCode: null, direction: 'outbound-api' });
    expect(last.dateSent).toBeInstanceOf(Date);
    expect(simulator.accepted()).toMatchObject([
      {
        kind: 'SMS',
        sid: message.sid,
        accountSid: account.sid,
        to: TO,
        from,
        fault: null,
        status: 'delivered',
      },
    ]);
  });

  it('given a slow pace, each status is seen on the way and the price comes after the last', async () => {
    const { simulator, url } = await runningSimulator({ stepMs: 40 });
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    const { sid } = await sdk.messages.create({ to: TO, from, body: 'hello' });
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          const { status, price } = await sdk.messages(sid).fetch();
          seen.add(price === null ? status : 'priced');
          return price;
        },
        { interval: 5, timeout: 5000 },
      )
      .not.toBeNull();
    expect([...seen]).toEqual(
      ['queued', 'sending', 'sent', 'delivered', 'priced'].filter((each) => seen.has(each)),
    );
    expect(seen).toContain('priced');
  });

  it.each([
    ['160 letters', 'a'.repeat(160), 1],
    ['161 letters', 'a'.repeat(161), 2],
    ['307 letters', 'a'.repeat(307), 3],
    ['80 euro signs', '€'.repeat(80), 1],
    ['81 euro signs', '€'.repeat(81), 2],
    ['70 Cyrillic letters', 'ж'.repeat(70), 1],
    ['71 Cyrillic letters', 'ж'.repeat(71), 2],
    ['an emoji', '🔑', 1],
    ['36 emojis', '🔑'.repeat(36), 2],
  ])('given %s, the answer says that they are so many segments (B5)', async (_, body, segments) => {
    expect(segmentsOf(body)).toBe(segments);
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const answer = await ask(url, account, '/Messages.json', { To: TO, From: from, Body: body });
    expect(answer).toMatchObject({ status: 201, body: { num_segments: String(segments) } });
  });

  it('given smart encoding, it counts the likeness in GSM-7 (B5)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const form = { From: from, Body: `“${'a'.repeat(100)}”` };
    const counts = [];
    for (const to of [TO, '+15005000721'])
      counts.push((await ask(url, account, '/Messages.json', { ...form, To: to })).body);
    expect(counts).toMatchObject([{ num_segments: '2' }, { num_segments: '1' }]);
  });

  it.each([
    ['no recipient', { To: '' }, 400, 21604],
    ['no originator', { From: '' }, 400, 21603],
    ['no text', { Body: '' }, 400, 21602],
    ['too long a text', { Body: 'x'.repeat(1601) }, 400, 21617],
    ['a recipient that is no number', { To: '12345' }, 400, 21211],
    ['an originator that is no number', { From: 'Acme' }, 400, 21212],
    ["somebody else's originator", { From: '+14155550100' }, 400, 21606],
    ['a callback address that is none', { StatusCallback: 'nowhere' }, 400, 21609],
  ])('given %s, it is refused as Twilio does', async (_, change, status, code) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const form = { To: TO, From: from, Body: 'hello', ...change };
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({ status, body: { code, status } });
    expect(simulator.accepted()).toEqual([]);
  });

  it('given a number that is released or cannot do SMS, it originates none', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator);
    const form = { To: TO, From: from, Body: 'hello' };
    handle.setCapabilities(from, { sms: false, voice: true });
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({
      status: 400,
      body: { code: 21606 },
    });
    handle.setCapabilities(from, { sms: true, voice: true });
    handle.releaseNumber(from);
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({
      status: 400,
      body: { code: 21606 },
    });
    handle.restoreNumber(from);
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({ status: 201 });
  });

  it('given the platform account, a message may come from its sender ID (N7)', async () => {
    const { url } = await runningSimulator();
    const form = { To: TO, From: 'Originator', Body: 'hello' };
    expect(await ask(url, accountOf('platform'), '/Messages.json', form)).toMatchObject({ status: 201 });
  });

  it('given a suspended account or a wrong token, nothing is sent', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator);
    const form = { To: TO, From: from, Body: 'hello' };
    handle.suspend();
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({
      status: 403,
      body: { code: 20005 },
    });
    handle.activate();
    handle.rotateToken();
    expect(await ask(url, account, '/Messages.json', form)).toMatchObject({
      status: 401,
      body: { code: 20003 },
    });
    expect(simulator.accepted()).toEqual([]);
  });
});

describe('calls', () => {
  it("given Twilio's own client, a call is queued, then completed, then priced", async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    const call = await sdk.calls.create({ to: TO, from, twiml: '<Response><Say>1 2 3</Say></Response>' });
    expect(call).toMatchObject({ status: 'queued', to: TO, from, price: null, startTime: null });
    expect(call.sid).toMatch(/^CA[0-9a-f]{32}$/);
    await expect.poll(async () => (await sdk.calls(call.sid).fetch()).price).toBe('-0.01300');
    const last = await sdk.calls(call.sid).fetch();
    expect(last).toMatchObject({ status: 'completed', duration: '1' });
    expect(last.endTime).toBeInstanceOf(Date);
  });

  it.each([
    ['+15005000486', 'busy'],
    ['+15005000480', 'no-answer'],
    ['+15005000404', 'failed'],
    ['+15005000487', 'canceled'],
  ])('given %s, the call ends as %s and costs nothing', async (to, status) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    const { sid } = await sdk.calls.create({ to, from, url: 'https://example.com/twiml' });
    await expect.poll(async () => (await sdk.calls(sid).fetch()).status).toBe(status);
    expect((await sdk.calls(sid).fetch()).price).toBeNull();
  });

  it.each([
    ['no recipient', { To: '' }, 21201],
    ['no originator', { From: '' }, 21213],
    ['no TwiML', { Twiml: '' }, 21205],
    ['a recipient that is no number', { To: 'abc' }, 21211],
    ["somebody else's originator", { From: '+14155550100' }, 21210],
  ])('given %s, it is refused as Twilio does', async (_, change, code) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = privateAccount(simulator);
    const form = { To: TO, From: from, Twiml: '<Response/>', ...change };
    expect(await ask(url, account, '/Calls.json', form)).toMatchObject({ status: 400, body: { code } });
  });
});

describe('the number plan', () => {
  it('given the table, each number is in E.164 and stands there once', () => {
    const numbers = SIMULATED_RECIPIENTS.map((recipient) => recipient.phoneNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toMatch(/^\+1[0-9]{10}$/);
  });

  it.each(SIMULATED_RECIPIENTS)(
    'given $phoneNumber: $does',
    async ({ phoneNumber, refusal, fault, accepts, thenFine }) => {
      const { simulator, url } = await runningSimulator();
      const { account, from } = privateAccount(simulator);
      const post = () =>
        ask(url, account, '/Messages.json', { To: phoneNumber, From: from, Body: 'hello' }).catch(
          () => undefined,
        );
      const answer = await post();
      if (refusal !== undefined) {
        expect(answer?.body).toMatchObject({ code: refusal });
        expect([400, 429]).toContain(answer?.status);
      } else if (fault === undefined || fault === 'SLOW') expect(answer?.status).toBe(201);
      else if (fault === 'THROTTLE') expect(answer?.status).toBe(429);
      else if (fault === 'ERROR_500') expect(answer?.status).toBe(500);
      else if (fault === 'HTML_503')
        expect(answer).toMatchObject({ status: 503, body: expect.stringContaining('<html>') });
      else expect(answer).toBeUndefined();
      const sent = refusal === undefined && (fault === undefined || accepts === true);
      expect(simulator.accepted()).toHaveLength(sent ? 1 : 0);
      if (thenFine === true) {
        expect([(await post())?.status, (await post())?.status, (await post())?.status]).toEqual([
          429, 201, 429,
        ]);
        expect(simulator.accepted()).toHaveLength(1);
      }
    },
  );

  it.each(SIMULATED_RECIPIENTS.filter((recipient) => recipient.errorCode !== undefined))(
    'given $phoneNumber, the message shows the delivery error and a call fails',
    async ({ phoneNumber, errorCode, smsEnd }) => {
      const { simulator, url } = await runningSimulator();
      const { account, from } = privateAccount(simulator);
      const sdk = sdkTo(url, account);
      const { sid } = await sdk.messages.create({ to: phoneNumber, from, body: 'hello' });
      const call = await sdk.calls.create({ to: phoneNumber, from, twiml: '<Response/>' });
      await expect.poll(async () => (await sdk.messages(sid).fetch()).status).toBe(smsEnd);
      expect((await sdk.messages(sid).fetch()).errorCode).toBe(errorCode);
      await expect.poll(async () => (await sdk.calls(call.sid).fetch()).status).toBe('failed');
    },
  );

  it('given an account that cuts its answers, what was sent is accepted nevertheless (D8)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator);
    handle.setScenario('CUTS');
    await expect(
      ask(url, account, '/Messages.json', { To: TO, From: from, Body: 'hello' }),
    ).rejects.toThrow();
    expect(simulator.accepted()).toMatchObject([{ to: TO, fault: 'CUT' }]);
  });
});

describe('lists of what was sent', () => {
  it("given Twilio's own client, messages are found by recipient, originator and day, newest first (D11)", async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = privateAccount(simulator, 2);
    const [, other = ''] = handle.phoneNumbers;
    const sdk = sdkTo(url, account);
    const one = await sdk.messages.create({ to: TO, from, body: 'one' });
    const two = await sdk.messages.create({ to: TO, from, body: 'two' });
    await sdk.messages.create({ to: TO, from: other, body: 'three' });
    await sdk.messages.create({ to: '+4915112345679', from, body: 'four' });
    const found = await sdk.messages.list({ to: TO, from, pageSize: 1 });
    expect(found.map((message) => message.sid)).toEqual([two.sid, one.sid]);
    expect(await sdk.messages.list({ to: TO })).toHaveLength(3);
    expect(await sdk.messages.list()).toHaveLength(4);
    expect(await sdk.calls.list()).toHaveLength(0);
  });

  it('given a clock, times bound the lists to the second and days to the whole day (D11)', async () => {
    let now = new Date('2026-03-01T10:00:00.900Z');
    const { simulator, url } = await runningSimulator({ stepMs: 60_000, now: () => now });
    const { account, from } = privateAccount(simulator);
    const sdk = sdkTo(url, account);
    await sdk.messages.create({ to: TO, from, body: 'first' });
    await sdk.calls.create({ to: TO, from, twiml: '<Response/>' });
    now = new Date('2026-03-02T10:00:00Z');
    await sdk.messages.create({ to: TO, from, body: 'second' });
    await sdk.calls.create({ to: TO, from, twiml: '<Response/>' });
    const messages = async (query: string) =>
      Object(await ask(url, account, `/Messages.json?${query}`)).body.messages.map(
        (each: { body: string }) => each.body,
      );
    expect(await messages('DateSent%3E=2026-03-01T10:00:00Z')).toEqual(['second', 'first']);
    expect(await messages('DateSent%3E=2026-03-01T10:00:01Z')).toEqual(['second']);
    expect(await messages('DateSent%3C=2026-03-01')).toEqual(['first']);
    expect(await messages('DateSent=2026-03-02')).toEqual(['second']);
    expect(await sdk.messages.list({ dateSentAfter: new Date('2026-03-02T00:00:00Z') })).toHaveLength(1);
    expect(await sdk.messages.list({ dateSentBefore: new Date('2026-03-01T23:00:00Z') })).toHaveLength(1);
    expect(await sdk.calls.list({ startTimeAfter: new Date('2026-03-02T00:00:00Z') })).toHaveLength(1);
    expect(await sdk.calls.list({ to: TO, from })).toHaveLength(2);
  });

  it('given another account, its messages are not found, neither in lists nor by SID', async () => {
    const { simulator, url } = await runningSimulator();
    const mine = privateAccount(simulator);
    const other = privateAccount(simulator);
    const { sid } = await sdkTo(url, mine.account).messages.create({
      to: TO,
      from: mine.from,
      body: 'hello',
    });
    const sdk = sdkTo(url, other.account);
    expect(await sdk.messages.list()).toEqual([]);
    await expect(sdk.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(sdkTo(url, mine.account).calls(sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('given more than is kept, the oldest are forgotten', async () => {
    const { simulator, url } = await runningSimulator({ keep: 2 });
    const { account, from } = privateAccount(simulator);
    for (let index = 0; index < 5; index += 1) {
      await ask(url, account, '/Messages.json', { To: TO, From: from, Body: String(index) });
    }
    expect(simulator.accepted().map((sent) => sent.text)).toEqual(['3', '4']);
  });
});
