import { dispatchTerms } from '../../../text/en/dispatch-terms.ts';
import { dispatchesText } from '../../../text/en/dispatches.ts';
import { Badge } from '../../../ui/feedback/badge.tsx';
import { DefinitionList } from '../../../ui/layout/definition-list.tsx';
import { CopyableText } from '../../../ui/show/copyable-text.tsx';
import { Code, PhoneNumber } from '../../../ui/show/values.tsx';
import styles from './record.module.css';
import type { TimedAttempt, TimeLine } from './time-line.ts';
import { outcomeTone } from './tones.ts';

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
        <strong>{dispatchTerms.account[attempt.originator]}</strong>
        <Badge tone={outcomeTone(attempt.outcome)}>{dispatchTerms.outcome[attempt.outcome]}</Badge>
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
  const account = dispatchTerms.account[attempt.originator];
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
  if (attempt.evidence !== null) parts.push(dispatchTerms.evidence[attempt.evidence]);
  if (settledMs !== null && attempt.evidence !== 'ANSWER') parts.push(text.settledAfter(text.ms(settledMs)));
  return `${parts.join('; ')}.`;
}

function Facts({ attempt }: { readonly attempt: TimedAttempt['attempt'] }) {
  const { accountSid, originatingNumber, httpStatus, code, fault, twilioSid } = attempt;
  const { senderKind, senderClass, chosenNumber } = attempt;
  const answer = [
    httpStatus === null ? null : text.http(httpStatus),
    code === null ? null : text.code(code),
    fault === null ? null : text.fault(fault),
  ].filter((part) => part !== null);
  return (
    <DefinitionList
      items={[
        [text.from, <PhoneNumber key="from" number={originatingNumber} />],
        senderKind === null
          ? null
          : [
              text.sender,
              [senderKind, senderClass]
                .map((each) => each && dispatchTerms.sender[each])
                .filter(Boolean)
                .join(', '),
            ],
        chosenNumber === null ? null : [text.chosen, <PhoneNumber key="chosen" number={chosenNumber} />],
        [text.account, <Code key="account">{accountSid}</Code>],
        answer.length === 0 ? null : [text.response, answer.join(' · ')],
        twilioSid === null ? null : [text.sid, <CopyableText key="sid" text={twilioSid} />],
      ]}
    />
  );
}
