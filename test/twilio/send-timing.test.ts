import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { AMPLE, ANYBODY, CHANNELS, message, ownAccount, phone, send, TO, warmed } from './sending-kit.ts';
import { gatewayTo, patience, runningServer, runningSimulator } from './twilio-kit.ts';

warmed();

const FROM = '+15550000001';
const HANGS = phone('+15005000601');
const THROTTLED = { outcome: 'THROTTLED', httpStatus: 429, code: 20429 };
const MESSAGE_SID = `SM${'ab'.repeat(16)}`;

type Turn = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that takes its turns one after the other, the last one again and again, and how many it took. */
async function turns(
  ...list: readonly Turn[]
): Promise<{ readonly url: string; readonly taken: () => number }> {
  let taken = 0;
  const url = await runningServer((request, response) => {
    request.resume();
    const turn = list[Math.min(taken, list.length - 1)];
    taken += 1;
    turn?.(response, request);
  });
  return { url, taken: () => taken };
}

const answer =
  (status: number, body: unknown): Turn =>
  (response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
const cut =
  (status: number): Turn =>
  (response) => {
    response.writeHead(status, { 'content-length': 100 });
    response.write('{"code":', () => response.socket?.destroy());
  };
const reset: Turn = (_, request) => request.socket.resetAndDestroy();
const throttle = answer(429, { code: 20429, message: 'Too Many Requests' });
const accept = answer(201, { sid: MESSAGE_SID, account_sid: ANYBODY.sid });

describe('the time of a send', () => {
  it.each(CHANNELS)('given no time, %s is not sent (D8)', async (channel) => {
    const { simulator, url } = await runningSimulator();
    const own = ownAccount(simulator);
    const outcome = await send(gatewayTo(url), channel, own.account, own.from, TO, { timeoutMs: 0 });
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'CONNECT_TIMEOUT' });
    expect(own.handle.requests).toBe(0);
  });

  it('given an answer that does not come, the time of the send ends it and not that of reads (D8)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account: own, from } = ownAccount(simulator);
    const gateway = gatewayTo(url, { responseTimeoutMs: 1 });
    expect(await send(gateway, 'SMS', own, from, phone('+15005010605'))).toMatchObject({
      outcome: 'ACCEPTED',
    });
  });

  it('given an answer that drips for ever, it is open (D8)', async () => {
    const { url } = await turns((response) => {
      response.writeHead(201);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const outcome = await gatewayTo(url).sendMessage(ANYBODY, message(FROM), { timeoutMs: 1000 });
    expect(outcome).toEqual({ outcome: 'OPEN', httpStatus: 201, code: null, fault: 'RESPONSE_TIMEOUT' });
  });

  it('given all connections are taken until the end, it was not sent and never is (D8)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account: own, handle, from } = ownAccount(simulator);
    const gateway = gatewayTo(url, { connections: 1 });
    const budget = new AbortController();
    const first = send(gateway, 'SMS', own, from, HANGS, { ...AMPLE, signal: budget.signal });
    await vi.waitFor(() => expect(handle.requests).toBe(1));
    const second = await send(gateway, 'SMS', own, from, TO, { timeoutMs: 30 });
    expect(second).toEqual({ outcome: 'NOT_SENT', fault: 'CONNECT_TIMEOUT' });
    budget.abort();
    expect(await first).toMatchObject({ outcome: 'OPEN', fault: 'ABORTED' });
    expect(await send(gateway, 'SMS', own, from)).toMatchObject({ outcome: 'ACCEPTED' });
    expect(simulator.accepted()).toHaveLength(1);
  });

  it('given an abort before it, it was not sent (D8)', async () => {
    const { url, taken } = await turns(accept);
    const timing = { ...AMPLE, signal: AbortSignal.abort() };
    const outcome = await gatewayTo(url).sendMessage(ANYBODY, message(FROM), timing);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'ABORTED' });
    expect(taken()).toBe(0);
  });

  it('given an abort after the request, it is open (D8)', async () => {
    const budget = new AbortController();
    const { url } = await turns(() => budget.abort());
    const timing = { ...AMPLE, signal: budget.signal };
    const outcome = await gatewayTo(url).sendMessage(ANYBODY, message(FROM), timing);
    expect(outcome).toEqual({ outcome: 'OPEN', httpStatus: null, code: null, fault: 'ABORTED' });
  });

  it('given the gateway closes after the request, it is open (D8)', async () => {
    const { url, taken } = await turns(() => {});
    const gateway = gatewayTo(url);
    const sending = gateway.sendMessage(ANYBODY, message(FROM), AMPLE);
    await vi.waitFor(() => expect(taken()).toBe(1));
    await gateway.close();
    expect(await sending).toMatchObject({ outcome: 'OPEN', fault: 'CLOSED' });
  });
});

describe('a send that Twilio throttles', () => {
  it('given two 429 and then a 201, it is accepted (D8)', async () => {
    const { url, taken } = await turns(throttle, throttle, accept);
    const outcome = await gatewayTo(url).sendMessage(ANYBODY, message(FROM), AMPLE);
    expect(outcome).toEqual({ outcome: 'ACCEPTED', sid: MESSAGE_SID, segments: null, httpStatus: 201 });
    expect(taken()).toBe(3);
  });

  it('given 429 for ever, it is given up after the attempts that are set (D4)', async () => {
    const { url, taken } = await turns(throttle);
    const outcome = await gatewayTo(url, { attempts: 5 }).sendMessage(ANYBODY, message(FROM), AMPLE);
    expect(outcome).toEqual(THROTTLED);
    expect(taken()).toBe(5);
  });

  it.each([
    ['a reset', reset, { outcome: 'OPEN', fault: 'RESET' }],
    ['a 500', answer(500, { code: 20500 }), { outcome: 'OPEN', httpStatus: 500 }],
    ['a refusal', answer(400, { code: 21610 }), { outcome: 'REFUSED', httpStatus: 400, code: 21610 }],
  ])('given a 429 and then %s, that is the outcome and nothing follows (D8)', async (_, turn, expected) => {
    const { url, taken } = await turns(throttle, turn);
    expect(await gatewayTo(url).sendMessage(ANYBODY, message(FROM), AMPLE)).toMatchObject(expected);
    expect(taken()).toBe(2);
  });

  it('given a pause that the time has no room for, it is given up at once (D4)', async () => {
    const { url, taken } = await turns(throttle);
    const gateway = gatewayTo(url, { backoffMs: 60_000, maxBackoffMs: 60_000 });
    expect(await gateway.sendMessage(ANYBODY, message(FROM), AMPLE)).toEqual(THROTTLED);
    expect(taken()).toBe(1);
  });

  it('given a 429 in the second half of the time, it is not repeated, lest it end open (D8)', async () => {
    const late: Turn = (response, request) => setTimeout(() => throttle(response, request), 2100);
    const { url, taken } = await turns(late);
    expect(await gatewayTo(url).sendMessage(ANYBODY, message(FROM), { timeoutMs: 4000 })).toEqual(THROTTLED);
    expect(taken()).toBe(1);
  });

  it('given an abort between two attempts, there is no second one (D8)', async () => {
    const budget = new AbortController();
    const { url, taken } = await turns(throttle);
    const log = () => void setImmediate(() => budget.abort());
    const gateway = gatewayTo(url, { backoffMs: 5000, maxBackoffMs: 5000, log });
    const timing = { timeoutMs: 60_000, signal: budget.signal };
    expect(await gateway.sendMessage(ANYBODY, message(FROM), timing)).toEqual(THROTTLED);
    expect(taken()).toBe(1);
  });
});

describe('an answer that is not what Twilio documents', () => {
  it.each([
    ['a refusal that breaks off', cut(400), { outcome: 'REFUSED', httpStatus: 400, code: null }],
    ['a 404 in HTML', answer(404, '<html>'), { outcome: 'REFUSED', httpStatus: 404, code: null }],
    ['a code in words', answer(400, { code: 'x' }), { outcome: 'REFUSED', httpStatus: 400, code: null }],
    ['a 201 that breaks off', cut(201), { outcome: 'OPEN', httpStatus: 201, code: null, fault: 'RESET' }],
    ['a 503 that breaks off', cut(503), { outcome: 'OPEN', httpStatus: 503, code: null, fault: 'RESET' }],
    ['a redirect', answer(302, ''), { outcome: 'OPEN', httpStatus: 302, code: null, fault: 'UNREADABLE' }],
    ['an empty 201', answer(201, ''), { outcome: 'OPEN', httpStatus: 201, code: null, fault: 'UNREADABLE' }],
    ['no SID', answer(201, { sid: null }), { outcome: 'OPEN', httpStatus: 201, fault: 'UNREADABLE' }],
    [
      'the SID of a call',
      answer(201, { sid: `CA${'a'.repeat(32)}` }),
      { outcome: 'OPEN', httpStatus: 201, fault: 'UNREADABLE' },
    ],
    [
      "another account's message",
      answer(201, { sid: MESSAGE_SID, account_sid: `AC${'1'.repeat(32)}` }),
      { outcome: 'OPEN', httpStatus: 201, fault: 'UNREADABLE' },
    ],
    [
      'a SID with a 200',
      answer(200, { sid: MESSAGE_SID }),
      { outcome: 'ACCEPTED', httpStatus: 200, sid: MESSAGE_SID },
    ],
    [
      'a message that failed already',
      answer(201, { sid: MESSAGE_SID, status: 'failed', error_code: 30032 }),
      { outcome: 'ACCEPTED', httpStatus: 201, sid: MESSAGE_SID },
    ],
  ])('given %s, nothing is repeated and the outcome is what is known (D5, D8)', async (_, turn, expected) => {
    const { url, taken } = await turns(turn);
    expect(await gatewayTo(url).sendMessage(ANYBODY, message(FROM), AMPLE)).toMatchObject(expected);
    expect(taken()).toBe(1);
  });

  it('given a 429 that breaks off, it is throttled all the same (D8)', async () => {
    const { url, taken } = await turns(cut(429));
    const outcome = await gatewayTo(url).sendMessage(ANYBODY, message(FROM), AMPLE);
    expect(outcome).toEqual({ outcome: 'THROTTLED', httpStatus: 429, code: null });
    expect(taken()).toBe(3);
  });

  it('given more than can be taken, it is open (D8)', async () => {
    const { url } = await turns(answer(201, 'x'.repeat(5000)));
    const gateway = gatewayTo(url, { maxResponseBytes: 4096 });
    const timing = { ...AMPLE, signal: patience() };
    const outcome = await gateway.sendMessage(ANYBODY, message(FROM), timing);
    expect(outcome).toEqual({ outcome: 'OPEN', httpStatus: 201, code: null, fault: 'TOO_LARGE' });
  });
});
