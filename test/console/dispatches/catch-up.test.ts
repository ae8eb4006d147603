import { describe, expect, test } from 'vitest';
import type {
  DispatchLineFragment,
  DispatchListQuery,
  DispatchListQueryVariables,
} from '../../../src/console/generated/graphql.ts';
import { changesSince, latestChange } from '../../../src/console/pages/dispatches/records/catch-up.ts';

const instant = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const line = (id: string, changedMinute: number): DispatchLineFragment => ({
  ...{ id, channel: 'SMS', state: 'ACCEPTED', delivery: 'NONE', deliveryCode: null, billedAccount: 'CUSTOM' },
  ...{ alsoBilled: null, trigger: null, rule: 'CUSTOM_FIRST', originatingNumber: null, charge: null },
  ...{ recipient: '+141••••••23', country: 'US', simulated: true, createdAt: instant(0) },
  changedAt: instant(changedMinute),
});
const SINCE = instant(1);

/** An API of these pages, which tells what it was asked. */
function apiOf(pages: readonly (readonly DispatchLineFragment[])[]) {
  const asked: DispatchListQueryVariables[] = [];
  const read = async (variables: DispatchListQueryVariables): Promise<DispatchListQuery> => {
    const index = asked.push(variables) - 1;
    const edges = (pages[index] ?? []).map((node) => ({ node }));
    const pageInfo = { hasNextPage: index < pages.length - 1, endCursor: `page-${index}` };
    return { tenant: { id: 'acme', dispatchRecords: { edges, pageInfo } } };
  };
  return { read, asked };
}

describe('what has changed while the live feed was lost', () => {
  test('given two pages of changes, then both are read, by the filter of the list and from the last change that was seen', async () => {
    const { read, asked } = apiOf([[line('a', 2)], [line('b', 3)]]);
    const filter = { channels: ['SMS' as const] };
    const changed = await changesSince(read, { tenantId: 'acme', filter, changedSince: SINCE });
    expect(changed?.map(({ id }) => id)).toEqual(['a', 'b']);
    const same = { tenantId: 'acme', filter: { ...filter, changedSince: SINCE }, first: 100 };
    expect(asked).toEqual([
      { ...same, after: null },
      { ...same, after: 'page-0' },
    ]);
  });

  test('given more than is kept live, then nothing is given, so that the list is read again', async () => {
    const { read, asked } = apiOf([[line('a', 2)], [line('b', 3)], [line('c', 4)]]);
    expect(await changesSince(read, { tenantId: null, filter: {}, changedSince: SINCE })).toBeNull();
    expect(asked).toHaveLength(2);
  });

  test('given records in any order, then the last change is the latest of them, and there is none among none', () => {
    expect(latestChange([line('a', 2), line('b', 9), line('c', 4)])).toBe(instant(9));
    expect(latestChange([])).toBeNull();
  });
});
