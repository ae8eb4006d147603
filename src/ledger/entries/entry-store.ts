import { and, desc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { recordedActorColumn, tenantIdColumn, uuidColumn } from '../../database/row-columns.ts';
import { auditEntry } from '../../database/tables.ts';
import { PLATFORM_TENANT, parseUuid, type TenantId, type Uuid } from '../../kernel/ids.ts';
import { cutMember, type Json, JsonText } from '../../kernel/json.ts';
import { type PartOfList, ROWS_LOOKED_THROUGH } from '../../kernel/part-of-list.ts';
import type { RecordedActor } from '../../kernel/scope.ts';
import { ENTRY_KINDS, type EntryKind } from '../../kernel/vocabulary/audit.ts';
import { isEntryOf } from './actor-filter.ts';
import type { DisclosedValue } from './commitment.ts';
import { actorWith, disclosuresWithin, withValues } from './disclosed-entry.ts';
import { mayHoldCommitment, readDisclosedValues } from './disclosure-store.ts';
import type { EntryName } from './entry-kinds.ts';

/** An audit entry as it was recorded (A4). */
export interface AuditEntry {
  /** The version of its form. */
  readonly form: 1 | 2;
  readonly tenant: TenantId;
  readonly id: Uuid;
  readonly kind: EntryKind;
  readonly at: Date;
  /** Of a person who was erased it tells neither subject nor name. */
  readonly actor: RecordedActor;
  readonly object: string;
  readonly requestId: string;
  /** With the personal values that are disclosed; an erased one is its commitment (A6). */
  readonly before: JsonText | null;
  readonly after: JsonText | null;
  /** The very text that is hashed and kept: canonical JSON of all of the above, with commitments for what is personal. */
  readonly text: string;
}

/** True if the text names a kind of entry. */
export function isEntryKind(text: string): text is EntryKind {
  return ENTRY_KINDS.some((kind) => kind === text);
}

const storedForm = z.object({
  v: z.literal([1, 2]),
  tenant: tenantIdColumn,
  id: uuidColumn,
  kind: z.enum(ENTRY_KINDS),
  at: z.coerce.date(),
  actor: recordedActorColumn,
  object: z.string(),
  requestId: z.string(),
});

/** An entry without its states, before its personal values are put in. */
const restForm = z.looseObject({ id: z.string(), tenant: z.string(), actor: z.unknown() });

const row = z.object({ body: z.string() });

/** An entry in parts. Its states are most of it, and are passed on as they stand. */
interface SplitEntry {
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly rest: z.infer<typeof restForm>;
}

/** The entries of rows, in their order. Those without personal values, such as nearly all of dispatches, take no statement beside their own. */
export async function toEntries(tx: Transaction, rows: readonly unknown[]): Promise<readonly AuditEntry[]> {
  const entries = rows.map((stored) => partsOf(row.parse(stored).body));
  const personal = entries.filter(({ text }) => mayHoldCommitment(text)).map(({ rest }) => rest);
  const values = await readDisclosedValues(tx, personal);
  return entries.map((parts) => toEntry(parts, values.get(parts.rest.id) ?? []));
}

function partsOf(text: string): SplitEntry {
  const after = cutMember(text, 'after');
  const before = after && cutMember(after.rest, 'before');
  if (after === undefined || before === undefined) throw new Error('an audit entry lacks a state');
  return { text, before: before.value, after: after.value, rest: restForm.parse(JSON.parse(before.rest)) };
}

function toEntry({ text, before, after, rest }: SplitEntry, values: readonly DisclosedValue[]): AuditEntry {
  const { v, ...entry } = storedForm.parse({ ...rest, actor: actorWith(rest.actor, values) });
  const stateOf = (name: string, state: string) => stateWith(state, disclosuresWithin(name, values));
  return { ...entry, form: v, before: stateOf('before', before), after: stateOf('after', after), text };
}

function stateWith(text: string, values: ReturnType<typeof disclosuresWithin>): JsonText | null {
  if (text === 'null') return null;
  if (values.length === 0) return new JsonText(text);
  return new JsonText(JSON.stringify(withValues(JSON.parse(text), values)));
}

const BY_ID: PreparedStatement = {
  name: 'audit-by-id',
  text: 'select body from audit_entry where tenant_id = $1 and id = any($2::uuid[])',
};

/** The tenant's entries of these ids, in no order. */
export async function findEntries(tx: Transaction, ids: readonly Uuid[]): Promise<readonly AuditEntry[]> {
  const rows = await tx.prepared(BY_ID, [tx.tenant, ids]);
  return toEntries(tx, rows);
}

const BY_NAME: PreparedStatement = {
  name: 'audit-by-name',
  text: `select e.body from unnest($2::text[], $3::text[]) as n (kind, object)
           join audit_entry e on e.tenant_id = $1 and e.object = n.object and e.kind = n.kind`,
};

/** The tenant's entries of these kinds about these objects, in no order. */
export async function findNamedEntries(
  tx: Transaction,
  names: readonly EntryName[],
): Promise<readonly AuditEntry[]> {
  const rows = await tx.prepared(BY_NAME, [
    tx.tenant,
    names.map(({ kind }) => kind),
    names.map(({ object }) => object),
  ]);
  return toEntries(tx, rows);
}

/** A filter of entries; a member that is absent matches everything. */
export interface EntryFilter {
  readonly kinds?: readonly EntryKind[] | undefined;
  readonly actorSubject?: string | undefined;
  /** The object that they are about, for example `configuration/3`. */
  readonly object?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
}

/** Nearly all of a busy log are of this kind, which is not in the index by kind. */
export const FREQUENT = 'DISPATCH_DECIDED' satisfies EntryKind;

/** Every bound is one on the id, which begins with the instant, so that months without a match are not looked into. */
const WITHIN = 'tenant_id = $1 and id >= $2::uuid and id < $3::uuid and id < $4::uuid';

/** The entries by the person `p` within the bounds: of a person, they lie beside what the entry discloses (A6). */
const PERSONS_OWN = `select d.entry_id as id from audit_disclosure d
                      where d.tenant_id = $1 and d.person_id = p.id and d.path = '/actor/subject'
                        and d.entry_id >= $2::uuid and d.entry_id < $3::uuid and d.entry_id < $4::uuid`;

const NARROWED = '($7::text[] is null or kind = any($7)) and ($8::text is null or object = $8)';

/*
 * A statement for each way to the entries, since a plan that serves them all could use neither index: an object has few
 * entries; of a kind that is rare, the newest are read one kind after the other; an actor may have few of a long log.
 * They take the same values, and have no names, since a plan for all ranges would sort the log rather than read its end.
 */
const PAGE: PreparedStatement = {
  text: `select body from audit_entry
          where ${WITHIN} and $5::text is null and ${NARROWED}
          order by id desc limit $6`,
};
const PAGE_OF_ACTOR: PreparedStatement = {
  text: `select body from (
           (select id, body from audit_entry
             where ${WITHIN} and actor_subject = $5 and ${NARROWED}
             order by id desc limit $6)
           union all
           (select e.id, e.body from person p cross join lateral (
              select entry.id, entry.body
                from (${PERSONS_OWN}) own join audit_entry entry on entry.tenant_id = $1 and entry.id = own.id
               where ${NARROWED} order by own.id desc limit $6) e
             where p.tenant_id = $1 and p.subject = $5)) e
          order by id desc limit $6`,
};
const PAGE_OF_OBJECT: PreparedStatement = {
  text: `select body from audit_entry
          where ${WITHIN} and ($5::text is null or ${isEntryOf('$5')})
            and ($7::text[] is null or kind = any($7)) and object = $8
          order by id desc limit $6`,
};
const PAGE_OF_KINDS: PreparedStatement = {
  text: `select e.body from unnest($7::text[]) as k (kind) cross join lateral (
           select id, body from audit_entry
            where ${WITHIN} and $5::text is null and $8::text is null
              and kind = k.kind and kind <> '${FREQUENT}'
            order by id desc limit $6) e
          order by e.id desc limit $6`,
};

/* Where looking through the entries ends, of all and of an actor. */
const LAST_LOOKED_AT = `order by id desc offset ${ROWS_LOOKED_THROUGH - 1} limit 1`;
const END_OF_LOOK: PreparedStatement = {
  text: `select id from audit_entry where ${WITHIN} and $5::text is null ${LAST_LOOKED_AT}`,
};
const END_OF_LOOK_AT_ACTOR: PreparedStatement = {
  text: `select id from (
           (select id from audit_entry where ${WITHIN} and actor_subject = $5
             order by id desc limit ${ROWS_LOOKED_THROUGH})
           union all
           (select own.id from person p cross join lateral (
              ${PERSONS_OWN} order by d.entry_id desc limit ${ROWS_LOOKED_THROUGH}) own
             where p.tenant_id = $1 and p.subject = $5)) e ${LAST_LOOKED_AT}`,
};

const OF_OBJECT: PreparedStatement = {
  text: `select count(*)::int as entries from (
           select from audit_entry where tenant_id = $1 and object = $2 limit ${ROWS_LOOKED_THROUGH + 1}) e`,
};

/**
 * Up to `limit` entries older than `before`, newest first. Where no index finds what is asked for, the newest
 * `ROWS_LOOKED_THROUGH` of the range, or of the actor in it, are looked through, and where that ended is told (X5).
 */
export async function pageEntries(
  tx: Transaction,
  { kinds: named, actorSubject, object, from, to }: EntryFilter,
  { before, limit }: { readonly before: Uuid | null; readonly limit: number },
): Promise<PartOfList<AuditEntry, Uuid>> {
  const kinds = named === undefined ? null : [...new Set(named)];
  const first = from === undefined ? FIRST_ID : firstIdOf(from);
  const range = [to === undefined ? LAST_ID : firstIdOf(to), before ?? LAST_ID, actorSubject ?? null];
  const read = async (statement: PreparedStatement, end: Uuid | null) => {
    const values = [tx.tenant, end ?? first, ...range, limit, kinds, object ?? null];
    const rows = await tx.prepared(statement, values);
    return { rows: await toEntries(tx, rows), endedAt: rows.length < limit ? end : null };
  };
  if (object !== undefined && (await hasFewEntries(tx, object))) return read(PAGE_OF_OBJECT, null);
  const isOfKindsAlone = kinds !== null && actorSubject === undefined && object === undefined;
  if (isOfKindsAlone && !kinds.includes(FREQUENT)) return read(PAGE_OF_KINDS, null);
  const [page, endOfLook] =
    actorSubject === undefined ? [PAGE, END_OF_LOOK] : [PAGE_OF_ACTOR, END_OF_LOOK_AT_ACTOR];
  if (kinds === null && object === undefined) return read(page, null);
  const [row] = await tx.prepared(endOfLook, [tx.tenant, first, ...range]);
  return read(page, parseUuid(String(row?.['id'])) ?? null);
}

/** True if there are so few entries about the object that all may be read. */
async function hasFewEntries(tx: Transaction, object: string): Promise<boolean> {
  const [row] = await tx.prepared(OF_OBJECT, [tx.tenant, object]);
  return Number(row?.['entries']) <= ROWS_LOOKED_THROUGH;
}

/** No identifier comes before this one. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** No identifier comes after this one, and none is the same. */
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The smallest identifier of an instant: its milliseconds in the first 48 bits. */
export function firstIdOf(instant: Date): string {
  const milliseconds = instant.getTime().toString(16).padStart(12, '0');
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-0000-0000-000000000000`;
}

/** The state after the newest entry of each kind in the platform's log. Runs as the system. */
export async function latestPlatformStates(
  tx: Transaction,
  kinds: readonly EntryKind[],
): Promise<ReadonlyMap<EntryKind, Json>> {
  const { tenantId, id, kind, body } = auditEntry;
  const rows = await tx.sql
    .selectDistinctOn([kind], { body })
    .from(auditEntry)
    .where(and(eq(tenantId, PLATFORM_TENANT), inArray(kind, [...kinds])))
    .orderBy(kind, desc(id));
  const entries = await toEntries(tx, rows);
  return new Map(entries.map(({ kind, after }) => [kind, after?.value ?? null]));
}
