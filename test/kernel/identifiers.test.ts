import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  configurationVersion,
  newUuid,
  PLATFORM_TENANT,
  parseAccountSid,
  parseTenantId,
  parseUuid,
} from '../../src/kernel/ids.ts';
import { parsePhoneNumber } from '../../src/kernel/phone-number.ts';

describe('a tenant id', () => {
  test.each(['a', 'acme', 'A.b_c-9', '...', '-', 'x'.repeat(64)])('may be %j (S12)', (text) => {
    expect(parseTenantId(text)).toBe(text);
  });

  test.each([
    '',
    '.',
    '..',
    'x'.repeat(65),
    'a b',
    'a/b',
    'ä',
    'a\n',
    '\na',
    "a'b",
    'a\u0000',
    PLATFORM_TENANT,
  ])('may not be %j (S12, X1)', (text) => {
    expect(parseTenantId(text)).toBeUndefined();
  });
});

describe('an account SID', () => {
  test.each([`AC${'0'.repeat(32)}`, `AC${'abcdef0123456789'.repeat(2)}`])('may be %s (V2)', (text) => {
    expect(parseAccountSid(text)).toBe(text);
  });

  test('is the same in capitals (V2, C6)', () => {
    const sid = `AC${'abcdef0123456789'.repeat(2)}`;
    expect(parseAccountSid(sid.toUpperCase())).toBe(sid);
  });

  test.each([
    '',
    'AC',
    `ac${'0'.repeat(32)}`,
    `AC${'0'.repeat(31)}`,
    `AC${'0'.repeat(33)}`,
    `AC${'0'.repeat(31)}g`,
    `AC${'0'.repeat(32)}\n`,
  ])('may not be %j (V2)', (text) => {
    expect(parseAccountSid(text)).toBeUndefined();
  });
});

describe('a telephone number', () => {
  test.each(['+12', '+15550000000', '+123456789012345'])('may be %s', (text) => {
    expect(parsePhoneNumber(text)).toBe(text);
  });

  test.each([
    '',
    '+',
    '+1',
    '+0123',
    '15550000000',
    '+1234567890123456',
    '+1555 000',
    '+1555a',
    '+１２３',
    '+12\n',
  ])('may not be %j', (text) => {
    expect(parsePhoneNumber(text)).toBeUndefined();
  });
});

describe('an identifier', () => {
  const instantOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);

  test('carries the instant it was made for, to the millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 42 }), (at) => {
        expect(instantOf(newUuid(new Date(at)))).toBe(at);
      }),
    );
  });

  test('sorts as it was made, however many are made in one millisecond', () => {
    const at = new Date();
    const ids = Array.from({ length: 20_000 }, () => newUuid(at));
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
    expect(newUuid(new Date(at.getTime() + 1)) > (ids.at(-1) ?? '')).toBe(true);
  });

  test('is taken in any letter case and given in lower', () => {
    const id = newUuid(new Date());
    expect(parseUuid(id)).toBe(id);
    expect(parseUuid(id.toUpperCase())).toBe(id);
  });

  test.each([
    '',
    'x',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '6fa459ea-ee8a-4ca4-894e-db77e160355e',
    '01a20628-f876-7000-8000-2ed06d66ec8',
    '01a20628f87670008000-2ed06d66ec877',
    '{01a20628-f876-7000-8000-2ed06d66ec87}',
    '01a20628-f876-7000-c000-2ed06d66ec87',
  ])('is not %j', (text) => {
    expect(parseUuid(text)).toBeUndefined();
  });
});

test.each([-1, 0.5, Number.NaN, 2 ** 31])('%d is no version of a configuration (S1)', (value) => {
  expect(() => configurationVersion(value)).toThrow(RangeError);
  expect(configurationVersion(2 ** 31 - 1)).toBe(2 ** 31 - 1);
});
