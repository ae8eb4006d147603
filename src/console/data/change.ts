import type { TypedDocument } from '@originator/client';
import { useMutation } from '@tanstack/react-query';
import { useApi } from './api.tsx';
import { useCache } from './read.ts';

/** The document of an operation, of which results may be in the cache. */
interface Operation {
  toString(): string;
}

/**
 * A mutation. `mutateAsync(variables)` gives its data, typed refusals among them, which the page shows by `Refusal`; what
 * failed otherwise is in `error`, for `Failed`. What is sent is not kept. Reads of the operations that it `outdates` are
 * done again afterwards, also if it failed: whether it was done may be unknown.
 */
export function useChange<Result, Variables extends object>(
  document: TypedDocument<Result, Variables>,
  outdates: readonly Operation[] = [],
) {
  const api = useApi();
  const { refresh } = useCache();
  return useMutation<Result, Error, Variables>({
    mutationFn: (variables) => api.mutate(document, variables),
    gcTime: 0,
    onSettled() {
      void refresh(...outdates);
    },
  });
}
