import { beforeAll } from 'vitest';
import { simulatedAccount } from '../../src/dev/simulator/scenario-accounts.ts';
import type { Simulator } from '../../src/dev/simulator/simulator.ts';
import type { AuthToken } from '../../src/kernel/ids.ts';
import { type PhoneNumber, parsePhoneNumber } from '../../src/kernel/phone-number.ts';
import type { Channel } from '../../src/kernel/vocabulary/dispatch.ts';
import type {
  CallOrder,
  MessageOrder,
  SendOutcome,
  SendTiming,
  TwilioCredential,
  TwilioGateway,
} from '../../src/twilio/gateway.ts';

export const CHANNELS: readonly Channel[] = ['SMS', 'VOICE'];

/** Time enough on a busy machine. */
export const AMPLE: SendTiming = { timeoutMs: 20_000 };

/** Somebody whom everything reaches. */
export const TO = phone('+4915112345678');

/** A credential for servers that look at none. */
export const ANYBODY: TwilioCredential = simulatedAccount(
  'anybody',
  `AC${'0'.repeat(32)}`,
  'token',
  'anybody',
);

/** Imports what the first call would import, which takes longer than the budgets of some tests. */
export function warmed(): void {
  beforeAll(async () => {
    await Promise.all([import('twilio'), import('undici')]);
  });
}

export function phone(text: string): PhoneNumber {
  const number = parsePhoneNumber(text);
  if (number === undefined) throw new Error(`no number: ${text}`);
  return number;
}

export function message(from: string, change: Partial<MessageOrder> = {}): MessageOrder {
  return {
    to: TO,
    from,
    body: 'Your code is 123456',
    statusCallback: null,
    validitySeconds: null,
    ...change,
  };
}

export function call(from: string, change: Partial<CallOrder> = {}): CallOrder {
  return { to: TO, from, say: { text: 'One two three', language: 'en-US' }, statusCallback: null, ...change };
}

/** Sends something on the channel. */
export function send(
  gateway: TwilioGateway,
  channel: Channel,
  credential: TwilioCredential,
  from: string,
  to: PhoneNumber = TO,
  timing: SendTiming = AMPLE,
): Promise<SendOutcome> {
  return channel === 'SMS'
    ? gateway.sendMessage(credential, message(from, { to }), timing)
    : gateway.placeCall(credential, call(from, { to }), timing);
}

/** An account of the test's own with numbers that can do both; its credential and the first of them. */
export function ownAccount(simulator: Simulator, numbers = 1) {
  const account = simulator.addAccount({ numbers });
  const handle = simulator.account(account.sid);
  const [from = ''] = handle.phoneNumbers;
  return { account, handle, from };
}

/** The credential with another token. */
export function withToken({ sid }: TwilioCredential, token: string): TwilioCredential {
  return { sid, authToken: token as AuthToken };
}
