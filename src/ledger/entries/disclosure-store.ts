import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { uuidColumn } from '../../database/row-columns.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import type { CanonicalEntry } from './canonical-entry.ts';
import { base64Url, COMMITMENT_START, type DisclosedValue, type Disclosure } from './commitment.ts';
import { jsonValue } from './entry-form.ts';

const KEEP: PreparedStatement = {
  name: 'audit-disclosures-keep',
  text: `insert into audit_disclosure (tenant_id, entry_id, path, person_id, salt, value)
         select $1, entry_id, path, originator_person($1, subject, display_name), salt, value
           from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[])
             as d (entry_id, path, subject, display_name, salt, value)`,
};

/** Keeps what is personal in these entries; of most there is nothing, and nothing is sent. */
export async function keepDisclosures(
  tx: Transaction,
  tenant: TenantId,
  entries: readonly Pick<CanonicalEntry, 'id' | 'disclosures'>[],
): Promise<void> {
  const all = entries.flatMap(({ id, disclosures }) =>
    disclosures.map((disclosure) => ({ id, ...disclosure })),
  );
  if (all.length === 0) return;
  await tx.prepared(KEEP, [
    tenant,
    all.map(({ id }) => id),
    all.map(({ path }) => path),
    all.map(({ person }) => person.subject),
    all.map(({ person }) => person.displayName),
    all.map(({ salt }) => salt),
    all.map(({ value }) => value),
  ]);
}

/** True if an entry, or one of several, may hold a commitment. */
export function mayHoldCommitment(text: string | Buffer): boolean {
  return text.includes(COMMITMENT_START);
}

/** The disclosures of each entry of which the text is given, in the same order; for those without any nothing is read. */
export async function readDisclosuresOf(
  tx: Transaction,
  texts: readonly string[],
): Promise<readonly (readonly Disclosure[])[]> {
  // One that was damaged has none.
  const ids = texts.map((text) =>
    mayHoldCommitment(text) ? idIn.safeParse(jsonValue(text)).data?.id : undefined,
  );
  const found = await readDisclosures(
    tx,
    ids.filter((id) => id !== undefined),
  );
  return ids.map((id) => (id === undefined ? undefined : found.get(id)) ?? []);
}

const idIn = z.object({ id: uuidColumn });

const READ: PreparedStatement = {
  name: 'audit-disclosures-read',
  text: `select entry_id as entry, path, salt, value, erased_by as "erasedBy" from audit_disclosure
          where tenant_id = $1 and entry_id = any($2::uuid[]) order by entry_id, path collate "C"`,
};

const disclosureRow = z.object({
  entry: z.string(),
  path: z.string(),
  salt: z.instanceof(Buffer).nullable(),
  value: z.string().nullable(),
  erasedBy: z.string().nullable(),
});

/** The disclosures of these entries, by entry and in the order of their paths. */
export async function readDisclosures(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<string, readonly Disclosure[]>> {
  const found = new Map<string, Disclosure[]>();
  if (ids.length === 0) return found;
  for (const row of await tx.prepared(READ, [tx.tenant, ids])) {
    const { entry, path, salt, value, erasedBy } = disclosureRow.parse(row);
    const told = found.get(entry) ?? [];
    found.set(entry, told);
    if (salt !== null && value !== null) told.push({ path, salt: base64Url(salt), value: JSON.parse(value) });
    else if (erasedBy !== null) told.push({ path, erasedBy });
  }
  return found;
}

const READ_VALUES: PreparedStatement = {
  name: 'audit-disclosed-values-read',
  text: `select entry_id as entry, path, value from audit_disclosure
          where tenant_id = $1 and entry_id = any($2::uuid[]) and value is not null`,
};

const valueRow = z.object({ entry: z.string(), path: z.string(), value: z.string() });

/**
 * The values that these entries disclose, by entry, for those who show them and prove nothing: a statement for each tenant of
 * whom there are entries.
 */
export async function readDisclosedValues(
  tx: Transaction,
  entries: readonly { readonly tenant: string; readonly id: string }[],
): Promise<ReadonlyMap<string, readonly DisclosedValue[]>> {
  const found = new Map<string, DisclosedValue[]>();
  const ids = new Map<string, string[]>();
  for (const { tenant, id } of entries) ids.set(tenant, [...(ids.get(tenant) ?? []), id]);
  const all = [...ids].map((ofTenant) => tx.prepared(READ_VALUES, ofTenant));
  for (const row of (await Promise.all(all)).flat()) {
    const { entry, path, value } = valueRow.parse(row);
    const told = found.get(entry);
    const one = { path, value: JSON.parse(value) };
    if (told === undefined) found.set(entry, [one]);
    else told.push(one);
  }
  return found;
}
