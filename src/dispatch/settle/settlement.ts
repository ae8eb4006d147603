import type { Transaction } from '../../database/client.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { append } from '../../ledger/entries/append.ts';
import { rollupChanges } from '../../stats/rollup-rules.ts';
import { writeRollups } from '../../stats/rollup-store.ts';
import { spendingChanges } from '../budget/budget-rules.ts';
import { addSpending, NOTHING_READ, readSpending } from '../budget/budget-store.ts';
import { keepBudgetWarnings, keepReleased } from '../budget/budget-warnings.ts';
import { Spending } from '../budget/spending.ts';
import { dispatchEntries } from '../decide/settlement-rules.ts';
import type { DispatchRecord } from '../record/dispatch.ts';
import {
  findDispatches,
  insertDispatches,
  lockDispatches,
  type NewDispatch,
  type RecordChange,
  type RecordVersion,
  writeDispatches,
} from '../record/dispatch-store.ts';

/** A record as a certain transaction left it. */
export interface KnownRecord {
  readonly record: DispatchRecord;
  readonly version: RecordVersion;
}

/** A change of a record, to be made under its lock and in the name of `scope`. */
export interface RequestedChange {
  readonly scope: RequestScope;
  readonly id: Uuid;
  /** True if it is of one of a batch. */
  readonly isBulk?: boolean;
  /** The record as its version left it, where the caller has it: as long as it is that one, it is not read again. */
  readonly known?: KnownRecord | undefined;
  /**
   * The record as this process last knew it, where it has a call to tell of: kept again where the database has lost the
   * intent, as a failover to a standby that lagged behind does (D11).
   */
  readonly intent?: NewDispatch | undefined;
  readonly change: (record: DispatchRecord, now: Date, spending: Spending) => DispatchRecord;
  /** True if the change may make a fallback, which goes by what is spent of its budget (G4). */
  readonly mayFallBack?: boolean;
  /** The change once nobody waits for it any more, when nothing more is to be begun (D11). */
  readonly late?: ((record: DispatchRecord, now: Date) => DispatchRecord) | undefined;
}

/**
 * Changes a record under its lock and keeps everything that follows from the change, in one transaction: the record
 * with its attempts, the audit entries of its decision or correction, and the counters. A change that gives the very
 * record it was given writes nothing. Gives the record as it is then, `undefined` when there is none.
 */
export async function changeDispatch(
  tx: Transaction,
  scope: RequestScope,
  id: Uuid,
  change: RequestedChange['change'],
): Promise<DispatchRecord | undefined> {
  const [record] = await changeDispatches(tx, [{ scope, id, change }]);
  return record;
}

/** Changes different records of one tenant likewise; gives them in the order in which they were requested. */
export async function changeDispatches(
  tx: Transaction,
  requested: readonly RequestedChange[],
): Promise<readonly (DispatchRecord | undefined)[]> {
  // Locked in the order of their ids, so that two such transactions wait for each other one way round only.
  const inOrder = [...requested].sort((a, b) => (a.id < b.id ? -1 : 1));
  const asksSpending = inOrder.some(({ mayFallBack }) => mayFallBack === true);
  const [now, found, spent] = await Promise.all([
    tx.now,
    lockAndRead(tx, inOrder),
    asksSpending ? readSpending(tx) : NOTHING_READ,
  ]);
  const spending = new Spending(spent);
  const locked = await withLostIntents(tx, inOrder, found, spending);
  const changed = new Map<Uuid, DispatchRecord>();
  const changes = new Map<RequestScope, RecordChange[]>();
  for (const { scope, id, change } of inOrder) {
    const before = locked.get(id);
    if (before === undefined) continue;
    const after = change(before, now, spending);
    changed.set(id, after);
    if (after === before) continue;
    spending.change(spendingChanges(before, after));
    const own = changes.get(scope);
    if (own === undefined) changes.set(scope, [{ before, after }]);
    else own.push({ before, after });
  }
  await Promise.all([
    writeDispatches(tx, [...changes.values()].flat()),
    // Before the rollups, as where intents are kept: lanes of both are then locked one way round only.
    addSpending(tx, spending.changes),
    keepBudgetWarnings(tx, spending.warningChanges(now)),
    keepReleased(tx, spending.changes),
    keepConsequences(tx, changes),
  ]);
  return requested.map(({ id }) => changed.get(id));
}

/** The records under their locks. Only those are read of which it is not known that they are still as they were. */
async function lockAndRead(
  tx: Transaction,
  requested: readonly RequestedChange[],
): Promise<ReadonlyMap<Uuid, DispatchRecord>> {
  const ids = requested.map(({ id }) => id);
  const unknown = requested.filter(({ known }) => known === undefined).map(({ id }) => id);
  // The lock is a statement of its own, or what is read beside it could be older than the lock.
  const [versions, read] = await Promise.all([lockDispatches(tx, ids), findDispatches(tx, unknown)]);
  const current = requested.flatMap(({ id, known }) =>
    known !== undefined && known.version === versions.get(id) ? [known.record] : [],
  );
  const told = new Set([...unknown, ...current.map(({ id }) => id)]);
  const changed = await findDispatches(
    tx,
    ids.filter((id) => !told.has(id)),
  );
  return new Map([...read, ...current, ...changed].map((record) => [record.id, record]));
}

/** The records, and those that the database has lost, kept again as they were known. */
async function withLostIntents(
  tx: Transaction,
  requested: readonly RequestedChange[],
  found: ReadonlyMap<Uuid, DispatchRecord>,
  spending: Spending,
): Promise<ReadonlyMap<Uuid, DispatchRecord>> {
  const lost = requested.flatMap(({ id, intent }) => (intent === undefined || found.has(id) ? [] : [intent]));
  if (lost.length === 0) return found;
  const kept = await insertDispatches(tx, lost);
  if (kept.size < lost.length) throw new Error('the key of a lost intent stands for another dispatch');
  // With an intent the database has lost what it reserved.
  for (const { record } of lost) spending.change(spendingChanges(null, record));
  return new Map([...found, ...lost.map(({ record }) => [record.id, record] as const)]);
}

/** A record as it was, null for a new one, and as it is. */
export interface DispatchChange {
  readonly before: DispatchRecord | null;
  readonly after: DispatchRecord;
}

/**
 * Keeps the audit entries and counters of all changes of a transaction, by who made them; called once in it, after the
 * last lock is taken.
 */
export async function keepConsequences(
  tx: Transaction,
  changes: ReadonlyMap<RequestScope, readonly DispatchChange[]>,
): Promise<void> {
  const all = [...changes.values()].flat();
  const counted = all.flatMap(({ before, after }) => rollupChanges(before, after));
  await Promise.all([
    ...[...changes].map(([scope, own]) => append(tx, scope, own.flatMap(entriesOf))),
    writeRollups(tx, counted),
  ]);
}

function entriesOf({ before, after }: DispatchChange): ReturnType<typeof dispatchEntries> {
  return dispatchEntries(before ?? { ...after, state: 'PENDING' }, after);
}
