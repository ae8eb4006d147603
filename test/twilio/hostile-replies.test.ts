import { describe, expect, it } from 'vitest';
import { callbackOutcome } from '../../src/twilio/callback-signature.ts';
import { readAccount, readErrorCode, readNumbersPage } from '../../src/twilio/replies.ts';
import { readSent, readSentPage, readSentState } from '../../src/twilio/sent-replies.ts';
import { HOSTILE_TEXTS, isHarmless } from '../support/hostile-texts.ts';
import { ANYBODY, CHANNELS } from './sending-kit.ts';

const SID = { SMS: `SM${'ab'.repeat(16)}`, VOICE: `CA${'ab'.repeat(16)}` } as const;
const LIST = { SMS: 'messages', VOICE: 'calls' } as const;

type Members = Readonly<Record<string, unknown>>;

/** An answer, and what is read of it. */
interface Reading {
  readonly answer: Members;
  readonly read: (answer: Members) => unknown;
}

const item = (channel: 'SMS' | 'VOICE'): Members => ({
  ...{ sid: SID[channel], account_sid: ANYBODY.sid, status: 'queued', direction: 'outbound-api' },
  ...{ date_created: 'Thu, 01 Jan 2026 00:00:00 +0000', error_code: null, num_segments: '1' },
  ...{ price: '-0.0079', price_unit: 'USD', body: 'Hi', to: '+1', from: '+2', error_message: 'none' },
});
const account: Members = {
  ...{ sid: ANYBODY.sid, friendly_name: 'Acme', status: 'active', type: 'Full' },
  ...{ owner_account_sid: ANYBODY.sid, auth_token: 'x' },
};
const number: Members = {
  ...{ sid: `PN${'0'.repeat(32)}`, account_sid: ANYBODY.sid, phone_number: '+15550000001' },
  ...{ friendly_name: 'Number', capabilities: { sms: true, voice: true } },
};

/** Every reading that there is of what Twilio says. */
const READINGS: readonly (readonly [string, Reading])[] = [
  ['an account', { answer: account, read: (answer) => readAccount(answer, ANYBODY.sid) }],
  [
    'a list of numbers',
    {
      answer: number,
      read: (answer) =>
        readNumbersPage({ incoming_phone_numbers: [answer], next_page_uri: null }, ANYBODY.sid),
    },
  ],
  ['an error', { answer: { code: 20_003, message: 'no' }, read: readErrorCode }],
  ...CHANNELS.flatMap((channel): (readonly [string, Reading])[] => [
    [
      `the answer to a send by ${channel}`,
      { answer: item(channel), read: (answer) => readSent(answer, channel, ANYBODY.sid) },
    ],
    [
      `the state of ${channel}`,
      { answer: item(channel), read: (answer) => readSentState(answer, channel, ANYBODY.sid, SID[channel]) },
    ],
    [
      `a list of what was sent by ${channel}`,
      {
        answer: item(channel),
        read: (answer) =>
          readSentPage({ [LIST[channel]]: [answer], next_page_uri: null }, channel, ANYBODY.sid),
      },
    ],
  ]),
  [
    'the callback of a message',
    {
      answer: { MessageSid: SID.SMS, MessageStatus: 'delivered', ErrorCode: '30003', From: '+1' },
      read: readCallback,
    },
  ],
  [
    'the callback of a call',
    { answer: { CallSid: SID.VOICE, CallStatus: 'completed', CallDuration: '1' }, read: readCallback },
  ],
];

function readCallback(fields: Members): unknown {
  return callbackOutcome(
    new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)])),
  );
}

/** All texts in what was read. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(READINGS)('given %s', (_, { answer, read }) => {
  it('that is as it should be, it is read', () => {
    expect(read(answer) ?? null).not.toBeNull();
  });

  it.each(HOSTILE_TEXTS)(
    'with %s in any member, then nothing comes of it that cannot be kept (V4)',
    (__, text) => {
      for (const name of Object.keys(answer)) {
        const texts = textsIn(read({ ...answer, [name]: text }));
        expect(
          texts.filter((each) => !isHarmless(each)),
          name,
        ).toEqual([]);
      }
    },
  );
});
