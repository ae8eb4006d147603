import type { Database } from '../../database/client.ts';
import type { Differences } from './audit-difference.ts';
import { disclosureProblems } from './disclosure-check-rules.ts';
import { entryProblems, type LastingObject, lastingObjects, monthOf } from './entry-check-rules.ts';
import {
  findMissingObjects,
  pageQueue,
  pageStoredEntries,
  readRemovedMonths,
  readStoredDisclosures,
  type StoredDisclosure,
  type StoredEntry,
} from './entry-check-store.ts';

const ENTRIES_PER_PAGE = 2_000;
const QUEUE_PER_PAGE = 10_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * The months that retention has removed, which leaves entries without their objects. It removes in the transaction of its
 * entry, so once an object is seen missing its month is found.
 */
export class RemovedMonths {
  readonly #database: Database;
  /** The number of dispatches of each month that its entries in the platform's log count. */
  #said: ReadonlyMap<string, number> = new Map();
  /** The number found missing. */
  readonly #missing = new Map<string, number>();

  private constructor(database: Database) {
    this.#database = database;
  }

  static async read(database: Database): Promise<RemovedMonths> {
    const months = new RemovedMonths(database);
    await months.refresh();
    return months;
  }

  /** Reads once more what the platform's log says. */
  async refresh(): Promise<void> {
    const months = await this.#database.system(readRemovedMonths);
    this.#said = new Map(months.map(({ month, dispatches }) => [month, dispatches]));
  }

  /** True if a dispatch may be missing; one that was decided is counted. */
  async explain(dispatchId: string, isDecision: boolean): Promise<boolean> {
    const month = monthOf(dispatchId);
    if (!this.#said.has(month)) await this.refresh();
    if (!this.#said.has(month)) return false;
    if (isDecision) this.#missing.set(month, (this.#missing.get(month) ?? 0) + 1);
    return true;
  }

  /** The number of dispatches that were found to have been removed, by month. */
  get counted(): ReadonlyMap<string, number> {
    return this.#missing;
  }

  /** The months of which dispatches are known to have been removed, with how many those are by their entries. */
  get said(): ReadonlyMap<string, number> {
    return this.#said;
  }
}

/** The database to read entries from, and the list of differences found. */
export interface EntryCheckDeps {
  readonly database: Database;
  readonly differences: Differences;
  readonly removed: RemovedMonths;
}

/**
 * Looks at each entry of the tenant: whether its text is the one that was hashed, whether it is sealed once or waits to
 * be, and whether what it is about is still there (A1). Gives how many entries there are.
 */
export async function checkEntries(deps: EntryCheckDeps, tenant: string): Promise<number> {
  const { database, differences } = deps;
  let [entries, last] = [0, FIRST_ID];
  for (;;) {
    const after = last;
    const page = await database.system((tx) => pageStoredEntries(tx, tenant, after, ENTRIES_PER_PAGE));
    for (const entry of page)
      for (const problem of entryProblems(tenant, entry)) differences.add(tenant, placeOf(entry), problem);
    await checkObjects(deps, tenant, page);
    const isLast = page.length < ENTRIES_PER_PAGE;
    await checkDisclosures(deps, tenant, page, {
      after,
      last: isLast ? LAST_ID : (page.at(-1)?.id ?? LAST_ID),
    });
    entries += page.length;
    if (isLast) return entries;
    last = page.at(-1)?.id ?? last;
  }
}

/** Compares what is kept beside entries with what they commit to (A6). What is erased meanwhile is told by either. */
async function checkDisclosures(
  { database, differences }: EntryCheckDeps,
  tenant: string,
  page: readonly StoredEntry[],
  { after, last }: { readonly after: string; readonly last: string },
): Promise<void> {
  const stored = await database.system((tx) => readStoredDisclosures(tx, tenant, after, last));
  const byEntry = new Map<string, StoredDisclosure[]>();
  for (const disclosure of stored) {
    const own = byEntry.get(disclosure.entryId) ?? [];
    byEntry.set(disclosure.entryId, own);
    own.push(disclosure);
  }
  for (const entry of page) {
    const own = byEntry.get(entry.id) ?? [];
    byEntry.delete(entry.id);
    for (const problem of disclosureProblems(entry.body, own))
      differences.add(tenant, placeOf(entry), problem);
  }
  for (const [id, own] of byEntry)
    if (!own.some(({ isOfEntry }) => isOfEntry))
      differences.add(tenant, `entry ${id}`, 'has disclosures but does not exist');
}

async function checkObjects(
  { database, differences, removed }: EntryCheckDeps,
  tenant: string,
  page: readonly StoredEntry[],
): Promise<void> {
  const named = page.map((entry) => ({ entry, objects: lastingObjects(entry) }));
  const missing = await findMissing(
    database,
    tenant,
    named.flatMap(({ objects = [] }) => objects),
  );
  for (const { entry, objects } of named) {
    const { kind } = entry.columns;
    const place = placeOf(entry);
    if (objects === undefined)
      differences.add(tenant, place, `is about ${entry.columns.object}, which is not a valid object`);
    for (const { of, id } of objects ?? []) {
      if (!missing.has(`${of}/${id}`)) continue;
      if (of === 'dispatch' && (await removed.explain(id, kind === 'DISPATCH_DECIDED'))) continue;
      differences.add(tenant, place, `is about ${of}/${id}, which does not exist`);
    }
  }
}

async function findMissing(
  database: Database,
  tenant: string,
  objects: readonly LastingObject[],
): Promise<ReadonlySet<string>> {
  const ids = (of: LastingObject['of']) => [
    ...new Set(objects.filter((object) => object.of === of).map(({ id }) => id)),
  ];
  const wanted = {
    versions: ids('configuration').map(Number),
    consents: ids('consent'),
    dispatches: ids('dispatch'),
  };
  return new Set(await database.system((tx) => findMissingObjects(tx, tenant, wanted)));
}

function placeOf({ id, columns }: StoredEntry): string {
  return `entry ${id} (${columns.kind})`;
}

/** Looks at what waits to be sealed, of one tenant or of all; gives how many entries that are. */
export async function checkQueue(
  { database, differences }: Pick<EntryCheckDeps, 'database' | 'differences'>,
  tenant: string | null,
): Promise<number> {
  let [queued, last] = [0, Number.MIN_SAFE_INTEGER];
  for (;;) {
    const after = last;
    const page = await database.system((tx) => pageQueue(tx, tenant, after, QUEUE_PER_PAGE));
    for (const { tenant: own, entryId, isSame } of page) {
      const place = `queue, entry ${entryId}`;
      if (isSame === null) differences.add(own, place, 'is queued but does not exist');
      if (isSame === false) differences.add(own, place, 'is queued with a hash that is not its own');
    }
    queued += page.length;
    if (page.length < QUEUE_PER_PAGE) return queued;
    last = page.at(-1)?.position ?? last;
  }
}
