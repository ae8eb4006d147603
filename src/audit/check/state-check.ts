import type { Database, Transaction } from '../../database/client.ts';
import { PLATFORM_TENANT } from '../../kernel/ids.ts';
import type { Differences } from './audit-difference.ts';
import { consentRecordProblems, documentProblems } from './consent-check-rules.ts';
import { dispatchProblems } from './dispatch-check-rules.ts';
import { pageDispatchRows } from './dispatch-check-store.ts';
import { draftProblems, holdProblems, pauseProblems, warningProblems } from './standing-check-rules.ts';
import {
  readStoredDraft,
  readStoredHolds,
  readStoredPauses,
  readStoredWarnings,
} from './standing-check-store.ts';
import { pageConsentRows, pageVersions, readPublishedDocuments } from './state-check-store.ts';
import { versionProblems } from './version-check-rules.ts';

const VERSIONS_PER_PAGE = 200;
const CONSENTS_PER_PAGE = 500;
const DISPATCHES_PER_PAGE = 1_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The database to read state from, and the list of differences found. */
interface StateCheckDeps {
  readonly database: Database;
  readonly differences: Differences;
}

/** The amount of a tenant's state that was compared with its log. */
export interface CheckedState {
  readonly versions: number;
  readonly consents: number;
  /** Those that have been decided. */
  readonly dispatches: number;
}

/**
 * Compares all that the tenant has with the entries of each (A1), and versions with their consent (C6). With the platform's
 * log the published legal texts are compared.
 */
export async function checkState(deps: StateCheckDeps, tenant: string): Promise<CheckedState> {
  const { database, differences } = deps;
  const told = (place: string) => (problem: string) => differences.add(tenant, place, problem);
  const versions = await eachPage(database, 0, VERSIONS_PER_PAGE, {
    read: (tx, after, limit) => pageVersions(tx, tenant, after, limit),
    keyOf: ({ version }) => version,
    look: (row) => versionProblems(row).forEach(told(`configuration/${row.version}`)),
  });
  const consents = await eachPage(database, FIRST_ID, CONSENTS_PER_PAGE, {
    read: (tx, after, limit) => pageConsentRows(tx, tenant, after, limit),
    keyOf: ({ id }) => id,
    look: (row) => consentRecordProblems(row).forEach(told(`consent/${row.id} (${row.kind})`)),
  });
  let pending = 0;
  const dispatches = await eachPage(database, FIRST_ID, DISPATCHES_PER_PAGE, {
    read: (tx, after, limit) => pageDispatchRows(tx, tenant, after, limit),
    keyOf: ({ id }) => id,
    look: (row) => {
      if (row.state === 'PENDING') pending += 1;
      dispatchProblems(row).forEach(told(`dispatch/${row.id}`));
    },
  });
  await checkStanding(deps, tenant);
  if (tenant === PLATFORM_TENANT) await checkDocuments(deps);
  return { versions, consents, dispatches: dispatches - pending };
}

/** Looks at what a tenant has of which there is no history but the log. */
async function checkStanding({ database, differences }: StateCheckDeps, tenant: string): Promise<void> {
  const { warnings, draft, holds, pauses } = await database.system(async (tx) => ({
    warnings: await readStoredWarnings(tx, tenant),
    draft: await readStoredDraft(tx, tenant),
    holds: await readStoredHolds(tx, tenant),
    pauses: await readStoredPauses(tx, tenant),
  }));
  for (const warning of warnings)
    for (const problem of warningProblems(warning))
      differences.add(tenant, `warning/${warning.kind}`, problem);
  for (const hold of holds)
    for (const problem of holdProblems(hold)) differences.add(tenant, hold.object, problem);
  for (const pause of pauses)
    for (const problem of pauseProblems(pause)) differences.add(tenant, pause.object, problem);
  if (draft === undefined) return;
  for (const problem of draftProblems(draft)) differences.add(tenant, `draft/${draft.id}`, problem);
}

async function checkDocuments({ database, differences }: StateCheckDeps): Promise<void> {
  for (const { object, document, entries } of await database.system(readPublishedDocuments)) {
    const problems =
      document === null ? ['was published but is missing'] : documentProblems({ ...document, entries });
    for (const problem of problems) differences.add(PLATFORM_TENANT, object, problem);
  }
}

/** Reads rows in the order of their keys, each page in a transaction of its own, and gives how many there were. */
async function eachPage<Row, Key>(
  database: Database,
  first: Key,
  perPage: number,
  of: {
    readonly read: (tx: Transaction, after: Key, limit: number) => Promise<readonly Row[]>;
    readonly keyOf: (row: Row) => Key;
    readonly look: (row: Row) => void;
  },
): Promise<number> {
  let [count, last] = [0, first];
  for (;;) {
    const after = last;
    const page = await database.system((tx) => of.read(tx, after, perPage));
    page.forEach(of.look);
    count += page.length;
    const end = page.at(-1);
    if (end === undefined || page.length < perPage) return count;
    last = of.keyOf(end);
  }
}
