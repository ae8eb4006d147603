import { DatabaseError } from 'pg';

/**
 * The answer to a commit was lost: the transaction is neither known to be committed nor to be rolled back (D15). What
 * follows has to read what is there and go on from it; the same decision must not be made a second time.
 */
export class UnknownCommitError extends Error {
  override readonly name = 'UnknownCommitError';

  constructor(cause: unknown) {
    super('the answer to a commit was lost', { cause });
  }
}

/**
 * SQLSTATE classes that refuse a commit: constraints and triggers that are checked then, serialization, a transaction that
 * had failed before. Severities would tell as much, but PostgreSQL translates them.
 */
const REFUSED = /^(22|23|25|27|40|42|44|P0)...$/;
/** A cancelled commit, and `statement_completion_unknown`, which says the opposite of its class. */
const CANCELED = '57014';
const COMPLETION_UNKNOWN = '40003';

/**
 * True if this answer to a commit proves that it was rolled back. A session that PostgreSQL ends while it commits may have
 * committed before, as one that waits for its synchronous standby.
 */
export function isRolledBack(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { code = '' } = error;
  return code === CANCELED || (REFUSED.test(code) && code !== COMPLETION_UNKNOWN);
}
