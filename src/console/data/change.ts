import type { TypedDocument } from '@originator/client';
import { useMutation } from '@tanstack/react-query';
import type { StepUpWish } from '../session/session.ts';
import { useSession } from '../session/session-context.tsx';
import { useApi } from './api.tsx';
import { useCache } from './read.ts';

/** The document of an operation, of which results may be in the cache. */
interface Operation {
  toString(): string;
}

/**
 * A mutation. `mutateAsync(variables)` gives its data, typed refusals among them, which the page shows by `Refusal`; what
 * failed otherwise is in `error`, for `Failed`. What is sent is not kept. Reads of the operations that it `outdates` are
 * done again afterwards, also if it failed: whether it was done may be unknown. Where the person has to authenticate again
 * first, it waits for that and is sent once more (X7).
 */
export function useChange<Result, Variables extends object>(
  document: TypedDocument<Result, Variables>,
  outdates: readonly Operation[] = [],
) {
  const api = useApi();
  const { session } = useSession();
  const { refresh } = useCache();
  return useMutation<Result, Error, Variables>({
    async mutationFn(variables) {
      const answer = await api.mutate(document, variables);
      const wanted = wishIn(answer);
      if (wanted === null) return answer;
      // A person who does not want to is shown the refusal; what is typed stays as it is either way.
      const isDone = await session.stepUp(wanted).then(
        () => true,
        () => false,
      );
      return isDone ? api.mutate(document, variables) : answer;
    },
    gcTime: 0,
    onSettled() {
      void refresh(...outdates);
    },
  });
}

/** The authentication that is wanted before the mutation is done; null where it was answered otherwise. */
function wishIn(answer: unknown): StepUpWish | null {
  if (typeof answer !== 'object' || answer === null) return null;
  return Object.values(answer).find(isWish) ?? null;
}

function isWish(result: unknown): result is StepUpWish {
  return typeof result === 'object' && result !== null && 'acrValues' in result && 'methods' in result;
}
