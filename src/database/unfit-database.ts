/** The database cannot serve Originator, whatever is tried; the message is a sentence for whoever configures it. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';
}

/** Somebody else holds what the migration needs for too long; the message is a sentence for whoever started it. */
export class MigrationLockedError extends Error {
  override readonly name = 'MigrationLockedError';
}
