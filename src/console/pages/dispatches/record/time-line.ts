import type { DispatchAttemptMadeFragment } from '../../../generated/graphql.ts';

/** An attempt on the time line, in milliseconds since the request. */
export interface TimedAttempt {
  readonly attempt: DispatchAttemptMadeFragment;
  readonly startMs: number;
  /** Null if the end of the API request was not observed. */
  readonly endMs: number | null;
  /** When its outcome was known; null while it is open. */
  readonly settledMs: number | null;
}

/** The attempts of a dispatch in order, and the time that the line spans. */
export interface TimeLine {
  readonly spanMs: number;
  readonly attempts: readonly TimedAttempt[];
}

/** The time line of a dispatch that was requested at an instant. */
export function timeLineOf(createdAt: string, attempts: readonly DispatchAttemptMadeFragment[]): TimeLine {
  const since = (at: string) => Math.max(0, Date.parse(at) - Date.parse(createdAt));
  const timed = attempts.map((attempt): TimedAttempt => {
    const startMs = since(attempt.startedAt);
    return {
      attempt,
      startMs,
      endMs: attempt.durationMs === null ? null : startMs + attempt.durationMs,
      settledMs: attempt.settledAt === null ? null : since(attempt.settledAt),
    };
  });
  const spanMs = Math.max(1, ...timed.map(({ startMs, endMs }) => endMs ?? startMs));
  return { spanMs, attempts: timed };
}
