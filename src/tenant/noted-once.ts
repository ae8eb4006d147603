import type { Database, Transaction } from '../database/client.ts';
import { UnknownCommitError } from '../database/connection/commit-outcome.ts';
import { uuidColumn } from '../database/row-columns.ts';
import { lockTenant } from '../database/tenant-lock.ts';
import type { Uuid } from '../kernel/ids.ts';
import type { RequestScope } from '../kernel/scope.ts';
import { type AuditEntry, findEntries } from '../ledger/entries/entry-store.ts';
import { once, type Remembered } from './request-key.ts';

/** A value that is read from the log, with the entry that records the reading. */
export interface Noted<T> {
  /** Null where nothing was handed out, so that there is nothing to note. */
  readonly entry: Uuid | null;
  readonly result: T;
}

/** An outcome that is found by the id of an entry. Given again, it is not noted again. */
export function rememberedByEntry<T>(
  entryOf: (result: T) => Uuid,
  toResult: (entry: AuditEntry) => T,
): Remembered<Noted<T>, Uuid> {
  return {
    form: uuidColumn,
    referTo: ({ result }) => entryOf(result),
    async find(tx, id) {
      const [entry] = await findEntries(tx, [id]);
      if (entry === undefined) throw new Error(`the entry ${id} of an idempotency key is not there`);
      return { entry: null, result: toResult(entry) };
    },
  };
}

/**
 * Hands something out in a transaction that notes it against the tenant's write budget. Where the answer to the commit is
 * lost, the entry tells whether it was noted: then the same is handed out, and otherwise it is done again, so that one
 * request is noted once (A5, D15).
 */
export async function notedOnce<T>(
  transact: <R>(work: (tx: Transaction) => Promise<R>) => Promise<R>,
  work: (tx: Transaction) => Promise<Noted<T>>,
): Promise<T> {
  let made: Noted<T> | undefined;
  try {
    return (await transact(async (tx) => (made = await work(tx)))).result;
  } catch (error) {
    const [first, entry] = [made, made?.entry ?? null];
    if (!(error instanceof UnknownCommitError) || first === undefined || entry === null) throw error;
    return transact(async (tx) => {
      // Anyone who spends of the budget holds the tenant's row: the transaction in doubt is over once it is had.
      await lockTenant(tx);
      const isNoted = (await findEntries(tx, [entry])).length > 0;
      return (isNoted ? first : await work(tx)).result;
    });
  }
}

/** The same for a request that may have an idempotency key: repeated under it, it is given what the first one was. */
export function notedRequest<T, Reference>(
  database: Pick<Database, 'write'>,
  scope: RequestScope,
  remembered: Remembered<Noted<T>, Reference>,
  work: (tx: Transaction) => Promise<Noted<T>>,
): Promise<T> {
  return notedOnce(
    (run) => database.write(scope.tenant, run, scope.limits),
    (tx) => once(tx, scope, remembered, () => work(tx)),
  );
}
