import type { TypedDocument } from '@originator/client';
import { useMutation } from '@tanstack/react-query';
import { useApi } from './api.tsx';

/**
 * A mutation. `mutateAsync(variables)` gives its data, typed refusals among them, which the page shows by `Refusal`; what
 * failed otherwise is in `error`, for `Failed`. What is sent is not kept.
 */
export function useChange<Result, Variables extends object>(document: TypedDocument<Result, Variables>) {
  const api = useApi();
  return useMutation<Result, Error, Variables>({
    mutationFn: (variables) => api.mutate(document, variables),
    gcTime: 0,
  });
}
