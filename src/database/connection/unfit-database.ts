/** The database cannot serve Originator, whatever is tried; the message is a sentence for the operator. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';
}

/** `protocol_violation`: how PgBouncer refuses to begin a transaction where each statement may go elsewhere. */
const STATEMENT_POOLING = '08P01';

/** The error of a transaction that cannot begin; if a pooler of statements refuses it, one that says what to do. */
export function beginFailure(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === STATEMENT_POOLING)) return error;
  return new UnfitDatabaseError(
    'DATABASE_URL leads to a pooler that has no transactions: set its pool mode to transaction or session.',
    { cause: error },
  );
}

/** Somebody else holds what the migration needs for too long; the message is a sentence for the operator. */
export class MigrationLockedError extends Error {
  override readonly name = 'MigrationLockedError';
}
