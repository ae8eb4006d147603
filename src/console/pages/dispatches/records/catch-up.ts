import type {
  DispatchLineFragment,
  DispatchListQuery,
  DispatchListQueryVariables,
  DispatchRecordFilter,
} from '../../../generated/graphql.ts';

const PAGE_SIZE = 100;
/** After this many pages the newest of the list is read again instead: more than that is not kept live. */
const MOST_PAGES = 2;

/** The instant of the latest change among these records; null where there is none. */
export function latestChange(records: Iterable<Pick<DispatchLineFragment, 'changedAt'>>): string | null {
  let latest: string | null = null;
  for (const { changedAt } of records) if (latest === null || changedAt > latest) latest = changedAt;
  return latest;
}

/** The records of a filter that have changed since an instant, in the order of their changes; null where they are too many. */
export async function changesSince(
  read: (variables: DispatchListQueryVariables) => Promise<DispatchListQuery>,
  asked: {
    readonly tenantId: string | null;
    readonly filter: DispatchRecordFilter;
    readonly changedSince: string;
  },
): Promise<readonly DispatchLineFragment[] | null> {
  const { tenantId, changedSince } = asked;
  const filter = { ...asked.filter, changedSince };
  const changed: DispatchLineFragment[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { tenant }: DispatchListQuery = await read({ tenantId, filter, first: PAGE_SIZE, after });
    const list = tenant?.dispatchRecords;
    if (list === undefined || list === null) return null;
    changed.push(...list.edges.map(({ node }) => node));
    if (!list.pageInfo.hasNextPage) return changed;
    after = list.pageInfo.endCursor ?? null;
  }
  return null;
}
