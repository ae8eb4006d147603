import canonicalize from 'canonicalize';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import type { Uuid } from '../../kernel/ids.ts';
import type { RequestScope } from '../../kernel/scope.ts';
import { isEntryOf } from './actor-filter.ts';
import { type CanonicalEntry, canonicalEntry } from './canonical-entry.ts';
import { keepDisclosures } from './disclosure-store.ts';
import type { NewEntry } from './entry-kinds.ts';
import { spendWriteBudget } from './write-budget-store.ts';

const INSERT: PreparedStatement = {
  name: 'audit-append',
  text: `with entry as (
           select * from unnest($3::uuid[], string_to_array($4, e'\\n'), $5::bytea[], $6::text[], $7::text[])
             with ordinality as e (id, body, leaf_hash, kind, object, ordinal)
         ), queued as (
           insert into ledger_queue (tenant_id, entry_id, leaf_hash)
           select $1, id, leaf_hash from entry order by ordinal
         )
         insert into audit_entry (tenant_id, id, body, leaf_hash, kind, actor_subject, object)
         select $1, id, body, leaf_hash, kind, $2, object from entry`,
};

/**
 * Adds entries to the tenant's log in the caller's transaction, in the order given, so that neither the change nor its
 * entries exist without the other (A1). They are sealed soon after it has committed. Gives their ids, in that order.
 */
export async function append(
  tx: Transaction,
  scope: RequestScope,
  entries: readonly NewEntry[],
): Promise<readonly Uuid[]> {
  return insert(tx, scope, await canonicalEntries(tx, scope, entries));
}

/**
 * Adds the entries of what a client asked for, and takes their size off the tenant's write budget. Throws the refusal that
 * says when to come back where it is spent (X5); the transaction is then rolled back with everything in it.
 */
export async function appendRequested(
  tx: Transaction,
  scope: RequestScope,
  entries: readonly NewEntry[],
): Promise<readonly Uuid[]> {
  const canonical = await canonicalEntries(tx, scope, entries);
  await spendWriteBudget(
    tx,
    scope.tenant,
    canonical.map(({ body }) => body),
  );
  return insert(tx, scope, canonical);
}

const SAME_READING: PreparedStatement = {
  name: 'audit-same-reading',
  text: `select 1 from audit_entry
          where tenant_id = $1 and kind = $2 and ${isEntryOf('$3')}
            and id >= originator_first_uuid(clock_timestamp() - $5::interval)
            and strpos(body, $4) > 0 limit 1`,
};

/** The time within which equal readings share an entry, and within which a reading may go on under its own. */
const SHARED_FOR = '1 minute';
const GOES_ON_FOR = '1 hour';

/**
 * Adds the entry of a reading, unless the same person read the same within the last minute: equal readings share an entry,
 * since what is written can never be deleted (X5).
 *
 * @param isContinued true if it goes on with a reading of the last hour, which is recorded already unless it never was
 */
export async function appendReading(
  tx: Transaction,
  scope: RequestScope,
  entry: NewEntry,
  isContinued: boolean,
): Promise<void> {
  const { kind, after } = entry;
  // As it stands in the canonical form, in which the keys are in order.
  const told = `"after":${canonicalize(after)},"at":`;
  const within = isContinued ? GOES_ON_FOR : SHARED_FOR;
  const same = await tx.prepared(SAME_READING, [scope.tenant, kind, scope.actor.subject, told, within]);
  if (same.length === 0) await append(tx, scope, [entry]);
}

async function canonicalEntries(
  tx: Transaction,
  scope: RequestScope,
  entries: readonly NewEntry[],
): Promise<readonly CanonicalEntry[]> {
  if (entries.length === 0) return [];
  const at = await tx.now;
  return entries.map((entry) => canonicalEntry(scope, at, entry));
}

async function insert(
  tx: Transaction,
  { tenant }: RequestScope,
  canonical: readonly CanonicalEntry[],
): Promise<readonly Uuid[]> {
  if (canonical.length === 0) return [];
  const [first] = canonical;
  const ids = canonical.map(({ id }) => id);
  await tx.prepared(INSERT, [
    tenant,
    first?.actorSubject,
    ids,
    // In canonical form no text has a line feed, and quotes in an array would have to be escaped.
    canonical.map(({ body }) => body).join('\n'),
    canonical.map(({ leafHash }) => leafHash),
    canonical.map(({ kind }) => kind),
    canonical.map(({ object }) => object),
  ]);
  await keepDisclosures(tx, tenant, canonical);
  return ids;
}
