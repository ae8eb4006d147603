import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIMULATED_RECIPIENTS } from '../../src/dev/simulator/simulator.ts';
import type { Channel } from '../../src/kernel/vocabulary/dispatch.ts';
import type { TwilioCredential, TwilioGateway } from '../../src/twilio/gateway.ts';
import { readSent, readSentState } from '../../src/twilio/sent-replies.ts';
import { ANYBODY, CHANNELS, ownAccount, phone, send, TO, warmed } from './sending-kit.ts';
import { gatewayTo, patience, runningServer, runningSimulator } from './twilio-kit.ts';

warmed();

const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const UNAVAILABLE = { ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } };
const SID = { SMS: `SM${'ab'.repeat(16)}`, VOICE: `CA${'ab'.repeat(16)}` } as const;

async function sendAll(
  gateway: TwilioGateway,
  channel: Channel,
  account: TwilioCredential,
  from: string,
  count: number,
): Promise<readonly string[]> {
  const sids: string[] = [];
  while (sids.length < count) {
    const sent = await send(gateway, channel, account, from);
    if (sent.outcome !== 'ACCEPTED') throw new Error(sent.outcome);
    sids.push(sent.sid);
  }
  return sids;
}

describe.each(CHANNELS)('listing what was sent by %s', (channel) => {
  it('given several pages, all of that originator to that recipient are there, and nothing else (D11)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator, 2);
    const gateway = gatewayTo(url, { pageSize: 2 });
    const sids = await sendAll(gateway, channel, account, from, 5);
    await send(gateway, channel, account, from, phone('+4915112345679'));
    await send(gateway, channel, account, handle.phoneNumbers[1] ?? '');
    await send(gateway, channel === 'SMS' ? 'VOICE' : 'SMS', account, from);
    const before = handle.requests;
    const query = { channel, to: TO, from, since: LONG_AGO };
    const list = await gateway.listSent(account, query, patience());
    expect(list).toMatchObject({ ok: true, value: sids.toReversed().map((sid) => ({ sid })) });
    expect(handle.requests - before).toBe(3);
  });

  it('given one that is queued still, it is listed (D11)', async () => {
    const { simulator, url } = await runningSimulator({ stepMs: 60_000 });
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    const [sid] = await sendAll(gateway, channel, account, from, 1);
    const list = await gateway.listSent(account, { channel, to: TO, from, since: LONG_AGO }, patience());
    const [sent] = simulator.accepted();
    const createdAt = new Date(Math.floor(Date.parse(sent?.acceptedAt ?? '') / 1000) * 1000);
    const segments = channel === 'SMS' ? 1 : null;
    expect(list).toEqual({ ok: true, value: [{ sid, status: 'QUEUED', createdAt, segments }] });
  });

  it('given an instant within a second, what that second created counts, and the second before does not (D11)', async () => {
    let now = new Date('2026-03-01T10:00:00.900Z');
    const { simulator, url } = await runningSimulator({ stepMs: 60_000, now: () => now });
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    await sendAll(gateway, channel, account, from, 1);
    now = new Date('2026-03-01T10:00:01.100Z');
    const [sid] = await sendAll(gateway, channel, account, from, 1);
    const list = async (since: string) =>
      gateway.listSent(account, { channel, to: TO, from, since: new Date(since) }, patience());
    expect(await list('2026-03-01T10:00:00.950Z')).toMatchObject({ ok: true, value: [{ sid }, {}] });
    expect(await list('2026-03-01T10:00:01.950Z')).toMatchObject({ ok: true, value: [{ sid }] });
    expect(await list('2026-03-01T10:00:02Z')).toEqual({ ok: true, value: [] });
  });

  it('given a sending that ended open, the list tells whether it was accepted (D11)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    for (const [to, found] of [
      ['+15005010602', 1],
      ['+15005000602', 0],
      ['+15005010500', 1],
      ['+15005000500', 0],
    ] as const) {
      const query = { channel, to: phone(to), from, since: LONG_AGO };
      expect(await send(gateway, channel, account, from, query.to)).toMatchObject({ outcome: 'OPEN' });
      const list = await gateway.listSent(account, query, patience());
      expect(list.ok && list.value.length).toBe(found);
    }
  });

  it.each(['SERVER_ERROR', 'THROTTLED', 'RESETS', 'CUTS', 'GARBAGE'] as const)(
    'given %s from the second page on, there is no part of a list (D11)',
    async (scenario) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle, from } = ownAccount(simulator);
      const gateway = gatewayTo(url, { pageSize: 2 });
      await sendAll(gateway, channel, account, from, 5);
      const on = channel === 'SMS' ? 'MESSAGES' : 'CALLS';
      handle.setScenario(scenario, { on, skip: 1 });
      const query = { channel, to: TO, from, since: LONG_AGO };
      expect(await gateway.listSent(account, query, patience())).toMatchObject(UNAVAILABLE);
    },
  );

  it('given a fault that passes, the read is repeated and the list is whole (D11)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    await sendAll(gateway, channel, account, from, 3);
    handle.setScenario('RESETS', { times: 2 });
    const list = await gateway.listSent(account, { channel, to: TO, from, since: LONG_AGO }, patience());
    expect(list.ok && list.value.length).toBe(3);
  });

  it('given a token that is dead, the list fails with that (D11)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    handle.rotateToken();
    const query = { channel, to: TO, from, since: LONG_AGO };
    expect(await gatewayTo(url).listSent(account, query, patience())).toMatchObject({
      ok: false,
      failure: { reason: 'INCORRECT_CREDENTIALS', httpStatus: 401 },
    });
  });

  const item = (change: Record<string, unknown> = {}) => ({
    sid: SID[channel],
    account_sid: ANYBODY.sid,
    status: 'queued',
    date_created: 'Sun, 01 Mar 2026 10:00:00 +0000',
    direction: 'outbound-api',
    ...change,
  });
  const key = channel === 'SMS' ? 'messages' : 'calls';

  async function listOf(items: unknown, next: unknown = null) {
    const asked: string[] = [];
    const url = await runningServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify({ [key]: items, next_page_uri: next }));
    });
    const query = { channel, to: TO, from: 'Acme & Söhne', since: LONG_AGO };
    return { list: await gatewayTo(url).listSent(ANYBODY, query, patience()), asked };
  }

  it('given the request, it has no filter by a time that what is queued has not (D11)', async () => {
    const { list, asked } = await listOf([item()]);
    expect(list).toMatchObject({ ok: true, value: [{ createdAt: new Date('2026-03-01T10:00:00Z') }] });
    const parameters = new URL(asked[0] ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(parameters)).toEqual({ PageSize: '1000', To: TO, From: 'Acme & Söhne' });
  });

  it.each([
    ['one that came in', { direction: 'inbound' }, 0],
    ['one that a call dialled', { direction: 'outbound-dial' }, 0],
    ['a reply by TwiML', { direction: 'outbound-reply' }, 0],
    ['no direction', { direction: null }, 1],
    ['a status nobody knows', { status: 'dreaming' }, 1],
    ['no account', { account_sid: null }, 1],
  ])('given %s, it counts if it may be ours (D11)', async (_, change, count) => {
    const { list } = await listOf([item(change)]);
    expect(list.ok && list.value.length).toBe(count);
  });

  it.each([
    ['no list', undefined],
    ['null for a list', null],
    ['no SID', [item({ sid: null })]],
    ['a SID of something else', [item({ sid: `PN${'0'.repeat(32)}` })]],
    ["another account's", [item({ account_sid: `AC${'1'.repeat(32)}` })]],
    ['no date', [item({ date_created: null })]],
    ['a date that is none', [item({ date_created: 'yesterday' })]],
  ])('given %s, there is no list rather than one with a gap (D11)', async (_, items) => {
    expect((await listOf(items)).list).toMatchObject(UNAVAILABLE);
  });

  it('given a next page elsewhere, it is not followed (D11)', async () => {
    const { list, asked } = await listOf([item()], 'https://evil.example/2010-04-01/Messages.json');
    expect(list).toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(1);
  });
});

describe('fetching what was sent', () => {
  const ends = SIMULATED_RECIPIENTS.flatMap(({ phoneNumber, smsEnd, callEnd, errorCode = null }) => [
    ...(smsEnd ? [['SMS', phoneNumber, smsEnd, errorCode] as const] : []),
    ...(callEnd ? [['VOICE', phoneNumber, callEnd, errorCode] as const] : []),
  ]);

  it.each(ends)('given %s to %s, it ends as %s with code %s (B3)', async (channel, to, end, errorCode) => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    const sent = await send(gateway, channel, account, from, phone(to));
    const sid = sent.outcome === 'ACCEPTED' ? sent.sid : '';
    const status = end.toUpperCase().replace('-', '_');
    await expect
      .poll(() => gateway.fetchSent(account, channel, sid, patience()))
      .toMatchObject({ ok: true, value: { sid, status } });
    const last = await gateway.fetchSent(account, channel, sid, patience());
    expect(last).toMatchObject({ value: { errorCode: channel === 'SMS' ? errorCode : null } });
  });

  it.each([
    ['SMS', 'DELIVERED', '0.00790'],
    ['VOICE', 'COMPLETED', '0.01300'],
  ] as const)('given %s is over, its price is there, positive (B2, B3)', async (channel, status, price) => {
    const { simulator, url } = await runningSimulator({ stepMs: 20 });
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    const sent = await send(gateway, channel, account, from);
    const sid = sent.outcome === 'ACCEPTED' ? sent.sid : '';
    const fetched = () => gateway.fetchSent(account, channel, sid, patience());
    expect(await fetched()).toMatchObject({ ok: true, value: { price: null, errorCode: null } });
    const segments = channel === 'SMS' ? 1 : null;
    const value = { sid, status, errorCode: null, price, currency: 'USD', segments, chosenFrom: null };
    await expect.poll(fetched).toEqual({ ok: true, value });
  });

  it('given another account or another kind, it is not there (X2)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    const [sid = ''] = await sendAll(gateway, 'SMS', account, from, 1);
    const missing = { ok: false, failure: { reason: 'TWILIO_UNAVAILABLE', httpStatus: 404, code: 20404 } };
    const other = ownAccount(simulator).account;
    expect(await gateway.fetchSent(other, 'SMS', sid, patience())).toMatchObject(missing);
    await expect(gateway.fetchSent(account, 'VOICE', sid, patience())).rejects.toThrow(RangeError);
  });

  it.each(['', 'SM1', `CA${'a'.repeat(32)}`, `SM${'a'.repeat(32)}/../x`, `${SID.SMS}?x`, `${SID.SMS}\n`])(
    'given %j, which is the SID of no message, Twilio is not asked',
    async (sid) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle } = ownAccount(simulator);
      const fetching = gatewayTo(url).fetchSent(account, 'SMS', sid, patience());
      await expect(fetching).rejects.toThrow(RangeError);
      expect(handle.requests).toBe(0);
    },
  );
});

describe.each(CHANNELS)('the state of %s in an answer', (channel) => {
  const asked = SID[channel];
  const reply = { sid: asked, account_sid: ANYBODY.sid, status: 'queued', price: null, price_unit: 'usd' };
  const stateOf = (change: Record<string, unknown>) =>
    readSentState({ ...reply, ...change }, channel, ANYBODY.sid, asked);

  it('given any price, its digits are kept as they are and the sign is dropped (B2, B3)', () => {
    const digits = (max: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${max}}$`));
    fc.assert(
      fc.property(digits(12), fc.option(digits(12)), fc.constantFrom('', '-', '+'), (whole, part, sign) => {
        const price = part === null ? whole : `${whole}.${part}`;
        expect(stateOf({ price: sign + price })?.price).toBe(price);
      }),
    );
  });

  it.each([
    ['null', { price: null, price_unit: 'eur' }, { price: null, currency: 'EUR' }],
    ['nothing', { price: '', price_unit: '' }, { price: null, currency: null }],
    ['no members at all', { price: undefined, price_unit: undefined }, { price: null, currency: null }],
    ['more digits than a float has', { price: '-0.123456789012' }, { price: '0.123456789012' }],
    ['a status nobody knows', { status: 'constructor' }, { status: null }],
    ['an error code', { error_code: 30003 }, { errorCode: 30003 }],
    ['a number of segments', { num_segments: '12' }, { segments: 12 }],
    ['a SID in other letter case', { sid: asked.replace(/b/g, 'B') }, { status: 'QUEUED' }],
  ])('given %s, it is read (B3)', (_, change, expected) => {
    expect(stateOf(change)).toMatchObject(expected);
  });

  it.each(['0', '', '-1', '1.5', '1e3', '1000', 'many', 3, null, undefined, {}])(
    'given %j as its segments, they are not told, and all else is read (B5)',
    (count) => {
      expect(stateOf({ num_segments: count })).toMatchObject({ status: 'QUEUED', segments: null });
      const sent = { sid: asked, num_segments: count };
      expect(readSent(sent, channel, ANYBODY.sid)).toEqual({ sid: asked, segments: null });
    },
  );

  it.each([
    ['a price that is a number', { price: -0.0079 }],
    ['a price in words', { price: 'much' }],
    ['a price with an exponent', { price: '-7.9E-3' }],
    ['a price with a comma', { price: '0,0079' }],
    ['a currency that is none', { price_unit: 'dollars' }],
    ["another one's SID", { sid: `${asked.slice(0, -1)}c` }],
    ["another account's", { account_sid: `AC${'1'.repeat(32)}` }],
    ['no status', { status: null }],
    ['an error code in words', { error_code: 'x' }],
  ])('given %s, it is no readable answer (B3)', (_, change) => {
    expect(stateOf(change)).toBeUndefined();
  });
});
