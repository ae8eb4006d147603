import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { AccountScenario } from '../../src/dev/simulator/simulator.ts';
import { SIMULATED_RECIPIENTS } from '../../src/dev/simulator/simulator.ts';
import type { TwilioCallEvent } from '../../src/twilio/call-event.ts';
import { call, message, ownAccount, phone, warmed, withToken } from './sending-kit.ts';
import { gatewayTo, patience, runningSimulator } from './twilio-kit.ts';

warmed();

const TOKEN = 'canaryToken0123456789abcdef';
const TEXT = 'canary text 424242';
const CALLBACK = 'https://canary.example/status';
const ONE_OF_EACH_FAULT = SIMULATED_RECIPIENTS.filter(
  ({ phoneNumber, fault }) => fault !== undefined || /21610|30003/.test(phoneNumber),
);
const SCENARIOS: readonly AccountScenario[] = [
  'FINE',
  'NOT_USABLE',
  'THROTTLED',
  'SERVER_ERROR',
  'HANGS',
  'RESETS',
  'CUTS',
  'GARBAGE',
];

/** Everything that a gateway to `url` says about sending to `to`, in every form that a log could give it. */
async function said(
  url: string,
  sid: ReturnType<typeof ownAccount>['account'],
  from: string,
  to: string,
): Promise<{ readonly text: string; readonly events: readonly TwilioCallEvent[] }> {
  const events: TwilioCallEvent[] = [];
  const gateway = gatewayTo(url, { log: (event) => events.push(event), responseTimeoutMs: 100, attempts: 2 });
  const seen: unknown[] = [gateway];
  const keep = async (promise: Promise<unknown>) => seen.push(await promise.catch((error: unknown) => error));
  const change = { to: phone(to), statusCallback: CALLBACK };
  const spoken = (text: string) => call(from, { ...change, say: { text, language: 'en-US' } });
  const brief = { timeoutMs: 150 };
  for (const credential of [withToken(sid, TOKEN), withToken(sid, `${TOKEN}-but-wrong`)]) {
    await keep(gateway.sendMessage(credential, message(from, { ...change, body: TEXT }), brief));
    await keep(gateway.placeCall(credential, spoken(TEXT), brief));
    await keep(gateway.placeCall(credential, spoken(TEXT.repeat(400)), brief));
    const query = { to: change.to, from, since: new Date(0) };
    await keep(gateway.listSent(credential, { ...query, channel: 'SMS' }, patience()));
    await keep(gateway.listSent(credential, { ...query, channel: 'VOICE' }, patience()));
    await keep(gateway.fetchSent(credential, 'SMS', `SM${'0'.repeat(32)}`, patience()));
    await keep(gateway.fetchSent(credential, 'SMS', TEXT, patience()));
  }
  const text = [...seen, events]
    .map((value) => `${JSON.stringify(value)} ${inspect(value, { depth: 12, showHidden: true })}`)
    .concat(seen.map((value) => (value instanceof Error ? `${value.stack} ${inspect(value.cause)}` : '')))
    .join('\n');
  return { text, events };
}

function expectSilence(text: string, to: string, sid: string): void {
  expect(text).not.toContain('canary');
  expect(text).not.toContain(encodeURIComponent(TEXT));
  expect(text).not.toContain(to);
  expect(text).not.toContain(to.slice(1));
  expect(text).not.toContain(Buffer.from(`${sid}:${TOKEN}`).toString('base64').slice(0, -4));
}

describe('token, text and recipient', () => {
  it.each(ONE_OF_EACH_FAULT)(
    'given $phoneNumber, they are in nothing that is returned, thrown or logged (X4, D12)',
    async ({ phoneNumber }) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle, from } = ownAccount(simulator);
      handle.rotateToken(TOKEN);
      const { text, events } = await said(url, account, from, phoneNumber);
      expect(events.map((event) => event.call)).toEqual(
        expect.arrayContaining(['SEND_SMS', 'SEND_VOICE', 'MESSAGES', 'CALLS']),
      );
      expectSilence(text, phoneNumber, account.sid);
    },
  );

  it.each(SCENARIOS)(
    'given an account that is %s, they are in nothing that is returned, thrown or logged (X4, D12)',
    async (scenario) => {
      const { simulator, url } = await runningSimulator();
      const { account, handle, from } = ownAccount(simulator);
      handle.rotateToken(TOKEN);
      handle.setScenario(scenario);
      const { text, events } = await said(url, account, from, '+4915177777777');
      expect(events.length).toBeGreaterThan(0);
      expectSilence(text, '+4915177777777', account.sid);
    },
  );
});
