/** The limits of the contract, in one place. */
export const CONTRACT_LIMITS = {
  /** Nodes in one page of a connection. */
  pageSize: 100,
  /** Numbers that one selection may name; select all has no limit (N4). */
  selectedNumbers: 5_000,
  /** Items of one batch of dispatches. */
  batchItems: 1_000,
  /** Characters of a global id or a cursor, longer than any that is handed out. */
  handleCharacters: 512,
  /** Values of fields in one answer: building it keeps everybody else waiting. */
  answerValues: 200_000,
  /** Bytes of the values in one answer, in memory and on the wire. */
  answerBytes: 8 * 1024 * 1024,
  /** Characters of a text to filter by. */
  filterCharacters: 256,
} as const;
