/** What the contract refuses for being too much, in one place. */
export const CONTRACT_LIMITS = {
  /** Nodes in one page of a connection. */
  pageSize: 100,
  /** Numbers that one selection may name; select all has no limit (N4). */
  selectedNumbers: 5_000,
  /** Items of one batch of dispatches. */
  batchItems: 1_000,
  /** Characters of a global id or a cursor, longer than any that is handed out. */
  handleCharacters: 512,
  /** Characters of a text to filter by. */
  filterCharacters: 256,
} as const;
