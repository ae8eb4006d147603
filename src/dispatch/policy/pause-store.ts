import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { PreparedStatement, Transaction } from '../../database/client.ts';
import { tenantIdColumn, uuidColumn } from '../../database/row-columns.ts';
import { sendingPause } from '../../database/tables.ts';
import { PLATFORM_TENANT, type Uuid } from '../../kernel/ids.ts';
import { type AuditEntry, findEntries } from '../../ledger/entries/entry-store.ts';
import type { SendingPause, StandingPause } from './pause-rules.ts';

/** In the key of a row, for all countries. */
const ALL = '';

const STANDING: PreparedStatement = {
  name: 'sending-pauses',
  text: 'select tenant_id, country from sending_pause where tenant_id in ($1, $2) and country = any ($3)',
};

const standing = z.object({ tenant_id: tenantIdColumn, country: z.string() });

/** The pauses that stop a message of the tenant to one of these countries (G7): the tenant's own, and those of the platform. */
export async function standingPauses(
  tx: Transaction,
  countries: readonly string[],
): Promise<readonly StandingPause[]> {
  const rows = await tx.prepared(STANDING, [tx.tenant, PLATFORM_TENANT, [ALL, ...new Set(countries)]]);
  return rows.map((row) => {
    const { tenant_id: tenant, country } = standing.parse(row);
    return { tenant, country: country === ALL ? null : country };
  });
}

/** Keeps a pause that an entry noted. */
export async function insertPause(tx: Transaction, entryId: Uuid, country: string | null): Promise<void> {
  await tx.sql.insert(sendingPause).values({ tenantId: tx.tenant, country: country ?? ALL, entryId });
}

/** Removes a pause. */
export async function deletePause(tx: Transaction, country: string | null): Promise<void> {
  const { tenantId, country: only } = sendingPause;
  await tx.sql.delete(sendingPause).where(and(eq(tenantId, tx.tenant), eq(only, country ?? ALL)));
}

/** The greatest number of pauses of one tenant, or of the platform: one for each country that there is, and for all. */
export const MOST_PAUSES = 26 * 26 + 1;

/** The pauses of the transaction's tenant, or of the platform, by their countries; the one for all comes first. */
export async function readPauses(tx: Transaction): Promise<readonly SendingPause[]> {
  const rows = await tx.sql
    .select({ entryId: sendingPause.entryId })
    .from(sendingPause)
    .where(eq(sendingPause.tenantId, tx.tenant))
    .orderBy(asc(sendingPause.country));
  const ids = rows.map(({ entryId }) => uuidColumn.parse(entryId));
  const pauses = new Map((await findEntries(tx, ids)).map((entry) => [entry.id, pauseOf(entry)]));
  return ids.flatMap((id) => pauses.get(id) ?? []);
}

/** The pause of the transaction's tenant for this country, or for all. */
export async function findPause(tx: Transaction, country: string | null): Promise<SendingPause | undefined> {
  const { tenantId, country: only, entryId } = sendingPause;
  const [row] = await tx.sql
    .select({ entryId })
    .from(sendingPause)
    .where(and(eq(tenantId, tx.tenant), eq(only, country ?? ALL)));
  if (row === undefined) return undefined;
  const [entry] = await findEntries(tx, [uuidColumn.parse(row.entryId)]);
  if (entry === undefined) throw new Error('the entry of a pause is not there');
  return pauseOf(entry);
}

const paused = z.object({ country: z.string().nullable(), reason: z.string() });

/** The pause that an entry noted. */
export function pauseOf({ id, tenant, at, actor, after }: AuditEntry): SendingPause {
  const { country, reason } = paused.parse(after?.value);
  return { tenant, country, reason, entryId: id, pausedAt: at, pausedBy: actor };
}
