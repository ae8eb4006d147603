import { and, asc, desc, eq, getTableColumns, gt, lt, min, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Transaction } from '../../database/client.ts';
import {
  accountCredential,
  auditEntry,
  configurationVersion,
  consentDocument,
  consentRecord,
} from '../../database/tables.ts';
import { bodiesOf, numbersIn } from './entry-bodies-store.ts';

// Each page is one statement and so of one instant: an object and its entry are written in one transaction.

/** A configuration version as its row has it, with what surrounds it. */
export type StoredVersion = Awaited<ReturnType<typeof pageVersions>>[number];

/** Up to `limit` of the tenant's versions after this one, in order, with neighbours, consent and the texts of its entries. */
export async function pageVersions(tx: Transaction, tenant: string, after: number, limit: number) {
  const { selectedNumbers, requestDigest, ...columns } = getTableColumns(configurationVersion);
  const { tenantId, version, credentialId, consentId } = configurationVersion;
  const earlier = alias(configurationVersion, 'earlier');
  const former = tx.sql
    .select()
    .from(earlier)
    .where(and(eq(earlier.tenantId, tenantId), lt(earlier.version, version)))
    .orderBy(desc(earlier.version))
    .limit(1)
    .as('former');
  const later = alias(configurationVersion, 'later');
  const next = tx.sql
    .select({ inForceFrom: later.inForceFrom, consentId: later.consentId })
    .from(later)
    .where(and(eq(later.tenantId, tenantId), gt(later.version, version)))
    .orderBy(asc(later.version))
    .limit(1)
    .as('next');
  const ending = alias(consentRecord, 'ending');
  const ended = tx.sql
    .select({ at: min(ending.recordedAt).as('at') })
    .from(ending)
    .where(and(eq(ending.tenantId, tenantId), eq(ending.endedConsentId, consentId)))
    .as('ended');
  const { fallbackMode, fallbackChosenAt, fallbackChosenBy, inForceFrom } = former;
  const isConsent = and(eq(consentRecord.tenantId, tenantId), eq(consentRecord.id, consentId));
  const isToken = and(eq(accountCredential.tenantId, tenantId), eq(accountCredential.id, credentialId));
  return tx.sql
    .select({
      ...columns,
      numbers: numbersIn(selectedNumbers),
      former: { version: former.version, inForceFrom, fallbackMode, fallbackChosenAt, fallbackChosenBy },
      nextFrom: next.inForceFrom,
      nextConsent: next.consentId,
      credentialSid: accountCredential.accountSid,
      consentKind: consentRecord.kind,
      consentSid: consentRecord.accountSid,
      consentFrom: consentRecord.recordedAt,
      consentEnded: ended.at,
      entries: bodiesOf(tx, tenant, sql`'configuration/' || ${version}`, [
        'CONFIGURATION_SAVED',
        'ACCOUNT_REMOVED',
      ]),
    })
    .from(configurationVersion)
    .leftJoin(consentRecord, isConsent)
    .leftJoin(accountCredential, isToken)
    .leftJoinLateral(former, sql`true`)
    .leftJoinLateral(next, sql`true`)
    .leftJoinLateral(ended, sql`true`)
    .where(and(eq(tenantId, tenant), gt(version, after)))
    .orderBy(version)
    .limit(limit);
}

/** A consent record as its row has it. */
export type StoredConsent = Awaited<ReturnType<typeof pageConsentRows>>[number];

/** Up to `limit` of the tenant's consent records after this id, in order, with their version and the texts of their entries. */
export async function pageConsentRows(tx: Transaction, tenant: string, after: string, limit: number) {
  const { tenantId, id, kind, endedConsentId } = consentRecord;
  const isVersion = and(
    eq(configurationVersion.tenantId, tenantId),
    eq(configurationVersion.version, consentRecord.configurationVersion),
  );
  const object = sql`'consent/' || coalesce(${endedConsentId}, ${id})`;
  return tx.sql
    .select({
      ...getTableColumns(consentRecord),
      versionFrom: configurationVersion.inForceFrom,
      entries: bodiesOf(tx, tenant, object, eq(auditEntry.kind, sql`'CONSENT_' || ${kind}`)),
    })
    .from(consentRecord)
    .leftJoin(configurationVersion, isVersion)
    .where(and(eq(tenantId, tenant), gt(id, after)))
    .orderBy(id)
    .limit(limit);
}

/** A legal text as its row has it. */
export type StoredDocument = typeof consentDocument.$inferSelect & { readonly entries: readonly string[] };

/** Every legal text that was published, null where there only is an entry of it, with the texts of its entries. */
export async function readPublishedDocuments(tx: Transaction) {
  const published = tx.sql
    .select({
      object: auditEntry.object,
      bodies: sql<string[]>`array_agg(${auditEntry.body})`.as('bodies'),
    })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tx.tenant), eq(auditEntry.kind, 'CONSENT_DOCUMENT_PUBLISHED')))
    .groupBy(auditEntry.object)
    .as('published');
  const name = sql<string>`'consent-document/' || ${consentDocument.version} || '/' || ${consentDocument.locale}`;
  return tx.sql
    .select({
      object: sql<string>`coalesce(${name}, ${published.object})`,
      document: consentDocument,
      entries: sql<string[]>`coalesce(${published.bodies}, '{}')`,
    })
    .from(consentDocument)
    .fullJoin(published, eq(published.object, name))
    .orderBy(sql`1`);
}
