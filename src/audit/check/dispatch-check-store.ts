import { and, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../database/client.ts';
import {
  auditEntry,
  configurationVersion,
  dispatchAttempt,
  dispatchKey,
  dispatchRecord,
} from '../../database/tables.ts';
import { TOLD } from './entry-bodies-store.ts';

/** The columns of attempts that are looked at. */
const ATTEMPT = (() => {
  const { ordinal, originator, accountSid, credentialId, from, outcome } = dispatchAttempt;
  const { evidence, code, fault, twilioSid, segments, quote } = dispatchAttempt;
  const { senderKind, senderClass, chosenFrom } = dispatchAttempt;
  return {
    ordinal,
    originator,
    accountSid,
    credentialId,
    from,
    senderKind,
    senderClass,
    chosenFrom,
    outcome,
    evidence,
    code,
    fault,
    twilioSid,
    segments,
    quote,
  };
})();

/** An attempt as its row has it. */
export type StoredAttempt = Pick<typeof dispatchAttempt.$inferSelect, keyof typeof ATTEMPT>;

/** A dispatch as its rows have it, with every key that stands for it and the token of the version that it was decided under. */
export type StoredDispatch = Awaited<ReturnType<typeof pageDispatchRows>>[number];

function attemptsAsJson() {
  const members = Object.entries(ATTEMPT).map(([key, column]) => sql`${sql.raw(`'${key}'`)}, ${column}`);
  return sql<
    StoredAttempt[]
  >`json_agg(json_build_object(${sql.join(members, sql`, `)}) order by ${ATTEMPT.ordinal})`;
}

/**
 * Up to `limit` of the tenant's dispatches after this id, in order, with their attempts, their keys and the texts of their
 * entries. One statement, and so of one instant: it reads the entries of a whole page by the index of objects, and its attempts
 * by the range of dispatches.
 */
export async function pageDispatchRows(tx: Transaction, tenant: string, after: string, limit: number) {
  const { tenantId, id, recipientSealed, recipientHash, ...columns } = getTableColumns(dispatchRecord);
  const page = tx.sql.$with('page').as(
    tx.sql
      .select({ id, ...columns })
      .from(dispatchRecord)
      .where(and(eq(tenantId, tenant), gt(id, after)))
      .orderBy(id)
      .limit(limit),
  );
  const { object } = auditEntry;
  const entry = tx.sql.$with('entry').as(
    tx.sql
      .select({ object, bodies: sql<string[]>`array_agg(${TOLD} order by ${auditEntry.id})`.as('bodies') })
      .from(auditEntry)
      .where(
        and(
          eq(auditEntry.tenantId, tenant),
          sql`${object} = any(array(select 'dispatch/' || id from ${page}))`,
          inArray(auditEntry.kind, ['DISPATCH_DECIDED', 'DISPATCH_CORRECTED', 'DISPATCH_PRICED']),
        ),
      )
      .groupBy(object),
  );
  const attempt = tx.sql.$with('attempt').as(
    tx.sql
      .select({ dispatchId: dispatchAttempt.dispatchId, attempts: attemptsAsJson().as('attempts') })
      .from(dispatchAttempt)
      .where(
        and(
          eq(dispatchAttempt.tenantId, tenant),
          sql`${dispatchAttempt.dispatchId} = any(array(select id from ${page}))`,
        ),
      )
      .groupBy(dispatchAttempt.dispatchId),
  );
  const { idempotencyKey } = dispatchKey;
  const keys = tx.sql
    .select({ idempotencyKey })
    .from(dispatchKey)
    .where(and(eq(dispatchKey.tenantId, tenant), eq(dispatchKey.dispatchId, page.id)));
  const isVersion = and(
    eq(configurationVersion.tenantId, tenant),
    eq(configurationVersion.version, page.configurationVersion),
  );
  return tx.sql
    .with(page, entry, attempt)
    .select({
      ...page._.selectedFields,
      versionCredential: configurationVersion.credentialId,
      keys: sql<string[]>`array(${keys})`,
      entries: sql<string[]>`coalesce(${entry.bodies}, '{}')`,
      attempts: sql<StoredAttempt[]>`coalesce(${attempt.attempts}, '[]')`,
    })
    .from(page)
    .leftJoin(configurationVersion, isVersion)
    .leftJoin(entry, sql`${entry.object} = 'dispatch/' || ${page.id}`)
    .leftJoin(attempt, eq(attempt.dispatchId, page.id))
    .orderBy(page.id);
}
