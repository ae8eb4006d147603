import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AccountScenario } from '../../src/dev/simulator/simulator.ts';
import { SIMULATED_RECIPIENTS } from '../../src/dev/simulator/simulator.ts';
import type { SendOutcome } from '../../src/twilio/gateway.ts';
import {
  AMPLE,
  ANYBODY,
  CHANNELS,
  call,
  message,
  ownAccount,
  phone,
  send,
  TO,
  warmed,
  withToken,
} from './sending-kit.ts';
import { gatewayTo, portOf, runningServer, runningSimulator } from './twilio-kit.ts';

warmed();

const THROTTLED_CODES: ReadonlySet<number> = new Set([20429, 21611, 63038]);
const ACCEPTED = { outcome: 'ACCEPTED', httpStatus: 201 } as const;
/** For where nothing but the end of the time ends the call. */
const BRIEF = { timeoutMs: 600 };

type Expected = readonly [outcome: Partial<SendOutcome>, requests: number];

const BY_FAULT: Readonly<Record<string, Expected>> = {
  THROTTLE: [{ outcome: 'THROTTLED', httpStatus: 429, code: 20429 }, 3],
  ERROR_500: [{ outcome: 'OPEN', httpStatus: 500, code: 20500, fault: 'SERVER_ERROR' }, 1],
  HTML_503: [{ outcome: 'OPEN', httpStatus: 503, code: null, fault: 'SERVER_ERROR' }, 1],
  HANG: [{ outcome: 'OPEN', httpStatus: null, code: null, fault: 'RESPONSE_TIMEOUT' }, 1],
  RESET: [{ outcome: 'OPEN', httpStatus: null, code: null, fault: 'RESET' }, 1],
  CUT: [{ outcome: 'OPEN', httpStatus: 201, code: null, fault: 'RESET' }, 1],
  GARBAGE: [{ outcome: 'OPEN', httpStatus: 201, code: null, fault: 'UNREADABLE' }, 1],
  SLOW: [ACCEPTED, 1],
};

function expectedOf({ refusal, fault, thenFine }: (typeof SIMULATED_RECIPIENTS)[number]): Expected {
  if (refusal !== undefined) {
    return THROTTLED_CODES.has(refusal)
      ? [{ outcome: 'THROTTLED', httpStatus: 429, code: refusal }, 3]
      : [{ outcome: 'REFUSED', httpStatus: 400, code: refusal }, 1];
  }
  if (thenFine === true) return [ACCEPTED, 3];
  return fault === undefined ? [ACCEPTED, 1] : (BY_FAULT[fault] ?? [{}, 0]);
}

describe.each(CHANNELS)('sending %s to the number plan', (channel) => {
  it.each(SIMULATED_RECIPIENTS)(
    'given $phoneNumber ($does), the outcome says what is known and only a 429 is repeated (D4, D5, D8)',
    async (recipient) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle, from } = ownAccount(simulator);
      const gateway = gatewayTo(url);
      const [outcome, requests] = expectedOf(recipient);
      if (recipient.fault === 'HANG') await send(gateway, channel, account, from);
      const before = handle.requests;
      simulator.clearAccepted();
      const timing = recipient.fault === 'HANG' ? BRIEF : AMPLE;
      const sent = await send(gateway, channel, account, from, phone(recipient.phoneNumber), timing);
      expect(sent).toMatchObject(outcome);
      expect(handle.requests - before).toBe(requests);
      const accepted = simulator.accepted();
      const isAccepted = recipient.accepts === true || sent.outcome === 'ACCEPTED';
      expect(accepted).toHaveLength(isAccepted ? 1 : 0);
      if (sent.outcome === 'ACCEPTED') expect(accepted).toMatchObject([{ kind: channel, sid: sent.sid }]);
    },
  );
});

describe.each(CHANNELS)('sending %s with an account', (channel) => {
  const rows: readonly (readonly [AccountScenario, ...Expected, accepted: number])[] = [
    ['FINE', ACCEPTED, 1, 1],
    ['OTHER_SID', ACCEPTED, 1, 1],
    ['SLOW', ACCEPTED, 1, 1],
    ['THROTTLED_THEN_FINE', ACCEPTED, 3, 1],
    ['NOT_USABLE', { outcome: 'REFUSED', httpStatus: 403, code: 20005 }, 1, 0],
    ['TEST_CREDENTIALS', { outcome: 'REFUSED', httpStatus: 403, code: 20008 }, 1, 0],
    ['THROTTLED', BY_FAULT['THROTTLE']?.[0] ?? {}, 3, 0],
    ['SERVER_ERROR', BY_FAULT['ERROR_500']?.[0] ?? {}, 1, 0],
    ['UNAVAILABLE_HTML', BY_FAULT['HTML_503']?.[0] ?? {}, 1, 0],
    ['HANGS', BY_FAULT['HANG']?.[0] ?? {}, 1, 0],
    ['RESETS', BY_FAULT['RESET']?.[0] ?? {}, 1, 0],
    ['CUTS', BY_FAULT['CUT']?.[0] ?? {}, 1, 1],
    ['GARBAGE', BY_FAULT['GARBAGE']?.[0] ?? {}, 1, 1],
  ];

  it.each(rows)('given %s, the outcome is %o (D4, D8)', async (scenario, outcome, requests, accepted) => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    if (scenario === 'HANGS') await send(gateway, channel, account, from);
    const before = handle.requests;
    simulator.clearAccepted();
    handle.setScenario(scenario);
    const timing = scenario === 'HANGS' ? BRIEF : AMPLE;
    expect(await send(gateway, channel, account, from, TO, timing)).toMatchObject(outcome);
    expect(handle.requests - before).toBe(requests);
    expect(simulator.accepted()).toHaveLength(accepted);
  });

  it('given a suspended account or a dead token, it is refused (D4)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    const gateway = gatewayTo(url);
    const dead = withToken(account, 'dead');
    const refused = { outcome: 'REFUSED', httpStatus: 401, code: 20003 };
    expect(await send(gateway, channel, dead, from)).toEqual(refused);
    handle.suspend();
    const suspended = { outcome: 'REFUSED', httpStatus: 403, code: 20005 };
    expect(await send(gateway, channel, account, from)).toEqual(suspended);
    expect(simulator.accepted()).toEqual([]);
  });

  it('given a number that the account no longer has, it is refused (D4)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    handle.releaseNumber(from);
    const code = channel === 'SMS' ? 21606 : 21210;
    const refused = { outcome: 'REFUSED', httpStatus: 400, code };
    expect(await send(gatewayTo(url), channel, account, from)).toEqual(refused);
  });

  it('given an empty token, nothing is sent with one from the environment (X4)', async () => {
    const { simulator, url } = await runningSimulator();
    const { account, handle, from } = ownAccount(simulator);
    const sending = send(gatewayTo(url), channel, withToken(account, ''), from);
    await expect(sending).rejects.toThrow(TypeError);
    expect(handle.requests).toBe(0);
  });
});

describe.each(CHANNELS)('sending %s to nobody who takes it', (channel) => {
  const from = '+15550000001';

  it('given nobody listens, it was not sent (D8)', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${portOf(server.address())}`;
    await new Promise((resolve) => server.close(resolve));
    const outcome = await send(gatewayTo(url), channel, ANYBODY, from);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'REFUSED' });
  });

  it('given a name that does not exist, it was not sent (D8)', async () => {
    const outcome = await send(gatewayTo('http://nobody.invalid'), channel, ANYBODY, from);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'DNS' });
  });

  it('given a server that speaks no TLS, it was not sent (D8)', async () => {
    const url = await runningServer(() => {});
    const outcome = await send(gatewayTo(url.replace('http:', 'https:')), channel, ANYBODY, from);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'TLS' });
  });

  it('given a connection that does not come about in time, it was not sent (D8)', async () => {
    const sockets: { destroy(): void }[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const url = `https://127.0.0.1:${portOf(server.address())}`;
    const outcome = await send(gatewayTo(url, { connectTimeoutMs: 50 }), channel, ANYBODY, from);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'CONNECT_TIMEOUT' });
  });

  it('given the gateway is closed, it was not sent (D8)', async () => {
    const { simulator, url } = await runningSimulator();
    const gateway = gatewayTo(url);
    await gateway.close();
    const outcome = await send(gateway, channel, ANYBODY, from);
    expect(outcome).toEqual({ outcome: 'NOT_SENT', fault: 'CLOSED' });
    expect(simulator.accepted()).toEqual([]);
  });
});

describe('what is sent', () => {
  /** A server that accepts everything, and the forms that it got. */
  async function listening() {
    const forms: [string | undefined, Record<string, string[]>][] = [];
    const url = await runningServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      const names = [...new Set(form.keys())];
      forms.push([request.url, Object.fromEntries(names.map((name) => [name, form.getAll(name)]))]);
      const kind = request.url?.includes('Calls') ? 'CA' : 'SM';
      response.writeHead(201).end(JSON.stringify({ sid: `${kind}${'a'.repeat(32)}` }));
    });
    return { gateway: gatewayTo(url), forms };
  }
  const path = `/2010-04-01/Accounts/${ANYBODY.sid}`;

  it('given a message, Twilio gets it unchanged, with validity and callback where there are any (D13)', async () => {
    const { gateway, forms } = await listening();
    const body = ' a+b=c & 100% ÄÖ 🔑\n<Say>?#';
    await gateway.sendMessage(ANYBODY, message('Acme', { body }), AMPLE);
    const statusCallback = "https://example.com/twilio/it's?a=1&b=2#rc=3&rp=all";
    await gateway.sendMessage(
      ANYBODY,
      message('+15550000001', { statusCallback, validitySeconds: 90 }),
      AMPLE,
    );
    expect(forms).toEqual([
      [`${path}/Messages.json`, { To: [TO], From: ['Acme'], Body: [body] }],
      [
        `${path}/Messages.json`,
        {
          To: [TO],
          From: ['+15550000001'],
          Body: ['Your code is 123456'],
          StatusCallback: [statusCallback],
          ValidityPeriod: ['90'],
        },
      ],
    ]);
  });

  it('given a call, Twilio gets TwiML, and is asked for each event that we keep (D13)', async () => {
    const { gateway, forms } = await listening();
    await gateway.placeCall(ANYBODY, call('+15550000001'), AMPLE);
    await gateway.placeCall(
      ANYBODY,
      call('+15550000001', { statusCallback: 'https://example.com/x' }),
      AMPLE,
    );
    const Twiml = ['<Response><Say language="en-US">One two three</Say></Response>'];
    const common = { To: [TO], From: ['+15550000001'], Twiml };
    const StatusCallbackEvent = ['ringing', 'answered', 'completed'];
    expect(forms).toEqual([
      [`${path}/Calls.json`, common],
      [`${path}/Calls.json`, { ...common, StatusCallback: ['https://example.com/x'], StatusCallbackEvent }],
    ]);
  });

  it('given a text that is too long once escaped, the call is not placed and the error does not repeat it (D12)', async () => {
    const { gateway, forms } = await listening();
    const say = { text: '&canary'.repeat(500), language: 'en-US' };
    const error = await gateway
      .placeCall(ANYBODY, call('+15550000001', { say }), AMPLE)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RangeError);
    expect(String(error)).not.toContain('canary');
    expect(forms).toEqual([]);
  });

  it('given the platform account, an SMS may come from its sender ID (N7)', async () => {
    const { simulator, url } = await runningSimulator();
    const platform = simulator.addAccount({ senderIds: ['Acme'] });
    expect(await gatewayTo(url).sendMessage(platform, message('Acme'), AMPLE)).toMatchObject(ACCEPTED);
    expect(simulator.accepted()).toMatchObject([{ from: 'Acme', text: 'Your code is 123456' }]);
  });
});

describe('many sends at once', () => {
  it('given one signal for all of them, each gets its own answer, and Node sees no leak (X2)', async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on('warning', onWarning);
    onTestFinished(() => void process.off('warning', onWarning));
    const { simulator, url } = await runningSimulator();
    const gateway = gatewayTo(url, { connections: 8 });
    const timing = { ...AMPLE, signal: new AbortController().signal };
    const accounts = Array.from({ length: 60 }, () => ownAccount(simulator));
    const outcomes = await Promise.all(
      accounts.map(({ account, from }) => send(gateway, 'SMS', account, from, TO, timing)),
    );
    const owners = new Map(simulator.accepted().map((sent) => [sent.sid, sent.accountSid]));
    expect(owners.size).toBe(60);
    outcomes.forEach((sent, index) => {
      const owner = sent.outcome === 'ACCEPTED' ? owners.get(sent.sid) : undefined;
      expect(owner).toBe(accounts[index]?.account.sid);
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(warnings).toEqual([]);
  });
});
