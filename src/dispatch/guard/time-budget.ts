/** The time that a dispatch may take, in milliseconds. */
export interface TimeBudget {
  /** Over both attempts. */
  readonly totalMs: number;
  /** For the first, while a second is possible. */
  readonly firstMs: number;
}

/** The time that a dispatch has left, counted by the process's monotonic clock from before its intent was committed. */
export interface TimeLeft {
  /** The time that the call of an attempt may take; nothing where there is no room for one. */
  forAttempt(isSecondPossible: boolean): number;
}

/**
 * A call given less than this would be cut off before Twilio could answer.
 *
 * @internal
 */
export const SHORTEST_CALL_MS = 50;

/** Starts the clock. */
export function startBudget({ totalMs, firstMs }: TimeBudget, clock: () => number): TimeLeft {
  const begun = clock();
  return {
    forAttempt(isSecondPossible) {
      const spent = clock() - begun;
      const left = (isSecondPossible ? Math.min(firstMs, totalMs) : totalMs) - spent;
      return left < Math.min(SHORTEST_CALL_MS, totalMs) ? 0 : left;
    },
  };
}
