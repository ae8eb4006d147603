import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPlatformFile } from '../../../src/dispatch/settings/configured-platform.ts';
import { UnusableFileError } from '../../../src/kernel/unusable-file-error.ts';

const SERVICE = `MG${'0'.repeat(32)}`;
const rateCard = {
  version: '1',
  currency: 'USD',
  prices: [
    { channel: 'SMS', prefix: '', amount: '0.05' },
    { channel: 'VOICE', prefix: '', amount: '0.1' },
  ],
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'originator-senders-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(senders: unknown) {
  const path = join(folder, 'platform.json');
  const account = { sid: `AC${'0'.repeat(32)}`, authToken: '0123456789abcdef', senders };
  await writeFile(path, JSON.stringify({ account, rateCard }));
  return readPlatformFile(path);
}

test('given senders of every kind, when the file is read, then each has what it may be used for (D16)', async () => {
  const { account } = await read([
    { from: '+15559990001', countries: 'ALL' },
    { from: '+18005550100', countries: ['US', 'CA', 'US'], channels: ['SMS'] },
    { from: '72345', countries: ['US'] },
    { from: 'Originator', countries: ['DE', 'IN'], class: 'PROMOTIONAL' },
    { from: SERVICE, countries: 'ALL' },
    { from: '+448001111111', kind: 'TOLL_FREE', countries: ['GB'], channels: ['VOICE'] },
  ]);
  const sms = { class: 'TRANSACTIONAL', channels: ['SMS'] };
  expect(account?.senders).toEqual([
    { ...sms, from: '+15559990001', kind: 'LONG_CODE', channels: ['SMS', 'VOICE'], countries: null },
    { ...sms, from: '+18005550100', kind: 'TOLL_FREE', countries: ['US', 'CA'] },
    { ...sms, from: '72345', kind: 'SHORT_CODE', countries: ['US'] },
    { ...sms, from: 'Originator', kind: 'SENDER_ID', countries: ['DE', 'IN'], class: 'PROMOTIONAL' },
    { ...sms, from: SERVICE, kind: 'MESSAGING_SERVICE', countries: null },
    { ...sms, from: '+448001111111', kind: 'TOLL_FREE', channels: ['VOICE'], countries: ['GB'] },
  ]);
});

test('given the former form, when it is read, then each sender can what it could, in all countries (D16, N7)', async () => {
  const { account } = await read({
    SMS: ['Originator', '+15559990001'],
    VOICE: ['+15559990001', '+15559990002'],
  });
  expect(account?.senders).toEqual([
    { from: 'Originator', kind: 'SENDER_ID', class: 'TRANSACTIONAL', channels: ['SMS'], countries: null },
    ...[
      { from: '+15559990001', channels: ['SMS', 'VOICE'] },
      { from: '+15559990002', channels: ['VOICE'] },
    ].map((rest) => ({ ...rest, kind: 'LONG_CODE', class: 'TRANSACTIONAL', countries: null })),
  ]);
});

test.each<[string, unknown, string]>([
  ['no list', 'Originator', 'must be a list such as'],
  ['an empty list', [], 'senders'],
  ['a plain text in the list', ['Originator'], 'senders[0]'],
  ['no countries', [{ from: '+15559990001' }], 'must be "ALL" or a list of countries'],
  ['a country that is none', [{ from: '+15559990001', countries: ['Germany'] }], 'ISO 3166-1'],
  ['a text that is no sender', [{ from: 'TwelveLetters', countries: 'ALL' }], 'a messaging service (MG…)'],
  [
    'another kind than it is',
    [{ from: 'Acme', kind: 'SHORT_CODE', countries: ['DE'] }],
    'Acme is no SHORT_CODE',
  ],
  [
    'calls from a short code',
    [{ from: '72345', channels: ['VOICE'], countries: ['US'] }],
    'cannot place calls',
  ],
  ['a short code of all countries', [{ from: '72345', countries: 'ALL' }], 'belongs to a country'],
  ['a sender ID where none is carried', [{ from: 'Acme', countries: ['DE', 'US'] }], 'not carried in US'],
  [
    'one twice',
    [
      { from: 'Acme', countries: ['DE'] },
      { from: 'Acme', countries: ['AT'] },
    ],
    'names a sender twice',
  ],
])(
  'given %s, when the file is read, then it is refused and says what to write (D16)',
  async (_, senders, said) => {
    const refused = await read(senders).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UnusableFileError);
    expect(String(refused)).toContain(said);
  },
);
