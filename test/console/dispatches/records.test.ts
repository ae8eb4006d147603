import { describe, expect, test } from 'vitest';
import type { DispatchLineFragment } from '../../../src/console/generated/graphql.ts';
import { rowsOf, withLive } from '../../../src/console/pages/dispatches/records/live-rows.ts';
import {
  FILTER_NAMES,
  feedFilter,
  readFilter,
} from '../../../src/console/pages/dispatches/records/record-filter.ts';

const addressed = (address: string) => {
  const given = new URLSearchParams(address);
  return readFilter((name) => given.get(name) ?? '');
};

describe('filters in the address', () => {
  test('given all of them, each becomes its condition', () => {
    const { filter, unreadable } = addressed(
      'channel=SMS&state=FAILED&billed=NONE&delivery=NONE&rule=FALLBACK_DISABLED&trigger=API_ERROR&country=es' +
        '&recipient=%2B34+600+123+456&number=Originator&version=3&from=2026-11-01T00:00:00Z&to=2026-12-01',
    );
    expect(unreadable).toEqual([]);
    expect(filter).toEqual({
      channels: ['SMS'],
      states: ['FAILED'],
      billedAccounts: ['NONE'],
      deliveries: ['NONE'],
      rules: ['FALLBACK_DISABLED'],
      triggers: ['API_ERROR'],
      countries: ['ES'],
      recipient: '+34600123456',
      originatingNumber: 'Originator',
      configurationVersions: [3],
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    });
    expect(Object.keys(filter)).toHaveLength(FILTER_NAMES.length);
  });

  test('given values that no filter has, they are told and match everything', () => {
    const { filter, unreadable } = addressed('channel=FAX&country=Spain&recipient=600&version=-1&from=soon');
    expect(unreadable).toEqual(['channel', 'country', 'recipient', 'version', 'from']);
    expect(Object.values(filter).filter((condition) => condition !== undefined)).toEqual([]);
  });

  test('given an address without any, nothing is narrowed', () => {
    expect(Object.values(addressed('view=records').filter).filter(Boolean)).toEqual([]);
  });

  test('given times, the live feed has all but those', () => {
    const { filter } = addressed('channel=SMS&from=2026-11-01T00:00:00Z&to=2026-12-01');
    expect(Object.keys(feedFilter(filter))).not.toContain('from');
    expect(Object.keys(feedFilter(filter))).not.toContain('to');
    expect(feedFilter(filter)).toMatchObject({ channels: ['SMS'] });
  });
});

const line = (id: string, minute: number, changedMinute = minute): DispatchLineFragment => ({
  id,
  channel: 'SMS',
  state: 'ACCEPTED',
  delivery: 'NONE',
  deliveryCode: null,
  billedAccount: 'CUSTOM',
  alsoBilled: null,
  trigger: null,
  rule: 'CUSTOM_FIRST',
  originatingNumber: '+15550000015',
  charge: null,
  recipient: '+141••••••23',
  country: 'US',
  simulated: true,
  createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  changedAt: new Date(Date.UTC(2026, 0, 1, 0, changedMinute)).toISOString(),
});

const shown = (rows: ReturnType<typeof rowsOf>) => rows.map(({ record, mark }) => [record.id, mark]);

describe('the rows of a page that is followed live', () => {
  const page = [line('c', 3), line('b', 2)];
  const told = (...records: DispatchLineFragment[]) => withLive(new Map(), records);

  test('given a record that was made meanwhile, it is at the top and marked', () => {
    expect(shown(rowsOf(page, told(line('d', 4)), false))).toEqual([
      ['d', 'new'],
      ['c', null],
      ['b', null],
    ]);
  });

  test('given a record of the page that changed, it stays where it is, as it is now', () => {
    const rows = rowsOf(page, told({ ...line('b', 2, 9), delivery: 'DELIVERED' }), false);
    expect(shown(rows)).toEqual([
      ['c', null],
      ['b', 'changed'],
    ]);
    expect(rows[1]?.record.delivery).toBe('DELIVERED');
  });

  test('given a record of an older page that changed, this page is as it was, unless there is no older one', () => {
    expect(shown(rowsOf(page, told(line('a', 1, 9)), false))).toHaveLength(2);
    expect(shown(rowsOf(page, told(line('a', 1, 9)), true)).at(-1)).toEqual(['a', 'new']);
  });

  test('given what was told before the page was read, nothing is marked', () => {
    expect(rowsOf([line('c', 3, 5)], told(line('c', 3, 4)), false)).toEqual([
      { record: line('c', 3, 5), mark: null },
    ]);
  });

  test('given events out of order and more than are kept, the latest of each and the latest ones remain', () => {
    const live = withLive(told(line('x', 1, 9)), [line('x', 1, 2)]);
    expect(live.get('x')).toEqual(line('x', 1, 9));
    const many = withLive(
      live,
      Array.from({ length: 500 }, (_, index) => line(`n${index}`, index)),
    );
    expect(many.size).toBeLessThanOrEqual(200);
    expect(many.has('n499')).toBe(true);
    expect(many.has('x')).toBe(false);
  });
});
