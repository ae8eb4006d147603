import { and, asc, desc, eq, gte, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../database/client.ts';
import { columnsOf, consentRow } from '../database/rows.ts';
import { consentRecord } from '../database/tables.ts';
import type { AccountSid, TenantId, Uuid } from '../kernel/ids.ts';
import type { ConsentKind, ConsentStatus } from '../kernel/vocabulary/consent.ts';
import type { Consent } from './consent.ts';

/** The consent of a row, or of the JSON of one. */
export function toConsent(value: unknown): Consent {
  const read = consentRow.parse(value);
  const { draftId, draftRevision, endedConsentId, endReason } = read;
  return {
    tenant: read.tenantId,
    id: read.id,
    kind: read.kind,
    accountSid: read.accountSid,
    document: { version: read.documentVersion, locale: read.documentLocale, digest: read.documentDigest },
    draft: draftId === null || draftRevision === null ? null : { id: draftId, revision: draftRevision },
    configurationVersion: read.configurationVersion,
    ends:
      endedConsentId === null || endReason === null ? null : { consentId: endedConsentId, reason: endReason },
    actor: read.actor,
    origin: { ip: read.ip, userAgent: read.userAgent },
    requestId: read.requestId,
    recordedAt: read.recordedAt,
  };
}

/** Keeps a consent record for good. */
export async function insertConsent(tx: Transaction, consent: Consent): Promise<void> {
  await tx.sql.insert(consentRecord).values({
    tenantId: consent.tenant,
    id: consent.id,
    kind: consent.kind,
    accountSid: consent.accountSid,
    documentVersion: consent.document.version,
    documentLocale: consent.document.locale,
    documentDigest: consent.document.digest,
    draftId: consent.draft?.id,
    draftRevision: consent.draft?.revision,
    configurationVersion: consent.configurationVersion,
    endedConsentId: consent.ends?.consentId,
    endReason: consent.ends?.reason,
    actor: consent.actor,
    ip: consent.origin.ip,
    userAgent: consent.origin.userAgent,
    requestId: consent.requestId,
    recordedAt: consent.recordedAt,
  });
}

/** As JSON the consent that covers the row "version" of a tenant `$1`. */
export const CONSENT_OF_VERSION = `(select to_jsonb(covering) from (
  select ${columnsOf(consentRecord, 'c', consentRow)} from consent_record c
   where tenant_id = $1 and id = version.consent_id) covering)`;

/** A declined consent: a text, shown with a draft as it stood. */
export interface Declined {
  readonly draft: { readonly id: Uuid; readonly revision: number; readonly createdAt: Date };
  readonly documentDigest: string;
  readonly subject: string;
}

/** The record of this person's no to this text for this revision of the draft, where there is one. */
export async function findDeclined(tx: Transaction, declined: Declined): Promise<Consent | undefined> {
  const { draft, documentDigest, subject } = declined;
  const [record] = await tx.sql
    .select()
    .from(consentRecord)
    .where(
      and(
        eq(consentRecord.tenantId, tx.tenant),
        gte(consentRecord.id, sql`originator_first_uuid(${draft.createdAt})`),
        eq(consentRecord.kind, 'DECLINED'),
        eq(consentRecord.draftId, draft.id),
        eq(consentRecord.draftRevision, draft.revision),
        eq(consentRecord.documentDigest, documentDigest),
        sql`${consentRecord.actor} ->> 'subject' = ${subject}`,
      ),
    )
    .orderBy(consentRecord.id)
    .limit(1);
  return record === undefined ? undefined : toConsent(record);
}

/** The tenant's records of these ids, in no order. */
export async function findConsents(tx: Transaction, ids: readonly Uuid[]): Promise<readonly Consent[]> {
  const rows = await tx.sql
    .select()
    .from(consentRecord)
    .where(and(eq(consentRecord.tenantId, tx.tenant), inArray(consentRecord.id, [...ids])));
  return rows.map(toConsent);
}

/** The records that end these consents, in no order; none for one that has not ended. */
export async function findEndings(tx: Transaction, consentIds: readonly Uuid[]): Promise<readonly Consent[]> {
  const rows = await tx.sql
    .select()
    .from(consentRecord)
    .where(
      and(eq(consentRecord.tenantId, tx.tenant), inArray(consentRecord.endedConsentId, [...consentIds])),
    );
  return rows.map(toConsent);
}

/** A filter of the consent history; a member that is absent matches everything. */
export interface ConsentFilter {
  readonly kinds?: readonly ConsentKind[] | undefined;
  readonly accountSid?: AccountSid | undefined;
  readonly documentVersion?: number | undefined;
  readonly documentDigest?: string | undefined;
  readonly actorSubject?: string | undefined;
  readonly from?: Date | undefined;
  /** Exclusive. */
  readonly to?: Date | undefined;
  /** As `consentStatus` has it at `statusAt`, or by all that is recorded. */
  readonly statuses?: readonly ConsentStatus[] | undefined;
  readonly statusAt?: Date | undefined;
}

/** Up to `limit` records older than `before`, newest first. */
export async function pageConsents(
  tx: Transaction,
  filter: ConsentFilter,
  page: { readonly before: Uuid | null; readonly limit: number },
): Promise<readonly Consent[]> {
  const rows = await tx.sql
    .select()
    .from(consentRecord)
    .where(
      and(
        eq(consentRecord.tenantId, tx.tenant),
        page.before === null ? undefined : lt(consentRecord.id, page.before),
        matches(filter),
      ),
    )
    .orderBy(desc(consentRecord.id))
    .limit(page.limit);
  return rows.map(toConsent);
}

/**
 * Up to `limit` records of these tenants, tenant by tenant in the order of their ids and of each the newest first. Runs as
 * the platform.
 *
 * @param before of its tenant only records older than its id
 */
export async function readConsentsOfTenants(
  tx: Transaction,
  tenants: readonly TenantId[],
  filter: ConsentFilter,
  {
    before,
    limit,
  }: {
    readonly before: { readonly tenant: TenantId; readonly id: string } | null;
    readonly limit: number;
  },
): Promise<readonly Consent[]> {
  const { tenantId, id } = consentRecord;
  const isLeft = before === null ? undefined : or(ne(tenantId, before.tenant), lt(id, before.id));
  const rows = await tx.sql
    .select()
    .from(consentRecord)
    .where(and(inArray(tenantId, [...tenants]), isLeft, matches(filter)))
    .orderBy(asc(tenantId), desc(id))
    .limit(limit);
  return rows.map(toConsent);
}

function matches(filter: ConsentFilter): SQL | undefined {
  const { kinds, accountSid, documentVersion, documentDigest, actorSubject, from, to, statuses, statusAt } =
    filter;
  return and(
    kinds === undefined ? undefined : inArray(consentRecord.kind, [...kinds]),
    accountSid === undefined ? undefined : eq(consentRecord.accountSid, accountSid),
    documentVersion === undefined ? undefined : eq(consentRecord.documentVersion, documentVersion),
    documentDigest === undefined ? undefined : eq(consentRecord.documentDigest, documentDigest),
    actorSubject === undefined ? undefined : sql`${consentRecord.actor} ->> 'subject' = ${actorSubject}`,
    from === undefined ? undefined : gte(consentRecord.recordedAt, from),
    to === undefined ? undefined : lt(consentRecord.recordedAt, to),
    statuses === undefined ? undefined : inArray(statusOf(statusAt), [...statuses]),
  );
}

/** The status of a record at an instant, or by all that is recorded: `consentStatus` for the database. */
function statusOf(at: Date | undefined): SQL {
  const isThere = (recordedAt: SQL) => (at === undefined ? sql`true` : sql`${recordedAt} <= ${at}`);
  return sql`case when ${consentRecord.kind} = 'ENDED' or not ${isThere(sql`${consentRecord.recordedAt}`)} then null
                  when ${consentRecord.kind} = 'DECLINED' then 'DECLINED'
                  when exists (select from consent_record ending
                                where ending.tenant_id = ${consentRecord.tenantId}
                                  and ending.ended_consent_id = ${consentRecord.id}
                                  and ${isThere(sql`ending.recorded_at`)}) then 'ENDED'
                  else 'VALID' end`;
}
