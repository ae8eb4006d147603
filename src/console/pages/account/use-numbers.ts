import { useEffect, useMemo } from 'react';
import { useTenant } from '../../caller/caller.tsx';
import { useReadPages } from '../../data/read.ts';
import {
  AccountDraftNumbersDocument,
  AccountLiveNumbersDocument,
  type ListedNumberFragment,
  type OrganizationNumberFilter,
} from '../../generated/graphql.ts';

const PAGE = 100;
const NONE = { listed: 0, selected: 0, excluded: 0 };

/** The numbers of the draft, or of the live account where there is no draft; all pages, one after the other. */
export function useNumbers(source: 'draft' | 'live', filter: OrganizationNumberFilter, of: string) {
  const { tenantId } = useTenant();
  const variables = { tenantId, filter, first: PAGE };
  const draft = useReadPages(
    AccountDraftNumbersDocument,
    variables,
    ({ tenant }) => tenant?.draft?.account.organizationNumbers,
    { enabled: source === 'draft', of },
  );
  const live = useReadPages(
    AccountLiveNumbersDocument,
    variables,
    ({ tenant }) => tenant?.configuration?.account?.organizationNumbers,
    { enabled: source === 'live', of },
  );
  const read = source === 'draft' ? draft : live;
  const { hasNextPage, isFetching, fetchNextPage, error } = read;
  useEffect(() => {
    if (hasNextPage && !isFetching && error === null) void fetchNextPage();
  }, [hasNextPage, isFetching, error, fetchNextPage]);
  return useMemo(() => {
    const pages =
      source === 'draft'
        ? (draft.data?.pages ?? []).map(({ tenant }) => tenant?.draft?.account.organizationNumbers)
        : (live.data?.pages ?? []).map(({ tenant }) => tenant?.configuration?.account?.organizationNumbers);
    const items: ListedNumberFragment[] = [];
    for (const page of pages) for (const { node } of page?.edges ?? []) items.push(node);
    return {
      items,
      counts: pages[0]?.counts ?? NONE,
      isThere: pages.length > 0,
      isComplete: pages.length > 0 && !hasNextPage,
      error,
      refetch: read.refetch,
    };
  }, [source, draft.data, live.data, hasNextPage, error, read.refetch]);
}
