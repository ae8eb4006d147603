import type { SentItem } from '../../twilio/gateway.ts';
import type { AttemptNews } from '../decide/settlement-rules.ts';
import type { Attempt } from '../record/dispatch.ts';
import { absent, acceptedAs } from './report-rules.ts';

/** By how much Twilio's clock and the database's may differ, in milliseconds. */
export const CLOCK_SKEW_MS = 120_000;

/** The time in which Twilio may have created what an attempt sent, by Twilio's clock. */
export interface AttemptWindow {
  readonly from: Date;
  readonly until: Date;
}

/** The window of an attempt; `callMs` is how long after its intent its call may have gone on. */
export function windowOf({ startedAt }: Pick<Attempt, 'startedAt'>, callMs: number): AttemptWindow {
  return {
    // Twilio tells whole seconds.
    from: new Date(startedAt.getTime() - CLOCK_SKEW_MS - 1_000),
    until: new Date(startedAt.getTime() + callMs + CLOCK_SKEW_MS),
  };
}

/** The listed messages or calls that an attempt may have made: in its window, and held by no other attempt (D11). */
export function candidatesOf(
  listed: readonly SentItem[],
  { from, until }: AttemptWindow,
  heldElsewhere: ReadonlySet<string>,
): readonly SentItem[] {
  return listed.filter(
    ({ sid, createdAt }) => createdAt >= from && createdAt <= until && !heldElsewhere.has(sid),
  );
}

/** The facts by which an open attempt is judged. */
export interface AttemptSight {
  readonly attempt: Attempt;
  readonly candidates: readonly SentItem[];
  /** True if another open attempt may have made the same candidate: then it belongs to neither for certain. */
  readonly isContested: boolean;
  /** The database's clock before the list was asked for. */
  readonly listedAt: Date;
  /** The age from which the absence of an attempt shows that it was not accepted, in milliseconds. */
  readonly absenceMs: number;
}

/** The news that a list gives of an open attempt (D11); null when it cannot tell. */
export function judgeSight(sight: AttemptSight): AttemptNews | null {
  const { attempt, candidates, isContested, listedAt, absenceMs } = sight;
  const [sole, ...others] = candidates;
  if (sole === undefined) {
    const age = listedAt.getTime() - attempt.startedAt.getTime();
    return age >= absenceMs ? absent(attempt) : null;
  }
  return others.length > 0 || isContested ? null : acceptedAs(sole.sid, 'LIST', sole.segments);
}
