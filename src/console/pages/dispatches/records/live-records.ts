import { useEffect, useRef, useState } from 'react';
import { useTenant } from '../../../app/caller.tsx';
import { type FollowState, useFollow } from '../../../data/follow.ts';
import {
  DispatchFeedDocument,
  type DispatchLineFragment,
  type DispatchRecordedFilter,
} from '../../../generated/graphql.ts';
import { type LiveRecords, withLive } from './live-rows.ts';

/** What comes in a burst is shown together, this often. */
const SHOWN_EVERY_MS = 250;

interface LiveFeed {
  readonly state: FollowState;
  /** The records to show with those of the list. */
  readonly live: LiveRecords;
  /** How many records wait while the feed is paused. */
  readonly waiting: number;
  /** How many events the server dropped since the list was last read. */
  readonly missed: number;
  /** True once the connection was lost and is back, until the list is read again by the reader. */
  readonly caughtUp: boolean;
  readonly paused: boolean;
  setPaused(paused: boolean): void;
  /** Gives up what was told, since the list has just been read again. */
  forget(): void;
}

const NOTHING: LiveRecords = new Map();

/** Follows the dispatches that match a filter; `onGap` is told when some may have been missed by a lost connection. */
export function useLiveRecords(
  filter: DispatchRecordedFilter,
  { enabled, onGap }: { readonly enabled: boolean; readonly onGap: () => void },
): LiveFeed {
  const { tenantId } = useTenant();
  const [live, setLive] = useState(NOTHING);
  const [waiting, setWaiting] = useState(NOTHING);
  const [missed, setMissed] = useState(0);
  const [paused, setPaused] = useState(false);
  const [caughtUp, setCaughtUp] = useState(false);
  const bursts = useBursts((told: readonly DispatchLineFragment[]) => {
    const put = paused ? setWaiting : setLive;
    put((before) => withLive(before, told));
  });
  const forget = () => {
    bursts.clear();
    setLive(NOTHING);
    setWaiting(NOTHING);
    setMissed(0);
  };
  const about = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter, or an end, begins with nothing
  useEffect(() => {
    forget();
    setPaused(false);
    setCaughtUp(false);
  }, [about, enabled]);
  const state = useFollow(
    DispatchFeedDocument,
    { tenantId, filter },
    {
      enabled,
      onEvent({ dispatchRecorded: { record, missed: dropped } }) {
        bursts.add(record);
        if (dropped > 0) setMissed((before) => before + dropped);
      },
      onGap() {
        setCaughtUp(true);
        onGap();
      },
    },
  );
  return {
    state,
    live,
    waiting: waiting.size,
    missed,
    caughtUp,
    paused,
    setPaused(next) {
      setPaused(next);
      if (next) return;
      setLive((before) => withLive(before, [...waiting.values()]));
      setWaiting(NOTHING);
    },
    forget,
  };
}

/** Collects what comes in bursts and gives it on together. */
function useBursts<Item>(give: (items: readonly Item[]) => void) {
  const latest = useRef(give);
  latest.current = give;
  const collected = useRef<Item[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    add(item: Item) {
      collected.current.push(item);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        latest.current(collected.current.splice(0));
      }, SHOWN_EVERY_MS);
    },
    clear() {
      collected.current = [];
    },
  };
}
