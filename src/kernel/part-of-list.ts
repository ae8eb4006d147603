/**
 * The number of rows of a list that a page looks through at most for those that a filter shows, when no index finds them:
 * reading a page takes about as long in a long list as in a short one, also where nothing is found (X5).
 */
export const ROWS_LOOKED_THROUGH = 5_000;

/** The part of a list that was found in one search. */
export interface PartOfList<T, K extends string> {
  readonly rows: readonly T[];
  /** The key of the row at which the looking ended although more may be found after it; otherwise null. */
  readonly endedAt: K | null;
}
