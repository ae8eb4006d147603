import { dispatchWords } from '../../../text/en/dispatch-words.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { CopyableText } from '../../../ui/show/copyable-text.tsx';
import { Code, PhoneNumber } from '../../../ui/show/values.tsx';
import { outcomeTone } from '../tones.ts';
import styles from './record.module.css';
import type { TimedAttempt, TimeLine } from './time-line.ts';

const text = dispatchesText.attempt;

/** A bar shorter than this share of the line could not be seen. */
const SHORTEST_BAR = 0.8;
const LINE = 100;

/** The attempts in order, each with its part of the time line. */
export function Attempts({ line }: { readonly line: TimeLine }) {
  if (line.attempts.length === 0) return <p>{dispatchesText.record.noAttempts}</p>;
  return (
    <ol className={styles.attempts}>
      {line.attempts.map((timed) => (
        <li key={timed.attempt.ordinal} className={styles.attempt}>
          <AttemptExplained timed={timed} spanMs={line.spanMs} />
        </li>
      ))}
    </ol>
  );
}

function AttemptExplained({ timed, spanMs }: { readonly timed: TimedAttempt; readonly spanMs: number }) {
  const { attempt } = timed;
  return (
    <>
      <p className={styles.attemptTop}>
        <strong>{dispatchWords.account[attempt.originator]}</strong>
        <Badge tone={outcomeTone(attempt.outcome)}>{dispatchWords.outcome[attempt.outcome]}</Badge>
      </p>
      <Bar timed={timed} spanMs={spanMs} />
      <p className={styles.quiet}>{timesOf(timed)}</p>
      <Facts attempt={attempt} />
      {attempt.error === null ? null : (
        <div className={styles.meaning}>
          <p>{attempt.error.meaning}</p>
          <p>{attempt.error.advice}</p>
        </div>
      )}
    </>
  );
}

/** When it was, and for how long, on a line that all attempts of the dispatch share. */
function Bar({
  timed: { attempt, startMs, endMs },
  spanMs,
}: {
  readonly timed: TimedAttempt;
  readonly spanMs: number;
}) {
  const x = (startMs / spanMs) * LINE;
  const width = Math.max(SHORTEST_BAR, (((endMs ?? spanMs) - startMs) / spanMs) * LINE);
  const account = dispatchWords.account[attempt.originator];
  const label =
    endMs === null
      ? text.barOpen(account, text.ms(startMs))
      : text.bar(account, text.ms(startMs), text.ms(endMs));
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 ${LINE} 6`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <rect className={styles.track} width={LINE} height="6" />
      <rect
        className={styles[outcomeTone(attempt.outcome)]}
        x={Math.min(x, LINE - SHORTEST_BAR)}
        width={Math.min(width, LINE)}
        height="6"
      />
    </svg>
  );
}

function timesOf({ startMs, endMs, settledMs, attempt }: TimedAttempt): string {
  const parts = [text.started(text.ms(startMs))];
  parts.push(endMs === null ? text.endUnseen : text.lasted(text.ms(endMs - startMs)));
  if (attempt.evidence !== null) parts.push(dispatchWords.evidence[attempt.evidence]);
  if (settledMs !== null && attempt.evidence !== 'ANSWER') parts.push(text.settledAfter(text.ms(settledMs)));
  return `${parts.join('; ')}.`;
}

function Facts({ attempt }: { readonly attempt: TimedAttempt['attempt'] }) {
  const { accountSid, originatingNumber, httpStatus, code, fault, twilioSid } = attempt;
  const answer = [
    httpStatus === null ? null : text.http(httpStatus),
    code === null ? null : text.code(code),
    fault === null ? null : text.fault(fault),
  ].filter((part) => part !== null);
  return (
    <dl className={styles.facts}>
      <dt>{text.from}</dt>
      <dd>
        <PhoneNumber number={originatingNumber} />
      </dd>
      <dt>{text.account}</dt>
      <dd>
        <Code>{accountSid}</Code>
      </dd>
      {answer.length === 0 ? null : (
        <>
          <dt>{text.response}</dt>
          <dd>{answer.join(' · ')}</dd>
        </>
      )}
      {twilioSid === null ? null : (
        <>
          <dt>{text.sid}</dt>
          <dd>
            <CopyableText text={twilioSid} />
          </dd>
        </>
      )}
    </dl>
  );
}
