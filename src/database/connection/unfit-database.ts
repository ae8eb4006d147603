/** The database cannot serve Originator, whatever is tried; the message is a sentence for whoever configures it. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';
}

/** `protocol_violation`: how PgBouncer refuses to begin a transaction where each statement may go elsewhere. */
const STATEMENT_POOLING = '08P01';

/** Why no transaction can be begun: where a pooler of statements refuses it a sentence that says what to do. */
export function beginFailure(error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === STATEMENT_POOLING)) return error;
  return new UnfitDatabaseError(
    'DATABASE_URL leads to a pooler that has no transactions: set its pool mode to transaction or session.',
    { cause: error },
  );
}

/** Somebody else holds what the migration needs for too long; the message is a sentence for whoever started it. */
export class MigrationLockedError extends Error {
  override readonly name = 'MigrationLockedError';
}
