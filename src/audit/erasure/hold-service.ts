import type { Database, Transaction } from '../../database/client.ts';
import { lockTenant } from '../../database/tenant-lock.ts';
import { newUuid, parseUuid, type Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { appendRequested } from '../../ledger/entries/append.ts';
import { type AuditEntry, findEntries } from '../../ledger/entries/entry-store.ts';
import { type Noted, notedRequest, rememberedByEntry } from '../../tenant/noted-once.ts';
import {
  alreadyReleased,
  equalHold,
  type HoldInput,
  type LegalHold,
  noSuchHold,
  placedEntry,
  type ReleaseInput,
  refuseReleaseBy,
  refuseTooMany,
  refuseUnfitHold,
  refuseUnfitRelease,
  releasedEntry,
} from './hold-rules.ts';
import { endHold, findHold, holdOf, insertHold, keepMonths, standingHolds } from './hold-store.ts';

/** Places and releases legal holds. */
export interface HoldService {
  /**
   * Places a hold: while it stands, nobody whom it covers is erased, and no dispatch that it covers is dropped by retention (A6).
   * An equal request, repeated while it stands, is given the same hold.
   */
  place(scope: RequestScope, input: HoldInput): Promise<LegalHold>;
  /**
   * Releases a hold, and gives the entry that says so. Refuses the one who placed it. An equal request, repeated, is given the same
   * entry.
   */
  release(scope: RequestScope, input: ReleaseInput): Promise<AuditEntry>;
}

const HOLD = rememberedByEntry<LegalHold>(({ entryId }) => entryId, holdOf);
const RELEASE = rememberedByEntry<AuditEntry>(
  ({ id }) => id,
  (entry) => entry,
);

/** The verbs on their database. */
export function createHoldService({ database }: { readonly database: Database }): HoldService {
  return {
    async place(scope, input) {
      refuseUnfitHold(input);
      return notedRequest(database, scope, HOLD, (tx) => placeIn(tx, scope, input));
    },
    async release(scope, input) {
      refuseUnfitRelease(input);
      return notedRequest(database, scope, RELEASE, (tx) => releaseIn(tx, scope, input));
    },
  };
}

async function placeIn(tx: Transaction, scope: RequestScope, input: HoldInput): Promise<Noted<LegalHold>> {
  await keepMonths(tx);
  await lockTenant(tx);
  const standing = await standingHolds(tx);
  const equal = equalHold(standing, scope, input);
  if (equal !== undefined) return { entry: null, result: equal };
  refuseTooMany(standing);
  const id = newUuid(await tx.now);
  const [entryId] = await appendRequested(tx, scope, [placedEntry(id, input)]);
  if (entryId === undefined) throw new Error('the legal hold was not noted');
  await insertHold(tx, { id, entryId }, input);
  return { entry: entryId, result: holdOf(await entryOf(tx, entryId)) };
}

async function releaseIn(
  tx: Transaction,
  scope: RequestScope,
  { id, reason }: ReleaseInput,
): Promise<Noted<AuditEntry>> {
  await lockTenant(tx);
  const named = parseUuid(id);
  const stored = named && (await findHold(tx, named));
  if (stored === undefined) throw noSuchHold();
  if (stored.releasedBy !== null) {
    const former = await entryOf(tx, stored.releasedBy);
    if (former.actor.subject !== scope.actor.subject) throw alreadyReleased();
    return { entry: null, result: former };
  }
  const hold = holdOf(await entryOf(tx, stored.entryId));
  refuseReleaseBy(scope, hold);
  const [release] = await appendRequested(tx, scope, [releasedEntry(hold, reason)]);
  if (release === undefined) throw new Error('the release was not noted');
  await endHold(tx, hold.id, release);
  return { entry: release, result: await entryOf(tx, release) };
}

async function entryOf(tx: Transaction, id: Uuid): Promise<AuditEntry> {
  const [entry] = await findEntries(tx, [id]);
  if (entry === undefined) throw new Error(`the entry ${id} is not there`);
  return entry;
}
