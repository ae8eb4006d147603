import { and, asc, eq, inArray, notInArray } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../database/client.ts';
import { numberRow } from '../database/rows.ts';
import { organizationNumber } from '../database/tables.ts';
import type { AccountSid } from '../kernel/ids.ts';
import type { PhoneNumber } from '../kernel/phone-number.ts';
import type { NumberFilter } from '../kernel/vocabulary/organization-number.ts';
import { exclusionReason } from './number-rules.ts';
import type { AccountNumber, OrganizationNumber, SelectedNumber } from './organization-number.ts';

const accountNumber = numberRow.omit({ available: true });

/** Every number kept of an account, in the order of the numbers. */
export async function readNumbers(
  tx: Transaction,
  accountSid: AccountSid,
): Promise<readonly AccountNumber[]> {
  const rows = await tx.sql
    .select()
    .from(organizationNumber)
    .where(and(eq(organizationNumber.tenantId, tx.tenant), eq(organizationNumber.accountSid, accountSid)))
    .orderBy(asc(organizationNumber.phoneNumber));
  return rows.map((row) => accountNumber.parse(row));
}

const UPSERT: PreparedStatement = {
  name: 'numbers-upsert',
  text: `insert into organization_number (tenant_id, account_sid, phone_number, number_sid, name, sms, voice, present,
                                          first_seen_at, availability_changed_at)
         select $1, $2, n.* from unnest($3::text[], $4::text[], $5::text[], $6::boolean[], $7::boolean[], $8::boolean[],
                                        $9::timestamptz[], $10::timestamptz[]) as n
         on conflict (tenant_id, account_sid, phone_number) do update
           set number_sid = excluded.number_sid, name = excluded.name, sms = excluded.sms, voice = excluded.voice,
               present = excluded.present, availability_changed_at = excluded.availability_changed_at`,
};

/** Writes what a reading changed: the numbers to keep as they are now, and the removal of others. */
export async function writeNumbers(
  tx: Transaction,
  accountSid: AccountSid,
  keep: readonly AccountNumber[],
  remove: readonly PhoneNumber[],
): Promise<void> {
  await tx.prepared(UPSERT, [
    tx.tenant,
    accountSid,
    keep.map((number) => number.phoneNumber),
    keep.map((number) => number.numberSid),
    keep.map((number) => number.name),
    keep.map((number) => number.sms),
    keep.map((number) => number.voice),
    keep.map((number) => number.present),
    keep.map((number) => number.firstSeenAt),
    keep.map((number) => number.availabilityChangedAt),
  ]);
  if (remove.length === 0) return;
  await tx.sql
    .delete(organizationNumber)
    .where(
      and(
        eq(organizationNumber.tenantId, tx.tenant),
        eq(organizationNumber.accountSid, accountSid),
        inArray(organizationNumber.phoneNumber, [...remove]),
      ),
    );
}

/** Drops the numbers of every account of the tenant but these: of accounts that are neither live nor drafted. */
export async function dropNumbersExcept(tx: Transaction, accountSids: readonly AccountSid[]): Promise<void> {
  const ofTenant = eq(organizationNumber.tenantId, tx.tenant);
  await tx.sql
    .delete(organizationNumber)
    .where(
      accountSids.length === 0
        ? ofTenant
        : and(ofTenant, notInArray(organizationNumber.accountSid, [...accountSids])),
    );
}

/** From where numbers are seen: an account and what was selected of it. */
export interface NumberView {
  readonly accountSid: AccountSid;
  readonly selected: readonly SelectedNumber[];
}

/**
 * A selection may outlive its rows: numbers of an account that is no longer held are dropped, while the versions that
 * selected them stay. Hence the full join.
 */
const seen = (accountSid: string, selected: string) => `
  select coalesce(n.phone_number, s.phone_number) as "phoneNumber", coalesce(n.number_sid, s.number_sid) as "numberSid",
         coalesce(n.name, s.name) as name, coalesce(n.available, false) as available,
         n.availability_changed_at as "availabilityChangedAt", s.selected_at as "selectedAt",
         n.sms, n.voice, coalesce(n.present, false) as present
    from (select * from organization_number where tenant_id = $1 and account_sid = ${accountSid}) n
    full join ${selected} as s (phone_number, number_sid, name, selected_at) on s.phone_number = n.phone_number`;

const SEEN = seen('$2', 'unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[])');

const isShown = (filter: string) => `case ${filter} when 'SELECTED' then "selectedAt" is not null
                          when 'AVAILABLE' then available
                          when 'EXCLUDED' then present and not (sms and voice)
                          else available or "selectedAt" is not null end`;

const pageOf = (view: string, filter: string, after: string, limit: string) =>
  `select * from (${view}) as seen where ${isShown(filter)} and "phoneNumber" > ${after} order by "phoneNumber" limit ${limit}`;

const PAGE: PreparedStatement = { name: 'numbers-page', text: pageOf(SEEN, '$7', '$8', '$9') };

/** A JSON list of the page that `$2` to `$4` ask for, seen from the row "version" of a tenant `$1`. */
export const PAGE_OF_VERSION = `(select coalesce(jsonb_agg(page order by "phoneNumber"), '[]') from (${pageOf(
  seen(
    'version.account_sid',
    `(select s ->> 'phoneNumber', s ->> 'numberSid', s ->> 'name', (s ->> 'selectedAt')::timestamptz
        from jsonb_array_elements(version.selected_numbers) s)`,
  ),
  '$2',
  '$3',
  '$4::int',
)}) page)`;

const COUNT: PreparedStatement = {
  name: 'numbers-count',
  text: `select count(*) filter (where available or "selectedAt" is not null)::int as listed,
                count(*) filter (where "selectedAt" is not null)::int as selected,
                count(*) filter (where available)::int as available,
                count(*) filter (where present and not (sms and voice))::int as excluded
           from (${SEEN}) as seen`,
};

const seenRow = numberRow.omit({ firstSeenAt: true }).extend({
  availabilityChangedAt: numberRow.shape.availabilityChangedAt.nullable(),
  selectedAt: z.coerce.date().nullable(),
  sms: z.boolean().nullable(),
  voice: z.boolean().nullable(),
});

function viewValues(tx: Transaction, { accountSid, selected }: NumberView): unknown[] {
  return [
    tx.tenant,
    accountSid,
    selected.map((number) => number.phoneNumber),
    selected.map((number) => number.numberSid),
    selected.map((number) => number.name),
    selected.map((number) => number.selectedAt),
  ];
}

const BY_NUMBER: PreparedStatement = {
  name: 'numbers-by-number',
  text: `select * from (${SEEN}) as seen where "phoneNumber" = any($7::text[])`,
};

/** A page of a view's numbers: up to `limit` after `after`, in the order of the numbers. */
export interface NumberPage {
  readonly filter: NumberFilter;
  readonly after: string;
  readonly limit: number;
}

/** One page of the numbers of a view. */
export async function pageNumbers(
  tx: Transaction,
  view: NumberView,
  page: NumberPage,
): Promise<readonly OrganizationNumber[]> {
  const rows = await tx.prepared(PAGE, [...viewValues(tx, view), page.filter, page.after, page.limit]);
  return rows.map((row) => toSeen(row, view));
}

const pageRows = z.array(z.unknown());

/** The numbers of a `PAGE_OF_VERSION`. */
export function numbersOfPage(page: unknown, accountSid: AccountSid): readonly OrganizationNumber[] {
  return pageRows.parse(page).map((row) => toSeen(row, { accountSid }));
}

/** The numbers of the view that are among these, in no order. */
export async function findNumbers(
  tx: Transaction,
  view: NumberView,
  phoneNumbers: readonly PhoneNumber[],
): Promise<readonly OrganizationNumber[]> {
  const rows = await tx.prepared(BY_NUMBER, [...viewValues(tx, view), phoneNumbers]);
  return rows.map((row) => toSeen(row, view));
}

function toSeen(row: unknown, { accountSid }: Pick<NumberView, 'accountSid'>): OrganizationNumber {
  const seen = seenRow.parse(row);
  const { sms, voice, present, selectedAt } = seen;
  // Member by member: copying all but three takes as long as parsing them.
  return {
    accountSid,
    phoneNumber: seen.phoneNumber,
    numberSid: seen.numberSid,
    name: seen.name,
    available: seen.available,
    availabilityChangedAt: seen.availabilityChangedAt,
    selected: selectedAt !== null,
    selectedAt,
    excluded: present ? exclusionReason({ sms: sms === true, voice: voice === true }) : null,
  };
}

/** The number of numbers that each filter shows. */
export interface NumberCounts {
  readonly listed: number;
  readonly selected: number;
  readonly available: number;
  readonly excluded: number;
}

const countsRow = z.object({ listed: z.int(), selected: z.int(), available: z.int(), excluded: z.int() });

/** Counts the view by each filter (N4). */
export async function countNumbers(tx: Transaction, view: NumberView): Promise<NumberCounts> {
  const [row] = await tx.prepared(COUNT, viewValues(tx, view));
  return countsRow.parse(row);
}
