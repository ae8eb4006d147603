import { useEffect, useRef, useState } from 'react';
import { Failed } from '../../../data/shown.tsx';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Notice } from '../../../ui/feedback/notice.tsx';
import { Button } from '../../../ui/form/button.tsx';
import type { useLiveRecords } from './live-records.ts';
import styles from './records.module.css';

const text = dispatchesText.live;

/** Arrivals are read out this often at most, so that a busy feed does not talk over the reader. */
const READ_OUT_EVERY_MS = 5_000;

/** The controls of the live feed, and how it is doing. */
export function LiveBar(props: {
  readonly feed: ReturnType<typeof useLiveRecords>;
  readonly follows: boolean;
  readonly canFollow: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onReload: () => void;
  readonly onConnectAgain: () => void;
}) {
  const { feed, follows, canFollow, onFollow, onReload, onConnectAgain } = props;
  const { state } = feed;
  const isOn = follows && canFollow;
  return (
    <section className={styles.live} aria-label={text.label}>
      <div className={styles.liveControls}>
        <Button small kind={follows ? 'plain' : 'primary'} onPress={() => onFollow(!follows)}>
          {follows ? text.stop : text.follow}
        </Button>
        {isOn && (state.status === 'live' || state.status === 'interrupted') ? (
          <Button small onPress={() => feed.setPaused(!feed.paused)}>
            {feed.paused ? text.resume : text.pause}
          </Button>
        ) : null}
        {follows ? (
          <span className={styles.liveState} data-status={isOn ? state.status : 'off'}>
            {canFollow ? stateOf(feed) : text.notHere}
          </span>
        ) : null}
        <ReadOut count={feed.live.size} />
      </div>
      {isOn && feed.missed > 0 ? (
        <Notice
          tone="warning"
          title={text.missed(feed.missed)}
          actions={
            <Button small onPress={onReload}>
              {text.reload}
            </Button>
          }
        >
          {text.missedAdvice}
        </Notice>
      ) : null}
      {isOn && state.status === 'failed' ? (
        <Failed error={state.error} title={text.failed} onRetry={onConnectAgain} />
      ) : null}
      {isOn && state.status === 'ended' ? (
        <Notice
          tone="warning"
          title={text.ended}
          actions={
            <Button small onPress={onConnectAgain}>
              {text.again}
            </Button>
          }
        />
      ) : null}
      {isOn && state.status === 'interrupted' ? <Notice tone="warning" title={text.interrupted} /> : null}
      {isOn && state.status === 'live' && feed.caughtUp ? <Notice tone="good" title={text.caughtUp} /> : null}
    </section>
  );
}

function stateOf({ state, paused, waiting }: ReturnType<typeof useLiveRecords>): string {
  if (state.status === 'connecting') return text.connecting;
  if (state.status !== 'live') return '';
  return paused ? text.paused(waiting.size) : text.live;
}

/** Tells assistive technology how many records arrived, from time to time. */
function ReadOut({ count }: { readonly count: number }) {
  const [told, setTold] = useState('');
  const latest = useRef(count);
  latest.current = count;
  useEffect(() => {
    let before = latest.current;
    const timer = setInterval(() => {
      const arrived = latest.current - before;
      before = latest.current;
      if (arrived > 0) setTold(text.arrived(arrived));
    }, READ_OUT_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span role="status" className={styles.heard}>
      {told}
    </span>
  );
}
