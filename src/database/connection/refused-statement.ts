/** SQLSTATE classes of data that no column takes, of constraints, and of statements that are wrong or not allowed. */
const REFUSED = /^(22|23|42)[0-9A-Z]{3}$/;
const DEEPEST_CAUSE = 5;

/** The least pause of repeated work after a refusal, in milliseconds. */
const REFUSED_PAUSE_MS = 5_000;

/** The pause before a retry after this failure, in milliseconds; longer after a refusal. */
export function pauseAfter(error: unknown, usualMs: number): number {
  return isRefusedStatement(error) ? Math.max(usualMs, REFUSED_PAUSE_MS) : usualMs;
}

/**
 * True if the database refused what it was told, as it would again: repeating the same helps nobody. Of several failures
 * all have to be such.
 */
export function isRefusedStatement(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isRefusedStatement);
  for (let cause = error, depth = 0; cause instanceof Error && depth < DEEPEST_CAUSE; depth += 1) {
    if ('code' in cause && typeof cause.code === 'string' && REFUSED.test(cause.code)) return true;
    cause = cause.cause;
  }
  return false;
}
