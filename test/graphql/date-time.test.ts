import { describe, expect, it } from 'vitest';
import { dateTimeRefusal, parseDateTime } from '../../src/graphql/fields/date-time.ts';

describe('an instant', () => {
  it.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01t09:30:00.1z', '2026-03-01T09:30:00.100Z'],
    ['2026-03-01T09:30:00.123999+02:00', '2026-03-01T07:30:00.123Z'],
    ['2026-03-01T00:30:00-05:30', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30+02:00', '2026-03-01T07:30:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseDateTime(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'yesterday',
    '2026-03-01',
    '2026-03-01T09:30:00',
    '2026-03-01 09:30:00Z',
    '2026-13-01T00:00:00Z',
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01T09:30:60Z',
    '2026-03-01T09:30:00+24:00',
    '2026-03-01T09:30:00+02:60',
    '2026-03-01T09:30:00.1234567890Z',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
    '+275760-09-13T00:00:00Z',
  ])('is not %j', (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });

  it.each([
    ['2026-03-01', 'The time of day and the offset are missing'],
    ['2026-03-01T09:30', 'The offset is missing'],
    ['2026-03-01T09:30:00.5', 'The offset is missing'],
    ['yesterday', 'Expected an RFC 3339 time'],
  ])('%j is refused in words that say what is missing', (text, words) => {
    expect(dateTimeRefusal(text)).toContain(words);
  });
});
