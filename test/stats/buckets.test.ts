import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BucketLength } from '../../src/kernel/vocabulary/statistics.ts';
import { bucketStarts } from '../../src/stats/bucket-rules.ts';
import { findTimeZone } from '../../src/stats/zone-rules.ts';

function zoneOf(name: string) {
  const zone = findTimeZone(name);
  if (zone === undefined) throw new Error(`no zone ${name}`);
  return zone;
}

/** The starts of the buckets of `[from, to)`, to the minute in UTC. */
function starts(length: BucketLength, zone: string, from: string, to: string): string[] {
  const found = bucketStarts(length, zoneOf(zone), Date.parse(from), Date.parse(to));
  return found.map((at) => new Date(at).toISOString().slice(0, 16));
}

/** The lengths in hours. */
function hours(length: BucketLength, zone: string, from: string, to: string): number[] {
  const found = [...bucketStarts(length, zoneOf(zone), Date.parse(from), Date.parse(to)), Date.parse(to)];
  return found.slice(1).map((end, index) => (end - (found[index] ?? 0)) / 3_600_000);
}

describe('buckets by the clocks of a zone', () => {
  it.each([
    [
      'Europe/Berlin, clocks forward',
      'Europe/Berlin',
      '2026-03-27T23:00Z',
      '2026-03-30T22:00Z',
      [24, 23, 24],
    ],
    ['Europe/Berlin, clocks back', 'Europe/Berlin', '2026-10-23T22:00Z', '2026-10-26T23:00Z', [24, 25, 24]],
    [
      'America/New_York, clocks forward',
      'America/New_York',
      '2026-03-07T05:00Z',
      '2026-03-10T04:00Z',
      [24, 23, 24],
    ],
    [
      'America/New_York, clocks back',
      'America/New_York',
      '2026-10-31T04:00Z',
      '2026-11-03T05:00Z',
      [24, 25, 24],
    ],
    ['Asia/Kathmandu, +05:45', 'Asia/Kathmandu', '2026-03-27T18:15Z', '2026-03-30T18:15Z', [24, 24, 24]],
    [
      'Australia/Lord_Howe, by half an hour',
      'Australia/Lord_Howe',
      '2026-04-03T13:00Z',
      '2026-04-06T13:30Z',
      [24, 24.5, 24],
    ],
    [
      'Asia/Beirut, without a midnight',
      'Asia/Beirut',
      '2026-03-27T22:00Z',
      '2026-03-30T21:00Z',
      [24, 23, 24],
    ],
    [
      'America/Havana, with two midnights',
      'America/Havana',
      '2026-10-31T04:00Z',
      '2026-11-03T05:00Z',
      [24, 25, 24],
    ],
    [
      'Pacific/Apia, without a 30th of December',
      'Pacific/Apia',
      '2011-12-29T10:00Z',
      '2011-12-31T10:00Z',
      [24, 24],
    ],
  ])('given %s, then days have the length that they have there', (_, zone, from, to, lengths) => {
    expect(hours('DAY', zone, from, to)).toEqual(lengths);
  });

  it('given clocks that are put forward, then the hour that they skip is none', () => {
    expect(starts('HOUR', 'Europe/Berlin', '2026-03-29T00:00Z', '2026-03-29T03:00Z')).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T01:00',
      '2026-03-29T02:00',
    ]);
  });

  it('given +05:45, then hours start at a quarter past the hour of UTC, and the first is cut off', () => {
    expect(starts('HOUR', 'Asia/Kathmandu', '2026-03-29T00:00Z', '2026-03-29T02:15Z')).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T00:15',
      '2026-03-29T01:15',
    ]);
  });

  it('given a range that starts within a day, then the first bucket is what is left of it', () => {
    expect(starts('DAY', 'Europe/Berlin', '2026-10-25T12:00Z', '2026-10-27T00:00Z')).toEqual([
      '2026-10-25T12:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ]);
  });

  it('given months across a change of the clocks and a year, then each starts at its first midnight', () => {
    expect(starts('MONTH', 'America/New_York', '2026-10-01T04:00Z', '2027-02-01T05:00Z')).toEqual([
      '2026-10-01T04:00',
      '2026-11-01T04:00',
      '2026-12-01T05:00',
      '2027-01-01T05:00',
    ]);
  });

  it('given any zone and range, then every start but the first is the first instant of a local date', () => {
    const quarter = 900_000;
    const zones = Intl.supportedValuesOf('timeZone');
    const first = Date.parse('2025-01-01T00:00Z') / quarter;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: first, max: first + 35_000 * 2 }),
        fc.integer({ min: 1, max: 96 * 40 }),
        (name, start, length) => {
          const date = new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short' });
          const dates = (at: number) => date.format(new Date(at));
          const [from, to] = [start * quarter, (start + length) * quarter];
          const found = bucketStarts('DAY', zoneOf(name), from, to);
          expect(found[0]).toBe(from);
          for (const at of found.slice(1)) expect(dates(at) > dates(at - 1)).toBe(true);
          expect(new Set(found.map(dates)).size).toBe(found.length);
          const days = new Set<string>();
          for (let at = from; at < to; at += quarter) days.add(dates(at));
          expect(found.length).toBe(days.size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['Mars/Olympus', '', '+05:45', '-0300'])('given %j as a zone, then there is none', (name) => {
    expect(findTimeZone(name)).toBeUndefined();
  });
});
