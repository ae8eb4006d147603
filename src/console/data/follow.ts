import { OriginatorError, type TypedDocument } from '@originator/client';
import { useEffect, useRef, useState } from 'react';
import { isUnauthenticated, passesByItself, useApi } from './api.tsx';

/** The state of a subscription. After `interrupted` something may have been missed: `onGap` is told when it is back. */
export type FollowState =
  | { readonly status: 'connecting' | 'live' | 'interrupted' | 'ended' }
  | { readonly status: 'failed'; readonly error: Error };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Follows a subscription while it is `enabled`, and connects again by itself after the connection was lost. Handlers may
 * change from one render to the next; variables that change begin another subscription.
 */
export function useFollow<Result, Variables extends object>(
  document: TypedDocument<Result, Variables>,
  variables: Variables,
  handlers: {
    readonly enabled?: boolean;
    readonly onEvent: (event: Result) => void;
    readonly onGap?: () => void;
    readonly onEnd?: () => void;
  },
): FollowState {
  const api = useApi();
  const [state, setState] = useState<FollowState>({ status: 'connecting' });
  const latest = useRef(handlers);
  latest.current = handlers;
  const asked = useSame(variables);
  const { enabled = true } = handlers;
  useEffect(() => {
    if (!enabled) return undefined;
    const leaving = new AbortController();
    const { signal } = leaving;
    const run = async () => {
      // A token that ran out meanwhile is replaced by the next connection; one that is new and still refused is a failure.
      for (let pause = FIRST_PAUSE_MS, lost = false, refused = false; !signal.aborted; ) {
        try {
          const onOpen = () => {
            if (lost) latest.current.onGap?.();
            lost = false;
            refused = false;
            pause = FIRST_PAUSE_MS;
            setState({ status: 'live' });
          };
          for await (const event of api.subscribe(document, asked, { signal, onOpen }))
            latest.current.onEvent(event);
          if (signal.aborted) return;
          setState({ status: 'ended' });
          latest.current.onEnd?.();
          return;
        } catch (error) {
          if (signal.aborted) return;
          const isOutdated: boolean = isUnauthenticated(error) && !refused;
          if (!passesByItself(error) && !isOutdated) {
            setState({
              status: 'failed',
              error: error instanceof Error ? error : new OriginatorError('UNREADABLE', ''),
            });
            return;
          }
          lost = true;
          refused ||= isOutdated;
          setState({ status: 'interrupted' });
          await pauseFor(pause, signal);
          pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        }
      }
    };
    setState({ status: 'connecting' });
    void run();
    return () => leaving.abort();
  }, [api, document, asked, enabled]);
  return state;
}

/** The value of the first render that was equal to this one. */
function useSame<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
