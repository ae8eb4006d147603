/** Whether something is detected. */
export type Detected = 'detected' | 'not detected';

/** A row of the table in docs/audit-format.md: what somebody does who owns the database, and what shows it. */
export interface TamperRow {
  /** As the page words it. */
  readonly deed: string;
  /** What `audit:verify` says of the export with the published key alone. */
  readonly byKey: Detected;
  /** What it says with the key and a checkpoint that was kept elsewhere before the deed. */
  readonly byKept: Detected;
  /** What `audit:check` says of the database. */
  readonly byCheck: Detected;
}

const row = (deed: string, byKey: Detected, byKept: Detected, byCheck: Detected): TamperRow => ({
  ...{ deed, byKey, byKept, byCheck },
});

/** The table, in its order. */
export const TAMPER_TABLE = {
  EDIT_TEXT: row('edits the text of a sealed entry', 'detected', 'detected', 'detected'),
  EDIT_HASHES: row('edits it together with its hashes', 'detected', 'detected', 'detected'),
  EDIT_TREE: row(
    'edits it together with everything that is computed from it',
    'detected',
    'detected',
    'detected',
  ),
  DELETE: row('deletes an entry from the middle, and closes the gap', 'detected', 'detected', 'detected'),
  INSERT: row('inserts an entry, and makes room for it', 'detected', 'detected', 'detected'),
  SWAP: row('swaps two entries', 'detected', 'detected', 'detected'),
  OTHER_KEY: row(
    'edits an entry, and signs everything anew with a key of its own',
    'detected',
    'detected',
    'detected',
  ),
  ROLL_HEAD: row('brings back an older signed checkpoint', 'not detected', 'detected', 'detected'),
  CUT: row(
    'cuts off the end of the log, down to an older signed checkpoint',
    'not detected',
    'detected',
    'detected',
  ),
  CUT_STATE: row(
    'cuts it off together with all that it is the history of',
    'not detected',
    'detected',
    'not detected',
  ),
  FORK: row(
    'brings back yesterday’s backup, and lets the servers go on from there',
    'not detected',
    'detected',
    'not detected',
  ),
  STOLEN_KEY: row(
    'edits an entry, and signs everything anew with the key of the servers',
    'not detected',
    'detected',
    'not detected',
  ),
  NODE: row('edits a node of the tree, from which proofs are made', 'detected', 'detected', 'detected'),
  UNSEALED: row(
    'edits an entry before it is sealed, together with its hashes',
    'not detected',
    'not detected',
    'detected',
  ),
  UNSEALED_STATE: row(
    'edits it before it is sealed, together with what it is the history of',
    'not detected',
    'not detected',
    'not detected',
  ),
} as const;

/** The name of a deed. */
export type Deed = keyof typeof TAMPER_TABLE;
