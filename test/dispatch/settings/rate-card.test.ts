import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPlatformFile } from '../../../src/dispatch/settings/configured-platform.ts';
import {
  multiplyDecimal,
  type RateCard,
  rateCardCharge,
  rateCardProblems,
} from '../../../src/dispatch/settings/rate-card-rules.ts';
import { SHIPPED_LIMITS } from '../../../src/kernel/sending/sending-policy.ts';
import { UnusableFileError } from '../../../src/kernel/unusable-file-error.ts';
import { phone } from '../../twilio/sending-kit.ts';

const CARD: RateCard = {
  version: '2026-11',
  currency: 'EUR',
  prices: [
    { channel: 'SMS', prefix: '', amount: '0.0500' },
    { channel: 'SMS', prefix: '+1', amount: '0.0083' },
    { channel: 'SMS', prefix: '+1242', amount: '0.03' },
    { channel: 'SMS', prefix: '+49', amount: '0.093' },
    { channel: 'SMS', prefix: '+4915', amount: '0' },
    { channel: 'VOICE', prefix: '', amount: '1' },
    { channel: 'VOICE', prefix: '+1', amount: '0.014' },
  ],
};

describe('the rate card', () => {
  test.each([
    ['SMS', '+4420123456', 1, '0.0500'],
    ['SMS', '+14155550100', 1, '0.0083'],
    ['SMS', '+14155550100', 3, '0.0249'],
    ['SMS', '+12425550100', 2, '0.06'],
    ['SMS', '+4930123456', 1, '0.093'],
    ['SMS', '+4915112345678', 10, '0'],
    ['SMS', '+41791234567', 12, '0.6000'],
    ['VOICE', '+4930123456', 1, '1'],
    ['VOICE', '+14155550100', 1, '0.014'],
  ] as const)('%s to %s, %i segments: %s (B2)', (channel, to, segments, amount) => {
    expect(rateCardCharge(CARD, channel, phone(to), segments)).toEqual({
      ...{ amount, currency: 'EUR', source: 'RATE_CARD', rateCardVersion: '2026-11' },
    });
  });

  test('has the longest prefix win, in whatever order the prices stand (B2)', () => {
    const shuffled = fc.shuffledSubarray([...CARD.prices], { minLength: CARD.prices.length });
    fc.assert(
      fc.property(shuffled, (prices) => {
        expect(rateCardCharge({ ...CARD, prices }, 'SMS', phone('+12425550100'), 1).amount).toBe('0.03');
      }),
    );
  });

  test('multiplies exactly what binary fractions cannot say (B2)', () => {
    expect(multiplyDecimal('0.1', 3)).toBe('0.3');
    expect(multiplyDecimal('0.0075', 7)).toBe('0.0525');
    expect(multiplyDecimal('999999999.999999999', 10)).toBe('9999999999.999999990');
    const amounts = fc.tuple(fc.bigInt(0n, 999_999_999n), fc.stringMatching(/^\d{0,9}$/));
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1_000 }), ([whole, decimals], factor) => {
        const product = multiplyDecimal(decimals === '' ? String(whole) : `${whole}.${decimals}`, factor);
        const [wholePart = '', decimalPart = ''] = product.split('.');
        expect(decimalPart).toHaveLength(decimals.length);
        expect(BigInt(wholePart + decimalPart)).toBe(BigInt(`${whole}${decimals}`) * BigInt(factor));
        // As many as were quoted become as many as were told (B5).
        expect(multiplyDecimal(product, 7, factor)).toBe(
          multiplyDecimal(multiplyDecimal(product, 1, factor), 7),
        );
      }),
    );
  });

  test('is refused without a catch-all price for each channel, or with two prices for one prefix (B2)', () => {
    const without = (channel: string) =>
      CARD.prices.filter((price) => price.channel !== channel || price.prefix !== '');
    const twice = { channel: 'SMS', prefix: '+49', amount: '0.1' } as const;
    expect(rateCardProblems(CARD)).toEqual([]);
    expect(rateCardProblems({ ...CARD, prices: without('SMS') })).toEqual([
      'the rate card has no catch-all price for SMS',
    ]);
    expect(rateCardProblems({ ...CARD, prices: [] })).toHaveLength(2);
    expect(rateCardProblems({ ...CARD, prices: [...CARD.prices, twice] })).toEqual([
      'the rate card has two prices for SMS +49',
    ]);
  });
});

describe('the platform file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'originator-platform-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const TOKEN = '0123456789abcdef0123456789abcdef';
  const account = {
    sid: `AC${'0'.repeat(32)}`,
    authToken: TOKEN,
    senders: { SMS: ['Originator', '+15559990001'], VOICE: ['+15559990001'] },
  };
  const good = { account, rateCard: CARD };

  async function read(content: unknown): Promise<unknown> {
    const path = join(folder, 'platform.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readPlatformFile(path).catch((error: unknown) => error);
  }

  test('gives the account, the settings of D6 and D9, which are off unless set, and the rate card (B2, D6, D9, N7)', async () => {
    const { senders: _, ...own } = account;
    expect(await read(good)).toMatchObject({
      account: own,
      rateCard: CARD,
      simulated: false,
      settings: { treatUndefinedAsDisabled: false, excludedCodes: [] },
      sendingLimits: SHIPPED_LIMITS,
    });
    const stricter = { mode: 'ENFORCE', tenMinutes: 1, hour: 2, day: 3 };
    const { defaults, bounds } = SHIPPED_LIMITS;
    const limited = { defaults: { smsRecipients: stricter }, bounds: { voiceRecipients: null } };
    expect(await read({ ...good, sendingLimits: limited })).toMatchObject({
      sendingLimits: {
        defaults: { ...defaults, smsRecipients: stricter },
        bounds: { ...bounds, voiceRecipients: null },
      },
    });
    const settings = { treatUndefinedAsDisabled: true, excludedCodes: [21_610] };
    expect(await read({ ...good, account: null, settings })).toMatchObject({ account: null, settings });
    const rotated = { ...account, secondAuthToken: `f${TOKEN.slice(1)}` };
    expect(await read({ ...good, account: rotated })).toMatchObject({
      account: { secondAuthToken: rotated.secondAuthToken },
    });
  });

  test.each<[string, unknown, string]>([
    ['no JSON', `{"account": {"authToken": "${TOKEN}"`, 'it is no JSON'],
    ['no rate card', { account }, 'rateCard'],
    ['no catch-all', { ...good, rateCard: { ...CARD, prices: [] } }, 'no catch-all price for SMS'],
    ['a negative price', withPrice('-0.01'), 'must be a decimal string that is not negative'],
    ['a number as a price', withPrice(0.05), 'amount'],
    ['a price in words', withPrice('1e-3'), 'must be a decimal string'],
    ['a prefix without a plus', withPrefix('49'), 'must be empty or begin like +49'],
    ['a currency of two letters', { ...good, rateCard: { ...CARD, currency: 'EU' } }, 'ISO 4217'],
    ['a SID that is none', { ...good, account: { ...account, sid: 'AC1' } }, 'sid'],
    [
      'a second token that is none',
      { ...good, account: { ...account, secondAuthToken: '' } },
      'secondAuthToken',
    ],
    ['a sender ID for calls', senders({ VOICE: ['Originator'] }), 'must be an E.164 number'],
    ['a sender ID that is too long', senders({ SMS: ['TwelveLetters'] }), 'must be a number or a sender ID'],
    ['no sender', senders({ SMS: [] }), 'senders'],
    ['a code that is none', { ...good, settings: { excludedCodes: [1] } }, 'excludedCodes'],
    ['half a character', { ...good, rateCard: { ...CARD, version: '2026 \ud83d' } }, 'not displayed'],
    ['a misspelt setting', { ...good, setings: {} }, 'setings'],
    ['a misspelt guard', { ...good, sendingLimits: { bounds: { smsRecipent: null } } }, 'smsRecipent'],
  ])('is refused with %s, and what is said does not repeat the token (B2, X4)', async (_, content, said) => {
    const refused = await read(content);
    expect(refused).toBeInstanceOf(UnusableFileError);
    expect(String(refused)).toContain(said);
    expect(String(refused)).not.toContain(TOKEN);
  });

  test('that is not there is named', async () => {
    await expect(readPlatformFile(join(folder, 'absent.json'))).rejects.toThrow('absent.json');
  });

  function withPrice(amount: unknown) {
    return {
      ...good,
      rateCard: { ...CARD, prices: [...CARD.prices, { channel: 'SMS', prefix: '+7', amount }] },
    };
  }
  function withPrefix(prefix: string) {
    return {
      ...good,
      rateCard: { ...CARD, prices: [...CARD.prices, { channel: 'SMS', prefix, amount: '1' }] },
    };
  }
  function senders(changes: object) {
    return { ...good, account: { ...account, senders: { ...account.senders, ...changes } } };
  }
});
