import { useEffect, useRef, useState } from 'react';
import { useTenant } from '../../../caller/caller.tsx';
import { type FollowState, useFollow } from '../../../data/follow.ts';
import {
  DispatchFeedDocument,
  type DispatchLineFragment,
  type DispatchRecordedFilter,
} from '../../../generated/graphql.ts';
import { type LiveRecords, withLive } from './live-rows.ts';

/** Records that come in a burst are shown together, this often. */
const SHOWN_EVERY_MS = 250;
const NOTHING: LiveRecords = new Map();

interface Told {
  /** The records to show with those of the list. */
  readonly live: LiveRecords;
  /** The records that wait while the feed is paused. */
  readonly waiting: LiveRecords;
  /** The number of events that the server dropped since the list was last read. */
  readonly missed: number;
  readonly paused: boolean;
  /** True once the connection was lost and is back, and what happened meanwhile was read. */
  readonly caughtUp: boolean;
}

const FIRST: Told = { live: NOTHING, waiting: NOTHING, missed: 0, paused: false, caughtUp: false };

interface LiveFeed extends Told {
  readonly state: FollowState;
  setPaused(paused: boolean): void;
  /** Gives up all that was told, since the list is being read again. */
  forget(): void;
}

/**
 * Follows the dispatches that match a filter. After the connection was lost `readMissed` gives what has changed meanwhile, or nothing
 * where the list was read again instead.
 */
export function useLiveRecords(
  filter: DispatchRecordedFilter,
  {
    enabled,
    readMissed,
  }: {
    readonly enabled: boolean;
    readonly readMissed: (told: Told) => Promise<readonly DispatchLineFragment[]>;
  },
): LiveFeed {
  const { tenantId } = useTenant();
  const { told, change } = useToldAbout(`${enabled} ${JSON.stringify(filter)}`);
  const bursts = useBursts();
  const state = useFollow(
    DispatchFeedDocument,
    { tenantId, filter },
    {
      enabled,
      onEvent({ dispatchRecorded: { record, missed } }) {
        bursts.add(record, (records) =>
          change((before) => ({ ...before, ...shownOrWaiting(before, records) })),
        );
        if (missed > 0) change((before) => ({ ...before, missed: before.missed + missed }));
      },
      onGap() {
        void readMissed(told).then((records) =>
          change((before) => ({ ...before, ...shownOrWaiting(before, records), caughtUp: true })),
        );
      },
    },
  );
  return {
    ...told,
    state,
    setPaused: (paused) =>
      change((before) => ({
        ...before,
        paused,
        live: withLive(before.live, [...before.waiting.values()]),
        waiting: NOTHING,
      })),
    forget: () => change((before) => ({ ...before, live: NOTHING, waiting: NOTHING, missed: 0 })),
  };
}

function shownOrWaiting({ paused, live, waiting }: Told, records: readonly DispatchLineFragment[]) {
  return paused ? { waiting: withLive(waiting, records) } : { live: withLive(live, records) };
}

/** Keeps what was told about one filter; another one begins with nothing, and is told nothing of the former. */
function useToldAbout(about: string) {
  const [kept, setKept] = useState({ about, told: FIRST });
  const latest = useRef(about);
  latest.current = about;
  const told = kept.about === about ? kept.told : FIRST;
  const change = (next: (before: Told) => Told) => {
    if (latest.current !== about) return;
    setKept((before) => ({ about, told: next(before.about === about ? before.told : FIRST) }));
  };
  return { told, change };
}

/** Collects the records of a burst and gives them on together. */
function useBursts() {
  const collected = useRef<DispatchLineFragment[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    add(record: DispatchLineFragment, give: (records: readonly DispatchLineFragment[]) => void) {
      collected.current.push(record);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        give(collected.current.splice(0));
      }, SHOWN_EVERY_MS);
    },
  };
}
