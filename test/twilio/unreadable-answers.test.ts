import { describe, expect, it } from 'vitest';
import { simulatedAccount } from '../../src/dev/simulator/scenario-accounts.ts';
import { gatewayTo, patience, runningServer } from './twilio-kit.ts';

const ASKED = simulatedAccount('asked', 'AC0000000000000000000000000000abcd', 'token', 'asked for');
const PATH = `/2010-04-01/Accounts/${ASKED.sid}/IncomingPhoneNumbers.json`;
const UNAVAILABLE = { ok: false, failure: { reason: 'TWILIO_UNAVAILABLE' } };

const account = (change: Record<string, unknown>) => ({
  sid: ASKED.sid,
  friendly_name: 'Acme',
  status: 'active',
  type: 'Full',
  owner_account_sid: ASKED.sid,
  auth_token: 'token',
  ...change,
});

const number = (change: Record<string, unknown> = {}) => ({
  sid: `PN${'0'.repeat(32)}`,
  account_sid: ASKED.sid,
  phone_number: '+15550000001',
  friendly_name: 'One',
  capabilities: { sms: true, voice: true, mms: false, fax: false },
  ...change,
});

const page = (numbers: unknown, next: unknown = null) => ({
  incoming_phone_numbers: numbers,
  next_page_uri: next,
});

/** A server that gives `bodies` one after the other, and the paths that it was asked for. */
async function answering(
  ...bodies: readonly unknown[]
): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const url = await runningServer((request, response) => {
    const body = bodies[Math.min(asked.length, bodies.length - 1)];
    asked.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  return { url, asked };
}

describe('an account that cannot be read', () => {
  it.each([
    ['nothing', ''],
    ['HTML', '<html></html>'],
    ['a list', []],
    ['null', 'null'],
    ['no SID', account({ sid: null })],
    ['a SID that is none', account({ sid: 'AC123' })],
    ['another SID', account({ sid: `AC${'1'.repeat(32)}` })],
    ['no status', account({ status: null })],
    ['a status nobody knows', account({ status: 'sleeping' })],
    ['a type nobody knows', account({ type: 'Huge' })],
  ])('given %s with a 200, Twilio is unavailable and is not asked again (V4)', async (_, body) => {
    const { url, asked } = await answering(body);
    expect(await gatewayTo(url).fetchAccount(ASKED, patience())).toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['no name and no owner', { friendly_name: null, owner_account_sid: null }],
    ['an owner that is no SID', { friendly_name: '', owner_account_sid: 'somebody' }],
    ['numbers for a name and an owner', { friendly_name: 7, owner_account_sid: 7 }],
  ])('given %s, it is still an account, its own owner (V4)', async (_, odd) => {
    const { url } = await answering(account(odd));
    expect(await gatewayTo(url).fetchAccount(ASKED, patience())).toEqual({
      ok: true,
      value: { sid: ASKED.sid, name: '', status: 'ACTIVE', type: 'FULL', ownerAccountSid: ASKED.sid },
    });
  });

  it('given a redirect, it is not followed (V4)', async () => {
    const visited: string[] = [];
    const elsewhere = await runningServer((request, response) => {
      visited.push(request.url ?? '');
      response.end(JSON.stringify(account({})));
    });
    const url = await runningServer((_, response) => response.writeHead(302, { location: elsewhere }).end());
    expect(await gatewayTo(url).fetchAccount(ASKED, patience())).toMatchObject(UNAVAILABLE);
    expect(visited).toEqual([]);
  });

  it('given more than can be taken, it is given up (V4)', async () => {
    const { url, asked } = await answering(account({ friendly_name: 'x'.repeat(5000) }));
    expect(await gatewayTo(url, { maxResponseBytes: 4096 }).fetchAccount(ASKED, patience())).toMatchObject(
      UNAVAILABLE,
    );
    expect(asked).toHaveLength(1);
  });
});

describe('numbers that cannot be read', () => {
  it.each([
    ['no list', { next_page_uri: null }],
    ['null for a list', page(null)],
    ['only entries that are no numbers', page([number({ phone_number: '12345' }), null])],
    ['a next page longer than an address', page([number()], `${PATH}?Page=${'1'.repeat(5000)}`)],
    ['a next page that is no text', page([number()], 2)],
    ['a next page on another host', page([number()], `https://evil.example${PATH}?Page=1`)],
    [
      'a next page of another account',
      page([number()], `/2010-04-01/Accounts/AC${'1'.repeat(32)}/IncomingPhoneNumbers.json`),
    ],
  ])('given %s with a 200, Twilio is unavailable and is not asked again (V4)', async (_, body) => {
    const { url, asked } = await answering(body);
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['a number without phone number', number({ phone_number: null })],
    ['a phone number that is none', number({ phone_number: '12345' })],
    ['a number without SID', number({ sid: null })],
    ['a SID of something else', number({ sid: `SM${'0'.repeat(32)}` })],
    ["another account's number", number({ account_sid: `AC${'1'.repeat(32)}` })],
    ['nothing', null],
  ])('given %s among others, the others are read (V4, N6)', async (_, odd) => {
    const { url } = await answering(page([odd, number()]));
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toMatchObject({
      ok: true,
      value: [{ phoneNumber: '+15550000001', sms: true, voice: true }],
    });
  });

  it.each([
    ['null', null, { sms: false, voice: false }],
    ['words', 'all of them', { sms: false, voice: false }],
    ['members in words', { sms: 'yes', voice: true }, { sms: false, voice: true }],
  ])('given capabilities that are %s, what is not stated is lacking (N1)', async (_, capabilities, can) => {
    const { url } = await answering(page([number({ capabilities })]));
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toMatchObject({
      ok: true,
      value: [can],
    });
  });

  it('given pages that lead back, the loop ends (V4)', async () => {
    const { url, asked } = await answering(
      page([number()], `${PATH}?Page=1`),
      page([number()], `${PATH}?Page=1`),
    );
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toMatchObject(UNAVAILABLE);
    expect(asked).toHaveLength(2);
  });

  it('given pages without end, the limit ends them (V4)', async () => {
    let index = 0;
    const url = await runningServer((_, response) => {
      index += 1;
      response.end(JSON.stringify(page([number()], `${PATH}?Page=${index}`)));
    });
    expect(await gatewayTo(url, { maxPages: 7 }).listIncomingNumbers(ASKED, patience())).toMatchObject(
      UNAVAILABLE,
    );
    expect(index).toBe(7);
  });

  it('given a number on two pages, it counts once (V4)', async () => {
    const { url } = await answering(page([number()], `${PATH}?Page=1`), page([number()]));
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toMatchObject({
      ok: true,
      value: [{ name: 'One' }],
    });
  });

  it('given members that nobody announced, they are passed over (V4)', async () => {
    const { url } = await answering({ ...page([number({ origin: 'hosted', new_member: {} })]), meta: 1 });
    expect(await gatewayTo(url).listIncomingNumbers(ASKED, patience())).toEqual({
      ok: true,
      value: [{ sid: number().sid, phoneNumber: '+15550000001', name: 'One', sms: true, voice: true }],
    });
  });
});
