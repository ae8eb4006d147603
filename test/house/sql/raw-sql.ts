/** A file that holds SQL as text: how many statements, and why they are no queries of Drizzle. */
export interface RawSql {
  readonly path: string;
  readonly statements: number;
  readonly reason: string;
}

const OWN_CONNECTION =
  'begins, ends or prepares transactions on a connection that no query of Drizzle has yet';
const ROLES = 'makes and inspects roles, schemas and grants, of which Drizzle has no queries';

/**
 * All SQL that is text. The numbers may only shrink: a new statement is a query, unless it is on a path that runs for every
 * dispatch, callback, read or sealing, where building the query costs more than running it.
 */
export const RAW_SQL: readonly RawSql[] = [
  {
    path: 'src/account/credential-store.ts',
    statements: 1,
    reason: 'hot: the token of each dispatch, with the outages of its account',
  },
  {
    path: 'src/audit/check/tree-check-store.ts',
    statements: 1,
    reason: 'four tables looked through for the next epoch, and counted against its head, at one instant',
  },
  {
    path: 'src/audit/erasure/erasure-store.ts',
    statements: 2,
    reason:
      'a function of the owner, which alone may erase, and whatever it would, looked for by the same conditions',
  },
  {
    path: 'src/audit/erasure/hold-store.ts',
    statements: 1,
    reason: 'the advisory lock of retention, which no query of Drizzle takes',
  },
  {
    path: 'src/audit/export/export-store.ts',
    statements: 3,
    reason: 'hot: pages of exports, joined into one text in a way that never compares all with all',
  },
  {
    path: 'src/configuration/refresh-store.ts',
    statements: 1,
    reason: 'the newest version of every tenant by a look at each, which keeps what has no account out early',
  },
  {
    path: 'src/configuration/version-store.ts',
    statements: 4,
    reason:
      'hot: the live configuration, with what is read along, and the newest versions for followers, twice a second; and a page that ends by a sum over the rows before',
  },
  {
    path: 'src/dispatch/budget/budget-warning-store.ts',
    statements: 3,
    reason:
      'on the path of each intent: warnings come and go in the transaction that crosses a line, which only sees them there',
  },
  {
    path: 'src/dispatch/budget/budget-store.ts',
    statements: 2,
    reason:
      'hot: the money of each intent and outcome, summed up over lanes, and added in the order in which rows are locked',
  },
  {
    path: 'src/dispatch/what-if/what-if-store.ts',
    statements: 1,
    reason: 'functions of an attempt to group by, which decide what is billed',
  },
  {
    path: 'src/database/availability.ts',
    statements: 3,
    reason: 'functions of the owner for partitions, the write-ahead log, and a view of the server',
  },
  { path: 'src/database/client.ts', statements: 2, reason: OWN_CONNECTION },
  {
    path: 'src/database/migrate/catalogue.ts',
    statements: 6,
    reason: 'looks at the catalogue of the server',
  },
  { path: 'src/database/migrate/migrate.ts', statements: 13, reason: ROLES },
  { path: 'src/database/migrate/server-check.ts', statements: 3, reason: OWN_CONNECTION },
  { path: 'src/database/migrate/serving-login.ts', statements: 2, reason: ROLES },
  { path: 'src/database/roles.ts', statements: 2, reason: ROLES },
  { path: 'src/database/session-scope.ts', statements: 2, reason: OWN_CONNECTION },
  {
    path: 'src/database/tenant-lock.ts',
    statements: 4,
    reason: 'hot: the locks that every dispatch and every change takes',
  },
  { path: 'src/database/transaction.ts', statements: 6, reason: OWN_CONNECTION },
  { path: 'src/dev/embedded-postgres/embedded-provision.ts', statements: 4, reason: ROLES },
  {
    path: 'src/dispatch/policy/refusal-store.ts',
    statements: 1,
    reason: 'hot: counts what an intent’s transaction refused, summed up in the statement',
  },
  {
    path: 'src/dispatch/policy/pause-store.ts',
    statements: 1,
    reason: 'hot: the stops that every intent looks up by their keys',
  },
  {
    path: 'src/dispatch/policy/recipient-count-store.ts',
    statements: 4,
    reason:
      'hot: the counts that every intent locks and writes, found by their keys whatever the planner guesses',
  },
  {
    path: 'src/dispatch/record/dispatch-store.ts',
    statements: 7,
    reason: 'hot: what every dispatch and settlement reads and writes, by sets as JSON',
  },
  {
    path: 'src/dispatch/record/record-change-store.ts',
    statements: 2,
    reason: 'the same conditions as the pages of records, in the order of changes',
  },
  {
    path: 'src/dispatch/record/record-page-store.ts',
    statements: 4,
    reason: 'hot: pages of records, held to the newest months and to one plan each',
  },
  {
    path: 'src/dispatch/upkeep/retention-store.ts',
    statements: 9,
    reason: 'moves rows into tables that only exist meanwhile, by functions of the owner and the catalogue',
  },
  {
    path: 'src/dispatch/watch/record-watch-store.ts',
    statements: 1,
    reason: 'hot: what all live feeds of a node ask for twice a second',
  },
  { path: 'src/ledger/entries/append.ts', statements: 2, reason: 'hot: the entries of every change' },
  {
    path: 'src/ledger/entries/disclosure-store.ts',
    statements: 3,
    reason:
      'hot: the persons of entries, found or kept by a function of the database, and read with every page',
  },
  {
    path: 'src/ledger/entries/entry-store.ts',
    statements: 9,
    reason: 'hot: pages of the log, each filter with the index that serves it',
  },
  {
    path: 'src/ledger/entries/tenants-entries-store.ts',
    statements: 2,
    reason: 'the newest entries of every tenant by a look at each, which Drizzle has no query for',
  },
  {
    path: 'src/ledger/entries/write-budget-store.ts',
    statements: 2,
    reason: 'hot: the budget that every change takes from, computed under the lock of its row',
  },
  {
    path: 'src/ledger/seal/host-round-store.ts',
    statements: 1,
    reason: 'hot: each round of sealing, with the place of each head, in one statement',
  },
  {
    path: 'src/ledger/host/host-log-store.ts',
    statements: 1,
    reason: 'hot: the place of a log in the host log, read with every proof by one look at its key',
  },
  {
    path: 'src/ledger/seal/epoch-store.ts',
    statements: 1,
    reason: 'one parameter a column for the entries of any number of logs',
  },
  { path: 'src/ledger/seal/seal-store.ts', statements: 5, reason: 'hot: every sealing, by sets of any size' },
  {
    path: 'src/ledger/tree/head-store.ts',
    statements: 6,
    reason: 'hot: heads of every sealing, and the functions that tell what became of a transaction',
  },
  {
    path: 'src/ledger/tree/proof-store.ts',
    statements: 3,
    reason: 'hot: proofs, one look by its key for each place whatever the planner knows',
  },
  {
    path: 'src/numbers/number-store.ts',
    statements: 4,
    reason: 'hot: numbers beside what was selected of them, in a full join with a list of values',
  },
  {
    path: 'src/stats/charge-store.ts',
    statements: 1,
    reason: 'hot: costs, whose groups depend on what is asked for',
  },
  {
    path: 'src/stats/details-store.ts',
    statements: 2,
    reason:
      'hot: failures and latencies, from rollups whose table and conditions depend on what is asked for',
  },
  {
    path: 'src/stats/rollup-store.ts',
    statements: 6,
    reason:
      'hot: the counters of every settlement, in the order of their keys, and their sums by lists of columns',
  },
  {
    path: 'src/stats/stats-check-store.ts',
    statements: 3,
    reason: 'recounts each rollup from the records by its list of columns, and looks at the catalogue',
  },
  {
    path: 'src/stats/stats-store.ts',
    statements: 2,
    reason: 'hot: statistics, whose columns, groups and counters depend on what is asked for',
  },
];
