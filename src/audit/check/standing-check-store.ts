import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import {
  accountCredential,
  accountWarning,
  auditEntry,
  configurationDraft,
  legalHold,
  sendingPause,
} from '../../database/tables.ts';
import { bodiesOf, numbersIn } from './entry-bodies-store.ts';

/** A kind of warning as its row and its newest entry have it. */
export type StoredWarning = Awaited<ReturnType<typeof readStoredWarnings>>[number];

/** Every kind of warning that the tenant has or had: since when it stands, null where it does not, and its newest entry. */
export async function readStoredWarnings(tx: Transaction, tenant: string) {
  const { kind, since } = accountWarning;
  const { object, body } = auditEntry;
  const standing = tx.sql
    .select({ kind, since })
    .from(accountWarning)
    .where(eq(accountWarning.tenantId, tenant))
    .as('standing');
  const newest = tx.sql
    .selectDistinctOn([object], { object, body })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.tenantId, tenant), inArray(auditEntry.kind, ['WARNING_RAISED', 'WARNING_CLEARED'])),
    )
    .orderBy(asc(object), desc(auditEntry.id))
    .as('newest');
  return tx.sql
    .select({
      kind: sql<string>`coalesce(${standing.kind}, substr(${newest.object}, 9))`,
      since: standing.since,
      body: newest.body,
    })
    .from(standing)
    .fullJoin(newest, sql`${newest.object} = 'warning/' || ${standing.kind}`)
    .orderBy(sql`1`);
}

/** A legal hold as its row has it, null where there is none, with the texts of its entries. */
export type StoredHold = Awaited<ReturnType<typeof readStoredHolds>>[number];

/** Every legal hold that the tenant has, or that an entry of its log is about. */
export async function readStoredHolds(tx: Transaction, tenant: string) {
  const { object, body, id, kind } = auditEntry;
  const noted = tx.sql
    .select({ object, bodies: sql<string[]>`array_agg(${body} order by ${id})`.as('bodies') })
    .from(auditEntry)
    .where(and(eq(auditEntry.tenantId, tenant), inArray(kind, ['LEGAL_HOLD_PLACED', 'LEGAL_HOLD_RELEASED'])))
    .groupBy(object)
    .as('noted');
  const { entryId, ofSubject, validFrom, validTo, releasedBy } = legalHold;
  const kept = tx.sql
    .select({
      name: sql<string>`'legal-hold/' || ${legalHold.id}`.as('name'),
      entryId,
      ofSubject,
      validFrom,
      validTo,
      releasedBy,
    })
    .from(legalHold)
    .where(eq(legalHold.tenantId, tenant))
    .as('kept');
  return tx.sql
    .select({
      object: sql<string>`coalesce(${kept.name}, ${noted.object})`,
      entryId: kept.entryId,
      ofSubject: kept.ofSubject,
      validFrom: kept.validFrom,
      validTo: kept.validTo,
      releasedBy: kept.releasedBy,
      entries: sql<string[]>`coalesce(${noted.bodies}, '{}')`,
    })
    .from(kept)
    .fullJoin(noted, eq(noted.object, kept.name))
    .orderBy(sql`1`);
}

/** A stop of sending as its row has it, null where there is none, with the text of its newest entry. */
export type StoredPause = Awaited<ReturnType<typeof readStoredPauses>>[number];

/** Every stop of sending that the tenant has, or that an entry of its log is about. */
export async function readStoredPauses(tx: Transaction, tenant: string) {
  const { object, body } = auditEntry;
  const kept = tx.sql
    .select({
      name: sql<string>`rtrim('sending/' || ${sendingPause.country}, '/')`.as('name'),
      entryId: sendingPause.entryId,
    })
    .from(sendingPause)
    .where(eq(sendingPause.tenantId, tenant))
    .as('kept');
  const newest = tx.sql
    .selectDistinctOn([object], { object, body })
    .from(auditEntry)
    .where(
      and(eq(auditEntry.tenantId, tenant), inArray(auditEntry.kind, ['SENDING_PAUSED', 'SENDING_RESUMED'])),
    )
    .orderBy(asc(object), desc(auditEntry.id))
    .as('newest');
  return tx.sql
    .select({
      object: sql<string>`coalesce(${kept.name}, ${newest.object})`,
      entryId: kept.entryId,
      body: newest.body,
    })
    .from(kept)
    .fullJoin(newest, eq(newest.object, kept.name))
    .orderBy(sql`1`);
}

/** A draft as its row has it, with the account that its token was given for. */
export type StoredDraft = NonNullable<Awaited<ReturnType<typeof readStoredDraft>>>;

/** The tenant's draft with the token that it names and the texts of its entries, `undefined` where there is none. */
export async function readStoredDraft(tx: Transaction, tenant: string) {
  const { id, revision, accountSid, account, credentialId, changedBy, createdAt, changedAt } =
    configurationDraft;
  const [found] = await tx.sql
    .select({
      id,
      revision,
      accountSid,
      account,
      credentialId,
      changedBy,
      createdAt,
      changedAt,
      numbers: numbersIn(configurationDraft.selectedNumbers),
      credentialSid: accountCredential.accountSid,
      entries: bodiesOf(tx, tenant, sql`'draft/' || ${id}`),
    })
    .from(configurationDraft)
    .leftJoin(
      accountCredential,
      and(
        eq(accountCredential.tenantId, configurationDraft.tenantId),
        eq(accountCredential.id, credentialId),
      ),
    )
    .where(eq(configurationDraft.tenantId, tenant));
  return found;
}
