import type { Transaction } from '../database/client.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { append } from '../ledger/append.ts';
import { cellChanges } from '../stats/cell-rules.ts';
import { writeCells } from '../stats/cell-store.ts';
import type { DispatchRecord } from './dispatch.ts';
import { lockDispatch, writeDispatch } from './dispatch-store.ts';
import { decisionEntries } from './settlement-rules.ts';

/**
 * Changes a record under its lock and keeps everything that follows from the change, in one transaction: the record
 * with its attempts, the audit entries of its decision or correction, and the counters. A change that gives the very
 * record it was given writes nothing. Gives the record as it is then, `undefined` when there is none.
 */
export async function changeDispatch(
  tx: Transaction,
  scope: RequestScope,
  id: Uuid,
  change: (record: DispatchRecord, now: Date) => DispatchRecord,
): Promise<DispatchRecord | undefined> {
  const [before, now] = await Promise.all([lockDispatch(tx, id), tx.now]);
  if (before === undefined) return undefined;
  const after = change(before, now);
  if (after !== before)
    await Promise.all([writeDispatch(tx, after), keepConsequences(tx, scope, [{ before, after }])]);
  return after;
}

/** A record as it was, null for a new one, and as it is. */
export interface DispatchChange {
  readonly before: DispatchRecord | null;
  readonly after: DispatchRecord;
}

/** The audit entries and counters of all changes of a transaction; called once in it, after the last lock is taken. */
export async function keepConsequences(
  tx: Transaction,
  scope: RequestScope,
  changes: readonly DispatchChange[],
): Promise<void> {
  const entries = changes.flatMap(({ before, after }) =>
    decisionEntries(before ?? { ...after, state: 'PENDING' }, after),
  );
  const counted = changes.flatMap(({ before, after }) => cellChanges(before, after));
  await Promise.all([append(tx, scope, entries), writeCells(tx, counted)]);
}
