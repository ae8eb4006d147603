import { operationNameOf, type TypedDocument } from '@originator/client';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from './api.tsx';

type Named = Parameters<typeof operationNameOf>[0];

/** The key of a read in the cache: its operation and its variables. */
export function readKey(document: Named, variables: unknown) {
  return [operationNameOf(document), variables] as const;
}

/** Reads once, and again after what makes it stale. Show it by `Shown`. */
export function useRead<Result, Variables extends object>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  options: {
    readonly enabled?: boolean;
    readonly refetchMs?: number | false;
    readonly keepPrevious?: boolean;
  } = {},
) {
  const api = useApi();
  return useQuery<Result>({
    queryKey: readKey(document, variables),
    queryFn: ({ signal }) => read(api, document, variables, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchMs ?? false,
    placeholderData: options.keepPrevious === true ? keepPreviousData : undefined,
  });
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null;
}

/**
 * Reads a list page by page; the variables have no `after`, which is put in here. `pageOf` picks the connection out of a
 * result. Show it by `Shown` and end it with a `Pager`.
 */
export function useReadPages<Result, Variables extends object>(
  document: TypedDocument<Result, Variables & { readonly after?: string | null }>,
  variables: Variables,
  pageOf: (result: Result) => { readonly pageInfo: PageInfo } | null | undefined,
  options: {
    readonly enabled?: boolean;
    /** A name of what the list is of, where the variables do not tell; a list that is long is then read once for it. */
    readonly of?: string;
  } = {},
) {
  const api = useApi();
  const { of } = options;
  return useInfiniteQuery({
    queryKey: of === undefined ? readKey(document, variables) : [...readKey(document, variables), of],
    ...(of === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => read(api, document, { ...variables, after: pageParam }, signal),
    getNextPageParam: (last) => {
      const info = pageOf(last)?.pageInfo;
      return info?.hasNextPage === true ? (info.endCursor ?? null) : null;
    },
    enabled: options.enabled ?? true,
  });
}

function read<Result, Variables extends object>(
  api: ReturnType<typeof useApi>,
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Result> {
  return api.query(document, variables, { signal });
}

/** Writes into the cache what an event or a payload has told, and has reads of some operations done again. */
export function useCache() {
  const cache = useQueryClient();
  return {
    /** The result that was read last; undefined where none was. */
    last<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables) {
      return cache.getQueryData<Result>(readKey(document, variables));
    },
    put<Result, Variables>(document: TypedDocument<Result, Variables>, variables: Variables, result: Result) {
      cache.setQueryData(readKey(document, variables), result);
    },
    update<Result, Variables>(
      document: TypedDocument<Result, Variables>,
      variables: Variables,
      change: (result: Result) => Result,
    ) {
      cache.setQueryData<Result>(readKey(document, variables), (now) =>
        now === undefined ? now : change(now),
      );
    },
    refresh(...documents: readonly Named[]) {
      return Promise.all(
        documents.map((document) => cache.invalidateQueries({ queryKey: [operationNameOf(document)] })),
      );
    },
  };
}
