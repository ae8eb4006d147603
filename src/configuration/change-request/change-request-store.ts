import { and, desc, eq, inArray, lt, lte } from 'drizzle-orm';
import { z } from 'zod';
import type { Transaction } from '../../database/client.ts';
import { tenantIdColumn } from '../../database/row-columns.ts';
import { changeRequestRow } from '../../database/rows.ts';
import { changeRequest, tenant as tenantTable } from '../../database/tables.ts';
import type { TenantId, Uuid } from '../../kernel/ids.ts';
import { CHANGE_DECISIONS, type ChangeRequestState } from '../../kernel/vocabulary/configuration.ts';
import { type AuditEntry, findEntries } from '../../ledger/entries/entry-store.ts';
import type { ChangeRequest, Decided } from './change-request-rules.ts';

const OPEN: readonly ChangeRequestState[] = ['PENDING', 'APPROVED'];

/** True if a change of who sends takes another person of the tenant. */
export async function readFourEyes(tx: Transaction): Promise<boolean> {
  const [row] = await tx.sql
    .select({ fourEyes: tenantTable.fourEyes })
    .from(tenantTable)
    .where(eq(tenantTable.tenantId, tx.tenant));
  return row?.fourEyes === true;
}

/** Sets it; the tenant's row is there, since it is locked. */
export async function writeFourEyes(tx: Transaction, fourEyes: boolean): Promise<void> {
  await tx.sql.update(tenantTable).set({ fourEyes }).where(eq(tenantTable.tenantId, tx.tenant));
}

/** Keeps a request, which an entry tells of. */
export async function insertChangeRequest(
  tx: Transaction,
  entryId: Uuid,
  request: Pick<ChangeRequest, 'id' | 'kind' | 'state' | 'digest' | 'baseVersion' | 'input' | 'applyAt'>,
): Promise<void> {
  const { id, kind, state, digest, baseVersion, input, applyAt } = request;
  await tx.sql
    .insert(changeRequest)
    .values({ tenantId: tx.tenant, id, entryId, kind, state, digest, baseVersion, input, applyAt });
}

/** Notes a step, which an entry tells of. */
export async function writeDecision(
  tx: Transaction,
  id: Uuid,
  step: Pick<ChangeRequest, 'state' | 'approvedEntry' | 'version'> & { readonly decidedEntry: Uuid },
): Promise<void> {
  await tx.sql
    .update(changeRequest)
    .set(step)
    .where(and(eq(changeRequest.tenantId, tx.tenant), eq(changeRequest.id, id)));
}

/** The tenant's requests of these ids, in no order. */
export async function findChangeRequests(
  tx: Transaction,
  ids: readonly Uuid[],
): Promise<readonly ChangeRequest[]> {
  return read(
    tx,
    await tx.sql
      .select()
      .from(changeRequest)
      .where(and(eq(changeRequest.tenantId, tx.tenant), inArray(changeRequest.id, [...ids]))),
  );
}

/** The request that is open; there is one at most. */
export async function openChangeRequest(tx: Transaction): Promise<ChangeRequest | null> {
  const [open] = await read(
    tx,
    await tx.sql
      .select()
      .from(changeRequest)
      .where(and(eq(changeRequest.tenantId, tx.tenant), inArray(changeRequest.state, [...OPEN]))),
  );
  return open ?? null;
}

/** Up to `limit` of the tenant's requests that are older than `before`, newest first. */
export async function pageChangeRequests(
  tx: Transaction,
  { before, limit }: { readonly before: Uuid | null; readonly limit: number },
): Promise<readonly ChangeRequest[]> {
  const older = before === null ? undefined : lt(changeRequest.id, before);
  return read(
    tx,
    await tx.sql
      .select()
      .from(changeRequest)
      .where(and(eq(changeRequest.tenantId, tx.tenant), older))
      .orderBy(desc(changeRequest.id))
      .limit(limit),
  );
}

/** Up to `limit` tenants with an approved request whose time has come. Runs as the system. */
export async function tenantsWithDueChange(tx: Transaction, limit: number): Promise<readonly TenantId[]> {
  const rows = await tx.sql
    .select({ tenantId: changeRequest.tenantId })
    .from(changeRequest)
    .where(and(eq(changeRequest.state, 'APPROVED'), lte(changeRequest.applyAt, await tx.now)))
    .limit(limit);
  return rows.map(({ tenantId }) => tenantIdColumn.parse(tenantId));
}

/** A commitment stands in place of what was erased. */
const told = z.string().nullable().catch(null);
const asked = z.object({ ip: told, userAgent: told });
const step = z.object({ decision: z.enum(CHANGE_DECISIONS), note: z.string().nullable() });

/** The rows with what their entries tell of persons, who can be erased there (A6). */
async function read(tx: Transaction, stored: readonly unknown[]): Promise<readonly ChangeRequest[]> {
  const rows = stored.map((row) => changeRequestRow.parse(row));
  const ids = rows.flatMap(({ entryId, decidedEntry }) =>
    decidedEntry === null ? [entryId] : [entryId, decidedEntry],
  );
  const entries = new Map((await findEntries(tx, ids)).map((entry) => [entry.id, entry]));
  return rows.map(({ tenantId, entryId, decidedEntry, ...row }) => {
    const entry = entries.get(entryId);
    if (entry === undefined) throw new Error(`the entry of the change request ${row.id} is not there`);
    return {
      ...row,
      tenant: tenantId,
      askedAt: entry.at,
      askedBy: entry.actor,
      origin: asked.parse(entry.after?.value),
      requestId: entry.requestId,
      decided: decidedEntry === null ? null : decidedIn(entries.get(decidedEntry)),
    };
  });
}

function decidedIn(entry: AuditEntry | undefined): Decided | null {
  if (entry === undefined) return null;
  const { decision, note } = step.parse(entry.after?.value);
  return { at: entry.at, by: entry.actor, decision, note };
}
