import { useCallback, useEffect, useRef, useState } from 'react';
import { useTenant } from '../../app/caller.tsx';
import { useApi } from '../../data/api.tsx';
import {
  type NumberSelection,
  SelectAccountNumbersDocument,
  type SelectAccountNumbersMutation,
} from '../../generated/graphql.ts';
import type { Draft } from './account-state.ts';

/** A change goes to the draft this long after the last one, so that a row of them goes at once. */
const PAUSE_MS = 400;

type Answer = NonNullable<SelectAccountNumbersMutation['selectOrganizationNumbers']>;
type Refused = Exclude<Answer, { __typename: 'SelectOrganizationNumbersPayload' }>;
type Reference = { readonly id: string; readonly revision: number };

/**
 * The selection of numbers. It is kept in the draft as it is made, so that no reload loses it; until it has been, and while a
 * refusal stands, it is kept here. An empty one is kept here only, since no draft may have it.
 */
export function useSelection(draft: Draft | null, onDraft: (draft: Draft) => void) {
  const { tenantId } = useTenant();
  const api = useApi();
  const [wanted, setWanted] = useState<ReadonlySet<string> | null>(null);
  const [problem, setProblem] = useState<Refused | Error | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const isRefused = useRef(false);
  const waiting = useRef<NumberSelection | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reference = useRef<Reference | null>(draft);
  const running = useRef<Promise<void>>(Promise.resolve());
  const latest = useRef<Draft | null>(null);
  const told = useRef(onDraft);
  told.current = onDraft;
  // While there is something to keep, what somebody else did to the draft must come back as a refusal (S3).
  if (wanted === null) reference.current = draft;

  const send = useCallback(async () => {
    const numbers = waiting.current;
    if (numbers === null) return;
    waiting.current = null;
    setKeeping(true);
    try {
      const now = reference.current;
      const input = {
        tenantId,
        numbers,
        ...(now === null ? {} : { draft: { id: now.id, revision: now.revision } }),
      };
      const { selectOrganizationNumbers: answer } = await api.mutate(SelectAccountNumbersDocument, { input });
      if (answer?.__typename === 'SelectOrganizationNumbersPayload') {
        reference.current = answer.draft;
        latest.current = answer.draft;
        isRefused.current = false;
        setProblem(null);
        told.current(answer.draft);
      } else {
        isRefused.current = true;
        setProblem(answer ?? null);
      }
    } catch (error) {
      // It is tried again with the next change, or by the person.
      waiting.current ??= numbers;
      isRefused.current = true;
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setKeeping(false);
    }
  }, [api, tenantId]);

  /** Sends what waits, after what is under way; false if the draft has not got it. */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current = running.current.then(send);
    await running.current;
    return !isRefused.current;
  }, [send]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const change = (next: ReadonlySet<string>, all = false) => {
    setWanted(next);
    clearTimeout(timer.current);
    if (next.size === 0) {
      waiting.current = null;
      return;
    }
    waiting.current = all ? { every: 'LISTED' } : { phoneNumbers: [...next] };
    timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };

  return {
    wanted,
    change,
    flush,
    problem,
    isKeeping,
    reference: () => reference.current,
    /** The draft as the last change of the selection left it; null before the first one. */
    latest: () => latest.current,
    /** Sends the selection of this page on top of a draft that somebody else changed. */
    insist(current: Reference | null) {
      reference.current = current;
      isRefused.current = false;
      setProblem(null);
      if (wanted !== null && wanted.size > 0) {
        waiting.current = { phoneNumbers: [...wanted] };
        void flush();
      }
    },
    forget() {
      latest.current = null;
      clearTimeout(timer.current);
      waiting.current = null;
      isRefused.current = false;
      setWanted(null);
      setProblem(null);
    },
  };
}
