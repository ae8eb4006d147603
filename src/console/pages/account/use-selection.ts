import { useCallback, useEffect, useRef, useState } from 'react';
import { useTenant } from '../../caller/caller.tsx';
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
export function useSelection(draft: Draft | null, onDraft: (draft: Draft | null) => void) {
  const [wanted, setWanted] = useState<ReadonlySet<string> | null>(null);
  const keeper = useKeeper(onDraft);
  // While there is something to keep, what somebody else did to the draft must come back as a refusal (S3).
  if (wanted === null) keeper.reference.current = draft;
  return {
    wanted,
    problem: keeper.problem,
    isKeeping: keeper.isKeeping,
    flush: keeper.flush,
    /** The draft that a save would name. */
    reference: () => keeper.reference.current,
    /** The draft as the last change of the selection left it; null before the first one. */
    latest: () => keeper.latest.current,
    change(next: ReadonlySet<string>, all = false) {
      setWanted(next);
      if (next.size === 0) keeper.wait(null);
      else keeper.wait(all ? { every: 'LISTED' } : { phoneNumbers: [...next] });
    },
    /** Sends the selection of this page on top of a draft that somebody else changed. */
    insist(current: Reference | null) {
      keeper.begin();
      keeper.reference.current = current;
      if (wanted === null || wanted.size === 0) return;
      keeper.wait({ phoneNumbers: [...wanted] });
      void keeper.flush();
    },
    /** Goes on from what the draft has. */
    forget() {
      keeper.begin();
      keeper.latest.current = null;
      setWanted(null);
    },
  };
}

/** Brings selections to the draft, one after the other. */
function useKeeper(onDraft: (draft: Draft | null) => void) {
  const { tenantId } = useTenant();
  const api = useApi();
  const [problem, setProblem] = useState<Refused | Error | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const isRefused = useRef(false);
  const reference = useRef<Reference | null>(null);
  const latest = useRef<Draft | null>(null);
  const waiting = useRef<NumberSelection | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<void>>(Promise.resolve());
  const told = useRef(onDraft);
  told.current = onDraft;

  const send = useCallback(async () => {
    const numbers = waiting.current;
    if (numbers === null) return;
    waiting.current = null;
    setKeeping(true);
    try {
      const input = { tenantId, numbers, ...draftOf(reference.current) };
      const { selectOrganizationNumbers: answer } = await api.mutate(SelectAccountNumbersDocument, { input });
      const isKept = answer?.__typename === 'SelectOrganizationNumbersPayload';
      setProblem(isKept ? null : answer);
      isRefused.current = !isKept;
      // The person is told who changed it, and goes on from what it is now.
      if (answer?.__typename === 'OutOfDate') told.current(answer.currentDraft);
      if (!isKept) return;
      reference.current = answer.draft;
      latest.current = answer.draft;
      told.current(answer.draft);
    } catch (error) {
      waiting.current ??= numbers; // It is tried again with the next change, or by the person.
      isRefused.current = true;
      setProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setKeeping(waiting.current !== null && !isRefused.current);
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
  const wait = (numbers: NumberSelection | null) => {
    clearTimeout(timer.current);
    waiting.current = numbers;
    setKeeping(numbers !== null);
    if (numbers !== null) timer.current = setTimeout(() => void flush(), PAUSE_MS);
  };
  const begin = () => {
    wait(null);
    isRefused.current = false;
    setProblem(null);
  };
  return { problem, isKeeping, reference, latest, wait, flush, begin };
}

/** The draft that a selection is for; without one it starts a draft from the live account (S7). */
function draftOf(reference: Reference | null) {
  return reference === null ? {} : { draft: { id: reference.id, revision: reference.revision } };
}
